package moelab.linalg.weights;

import org.ejml.data.FMatrixRMaj;

/**
 * Rounding to 8 bits: w is about s q, with a whole number q from -127 to 127 and one scale s per column.
 *
 * <p>The scale is the largest magnitude in the column, divided by 127 and rounded up to sixteen significant bits. Then
 * s q has at most 23 significant bits, and a float holds 24, so that the rounded matrix is the same whether it is kept
 * in bytes or in floats.
 */
final class ByteColumns {
    private static final float LARGEST = 127;
    private static final int LOW_BITS = 0xff; // of a float, below its sixteen highest significant bits

    private ByteColumns() {}

    /** Returns the scale of each column of B; 0 for a column of zeros. */
    static float[] scales(FMatrixRMaj b) {
        float[] scale = new float[b.numCols];
        for (int at = 0; at < b.getNumElements(); at++) {
            scale[at % b.numCols] = Math.max(scale[at % b.numCols], Math.abs(b.data[at]));
        }
        for (int j = 0; j < scale.length; j++) {
            int bits = Float.floatToRawIntBits(scale[j] / LARGEST);
            scale[j] = Float.intBitsToFloat(bits + LOW_BITS & ~LOW_BITS);
        }
        return scale;
    }

    /** Returns the whole number nearest to w / scale. */
    static byte quantized(float w, float scale) {
        return scale == 0 ? 0 : (byte) Math.round(w / scale);
    }

    /** Returns a new matrix with each entry rounded to a multiple of its column's scale. */
    static FMatrixRMaj rounded(FMatrixRMaj b) {
        float[] scale = scales(b);
        FMatrixRMaj r = new FMatrixRMaj(b.numRows, b.numCols);
        for (int at = 0; at < b.getNumElements(); at++) {
            float s = scale[at % b.numCols];
            r.data[at] = quantized(b.data[at], s) * s;
        }
        return r;
    }
}
