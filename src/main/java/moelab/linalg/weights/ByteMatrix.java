package moelab.linalg.weights;

import java.util.Arrays;
import moelab.linalg.KernelProvider;
import moelab.linalg.KernelSet;
import moelab.linalg.TileLayout;
import org.ejml.data.FMatrixRMaj;

/**
 * A matrix rounded to 8 bits with one scale per column, for products with one row or a few: a quarter of the bytes of a
 * {@link TiledMatrix}, in the same tiles.
 *
 * <pre>
 *   y[j] = y[j] + s[j] * (sum over k of x[k] q[k, j])
 * </pre>
 *
 * The bytes become floats in registers, so nothing is lost but the rounding of the weights. For several rows a tile is
 * turned into floats once, into scratch space that stays in the cache, and then multiplied as {@link TiledMatrix} does.
 */
public final class ByteMatrix implements PackedMatrix {
    private static final int LEAD = TileLayout.BYTE_LEAD;

    private static final KernelSet KERNELS = KernelProvider.KERNELS;

    private final TileLayout layout;
    private final byte[] tiles; // behind LEAD bytes
    private final float[] scale; // one per column, and as many zeros as fill the last tile

    /** Rounds B, k x n. */
    public ByteMatrix(FMatrixRMaj b) {
        layout = new TileLayout(b.numRows, b.numCols);
        tiles = new byte[LEAD + layout.size()];
        float[] scales = ByteColumns.scales(b);
        scale = Arrays.copyOf(scales, Math.max(b.numCols, TileLayout.TILE));
        for (int j = 0; j < b.numCols; j++) {
            for (int k = 0; k < b.numRows; k++) {
                tiles[LEAD + layout.place(k, j)] = ByteColumns.quantized(b.data[k * b.numCols + j], scales[j]);
            }
        }
    }

    @Override
    public int rows() {
        return layout.depth();
    }

    @Override
    public int columns() {
        return layout.columns();
    }

    @Override
    public void multAdd(FMatrixRMaj x, FMatrixRMaj y) {
        PackedMatrix.requireShapes(x, this, y);
        if (x.numRows < Scratch.FEW_ROWS || columns() < TileLayout.TILE) {
            for (int r = 0; r < x.numRows; r++) {
                multAdd(x.data, r * x.numCols, y.data, r * y.numCols);
            }
            return;
        }
        int depth = rows();
        float[] floats = Scratch.tile(depth);
        for (int c = 0; c < columns(); c += layout.width(c)) {
            int first = layout.first(c);
            int width = layout.width(c);
            KERNELS.unpackByteTile(tiles, LEAD + c * depth, width, depth, scale, first, floats);
            KERNELS.rowsTimesTile(floats, 0, width, depth, x.data, x.numRows, y.data, first, columns());
        }
    }

    @Override
    public void multAdd(float[] x, int xo, float[] y, int yo) {
        int depth = rows();
        if (columns() < TileLayout.TILE) {
            for (int j = 0; j < columns(); j++) {
                float sum = 0;
                for (int k = 0; k < depth; k++) {
                    sum += x[xo + k] * tiles[LEAD + layout.place(k, j)];
                }
                y[yo + j] += scale[j] * sum;
            }
            return;
        }
        for (int c = 0; c < columns(); c += layout.width(c)) {
            int first = layout.first(c);
            KERNELS.rowTimesByteTile(
                    tiles, LEAD + c * depth, layout.width(c), depth, scale, first, x, xo, y, yo + first);
        }
    }

    @Override
    public String toString() {
        return rows() + " x " + columns() + " in bytes, " + tiles.length / 1024 + " KiB";
    }
}
