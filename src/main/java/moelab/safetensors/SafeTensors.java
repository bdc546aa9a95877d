package moelab.safetensors;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;

/**
 * The {@code .safetensors} file format: eight bytes with the length of a JSON header, the header, then the numbers.
 *
 * <p>Only matrices of 32-bit or 16-bit floats are read and written. A file is written beside its place and moved into
 * it, so that whoever is interrupted leaves either the old file or the new one.
 */
public final class SafeTensors {
    private static final long MAX_HEADER = 100_000_000;

    private SafeTensors() {}

    /** How the numbers are stored. */
    public enum Precision {
        F32(4),
        F16(2);

        private final int bytes;

        Precision(int bytes) {
            this.bytes = bytes;
        }
    }

    /**
     * What a file holds.
     *
     * @param tensors matrices by name, in file order
     * @param metadata free text by name
     */
    public record Contents(Map<String, FMatrixRMaj> tensors, Map<String, String> metadata) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d matrices of %,d numbers in all; metadata: %s",
                    tensors.size(),
                    tensors.values().stream()
                            .mapToLong(FMatrixRMaj::getNumElements)
                            .sum(),
                    String.join(", ", metadata.keySet()));
        }
    }

    /** Writes matrices and metadata to a file, whole or not at all. */
    public static void write(
            Path file, Map<String, FMatrixRMaj> tensors, Map<String, String> metadata, Precision precision)
            throws IOException {
        JsonObject header = new JsonObject();
        JsonObject meta = new JsonObject();
        metadata.forEach(meta::addProperty);
        header.add("__metadata__", meta);
        long offset = 0;
        for (Map.Entry<String, FMatrixRMaj> e : tensors.entrySet()) {
            FMatrixRMaj m = e.getValue();
            long end = offset + (long) m.getNumElements() * precision.bytes;
            JsonObject entry = new JsonObject();
            entry.addProperty("dtype", precision.name());
            entry.add("shape", array(m.numRows, m.numCols));
            entry.add("data_offsets", array(offset, end));
            header.add(e.getKey(), entry);
            offset = end;
        }
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        int padded = (json.length + 7) / 8 * 8; // tensors begin at a multiple of eight
        Path absolute = file.toAbsolutePath();
        Files.createDirectories(absolute.getParent());
        clearRemains(absolute);
        Path beside = absolute.resolveSibling(
                "." + absolute.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(beside), 1 << 16)) {
                out.write(ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(padded)
                        .array());
                out.write(json);
                out.write(" ".repeat(padded - json.length).getBytes(StandardCharsets.US_ASCII));
                for (FMatrixRMaj m : tensors.values()) {
                    out.write(bytes(m, precision));
                }
            }
            move(beside, absolute);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** Removes what processes left behind that were killed while they wrote this file; their number is in the name. */
    private static void clearRemains(Path file) throws IOException {
        Pattern name = Pattern.compile("\\." + Pattern.quote(file.getFileName().toString()) + "\\.(\\d{1,18})\\.part");
        try (Stream<Path> beside = Files.list(file.getParent())) {
            for (Path other : beside.toList()) {
                Matcher remains = name.matcher(other.getFileName().toString());
                if (remains.matches()
                        && ProcessHandle.of(Long.parseLong(remains.group(1))).isEmpty()) {
                    Files.deleteIfExists(other);
                }
            }
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static JsonArray array(long a, long b) {
        JsonArray array = new JsonArray();
        array.add(a);
        array.add(b);
        return array;
    }

    private static byte[] bytes(FMatrixRMaj m, Precision precision) {
        int n = m.getNumElements();
        ByteBuffer buffer = ByteBuffer.allocate(n * precision.bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < n; i++) {
            if (precision == Precision.F32) {
                buffer.putFloat(m.data[i]);
            } else {
                buffer.putShort(HalfFloat.fromFloat(m.data[i]));
            }
        }
        return buffer.array();
    }

    /**
     * Reads a whole file.
     *
     * @throws IllegalArgumentException if it is not a sound file of matrices of finite numbers; the message says why
     */
    public static Contents read(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        ByteBuffer buffer = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        long headerLength = all.length < 8 ? -1 : buffer.getLong();
        if (headerLength < 2 || headerLength > MAX_HEADER || headerLength > all.length - 8) {
            throw wrong(file, "not a safetensors file, or cut off in its header");
        }
        JsonObject header = header(file, new String(all, 8, (int) headerLength, StandardCharsets.UTF_8));
        int dataStart = 8 + (int) headerLength;
        Map<String, FMatrixRMaj> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> e : header.entrySet()) {
            try {
                if (e.getKey().equals("__metadata__")) {
                    e.getValue()
                            .getAsJsonObject()
                            .entrySet()
                            .forEach(m -> metadata.put(m.getKey(), m.getValue().getAsString()));
                } else {
                    tensors.put(
                            e.getKey(), tensor(file, e.getKey(), e.getValue().getAsJsonObject(), buffer, dataStart));
                }
            } catch (IllegalStateException
                    | UnsupportedOperationException
                    | ClassCastException
                    | NullPointerException
                    | NumberFormatException
                    | IndexOutOfBoundsException bad) {
                throw wrong(file, "entry " + e.getKey() + " of its header is malformed");
            }
        }
        return new Contents(tensors, metadata);
    }

    private static JsonObject header(Path file, String json) {
        try {
            return JsonParser.parseString(json).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw wrong(file, "its header is not a JSON object");
        }
    }

    private static FMatrixRMaj tensor(Path file, String name, JsonObject entry, ByteBuffer buffer, int dataStart) {
        String type = entry.get("dtype").getAsString();
        JsonArray shape = entry.getAsJsonArray("shape");
        long start = entry.getAsJsonArray("data_offsets").get(0).getAsLong();
        long end = entry.getAsJsonArray("data_offsets").get(1).getAsLong();
        if (!type.equals("F32") && !type.equals("F16")) {
            throw wrong(file, "tensor " + name + " has type " + type + ", expected F32 or F16");
        }
        if (shape.size() != 2) {
            throw wrong(file, "tensor " + name + " has " + shape.size() + " dimensions, expected 2");
        }
        int rows = shape.get(0).getAsInt();
        int cols = shape.get(1).getAsInt();
        Precision precision = Precision.valueOf(type);
        if (rows < 0 || cols < 0 || start < 0 || end - start != (long) rows * cols * precision.bytes) {
            throw wrong(file, "tensor " + name + " is " + rows + " x " + cols + " but has " + (end - start) + " bytes");
        }
        if (dataStart + end > buffer.capacity()) {
            throw wrong(
                    file,
                    "cut off in tensor " + name + ": " + buffer.capacity() + " bytes, expected at least "
                            + (dataStart + end));
        }
        FMatrixRMaj m = new FMatrixRMaj(rows, cols);
        for (int i = 0; i < rows * cols; i++) {
            int at = dataStart + (int) start + i * precision.bytes;
            float value = precision == Precision.F32 ? buffer.getFloat(at) : HalfFloat.toFloat(buffer.getShort(at));
            if (!Float.isFinite(value)) {
                throw wrong(
                        file, "tensor " + name + " holds " + value + " at row " + i / cols + ", column " + i % cols);
            }
            m.data[i] = value;
        }
        return m;
    }

    private static IllegalArgumentException wrong(Path file, String what) {
        return new IllegalArgumentException(file + ": " + what);
    }
}
