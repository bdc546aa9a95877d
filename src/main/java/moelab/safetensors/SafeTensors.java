package moelab.safetensors;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import moelab.files.WholeFile;
import moelab.memory.Memory;
import org.ejml.data.FMatrixRMaj;

/**
 * The {@code .safetensors} file format: eight bytes with the length of a JSON header, the header, then the numbers.
 *
 * <p>Only matrices of 32-bit or 16-bit floats are read and written, here all of a file at once; {@link TensorFile}
 * reads one at a time. A file is written whole or not at all.
 */
public final class SafeTensors {
    private static final int BUFFER = 1 << 16; // bytes: a multiple of those of any number

    private SafeTensors() {}

    /** How the numbers are stored. */
    public enum Precision {
        /** IEEE 754 single precision, as in memory. */
        F32(4),
        /** IEEE 754 half precision: 11 significant bits, up to 65,504. */
        F16(2),
        /** The upper half of a float: 8 significant bits, the range of floats. */
        BF16(2);

        private final int bytes;

        Precision(int bytes) {
            this.bytes = bytes;
        }

        /** Returns the nearest number of this precision, ties to even; beyond its range infinity. */
        public float round(float f) {
            return switch (this) {
                case F32 -> f;
                case F16 -> HalfFloat.toFloat(HalfFloat.fromFloat(f));
                case BF16 -> Float.intBitsToFloat(bfloat16(f) << 16);
            };
        }

        /** Returns the smallest precision that holds all of these numbers exactly. */
        public static Precision exactFor(Collection<FMatrixRMaj> matrices) {
            for (Precision p : new Precision[] {F16, BF16}) {
                if (matrices.stream().allMatch(p::holds)) {
                    return p;
                }
            }
            return F32;
        }

        /** Returns whether none of the finite numbers becomes infinite in this precision. */
        public boolean reaches(FMatrixRMaj m) {
            for (int i = 0, n = m.getNumElements(); i < n; i++) {
                if (Float.isFinite(m.data[i]) && Float.isInfinite(round(m.data[i]))) {
                    return false;
                }
            }
            return true;
        }

        private boolean holds(FMatrixRMaj m) {
            for (int i = 0, n = m.getNumElements(); i < n; i++) {
                if (round(m.data[i]) != m.data[i]) {
                    return false;
                }
            }
            return true;
        }

        private static short bfloat16(float f) {
            int bits = Float.floatToRawIntBits(f);
            int up = 0x7FFF + (bits >>> 16 & 1);
            return (short) (Float.isNaN(f) ? 0x7FC0 : bits + up >>> 16);
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
        write(file, tensors, metadata, name -> precision);
    }

    /** Does the same, with each matrix in a precision of its own, by name. */
    public static void write(
            Path file,
            Map<String, FMatrixRMaj> tensors,
            Map<String, String> metadata,
            Function<String, Precision> precisions)
            throws IOException {
        JsonObject header = new JsonObject();
        JsonObject meta = new JsonObject();
        metadata.forEach(meta::addProperty);
        header.add("__metadata__", meta);
        long offset = 0;
        for (Map.Entry<String, FMatrixRMaj> e : tensors.entrySet()) {
            FMatrixRMaj m = e.getValue();
            Precision precision = precisions.apply(e.getKey());
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
        WholeFile.createDirectoryOf(file);
        WholeFile.write(file, out -> {
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(padded)
                    .array());
            out.write(json);
            out.write(" ".repeat(padded - json.length).getBytes(StandardCharsets.US_ASCII));
            for (Map.Entry<String, FMatrixRMaj> e : tensors.entrySet()) {
                write(out, e.getKey(), e.getValue(), precisions.apply(e.getKey()));
            }
        });
    }

    private static JsonArray array(long a, long b) {
        JsonArray array = new JsonArray();
        array.add(a);
        array.add(b);
        return array;
    }

    private static void write(OutputStream out, String name, FMatrixRMaj m, Precision precision) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0, n = m.getNumElements(); i < n; i++) {
            if (!buffer.hasRemaining()) {
                out.write(buffer.array());
                buffer.clear();
            }
            if (Float.isFinite(m.data[i]) && Float.isInfinite(precision.round(m.data[i]))) {
                throw new IllegalArgumentException("tensor " + name + " holds " + m.data[i] + " at row "
                        + i / m.numCols + ", column " + i % m.numCols + ", more than " + precision
                        + " holds, expected F32");
            }
            switch (precision) {
                case F32 -> buffer.putFloat(m.data[i]);
                case F16 -> buffer.putShort(HalfFloat.fromFloat(m.data[i]));
                case BF16 -> buffer.putShort(Precision.bfloat16(m.data[i]));
            }
        }
        out.write(buffer.array(), 0, buffer.position());
    }

    /**
     * Reads a whole file; a vector of n numbers becomes 1 x n.
     *
     * @throws IllegalArgumentException if it is not a sound file of matrices of finite numbers; the message says why
     */
    public static Contents read(Path file) throws IOException {
        try (TensorFile tensors = TensorFile.open(file)) {
            Memory.require((double) Float.BYTES * tensors.elements(), file + ": reading its numbers");
            Map<String, FMatrixRMaj> matrices = new LinkedHashMap<>();
            for (String name : tensors.names()) {
                matrices.put(name, tensors.matrix(name));
            }
            return new Contents(matrices, new LinkedHashMap<>(tensors.metadata()));
        }
    }
}
