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

/** A JSON object read from a file, or one inside it. Every error message about one of its fields names the file. */
final class JsonFile {
    private final Path file;
    private final String outer; // names of the objects around this one, each with a point behind it
    private final JsonObject object;

    private JsonFile(Path file, String outer, JsonObject object) {
        this.file = file;
        this.outer = outer;
        this.object = object;
    }

    /**
     * Returns the JSON object of a file.
     *
     * @throws IllegalArgumentException if the file is not UTF-8 or does not hold a JSON object
     */
    static JsonFile read(Path file) throws IOException {
        try {
            return new JsonFile(
                    file, "", JsonParser.parseString(InputFile.text(file)).getAsJsonObject());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + ": is not UTF-8, expected a JSON object", e);
        } catch (JsonParseException | IllegalStateException e) {
            throw new IllegalArgumentException(file + ": is not JSON, expected a JSON object", e);
        }
    }

    /** Returns the JSON object of a file, or an empty object if there is no such file. */
    static JsonFile readIfThere(Path file) throws IOException {
        return Files.exists(file) ? read(file) : new JsonFile(file, "", new JsonObject());
    }

    /** Returns whether the object has this field, with a value other than null. */
    boolean has(String field) {
        return object.has(field) && !object.get(field).isJsonNull();
    }

    JsonObject object() {
        return object;
    }

    /** Returns a field that is an object, or an empty object if it is missing. */
    JsonFile inside(String field) {
        JsonElement inner = has(field) ? object.get(field) : new JsonObject();
        if (!inner.isJsonObject()) {
            throw wrong(field + " is " + inner + ", expected an object");
        }
        return new JsonFile(file, outer + field + ".", inner.getAsJsonObject());
    }

    /** Returns a field that must be present and be a whole number. */
    int number(String field) {
        if (!has(field)) {
            throw wrong(field + " is missing, expected a whole number");
        }
        return number(field, 0);
    }

    /**
     * Returns a field that is a whole number, or a default if it is missing. If it is a list, as some models have for
     * their end tokens, the first element is returned.
     */
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

    /** Returns a field that is a number, or a default if it is missing. */
    float real(String field, float missing) {
        try {
            return has(field) ? object.get(field).getAsFloat() : missing;
        } catch (NumberFormatException | IllegalStateException | UnsupportedOperationException e) {
            throw wrong(field + " is " + object.get(field) + ", expected a number");
        }
    }

    /** Returns a field that is true or false, or a default if it is missing. */
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

    /** Returns a field that is a text, or a default if it is missing. */
    String text(String field, String missing) {
        try {
            return has(field) ? object.get(field).getAsString() : missing;
        } catch (IllegalStateException | UnsupportedOperationException e) {
            throw wrong(field + " is " + object.get(field) + ", expected a text");
        }
    }

    /**
     * Returns an exception whose message begins with the name of this file.
     *
     * @param what begins with the name of a field of this object
     */
    IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(file + ": " + outer + what);
    }
}
