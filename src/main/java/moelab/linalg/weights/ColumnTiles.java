package moelab.linalg.weights;

import moelab.linalg.KernelProvider;
import moelab.linalg.KernelSet;
import moelab.linalg.TileLayout;
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
    private static final int TILE = TileLayout.TILE;

    private static final KernelSet KERNELS = KernelProvider.KERNELS;

    private final int depth; // k
    private final int columns; // n
    private final float[] tiles; // behind TileLayout.LEAD floats

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
        tiles = new float[TileLayout.LEAD + columns * depth];
        for (int j = 0; j < columns; j++) {
            for (int k = 0, at = at(j / TILE) + j % TILE; k < depth && order[j] >= 0; k++, at += TILE) {
                tiles[at] = b.data[k * b.numCols + order[j]];
            }
        }
    }

    /** Returns where the weights of a tile begin. */
    private int at(int tile) {
        return TileLayout.LEAD + tile * TILE * depth;
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
     * Computes some tiles for the first m rows of X: y[yo + r * stride + 16 i + c] = start[16 t + c] + X[r,:] B[:, 16 t
     * + c] with t = list[i]. Each weight is fetched once for four rows.
     *
     * @param list numbers of tiles; the first {@code count} entries count
     * @param start one entry per column of B
     * @param x row r of X at {@code x[xo + r * k]}
     * @param m number of rows
     * @param y 16 entries per listed tile for each row; overwritten
     */
    public void mult(int[] list, int count, float[] start, float[] x, int xo, int m, float[] y, int yo, int stride) {
        KERNELS.rowsTimesListedTiles(tiles, list, count, depth, start, x, xo, m, y, yo, stride);
    }

    /**
     * Computes one tile for rows that lie anywhere: y[yAt[i] + c] = start[16 t + c] + x_i B[:, 16 t + c], where x_i is
     * the row that begins at x[xAt[i]]. Each weight is fetched once for up to eight rows.
     *
     * @param start one entry per column of B
     * @param y 16 entries per row; overwritten
     * @param from first place in {@code xAt} and {@code yAt}
     * @param rows number of places
     */
    public void multRows(int tile, float[] start, float[] x, int[] xAt, float[] y, int[] yAt, int from, int rows) {
        KERNELS.listedRowsTimesTile(tiles, at(tile), depth, start, tile * TILE, x, xAt, y, yAt, from, rows);
    }

    @Override
    public String toString() {
        return depth + " x " + columns + " in " + count() + " tiles of " + TILE + " columns, " + tiles.length / 256
                + " KiB";
    }
}
