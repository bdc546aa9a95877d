package moelab.linalg.weights;

import org.ejml.data.FMatrixRMaj;

/**
 * A matrix B (k x n) laid out for products with one row or a few, Y = Y + X B, in one of the formats of
 * {@link Weights}. Immutable, so threads may share it.
 */
public sealed interface PackedMatrix permits TiledMatrix, Bfloat16Matrix, ByteMatrix {

    /** Returns the number of rows k of B. */
    int rows();

    /** Returns the number of columns n of B. */
    int columns();

    /**
     * Computes Y = Y + X B.
     *
     * @param x m x k
     * @param y m x n
     */
    void multAdd(FMatrixRMaj x, FMatrixRMaj y);

    /** Computes y = y + x B for one row, x from {@code xo} and y from {@code yo} on. */
    void multAdd(float[] x, int xo, float[] y, int yo);

    /** Throws if the shapes do not fit together. */
    static void requireShapes(FMatrixRMaj x, PackedMatrix b, FMatrixRMaj y) {
        if (x.numCols != b.rows() || y.numCols != b.columns() || x.numRows != y.numRows) {
            throw new IllegalArgumentException("product of " + x.numRows + " x " + x.numCols + " and " + b.rows()
                    + " x " + b.columns() + " into " + y.numRows + " x " + y.numCols);
        }
    }
}
