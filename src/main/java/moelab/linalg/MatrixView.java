package moelab.linalg;

import org.ejml.data.FMatrixRMaj;

/**
 * A matrix, a part of one, or its transpose, seen through strides: entry (i, j) is {@code data[at + i * row + j *
 * col]}. Nothing is copied.
 *
 * @param data the entries, among others
 * @param at where entry (0, 0) is
 * @param rows number of rows as they are seen
 * @param cols number of columns as they are seen
 * @param row distance between rows
 * @param col distance between columns
 */
public record MatrixView(float[] data, int at, int rows, int cols, int row, int col) {

    /** Returns a view of a whole matrix. */
    public static MatrixView of(FMatrixRMaj m) {
        return new MatrixView(m.data, 0, m.numRows, m.numCols, m.numCols, 1);
    }

    /** Returns a view of m', which is m with its strides exchanged. */
    public static MatrixView transposed(FMatrixRMaj m) {
        return of(m).transposed();
    }

    /** Returns the transpose of what is seen. */
    public MatrixView transposed() {
        return new MatrixView(data, at, cols, rows, col, row);
    }

    @Override
    public String toString() {
        return "view of a " + rows + " x " + cols + " matrix";
    }
}
