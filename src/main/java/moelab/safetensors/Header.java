package moelab.safetensors;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import moelab.files.Quoted;

/**
 * The JSON header of a safetensors file: which tensors there are, and where.
 *
 * <p>It accepts what the reference library accepts and refuses what that refuses. The tensors must cover the data from
 * its first byte to its last, without holes and without overlaps; shapes and offsets are whole numbers; the JSON is
 * strict (RFC 8259); metadata are strings. Fields that the format does not know are ignored, {@code "__metadata__":
 * null} is no metadata, and white space may stand before and after the object. One rule is stricter: two tensors of one
 * name are refused, as the format's description demands.
 *
 * @param tensors in the order of their data
 * @param metadata free text by name
 */
record Header(Map<String, TensorEntry> tensors, Map<String, String> metadata) {

    /** What is wrong with a header; the caller knows the file's name. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    /**
     * Reads a header.
     *
     * @param json the bytes between the header's length and the data
     * @param dataLength bytes that follow the header
     */
    static Header parse(byte[] json, long dataLength) throws Malformed {
        String text = decode(json);
        if (text.startsWith("\ufeff")) {
            throw new Malformed("its header begins with a byte order mark, expected {");
        }
        List<TensorEntry> entries = new ArrayList<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            readObject(reader, entries, metadata);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new Malformed("its header goes on after the JSON object");
            }
        } catch (MalformedJsonException | EOFException e) {
            throw new Malformed("its header is not a JSON object");
        } catch (IllegalStateException | NumberFormatException e) { // another JSON type than the format has there
            throw new Malformed("its header is not what the format describes");
        } catch (IOException e) {
            throw new AssertionError("a string cannot fail to be read", e);
        }
        entries.sort(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end));
        return new Header(checked(entries, dataLength), metadata);
    }

    private static String decode(byte[] json) throws Malformed {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("its header is not UTF-8");
        }
    }

    private static void readObject(JsonReader reader, List<TensorEntry> entries, Map<String, String> metadata)
            throws IOException, Malformed {
        Set<String> names = new HashSet<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = text(reader.nextName());
            if (!names.add(name)) {
                throw new Malformed("its header names " + Quoted.of(name) + " twice");
            }
            if (!name.equals("__metadata__")) {
                entries.add(entry(name, reader));
            } else if (reader.peek() == JsonToken.NULL) {
                reader.nextNull();
            } else {
                readMetadata(reader, metadata);
            }
        }
        reader.endObject();
    }

    private static void readMetadata(JsonReader reader, Map<String, String> metadata) throws IOException, Malformed {
        reader.beginObject();
        while (reader.hasNext()) {
            String key = text(reader.nextName());
            if (reader.peek() != JsonToken.STRING) {
                throw new Malformed("metadata " + Quoted.of(key) + " is not a string");
            }
            metadata.put(key, text(reader.nextString()));
        }
        reader.endObject();
    }

    /** Returns a name or a text of the header, if it is one: half of a surrogate pair stands for no character. */
    private static String text(String text) throws Malformed {
        if (text.chars().anyMatch(c -> Character.isSurrogate((char) c))
                && text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            throw new Malformed("its header has half of a surrogate pair in " + Quoted.of(text));
        }
        return text;
    }

    private static TensorEntry entry(String name, JsonReader reader) throws IOException, Malformed {
        TensorType type = null;
        long[] shape = null;
        long[] offsets = null;
        if (reader.peek() != JsonToken.BEGIN_OBJECT) {
            throw new Malformed("entry " + Quoted.of(name) + " of its header is not an object");
        }
        reader.beginObject();
        while (reader.hasNext()) {
            String field = reader.nextName();
            boolean known = field.equals("dtype") || field.equals("shape") || field.equals("data_offsets");
            if (known && (field.equals("dtype") ? type : field.equals("shape") ? shape : offsets) != null) {
                throw new Malformed("tensor " + Quoted.of(name) + " has two fields " + field);
            }
            switch (field) {
                case "dtype" -> type = type(name, reader);
                case "shape" -> shape = wholeNumbers(name, field, reader);
                case "data_offsets" -> offsets = wholeNumbers(name, field, reader);
                default -> skip(name, reader);
            }
        }
        reader.endObject();
        if (type == null || shape == null || offsets == null || offsets.length != 2) {
            throw new Malformed(
                    "tensor " + Quoted.of(name) + " is malformed, expected a dtype, a shape and two data_offsets");
        }
        return new TensorEntry(name, type, shape, offsets[0], offsets[1]);
    }

    /** Passes over a value that the format does not know, if it is one that the reference can read. */
    private static void skip(String name, JsonReader reader) throws IOException, Malformed {
        switch (reader.peek()) {
            case BEGIN_ARRAY -> {
                reader.beginArray();
                while (reader.hasNext()) {
                    skip(name, reader);
                }
                reader.endArray();
            }
            case BEGIN_OBJECT -> {
                reader.beginObject();
                while (reader.hasNext()) {
                    text(reader.nextName());
                    skip(name, reader);
                }
                reader.endObject();
            }
            case STRING -> text(reader.nextString());
            case NUMBER -> {
                String number = reader.nextString();
                if (Double.isInfinite(Double.parseDouble(number))) {
                    throw new Malformed("tensor " + Quoted.of(name) + " has " + number + ", beyond any double");
                }
            }
            default -> reader.skipValue();
        }
    }

    private static TensorType type(String name, JsonReader reader) throws IOException, Malformed {
        String text = reader.peek() == JsonToken.STRING ? reader.nextString() : "";
        for (TensorType type : TensorType.values()) {
            if (type.name().equals(text)) {
                return type;
            }
        }
        throw new Malformed(
                "tensor " + Quoted.of(name) + " has a type that the format does not know: " + Quoted.of(text));
    }

    private static long[] wholeNumbers(String name, String field, JsonReader reader) throws IOException, Malformed {
        List<Long> numbers = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            String text = reader.peek() == JsonToken.NUMBER ? reader.nextString() : "something else";
            if (!text.matches("[0-9]+")) {
                throw new Malformed("tensor " + Quoted.of(name) + " has " + text + " in its " + field
                        + ", expected a whole number");
            }
            try {
                numbers.add(Long.parseLong(text));
            } catch (NumberFormatException e) {
                throw new Malformed(
                        "tensor " + Quoted.of(name) + " has " + text + " in its " + field + ", beyond any file");
            }
        }
        reader.endArray();
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    /** Returns the entries by name if they cover the data without holes, overlaps or bytes left over. */
    private static Map<String, TensorEntry> checked(List<TensorEntry> entries, long dataLength) throws Malformed {
        Map<String, TensorEntry> byName = new LinkedHashMap<>();
        long covered = 0;
        for (TensorEntry e : entries) {
            if (e.begin() != covered || e.end() < e.begin()) {
                throw new Malformed("tensor " + Quoted.of(e.name()) + " occupies bytes " + e.begin() + " to " + e.end()
                        + ", expected it to begin at " + covered);
            }
            if (e.bytes() != e.end() - e.begin()) {
                throw new Malformed("tensor " + Quoted.of(e.name()) + " is " + e.shapeText() + " of type " + e.type()
                        + " but has " + (e.end() - e.begin()) + " bytes");
            }
            covered = e.end();
            byName.put(e.name(), e);
        }
        if (covered > dataLength) {
            throw new Malformed("cut off: " + dataLength + " bytes of data, expected " + covered);
        }
        if (covered < dataLength) {
            throw new Malformed((dataLength - covered) + " bytes after the last tensor");
        }
        return byName;
    }
}
