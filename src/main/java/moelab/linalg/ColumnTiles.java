package moelab.linalg;

import org.ejml.data.FMatrixRMaj;

/**
 * A matrix of which some columns can be multiplied alone. They come in tiles of sixteen, each a cache line wide and one
 * contiguous stretch, and nothing is read of the tiles that are not asked for. This is how experts are computed while
 * their neighbors are not.
 *
 * <pre>
 *   tile t:  B[0, 16t .. 16t+15], B[1, 16t .. 16t+15], ..., B[k-1, 16t .. 16t+15]
 * </pre>
 *
 * For all columns {@link TiledMatrix} is faster. The weights are copied: later changes of the original matrix are not
 * seen. Immutable, so threads may share it.
 */
public final class ColumnTiles {
    /** Columns in a tile. */
    public static final int TILE = 16;

    private static final KernelSet KERNELS = KernelProvider.KERNELS;

    private final int depth; // k
    private final int columns; // n
    private final float[] tiles; // behind TiledMatrix.LEAD floats

    /**
     * Copies the listed columns of B, in this order.
     *
     * @param order numbers of columns, as many as a multiple of sixteen; -1 stands for a column of zeros
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

    /** Returns where the weights of a tile begin. */
    private int at(int tile) {
        return TiledMatrix.LEAD + tile * TILE * depth;
    }

    /** Returns the number of tiles. */
    public int count() {
        return columns / TILE;
    }

    /**
     * Computes some tiles for one row: y[yo + 16 i + c] = start[16 t + c] + x B[:, 16 t + c] with t = list[i].
     *
     * @param list numbers of tiles; the first {@code count} entries count
     * @param start one entry per column of B
     * @param y 16 entries per listed tile, from {@code yo} on; overwritten
     */
    public void mult(int[] list, int count, float[] start, float[] x, int xo, float[] y, int yo) {
        KERNELS.rowTimesListedTiles(tiles, list, count, depth, start, x, xo, y, yo);
    }

    /**
     * Computes tiles {@code from} (inclusive) to {@code to} (exclusive) for some rows of X: columns 16 from to 16 to -
     * 1 of Y = Y + X B. Each weight is fetched once.
     *
     * @param x row r of X at {@code x[xo + r * k]}
     * @param rows which rows; the first {@code count} entries count
     * @param y row r of the result at {@code y[r * stride]}
     */
    public void multAdd(int from, int to, float[] x, int xo, int[] rows, int count, float[] y, int stride) {
        KERNELS.rowsTimesTiles(tiles, at(from), to - from, depth, x, xo, rows, count, y, from * TILE, stride);
    }

    @Override
    public String toString() {
        return depth + " x " + columns + " in " + count() + " tiles of " + TILE + " columns, " + tiles.length / 256
                + " KiB";
    }
}
