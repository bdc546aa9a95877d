package moelab.safetensors;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import moelab.files.Quoted;
import org.ejml.data.FMatrixRMaj;

/**
 * A safetensors file that stays on disk: its header is read when it is opened, a tensor when somebody asks for it.
 *
 * <p>A model of several gigabytes is read this way with room for its weights alone. One instance serves one thread.
 */
public final class TensorFile implements Closeable {
    private static final long MAX_HEADER = 100_000_000; // bytes: the limit of the reference library
    private static final int LENGTH_BYTES = 8;
    private static final int CHUNK = 1 << 20; // bytes read at a time, a multiple of every element's size

    private final Path file;
    private final FileChannel channel;
    private final Header header;
    private final long dataStart;

    private TensorFile(Path file, FileChannel channel, Header header, long dataStart) {
        this.file = file;
        this.channel = channel;
        this.header = header;
        this.dataStart = dataStart;
    }

    /**
     * Opens a file and checks its header.
     *
     * @throws IllegalArgumentException if it is not a sound safetensors file; the message names the file and says why
     */
    public static TensorFile open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(file + ": " + (Files.exists(file) ? "is not a file" : "does not exist")
                    + ", expected a safetensors file");
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            long size = channel.size();
            long length =
                    size < LENGTH_BYTES ? -1 : read(channel, 0, LENGTH_BYTES).getLong();
            if (length < 2 || length > MAX_HEADER || length > size - LENGTH_BYTES) {
                throw new Header.Malformed("not a safetensors file, or cut off in its header");
            }
            byte[] json = read(channel, LENGTH_BYTES, (int) length).array();
            long dataStart = LENGTH_BYTES + length;
            return new TensorFile(file, channel, Header.parse(json, size - dataStart), dataStart);
        } catch (Header.Malformed e) {
            channel.close();
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    private static ByteBuffer read(FileChannel channel, long from, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        fill(channel, from, bytes);
        return bytes;
    }

    private static void fill(FileChannel channel, long from, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int got = channel.read(bytes, from + bytes.position());
            if (got < 0) {
                throw new EOFException("ended while it was being read");
            }
        }
        bytes.flip();
    }

    /** Returns the names of the tensors, in the order of their data. */
    public Set<String> names() {
        return header.tensors().keySet();
    }

    /** Returns the metadata, free text by name. */
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(header.metadata());
    }

    /** Returns whether there is a tensor of this name. */
    public boolean has(String name) {
        return header.tensors().containsKey(name);
    }

    /**
     * Returns the dimensions of a tensor.
     *
     * @throws IllegalArgumentException if there is no such tensor
     */
    public long[] shape(String name) {
        return entry(name).shape().clone();
    }

    /** Returns the dimensions of a tensor as text, for example {@code 3 x 4}. */
    public String shapeText(String name) {
        return entry(name).shapeText();
    }

    /** Returns the sum of all tensors' elements: the number of floats that reading them all takes. */
    public long elements() {
        return header.tensors().values().stream()
                .mapToLong(e -> (e.end() - e.begin()) * 8 / e.type().bits)
                .sum();
    }

    /**
     * Returns a tensor as a matrix; a vector of n numbers becomes 1 x n.
     *
     * @throws IllegalArgumentException if there is no such tensor, it is no vector or matrix of F32, F16 or BF16, its
     *     shape does not fit, or a number is not finite; the message names the file
     */
    public FMatrixRMaj matrix(String name) throws IOException {
        int[] shape = matrixShape(name);
        FMatrixRMaj m = new FMatrixRMaj(shape[0], shape[1]);
        read(name, m, 0, false);
        return m;
    }

    /**
     * Reads a tensor of n x k into columns {@code column} to {@code column + k - 1} of a matrix of n rows.
     *
     * @throws IllegalArgumentException if there is no such tensor, it is no vector or matrix of F32, F16 or BF16, its
     *     shape does not fit, or a number is not finite; the message names the file
     */
    public void read(String name, FMatrixRMaj into, int column) throws IOException {
        int[] shape = matrixShape(name);
        if (into.numRows != shape[0] || column + shape[1] > into.numCols) {
            throw wrong("tensor " + Quoted.of(name) + " is " + entry(name).shapeText() + ", expected " + into.numRows
                    + " x at most " + (into.numCols - column));
        }
        read(name, into, column, false);
    }

    /**
     * Reads the transpose of a tensor into some columns of a matrix: a tensor of n x k fills columns {@code column} to
     * {@code column + n - 1} of a matrix of k rows.
     *
     * @throws IllegalArgumentException if there is no such tensor, it is no vector or matrix of F32, F16 or BF16, its
     *     shape does not fit, or a number is not finite; the message names the file
     */
    public void readTransposed(String name, FMatrixRMaj into, int column) throws IOException {
        int[] shape = matrixShape(name);
        if (into.numRows != shape[1] || column + shape[0] > into.numCols) {
            throw wrong("tensor " + Quoted.of(name) + " is " + entry(name).shapeText() + ", expected at most "
                    + (into.numCols - column) + " x " + into.numRows);
        }
        read(name, into, column, true);
    }

    private void read(String name, FMatrixRMaj into, int column, boolean transposed) throws IOException {
        TensorEntry e = entry(name);
        int cols = matrixShape(name)[1];
        int width = e.type().bits / 8;
        long bytes = e.end() - e.begin();
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(CHUNK, bytes)).order(ByteOrder.LITTLE_ENDIAN);
        int row = 0;
        int col = 0;
        for (long at = 0; at < bytes; at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), bytes - at));
            fill(channel, dataStart + e.begin() + at, buffer);
            for (int i = 0; i < buffer.limit(); i += width) {
                float value = value(e.type(), buffer, i);
                if (!Float.isFinite(value)) {
                    throw wrong("tensor " + Quoted.of(name) + " holds " + value + " at row " + row + ", column " + col);
                }
                into.data[(transposed ? col : row) * into.numCols + column + (transposed ? row : col)] = value;
                if (++col == cols) {
                    col = 0;
                    row++;
                }
            }
        }
    }

    private static float value(TensorType type, ByteBuffer buffer, int at) {
        return switch (type) {
            case F32 -> buffer.getFloat(at);
            case F16 -> HalfFloat.toFloat(buffer.getShort(at));
            default -> Float.intBitsToFloat(buffer.getShort(at) << 16); // BF16: the upper half of a float
        };
    }

    /** Returns rows and columns of a tensor that fits a matrix of floats. */
    private int[] matrixShape(String name) {
        TensorEntry e = entry(name);
        if (e.type() != TensorType.F32 && e.type() != TensorType.F16 && e.type() != TensorType.BF16) {
            throw wrong("tensor " + Quoted.of(name) + " has type " + e.type() + ", expected F32, F16 or BF16");
        }
        long[] shape = e.shape();
        if (shape.length != 1 && shape.length != 2) {
            throw wrong("tensor " + Quoted.of(name) + " has " + shape.length + " dimensions, expected 1 or 2");
        }
        long rows = shape.length == 1 ? 1 : shape[0];
        long cols = shape[shape.length - 1];
        if (Math.max(rows, cols) > Integer.MAX_VALUE || rows * cols > Integer.MAX_VALUE - 8) {
            throw wrong("tensor " + Quoted.of(name) + " is " + e.shapeText() + ", more than a matrix holds");
        }
        return new int[] {(int) rows, (int) cols};
    }

    private TensorEntry entry(String name) {
        TensorEntry e = header.tensors().get(name);
        if (e == null) {
            throw wrong("there is no tensor " + Quoted.of(name));
        }
        return e;
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(file + ": " + what);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public String toString() {
        return file + ": " + header.tensors().size() + " tensors";
    }
}
