package moelab.linalg.sparse;

import java.util.Arrays;
import moelab.linalg.Kernels;
import org.ejml.data.FMatrixRMaj;

/** A sparse matrix S, column by column: for each column the rows of its entries, and their values. */
public final class SparseMatrixByColumns {
    private static final int TURNED = 16; // columns that are turned together: a cache line of floats

    private final SparseMatrix places; // a matrix with entries at the same places
    private final int[] start; // entries start[j] to start[j + 1] are those of column j
    private final int[] row;
    private final int[] to; // entry i of the matrix by rows is entry to[i] here
    private final float[] value;

    private SparseMatrixByColumns(SparseMatrix places, int[] start, int[] row, int[] to) {
        this.places = places;
        this.start = start;
        this.row = row;
        this.to = to;
        this.value = new float[to.length];
    }

    /** Returns the same matrix, column by column. */
    public static SparseMatrixByColumns of(SparseMatrix s) {
        int n = s.entries();
        int[] start = new int[s.cols + 1];
        for (int i = 0; i < n; i++) {
            start[s.col[i] + 1]++;
        }
        for (int j = 0; j < s.cols; j++) {
            start[j + 1] += start[j];
        }
        int[] next = start.clone();
        int[] row = new int[n];
        int[] to = new int[n];
        for (int list = 0; list < s.lists(); list++) {
            for (int i = s.start(list); i < s.start(list + 1); i++) {
                to[i] = next[s.col[i]]++;
                row[to[i]] = s.row(list);
            }
        }
        return new SparseMatrixByColumns(s, start, row, to).filledFrom(s);
    }

    /**
     * Returns another matrix, whose entries are at the same places, column by column.
     *
     * @throws IllegalArgumentException if they are elsewhere
     */
    public SparseMatrixByColumns with(SparseMatrix other) {
        places.requirePlacesOf(other);
        return new SparseMatrixByColumns(places, start, row, to).filledFrom(other);
    }

    private SparseMatrixByColumns filledFrom(SparseMatrix s) {
        for (int i = 0; i < to.length; i++) {
            value[to[i]] = s.value[i];
        }
        return this;
    }

    /** Returns the number of rows. */
    public int rows() {
        return places.rows;
    }

    /** Returns the number of columns. */
    public int cols() {
        return places.cols;
    }

    /**
     * C = C + S' B.
     *
     * @param b rows x n
     * @param c cols x n
     * @throws IllegalArgumentException if the shapes do not fit together
     */
    public void multAddTransA(FMatrixRMaj b, FMatrixRMaj c) {
        places.require(b.numRows == rows() && c.numRows == cols() && c.numCols == b.numCols, b, c);
        for (int j = 0; j < cols(); j++) {
            addColumn(j, b, c.data, j * c.numCols);
        }
    }

    /**
     * C = C + B' S, which is the transpose of S' B: computed for a few columns at a time, and then turned.
     *
     * @param b rows x n
     * @param c n x cols
     * @throws IllegalArgumentException if the shapes do not fit together
     */
    public void multAddLeftTransA(FMatrixRMaj b, FMatrixRMaj c) {
        places.require(b.numRows == rows() && c.numCols == cols() && c.numRows == b.numCols, b, c);
        int n = b.numCols;
        float[] turned = new float[TURNED * n];
        for (int first = 0; first < cols(); first += TURNED) {
            int width = Math.min(TURNED, cols() - first);
            Arrays.fill(turned, 0);
            for (int j = 0; j < width; j++) {
                addColumn(first + j, b, turned, j * n);
            }
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < width; j++) {
                    c.data[i * c.numCols + first + j] += turned[j * n + i];
                }
            }
        }
    }

    /** Adds row j of S' B to n entries of an array. */
    private void addColumn(int j, FMatrixRMaj b, float[] out, int at) {
        int n = b.numCols;
        Kernels.addRows(row, value, start[j], start[j + 1] - start[j], b.data, n, 0, out, at, n);
    }

    /** sums += the sum of each column, 1 x cols. */
    public void addColumnSums(FMatrixRMaj sums) {
        places.require(sums.getNumElements() == cols(), sums, sums);
        for (int j = 0; j < cols(); j++) {
            for (int i = start[j]; i < start[j + 1]; i++) {
                sums.data[j] += value[i];
            }
        }
    }

    @Override
    public String toString() {
        return rows() + " x " + cols() + " matrix with " + value.length + " entries, by columns";
    }
}
