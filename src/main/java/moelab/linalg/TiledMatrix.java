package moelab.linalg;

import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;

/**
 * A matrix laid out for products with one row or a few, which is what decoding does: Y = Y + X B, with X (m x k), B (k x n).
 *
 * <p>With one row every weight is used once, so the time is the time to read them. Columns are kept in tiles of sixteen, a
 * cache line wide, and a tile is one contiguous stretch that is read from end to end with its sums in registers:
 *
 * <pre>
 *   tile t:  B[0, 16t .. 16t+15], B[1, 16t .. 16t+15], ..., B[k-1, 16t .. 16t+15]
 * </pre>
 *
 * Groups of columns can be computed alone, and need not be read otherwise: {@link #multAddTiles}. With several rows a tile stays in the
 * first-level cache while they pass. From about sixteen rows on {@link VectorProduct} is as good.
 *
 * <p>The weights are copied: later changes of the matrix they came from are not seen. Never changes, so threads may share it.
 */
public final class TiledMatrix {
    /** Columns in a tile. */
    public static final int TILE = 16;

    /**
     * Floats to leave free in front of weights that are read by vectors. An array of half a megabyte or more begins, in HotSpot's usual
     * collector, sixteen bytes behind a cache line, so that each vector of sixteen floats would lie across two lines; behind
     * twelve free floats each lies in one. Elsewhere they do no harm.
     */
    public static final int LEAD = 12;

    private final int depth;     // k
    private final int columns;   // n
    private final float[] tiles; // behind LEAD floats; the last one, if n is no multiple of 16, begins at column n - 16 and is zero where it overlaps

    private TiledMatrix(int depth, int columns) {
        this.depth = depth;
        this.columns = columns;
        this.tiles = new float[LEAD + (columns + TILE - 1) / TILE * TILE * depth];
    }

    /** B itself. */
    public static TiledMatrix of(FMatrixRMaj b) {
        return ofColumns(b, IntStream.range(0, b.numCols).toArray());
    }

    /** These columns of B, in this order; -1 stands for a column of zeros. */
    public static TiledMatrix ofColumns(FMatrixRMaj b, int[] order) {
        TiledMatrix t = new TiledMatrix(b.numRows, order.length);
        for (int j = 0; j < order.length; j++) {
            for (int k = 0, at = t.place(j); k < t.depth && order[j] >= 0; k++, at += TILE) {
                t.tiles[at] = b.data[k * b.numCols + order[j]];
            }
        }
        return t;
    }

    /** These rows of A as columns, in this order: B = A' for all of them. */
    public static TiledMatrix ofRows(FMatrixRMaj a, int[] order) {
        TiledMatrix t = new TiledMatrix(a.numCols, order.length);
        for (int j = 0; j < order.length; j++) {
            for (int k = 0, at = t.place(j); k < t.depth; k++, at += TILE) {
                t.tiles[at] = a.data[order[j] * a.numCols + k];
            }
        }
        return t;
    }

    /** Where column j begins; its entries are 16 apart. */
    private int place(int j) {
        int tile = j / TILE;
        int from = start(tile);
        return at(tile) + j - from;
    }

    /** Where the weights of a tile begin. */
    private int at(int tile) {
        return LEAD + tile * TILE * depth;
    }

    /** Number of tiles. */
    private int count() {
        return (columns + TILE - 1) / TILE;
    }

    /** The column at which a tile begins. */
    private int start(int tile) {
        return Math.max(0, Math.min(tile * TILE, columns - TILE));
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
            throw new IllegalArgumentException("product of " + x.numRows + " x " + x.numCols + " and " + depth + " x " + columns
                    + " into " + y.numRows + " x " + y.numCols);
        }
        int count = count();
        if (x.numRows == 1) {
            multAddTiles(0, count, x.data, 0, y.data, 0);
            return;
        }
        int tile = 0; // tiles outside, rows inside: each weight is fetched once
        for (; tile + 2 <= columns / TILE; tile += 2) {
            rows(tile, 2, x, y);
        }
        for (; tile < count; tile++) {
            rows(tile, 1, x, y);
        }
    }

    /** One tile, or two that do not overlap. */
    private void rows(int tile, int width, FMatrixRMaj x, FMatrixRMaj y) {
        int r = 0;
        if (Simd.AVAILABLE && columns >= TILE) {
            for (; r + 1 < x.numRows; r += 4) {
                int last = x.numRows - 1; // computed more than once, to the same end, where there is no fourth row
                int r2 = Math.min(r + 2, last);
                int r3 = Math.min(r + 3, last);
                fourRows(tile, width, x.data, r * depth, (r + 1) * depth, r2 * depth, r3 * depth,
                        y.data, r * columns, (r + 1) * columns, r2 * columns, r3 * columns);
            }
        }
        for (; r < x.numRows; r++) {
            multAddTiles(tile, tile + width, x.data, r * depth, y.data, r * columns);
        }
    }

    private void fourRows(int tile, int width, float[] x, int x0, int x1, int x2, int x3, float[] y, int y0, int y1, int y2, int y3) {
        int c = start(tile);
        if (width == 2) {
            TileKernels.fourRowsTwoTiles(tiles, at(tile), depth, x, x0, x1, x2, x3, y, y0 + c, y1 + c, y2 + c, y3 + c);
        } else {
            TileKernels.fourRows(tiles, at(tile), depth, x, x0, x1, x2, x3, y, y0 + c, y1 + c, y2 + c, y3 + c);
        }
    }

    /** y = y + x B for one row, x from {@code xo} and y from {@code yo} on. */
    public void multAdd(float[] x, int xo, float[] y, int yo) {
        multAddTiles(0, count(), x, xo, y, yo);
    }

    /**
     * The same for the columns of tiles {@code from} (inclusive) to {@code to} (exclusive): columns 16 from to 16 to - 1. Nothing else is read.
     *
     * @param yo where column 0 of the result would be, even if it is not among them
     */
    public void multAddTiles(int from, int to, float[] x, int xo, float[] y, int yo) {
        if (columns < TILE) {
            narrow(x, xo, y, yo);
            return;
        }
        for (int tile = from; tile < to; tile++) {
            if (Simd.AVAILABLE) {
                TileKernels.row(tiles, at(tile), depth, x, xo, y, yo + start(tile));
            } else {
                plain(at(tile), x, xo, y, yo + start(tile));
                plain(at(tile) + TILE / 2, x, xo, y, yo + start(tile) + TILE / 2);
            }
        }
    }

    /**
     * The columns of some tiles, wherever they lie: y[16 i + c] = start[16 t + c] + x B[:, 16 t + c], with t the i-th tile listed.
     *
     * <p>They are read four at a time: a tile is too short for a processor to recognise as a stream before it ends, and four of them keep more
     * loads under way than one.
     *
     * @param list numbers of tiles; the first {@code count} entries count
     * @param start one entry a column of B, which must be whole tiles
     * @param y 16 entries a listed tile, from {@code yo} on; overwritten
     */
    public void multTiles(int[] list, int count, float[] start, float[] x, int xo, float[] y, int yo) {
        if (columns % TILE != 0) {
            throw new IllegalArgumentException("some tiles of " + columns + " columns, expected a multiple of " + TILE);
        }
        int i = 0;
        for (; Simd.AVAILABLE && i + 4 <= count; i += 4) {
            TileKernels.fourTiles(tiles, LEAD, list[i], list[i + 1], list[i + 2], list[i + 3], depth, start, x, xo, y, yo + i * TILE);
        }
        for (; i < count; i++) {
            System.arraycopy(start, list[i] * TILE, y, yo + i * TILE, TILE);
            int to = yo + i * TILE - list[i] * TILE; // where column 0 would be
            multAddTiles(list[i], list[i] + 1, x, xo, y, to);
        }
    }

    /**
     * The same for some rows of X, each with a row of Y; each weight is fetched once.
     *
     * @param x row r of X at {@code x[xo + r * k]}
     * @param rows which rows; the first {@code count} entries count
     * @param y row r of the result at {@code y[r * stride]}
     */
    public void multAddTiles(int from, int to, float[] x, int xo, int[] rows, int count, float[] y, int stride) {
        int last = Math.min(to, columns / TILE);
        int tile = from;
        for (; tile + 2 <= last; tile += 2) {
            rows(tile, 2, x, xo, rows, count, y, stride);
        }
        for (; tile < to; tile++) {
            rows(tile, 1, x, xo, rows, count, y, stride);
        }
    }

    private void rows(int tile, int width, float[] x, int xo, int[] rows, int count, float[] y, int stride) {
        int i = 0;
        if (Simd.AVAILABLE && columns >= TILE) {
            for (; i + 1 < count; i += 4) {
                int r2 = rows[Math.min(i + 2, count - 1)];
                int r3 = rows[Math.min(i + 3, count - 1)];
                fourRows(tile, width, x, xo + rows[i] * depth, xo + rows[i + 1] * depth, xo + r2 * depth, xo + r3 * depth,
                        y, rows[i] * stride, rows[i + 1] * stride, r2 * stride, r3 * stride);
            }
        }
        for (; i < count; i++) {
            multAddTiles(tile, tile + width, x, xo + rows[i] * depth, y, rows[i] * stride);
        }
    }

    /** Half a tile in plain Java: eight sums that a compiler can keep in registers. */
    private void plain(int at, float[] x, int xo, float[] y, int yo) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        for (int k = 0; k < depth; k++, at += TILE) {
            float v = x[xo + k];
            s0 += v * tiles[at];
            s1 += v * tiles[at + 1];
            s2 += v * tiles[at + 2];
            s3 += v * tiles[at + 3];
            s4 += v * tiles[at + 4];
            s5 += v * tiles[at + 5];
            s6 += v * tiles[at + 6];
            s7 += v * tiles[at + 7];
        }
        y[yo] += s0;
        y[yo + 1] += s1;
        y[yo + 2] += s2;
        y[yo + 3] += s3;
        y[yo + 4] += s4;
        y[yo + 5] += s5;
        y[yo + 6] += s6;
        y[yo + 7] += s7;
    }

    /** Fewer columns than a tile. */
    private void narrow(float[] x, int xo, float[] y, int yo) {
        for (int k = 0; k < depth; k++) {
            for (int j = 0; j < columns; j++) {
                y[yo + j] += x[xo + k] * tiles[LEAD + k * TILE + j];
            }
        }
    }

    @Override
    public String toString() {
        return depth + " x " + columns + " in tiles of " + TILE + " columns, " + tiles.length / 256 + " KiB";
    }
}
