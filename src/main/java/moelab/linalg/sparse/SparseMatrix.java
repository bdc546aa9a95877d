package moelab.linalg.sparse;

import java.util.Arrays;
import moelab.linalg.Kernels;
import org.ejml.data.FMatrixRMaj;

/**
 * A sparse matrix S, row by row: for each row the columns of its entries, and their values. (A single row, which can be
 * used again and again, is {@link moelab.linalg.weights.SparseRow}.)
 *
 * <p>The columns are taken in strips, and a row has a list for each of them: what the columns of one strip meet in the
 * other factor is small enough to stay in the first-level cache while all rows go by.
 */
public final class SparseMatrix {
    private static final int STRIP = 64;

    final int rows;
    final int cols;
    private final int strips;
    private final int[] start; // entries start[strip * rows + row] to start[strip * rows + row + 1] are one list
    final int[] col;
    final float[] value;

    private SparseMatrix(int rows, int cols, int[] start, int[] col, float[] value) {
        this.rows = rows;
        this.cols = cols;
        this.strips = (cols + STRIP - 1) / STRIP;
        this.start = start;
        this.col = col;
        this.value = value;
    }

    /** Returns a copy of the entries of a matrix that are not 0. */
    public static SparseMatrix of(FMatrixRMaj m) {
        int strips = (m.numCols + STRIP - 1) / STRIP;
        int[] start = new int[strips * m.numRows + 1];
        int[] col = new int[64 + m.getNumElements() / 8];
        float[] value = new float[col.length];
        int n = 0;
        for (int list = 0; list < strips * m.numRows; list++) {
            int first = list / m.numRows * STRIP;
            int end = Math.min(first + STRIP, m.numCols);
            if (n + STRIP > col.length) {
                col = Arrays.copyOf(col, 2 * col.length);
                value = Arrays.copyOf(value, 2 * value.length);
            }
            n = list(m.data, list % m.numRows * m.numCols, first, end, col, value, n);
            start[list + 1] = n;
        }
        return new SparseMatrix(m.numRows, m.numCols, start, col, value);
    }

    /** Appends the entries of some columns of one row, and returns how many entries there are then. */
    private static int list(float[] m, int row, int first, int end, int[] col, float[] value, int from) {
        int n = from;
        for (int j = first; j < end; j++) {
            int bits = Float.floatToRawIntBits(m[row + j]) << 1; // without the sign: minus zero is zero
            col[n] = j;
            n += (bits | -bits) >>> 31; // 1 if not 0; a branch would be guessed wrong too often
        }
        for (int i = from; i < n; i++) {
            value[i] = m[row + col[i]];
        }
        return n;
    }

    /** Returns the number of entries. */
    public int entries() {
        return start[start.length - 1];
    }

    /** Returns a matrix with entries at the same places. */
    private SparseMatrix with(float[] values) {
        return new SparseMatrix(rows, cols, start, col, values);
    }

    /**
     * C = C + S B.
     *
     * @param b cols x n
     * @param c rows x n
     * @throws IllegalArgumentException if the shapes do not fit together
     */
    public void multAdd(FMatrixRMaj b, FMatrixRMaj c) {
        require(b.numRows == cols && c.numRows == rows && c.numCols == b.numCols, b, c);
        for (int list = 0; list < lists(); list++) {
            addList(list, b.data, 0, c);
        }
    }

    /**
     * C = C + S B'. The columns of B that a strip meets are copied as rows first.
     *
     * @param b n x cols
     * @param c rows x n
     * @throws IllegalArgumentException if the shapes do not fit together
     */
    public void multAddTransB(FMatrixRMaj b, FMatrixRMaj c) {
        require(b.numCols == cols && c.numRows == rows && c.numCols == b.numRows, b, c);
        float[] transposed = new float[STRIP * b.numRows];
        for (int strip = 0; strip < strips; strip++) {
            int first = strip * STRIP;
            int width = Math.min(STRIP, cols - first);
            for (int i = 0; i < b.numRows; i++) {
                for (int j = 0; j < width; j++) {
                    transposed[j * b.numRows + i] = b.data[i * cols + first + j];
                }
            }
            for (int row = 0; row < rows; row++) {
                addList(strip * rows + row, transposed, first, c);
            }
        }
    }

    /** Adds what one list adds to its row of C, where row j of B is row j - first of an array. */
    private void addList(int list, float[] b, int first, FMatrixRMaj c) {
        int from = start[list];
        int n = c.numCols;
        int to = row(list) * n;
        Kernels.addRows(col, value, from, start[list + 1] - from, b, n, -first * n, c.data, to, n);
    }

    /**
     * Returns A B' at the places of this matrix's entries, whatever their values.
     *
     * @param a rows x n
     * @param b cols x n
     * @throws IllegalArgumentException if the shapes do not fit together
     */
    public SparseMatrix sampled(FMatrixRMaj a, FMatrixRMaj b) {
        require(a.numRows == rows && b.numRows == cols && a.numCols == b.numCols, a, b);
        int n = a.numCols;
        // Rows are multiplied four at a time, and up to three products too many are written behind a list's: there the
        // next list's come later.
        float[] products = new float[entries() + 3];
        for (int list = 0; list < lists(); list++) {
            int from = start[list];
            Kernels.dots(col, from, start[list + 1] - from, b.data, n, 0, a.data, row(list) * n, n, products);
        }
        return with(products);
    }

    /**
     * Replaces every entry by factor (entry + constant[row] + linear[row] other), in place.
     *
     * @param other a matrix made from this one, or from which this one was made: its entry at the same place
     * @throws IllegalArgumentException if the other matrix has its entries elsewhere
     */
    public void addAndScale(float factor, float[] constant, float[] linear, SparseMatrix other) {
        requirePlacesOf(other);
        for (int list = 0; list < lists(); list++) {
            int row = row(list);
            for (int i = start[list]; i < start[list + 1]; i++) {
                value[i] = factor * (value[i] + constant[row] + linear[row] * other.value[i]);
            }
        }
    }

    /** Returns the row to which a list belongs. */
    int row(int list) {
        return list % rows;
    }

    /** Returns the number of lists. */
    int lists() {
        return strips * rows;
    }

    /** Returns where a list begins; the next one begins where it ends. */
    int start(int list) {
        return start[list];
    }

    /** Throws an exception if another matrix was not made from this one, or this one from that. */
    void requirePlacesOf(SparseMatrix other) {
        if (start != other.start) {
            throw new IllegalArgumentException("the other matrix has its entries elsewhere");
        }
    }

    /** Throws an exception with the shapes of this matrix and of two others if they do not fit together. */
    void require(boolean fits, FMatrixRMaj a, FMatrixRMaj b) {
        if (!fits) {
            throw new IllegalArgumentException("sparse " + rows + " x " + cols + " matrix with " + a.numRows + " x "
                    + a.numCols + " and " + b.numRows + " x " + b.numCols + ": the shapes do not fit together");
        }
    }

    @Override
    public String toString() {
        return rows + " x " + cols + " matrix with " + entries() + " entries";
    }
}
