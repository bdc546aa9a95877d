package moelab.linalg.weights;

import org.ejml.data.FMatrixRMaj;

/**
 * The format in which weights are read. Fewer bits are read in less time, and that is nearly all the time that decoding
 * takes; sums are in float in every format.
 */
public enum Weights {
    /** 32 bits, as trained. */
    FLOAT,
    /** 16 bits, the upper half of a float (bfloat16), with eight significant bits: {@link Bfloat16Matrix}. */
    HALF,
    /** 8 bits, a whole number from -127 to 127, with one scale per column: {@link ByteMatrix}. */
    BYTE;

    /** Returns the bytes that one weight takes: 4, 2 or 1. The scales of columns in bytes are not counted. */
    public int bytes() {
        return switch (this) {
            case FLOAT -> 4;
            case HALF -> 2;
            case BYTE -> 1;
        };
    }

    /** Returns B laid out for products, rounded to this format. */
    public PackedMatrix pack(FMatrixRMaj b) {
        return switch (this) {
            case FLOAT -> TiledMatrix.of(b);
            case HALF -> new Bfloat16Matrix(b);
            case BYTE -> new ByteMatrix(b);
        };
    }

    /**
     * Returns a new matrix with the values that B has in this format. Rounded once, a matrix is not changed by being
     * rounded or packed again.
     */
    public FMatrixRMaj rounded(FMatrixRMaj b) {
        return switch (this) {
            case FLOAT -> b.copy();
            case HALF -> Bfloat16Matrix.rounded(b);
            case BYTE -> ByteColumns.rounded(b);
        };
    }
}
