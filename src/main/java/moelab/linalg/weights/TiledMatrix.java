package moelab.linalg.weights;

import moelab.linalg.KernelProvider;
import moelab.linalg.KernelSet;
import moelab.linalg.TileLayout;
import org.ejml.data.FMatrixRMaj;

/**
 * A matrix laid out for products with one row or a few, as in decoding: Y = Y + X B, with X (m x k) and B (k x n).
 *
 * <p>With one row every weight is used once, so the time is the time it takes to read the weights. Columns are kept in
 * tiles of 64, four cache lines wide; a tile is one contiguous stretch that is read from end to end while its sums stay
 * in registers. The columns that are left at the end come in tiles of sixteen:
 *
 * <pre>
 *   tile t:  B[0, 64t .. 64t+63], B[1, 64t .. 64t+63], ..., B[k-1, 64t .. 64t+63]
 * </pre>
 *
 * Narrower tiles throughout are slower, because one entry of x then serves one vector of weights instead of four. Wider
 * ones do not fit the registers when four rows share them. With several rows, a tile stays in the processor's cache
 * while they pass. {@link ColumnTiles} has narrow tiles, in order to compute some of the columns alone.
 *
 * <p>The weights are copied: later changes of the original matrix are not seen. Immutable, so threads may share it.
 */
public final class TiledMatrix implements PackedMatrix {
    private static final int LEAD = TileLayout.LEAD;
    private static final int WIDE = TileLayout.WIDE;
    private static final int NARROW = TileLayout.TILE;
    private static final KernelSet KERNELS = KernelProvider.KERNELS;

    private final int depth; // k
    private final int columns; // n
    private final TileLayout layout;
    private final float[] tiles; // behind LEAD floats

    private TiledMatrix(int depth, int columns) {
        this.depth = depth;
        this.columns = columns;
        this.layout = new TileLayout(depth, columns);
        this.tiles = new float[LEAD + layout.size()];
    }

    /** Returns B in tiles. */
    public static TiledMatrix of(FMatrixRMaj b) {
        TiledMatrix t = new TiledMatrix(b.numRows, b.numCols);
        for (int j = 0; j < t.columns; j++) {
            for (int k = 0; k < t.depth; k++) {
                t.tiles[LEAD + t.layout.place(k, j)] = b.data[k * b.numCols + j];
            }
        }
        return t;
    }

    /** Returns the matrix whose columns are the listed rows of A, in this order; it is A' if all are listed in turn. */
    public static TiledMatrix ofRows(FMatrixRMaj a, int[] order) {
        TiledMatrix t = new TiledMatrix(a.numCols, order.length);
        for (int j = 0; j < t.columns; j++) {
            for (int k = 0; k < t.depth; k++) {
                t.tiles[LEAD + t.layout.place(k, j)] = a.data[order[j] * a.numCols + k];
            }
        }
        return t;
    }

    @Override
    public int rows() {
        return depth;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public void multAdd(FMatrixRMaj x, FMatrixRMaj y) {
        PackedMatrix.requireShapes(x, this, y);
        if (columns < NARROW) {
            for (int r = 0; r < x.numRows; r++) {
                fewColumns(x.data, r * depth, y.data, r * columns);
            }
            return;
        }
        for (int c = 0; c < columns; c += layout.width(c)) { // tiles outside, rows inside: each weight is fetched once
            int at = LEAD + c * depth;
            KERNELS.rowsTimesTile(
                    tiles, at, layout.width(c), depth, x.data, x.numRows, y.data, layout.first(c), columns);
        }
    }

    @Override
    public void multAdd(float[] x, int xo, float[] y, int yo) {
        if (columns < NARROW) {
            fewColumns(x, xo, y, yo);
            return;
        }
        for (int c = 0; c < columns; c += layout.width(c)) {
            KERNELS.rowTimesTile(tiles, LEAD + c * depth, layout.width(c), depth, x, xo, y, yo + layout.first(c));
        }
    }

    /** The product of a matrix with fewer columns than a tile. */
    private void fewColumns(float[] x, int xo, float[] y, int yo) {
        for (int k = 0; k < depth; k++) {
            for (int j = 0; j < columns; j++) {
                y[yo + j] += x[xo + k] * tiles[LEAD + k * NARROW + j];
            }
        }
    }

    @Override
    public String toString() {
        return depth + " x " + columns + " in tiles of " + WIDE + " columns, " + tiles.length / 256 + " KiB";
    }
}
