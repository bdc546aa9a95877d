package moelab.linalg.weights;

import moelab.linalg.KernelProvider;
import moelab.linalg.KernelSet;
import moelab.linalg.TileLayout;
import org.ejml.data.FMatrixRMaj;

/**
 * A matrix rounded to bfloat16 of which some columns can be multiplied alone, sixteen at a time: what
 * {@link ColumnTiles} is for floats. Immutable, so threads may share it.
 */
final class Bfloat16Columns {
    private static final int TILE = TileLayout.TILE;
    private static final int LEAD = TileLayout.LEAD;
    private static final KernelSet KERNELS = KernelProvider.KERNELS;

    private final int depth; // k
    private final int[] pairs; // behind LEAD ints, tile after tile
    private final float radius; // of the margin

    /** Rounds B, k x n, with n a multiple of sixteen. */
    Bfloat16Columns(FMatrixRMaj b) {
        depth = b.numRows;
        radius = (float) Bfloat16Matrix.radius(b);
        int length = (depth + 1) / 2 * TILE;
        pairs = new int[LEAD + b.numCols / TILE * length];
        for (int j = 0; j < b.numCols; j++) {
            for (int k = 0; k < depth; k++) {
                int at = LEAD + j / TILE * length + k / 2 * TILE + j % TILE;
                pairs[at] |= Bfloat16Matrix.half(b.data[k * b.numCols + j], k);
            }
        }
    }

    /** Computes listed tiles for one row, as {@link ColumnTiles#mult} does. */
    void mult(int[] list, int count, float[] start, float[] x, int xo, float[] y, int yo) {
        KERNELS.rowTimesListedBfloat16Tiles(pairs, list, count, depth, start, x, xo, y, yo);
    }

    /** Returns how far off an entry can be because the matrix was rounded, as {@link Bfloat16Matrix#margin} does. */
    float margin(float[] x, int xo) {
        return Bfloat16Matrix.margin(radius, x, xo, depth);
    }
}
