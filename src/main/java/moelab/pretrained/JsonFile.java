package moelab.pretrained;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import moelab.files.InputFile;

/** A JSON object in a file, whose fields are read with messages that name the file. */
final class JsonFile {
    private final Path file;
    private final JsonObject object;

    private JsonFile(Path file, JsonObject object) {
        this.file = file;
        this.object = object;
    }

    /** Reads a file that must hold a JSON object. */
    static JsonFile read(Path file) throws IOException {
        try {
            return new JsonFile(
                    file, JsonParser.parseString(InputFile.text(file)).getAsJsonObject());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + ": is not UTF-8, expected a JSON object", e);
        } catch (JsonParseException | IllegalStateException e) {
            throw new IllegalArgumentException(file + ": is not JSON, expected a JSON object", e);
        }
    }

    /** Reads a file that may be missing, which then is like an empty object. */
    static JsonFile readIfThere(Path file) throws IOException {
        return Files.exists(file) ? read(file) : new JsonFile(file, new JsonObject());
    }

    boolean has(String field) {
        return object.has(field) && !object.get(field).isJsonNull();
    }

    JsonObject object() {
        return object;
    }

    /** Returns a whole number, which must be there. */
    int number(String field) {
        if (!has(field)) {
            throw wrong(field + " is missing, expected a whole number");
        }
        return number(field, 0);
    }

    /** Returns a whole number, or a default. Of a list, as some models have for their ends, the first is taken. */
    int number(String field, int missing) {
        if (!has(field)) {
            return missing;
        }
        JsonElement value = object.get(field);
        if (value instanceof JsonArray array && !array.isEmpty()) {
            value = array.get(0);
        }
        try {
            return value.getAsBigDecimal().intValueExact();
        } catch (ArithmeticException
                | NumberFormatException
                | IllegalStateException
                | UnsupportedOperationException e) {
            throw wrong(field + " is " + value + ", expected a whole number");
        }
    }

    /** Returns a number, or a default. */
    float real(String field, float missing) {
        try {
            return has(field) ? object.get(field).getAsFloat() : missing;
        } catch (NumberFormatException | IllegalStateException | UnsupportedOperationException e) {
            throw wrong(field + " is " + object.get(field) + ", expected a number");
        }
    }

    /** Returns true or false, or a default. */
    boolean flag(String field, boolean missing) {
        if (!has(field)) {
            return missing;
        }
        String text = object.get(field).toString();
        if (!text.equals("true") && !text.equals("false")) {
            throw wrong(field + " is " + text + ", expected true or false");
        }
        return Boolean.parseBoolean(text);
    }

    /** Returns a text, or a default. */
    String text(String field, String missing) {
        try {
            return has(field) ? object.get(field).getAsString() : missing;
        } catch (IllegalStateException | UnsupportedOperationException e) {
            throw wrong(field + " is " + object.get(field) + ", expected a text");
        }
    }

    /** Returns an error that names this file. */
    IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(file + ": " + what);
    }
}
