package moelab.linalg;

import org.ejml.data.FMatrixRMaj;

/**
 * A matrix of which some columns can be multiplied alone: in tiles of sixteen, each a cache line wide and one
 * contiguous stretch. Of what is not asked for nothing is read. This is how experts are computed, and their neighbours
 * are not.
 *
 * <pre>
 *   tile t:  B[0, 16t .. 16t+15], B[1, 16t .. 16t+15], ..., B[k-1, 16t .. 16t+15]
 * </pre>
 *
 * {@link TiledMatrix} is faster for all columns. The weights are copied: later changes of the matrix they came from are
 * not seen. Never changes, so threads may share it.
 */
public final class ColumnTiles {
    /** Columns in a tile. */
    public static final int TILE = 16;

    private final int depth; // k
    private final int columns; // n
    private final float[] tiles; // behind TiledMatrix.LEAD floats

    /**
     * These columns of B, in this order; -1 stands for a column of zeros.
     *
     * @param order a multiple of sixteen columns
     */
    public ColumnTiles(FMatrixRMaj b, int[] order) {
        if (order.length % TILE != 0) {
            throw new IllegalArgumentException("tiles of " + order.length + " columns, expected a multiple of " + TILE);
        }
        depth = b.numRows;
        columns = order.length;
        tiles = new float[TiledMatrix.LEAD + columns * depth];
        for (int j = 0; j < columns; j++) {
            for (int k = 0, at = at(j / TILE) + j % TILE; k < depth && order[j] >= 0; k++, at += TILE) {
                tiles[at] = b.data[k * b.numCols + order[j]];
            }
        }
    }

    /** Where the weights of a tile begin. */
    private int at(int tile) {
        return TiledMatrix.LEAD + tile * TILE * depth;
    }

    /** Number of tiles. */
    public int count() {
        return columns / TILE;
    }

    /**
     * Some tiles for one row: y[16 i + c] = start[16 t + c] + x B[:, 16 t + c], with t the i-th tile listed.
     *
     * <p>They are read four at a time: a tile is too short for a processor to recognise as a stream before it ends, and
     * four of them keep more loads under way than one.
     *
     * @param list numbers of tiles; the first {@code count} entries count
     * @param start one entry a column of B
     * @param y 16 entries a listed tile, from {@code yo} on; overwritten
     */
    public void mult(int[] list, int count, float[] start, float[] x, int xo, float[] y, int yo) {
        int i = 0;
        for (; Simd.AVAILABLE && i + 4 <= count; i += 4) {
            TileKernels.fourTiles(
                    tiles,
                    TiledMatrix.LEAD,
                    list[i],
                    list[i + 1],
                    list[i + 2],
                    list[i + 3],
                    depth,
                    start,
                    x,
                    xo,
                    y,
                    yo + i * TILE);
        }
        for (; i < count; i++) {
            System.arraycopy(start, list[i] * TILE, y, yo + i * TILE, TILE);
            row(list[i], x, xo, y, yo + i * TILE);
        }
    }

    /**
     * Tiles {@code from} (inclusive) to {@code to} (exclusive) for some rows of X, each with a row of Y: columns 16
     * from to 16 to - 1 of Y = Y + X B. Each weight is fetched once.
     *
     * @param x row r of X at {@code x[xo + r * k]}
     * @param rows which rows; the first {@code count} entries count
     * @param y row r of the result at {@code y[r * stride]}
     */
    public void multAdd(int from, int to, float[] x, int xo, int[] rows, int count, float[] y, int stride) {
        int tile = from;
        for (; tile + 2 <= to; tile += 2) {
            rows(tile, 2, x, xo, rows, count, y, stride);
        }
        for (; tile < to; tile++) {
            rows(tile, 1, x, xo, rows, count, y, stride);
        }
    }

    /** One tile or two; a row that is missing to four is one of them once more, computed to the same end. */
    private void rows(int tile, int width, float[] x, int xo, int[] rows, int count, float[] y, int stride) {
        int c = tile * TILE;
        int i = 0;
        for (; Simd.AVAILABLE && i + 1 < count; i += 4) {
            int r0 = rows[i];
            int r1 = rows[i + 1];
            int r2 = rows[Math.min(i + 2, count - 1)];
            int r3 = rows[Math.min(i + 3, count - 1)];
            if (width == 2) {
                TileKernels.fourRowsTwoTiles(
                        tiles,
                        at(tile),
                        depth,
                        x,
                        xo + r0 * depth,
                        xo + r1 * depth,
                        xo + r2 * depth,
                        xo + r3 * depth,
                        y,
                        r0 * stride + c,
                        r1 * stride + c,
                        r2 * stride + c,
                        r3 * stride + c);
            } else {
                TileKernels.fourRows(
                        tiles,
                        at(tile),
                        depth,
                        x,
                        xo + r0 * depth,
                        xo + r1 * depth,
                        xo + r2 * depth,
                        xo + r3 * depth,
                        y,
                        r0 * stride + c,
                        r1 * stride + c,
                        r2 * stride + c,
                        r3 * stride + c);
            }
        }
        for (; i < count; i++) {
            for (int t = tile; t < tile + width; t++) {
                row(t, x, xo + rows[i] * depth, y, rows[i] * stride + t * TILE);
            }
        }
    }

    private void row(int tile, float[] x, int xo, float[] y, int yo) {
        if (Simd.AVAILABLE) {
            TileKernels.row(tiles, at(tile), depth, x, xo, y, yo);
        } else {
            PlainTiles.row(tiles, at(tile), TILE, depth, x, xo, y, yo);
        }
    }

    @Override
    public String toString() {
        return depth + " x " + columns + " in " + count() + " tiles of " + TILE + " columns, " + tiles.length / 256
                + " KiB";
    }
}
