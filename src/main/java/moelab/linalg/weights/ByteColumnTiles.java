package moelab.linalg.weights;

import moelab.linalg.KernelProvider;
import moelab.linalg.KernelSet;
import moelab.linalg.TileLayout;
import org.ejml.data.FMatrixRMaj;

/**
 * A matrix rounded to 8 bits of which some columns can be multiplied alone, sixteen at a time: what {@link ColumnTiles}
 * is for floats. The weights are copied. Immutable, so threads may share it.
 */
final class ByteColumnTiles {
    private static final int TILE = TileLayout.TILE;
    private static final int LEAD = TileLayout.BYTE_LEAD;
    private static final KernelSet KERNELS = KernelProvider.KERNELS;

    private final int depth;
    private final byte[] tiles; // behind LEAD bytes
    private final float[] scale; // one per column, in the order of the columns here

    /**
     * Rounds and copies the listed columns of B, in this order.
     *
     * @param order numbers of columns, as many as a multiple of sixteen; -1 stands for a column of zeros
     */
    ByteColumnTiles(FMatrixRMaj b, int[] order) {
        depth = b.numRows;
        tiles = new byte[LEAD + order.length * depth];
        scale = new float[order.length];
        float[] scales = ByteColumns.scales(b);
        for (int j = 0; j < order.length; j++) {
            if (order[j] >= 0) {
                scale[j] = scales[order[j]];
                for (int k = 0, at = LEAD + j / TILE * TILE * depth + j % TILE; k < depth; k++, at += TILE) {
                    tiles[at] = ByteColumns.quantized(b.data[k * b.numCols + order[j]], scale[j]);
                }
            }
        }
    }

    /** Computes listed tiles for one row, as {@link ColumnTiles#mult} does. */
    void mult(int[] list, int count, float[] start, float[] x, int xo, float[] y, int yo) {
        KERNELS.rowTimesListedByteTiles(tiles, list, count, depth, scale, start, x, xo, y, yo);
    }

    /** Computes one tile for one row: y[yo + c] = start[16 t + c] + x B[:, 16 t + c]. */
    void mult(int tile, float[] start, float[] x, int xo, float[] y, int yo) {
        int column = tile * TILE;
        System.arraycopy(start, column, y, yo, TILE);
        KERNELS.rowTimesByteTile(tiles, LEAD + column * depth, TILE, depth, scale, column, x, xo, y, yo);
    }

    /** Returns the number of rows of B. */
    int depth() {
        return depth;
    }
}
