package moelab.linalg;

import org.ejml.data.FMatrixRMaj;

/**
 * A matrix laid out for products with one row or a few, which is what decoding does: Y = Y + X B, with X (m x k), B (k
 * x n).
 *
 * <p>With one row every weight is used once, so the time is the time to read them. Columns are kept in tiles of 64,
 * four cache lines wide, and a tile is one contiguous stretch that is read from end to end with its sums in registers;
 * what is left at the end comes in tiles of sixteen:
 *
 * <pre>
 *   tile t:  B[0, 64t .. 64t+63], B[1, 64t .. 64t+63], ..., B[k-1, 64t .. 64t+63]
 * </pre>
 *
 * Narrower tiles for all are slower, one entry of x then serves one vector of weights instead of four; wider ones do
 * not fit the registers when four rows share them. With several rows a tile stays in the processor's cache while they
 * pass. From about sixteen rows on {@link VectorProduct} is as good. {@link ColumnTiles} has narrow tiles, to compute
 * some of the columns alone.
 *
 * <p>The weights are copied: later changes of the matrix they came from are not seen. Never changes, so threads may
 * share it.
 */
public final class TiledMatrix {
    /**
     * Floats to leave free in front of weights that are read by vectors. An array of half a megabyte or more begins, in
     * HotSpot's usual collector, sixteen bytes behind a cache line, so that each vector of sixteen floats would lie
     * across two lines; behind twelve free floats each lies in one. Elsewhere they do no harm.
     */
    public static final int LEAD = 12;

    private static final int WIDE = TileKernels.WIDE;
    private static final int NARROW = ColumnTiles.TILE;

    private final int depth; // k
    private final int columns; // n
    private final int wide; // number of wide tiles
    // behind LEAD floats; the last narrow one, if n is no multiple of 16, begins at column n - 16 and is zero where it
    // overlaps
    private final float[] tiles;

    private TiledMatrix(int depth, int columns) {
        this.depth = depth;
        this.columns = columns;
        this.wide = columns / WIDE;
        this.tiles = new float[LEAD + (columns + NARROW - 1) / NARROW * NARROW * depth];
    }

    /** B itself. */
    public static TiledMatrix of(FMatrixRMaj b) {
        TiledMatrix t = new TiledMatrix(b.numRows, b.numCols);
        for (int j = 0; j < t.columns; j++) {
            for (int k = 0, at = t.place(j), step = t.step(j); k < t.depth; k++, at += step) {
                t.tiles[at] = b.data[k * b.numCols + j];
            }
        }
        return t;
    }

    /** These rows of A as columns, in this order: B = A' for all of them. */
    public static TiledMatrix ofRows(FMatrixRMaj a, int[] order) {
        TiledMatrix t = new TiledMatrix(a.numCols, order.length);
        for (int j = 0; j < t.columns; j++) {
            for (int k = 0, at = t.place(j), step = t.step(j); k < t.depth; k++, at += step) {
                t.tiles[at] = a.data[order[j] * a.numCols + k];
            }
        }
        return t;
    }

    /** Where column j begins. */
    private int place(int j) {
        if (j < wide * WIDE) {
            return at(j / WIDE * WIDE) + j % WIDE;
        }
        int tile = j / NARROW * NARROW;
        return at(tile) + j - start(tile);
    }

    /** How far apart the entries of column j are. */
    private int step(int j) {
        return j < wide * WIDE ? WIDE : NARROW;
    }

    /** Where the tile that is to hold the columns from this one on begins. */
    private int at(int column) {
        return LEAD + column * depth;
    }

    /** The column at which a narrow tile, which is to hold those from {@code column} on, really begins. */
    private int start(int column) {
        return Math.max(0, Math.min(column, columns - NARROW));
    }

    /** Rows k of B. */
    public int rows() {
        return depth;
    }

    /** Columns n of B. */
    public int columns() {
        return columns;
    }

    /**
     * Y = Y + X B.
     *
     * @param x m x k
     * @param y m x n
     */
    public void multAdd(FMatrixRMaj x, FMatrixRMaj y) {
        if (x.numCols != depth || y.numCols != columns || x.numRows != y.numRows) {
            throw new IllegalArgumentException("product of " + x.numRows + " x " + x.numCols + " and " + depth + " x "
                    + columns + " into " + y.numRows + " x " + y.numCols);
        }
        boolean vectors = Simd.AVAILABLE && columns >= NARROW;
        for (int c = 0; c < columns; c += width(c)) { // tiles outside, rows inside: each weight is fetched once
            int r = 0;
            for (; vectors && r + 1 < x.numRows; r += 4) {
                fourRows(c, x.data, y.data, r, x.numRows - 1);
            }
            for (; r < x.numRows; r++) {
                oneRow(c, x.data, r * depth, y.data, r * columns);
            }
        }
    }

    /** y = y + x B for one row, x from {@code xo} and y from {@code yo} on. */
    public void multAdd(float[] x, int xo, float[] y, int yo) {
        for (int c = 0; c < columns; c += width(c)) {
            oneRow(c, x, xo, y, yo);
        }
    }

    /** The width of the tile that is to hold the columns from c on. */
    private int width(int c) {
        return c < wide * WIDE ? WIDE : NARROW;
    }

    /** Rows r to r + 3; those behind the last are it once more, computed to the same end. */
    private void fourRows(int c, float[] x, float[] y, int r, int last) {
        int r2 = Math.min(r + 2, last);
        int r3 = Math.min(r + 3, last);
        int to = width(c) == WIDE ? c : start(c);
        if (width(c) == WIDE) {
            TileKernels.fourRowsWide(
                    tiles,
                    at(c),
                    depth,
                    x,
                    r * depth,
                    (r + 1) * depth,
                    r2 * depth,
                    r3 * depth,
                    y,
                    r * columns + to,
                    (r + 1) * columns + to,
                    r2 * columns + to,
                    r3 * columns + to);
        } else {
            TileKernels.fourRows(
                    tiles,
                    at(c),
                    depth,
                    x,
                    r * depth,
                    (r + 1) * depth,
                    r2 * depth,
                    r3 * depth,
                    y,
                    r * columns + to,
                    (r + 1) * columns + to,
                    r2 * columns + to,
                    r3 * columns + to);
        }
    }

    private void oneRow(int c, float[] x, int xo, float[] y, int yo) {
        if (columns < NARROW) {
            few(x, xo, y, yo);
        } else if (width(c) == WIDE) {
            if (Simd.AVAILABLE) {
                TileKernels.rowWide(tiles, at(c), depth, x, xo, y, yo + c);
            } else {
                PlainTiles.row(tiles, at(c), WIDE, depth, x, xo, y, yo + c);
            }
        } else if (Simd.AVAILABLE) {
            TileKernels.row(tiles, at(c), depth, x, xo, y, yo + start(c));
        } else {
            PlainTiles.row(tiles, at(c), NARROW, depth, x, xo, y, yo + start(c));
        }
    }

    /** Fewer columns than a tile. */
    private void few(float[] x, int xo, float[] y, int yo) {
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
