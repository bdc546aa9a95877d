package moelab.linalg;

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
public final class TiledMatrix {
    /**
     * Floats left free in front of weights that are read as vectors. HotSpot's default collector places the elements of
     * an array of half a megabyte or more sixteen bytes behind a cache line, so that each vector of sixteen floats
     * would lie across two lines; behind twelve free floats each lies in one. Elsewhere they do no harm.
     */
    public static final int LEAD = 12;

    /** Columns in a wide tile. */
    public static final int WIDE = 64;

    private static final int NARROW = ColumnTiles.TILE;
    private static final KernelSet KERNELS = KernelProvider.KERNELS;

    private final int depth; // k
    private final int columns; // n
    private final int wide; // number of wide tiles
    // behind LEAD floats; the last narrow tile, if n is no multiple of 16, begins at column n - 16 and is zero where it
    // overlaps the one before
    private final float[] tiles;

    private TiledMatrix(int depth, int columns) {
        this.depth = depth;
        this.columns = columns;
        this.wide = columns / WIDE;
        this.tiles = new float[LEAD + (columns + NARROW - 1) / NARROW * NARROW * depth];
    }

    /** Returns B in tiles. */
    public static TiledMatrix of(FMatrixRMaj b) {
        TiledMatrix t = new TiledMatrix(b.numRows, b.numCols);
        for (int j = 0; j < t.columns; j++) {
            for (int k = 0, at = t.place(j), step = t.step(j); k < t.depth; k++, at += step) {
                t.tiles[at] = b.data[k * b.numCols + j];
            }
        }
        return t;
    }

    /** Returns the matrix whose columns are the listed rows of A, in this order; it is A' if all are listed in turn. */
    public static TiledMatrix ofRows(FMatrixRMaj a, int[] order) {
        TiledMatrix t = new TiledMatrix(a.numCols, order.length);
        for (int j = 0; j < t.columns; j++) {
            for (int k = 0, at = t.place(j), step = t.step(j); k < t.depth; k++, at += step) {
                t.tiles[at] = a.data[order[j] * a.numCols + k];
            }
        }
        return t;
    }

    /** Returns the index of the first entry of column j. */
    private int place(int j) {
        if (j < wide * WIDE) {
            return at(j / WIDE * WIDE) + j % WIDE;
        }
        int tile = j / NARROW * NARROW;
        return at(tile) + j - start(tile);
    }

    /** Returns how far apart the entries of column j are. */
    private int step(int j) {
        return j < wide * WIDE ? WIDE : NARROW;
    }

    /** Returns where the tile that holds the columns from this one on begins. */
    private int at(int column) {
        return LEAD + column * depth;
    }

    /** Returns the column with which a narrow tile begins, of which {@code column} is the first one that is needed. */
    private int start(int column) {
        return Math.max(0, Math.min(column, columns - NARROW));
    }

    /** Returns the number of rows k of B. */
    public int rows() {
        return depth;
    }

    /** Returns the number of columns n of B. */
    public int columns() {
        return columns;
    }

    /**
     * Computes Y = Y + X B.
     *
     * @param x m x k
     * @param y m x n
     */
    public void multAdd(FMatrixRMaj x, FMatrixRMaj y) {
        if (x.numCols != depth || y.numCols != columns || x.numRows != y.numRows) {
            throw new IllegalArgumentException("product of " + x.numRows + " x " + x.numCols + " and " + depth + " x "
                    + columns + " into " + y.numRows + " x " + y.numCols);
        }
        if (columns < NARROW) {
            for (int r = 0; r < x.numRows; r++) {
                fewColumns(x.data, r * depth, y.data, r * columns);
            }
            return;
        }
        for (int c = 0; c < columns; c += width(c)) { // tiles outside, rows inside: each weight is fetched once
            KERNELS.rowsTimesTile(tiles, at(c), width(c), depth, x.data, x.numRows, y.data, to(c), columns);
        }
    }

    /** Computes y = y + x B for one row, x from {@code xo} and y from {@code yo} on. */
    public void multAdd(float[] x, int xo, float[] y, int yo) {
        if (columns < NARROW) {
            fewColumns(x, xo, y, yo);
            return;
        }
        for (int c = 0; c < columns; c += width(c)) {
            KERNELS.rowTimesTile(tiles, at(c), width(c), depth, x, xo, y, yo + to(c));
        }
    }

    /** Returns the width of the tile that holds the columns from c on. */
    private int width(int c) {
        return c < wide * WIDE ? WIDE : NARROW;
    }

    /** Returns the column of Y to which the first column of that tile belongs. */
    private int to(int c) {
        return c < wide * WIDE ? c : start(c);
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
