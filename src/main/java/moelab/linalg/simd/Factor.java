package moelab.linalg.simd;

import org.ejml.data.FMatrixRMaj;

/**
 * A factor of a product seen through strides: entry (i, j) is {@code data[i * row + j * col]}.
 *
 * @param data the matrix, row by row
 * @param rows number of rows as they are seen
 * @param cols number of columns as they are seen
 * @param row distance between rows
 * @param col distance between columns
 */
record Factor(float[] data, int rows, int cols, int row, int col) {
    static Factor of(FMatrixRMaj m) {
        return new Factor(m.data, m.numRows, m.numCols, m.numCols, 1);
    }

    static Factor transposed(FMatrixRMaj m) {
        return new Factor(m.data, m.numCols, m.numRows, 1, m.numCols);
    }
}
