package moelab.linalg.weights;

import java.util.stream.IntStream;
import moelab.linalg.TileLayout;
import org.ejml.data.FMatrixRMaj;

/**
 * A matrix of which only some rows are read: y = y + h C for a row h that is mostly zero. Immutable, so threads may
 * share it.
 */
public final class PackedRows {
    private final int n; // columns
    private final float[] floats; // behind TileLayout.LEAD floats; null: bytes
    private final byte[] bytes; // behind TileLayout.BYTE_LEAD bytes; null: floats
    private final float[] scale; // of the bytes' columns

    /** Copies C, rounded to this format. */
    public PackedRows(Weights weights, FMatrixRMaj c) {
        this(weights, c, IntStream.range(0, c.numRows).toArray());
    }

    /** Copies the listed rows of C in this order; -1 stands for a row of zeros. */
    PackedRows(Weights weights, FMatrixRMaj c, int[] order) {
        n = c.numCols;
        scale = ByteColumns.scales(c);
        boolean packed = weights == Weights.BYTE;
        bytes = packed ? new byte[TileLayout.BYTE_LEAD + order.length * n] : null;
        floats = packed ? null : new float[TileLayout.LEAD + order.length * n];
        FMatrixRMaj rounded = packed ? c : weights.rounded(c);
        for (int i = 0; i < order.length; i++) {
            for (int j = 0; j < n && order[i] >= 0; j++) {
                float value = rounded.data[order[i] * n + j];
                if (packed) {
                    bytes[TileLayout.BYTE_LEAD + i * n + j] = ByteColumns.quantized(value, scale[j]);
                } else {
                    floats[TileLayout.LEAD + i * n + j] = value;
                }
            }
        }
    }

    /** Computes y = y + h C. */
    public void multAdd(SparseRow h, float[] y, int yo) {
        if (floats != null) {
            h.multAdd(floats, n, TileLayout.LEAD, y, yo, n);
        } else {
            h.multAdd(bytes, n, TileLayout.BYTE_LEAD, scale, y, yo, n);
        }
    }
}
