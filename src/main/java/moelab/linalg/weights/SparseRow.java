package moelab.linalg.weights;

import moelab.linalg.KernelProvider;
import moelab.linalg.Kernels;
import moelab.linalg.TileLayout;

/**
 * A row with few positive entries while all others are zero: hidden activations after ReLU.
 *
 * <pre>
 *   row.clear();
 *   row.addPositive(h, 0, n, 0);                  keeps the neurons that fire
 *   row.multAdd(w, d, 0, y, 0, d);                y = y + h W, reading only the rows of W of those neurons
 * </pre>
 *
 * Allocates nothing after construction. One instance serves one thread. (Many rows at once, for training, are a
 * {@link moelab.linalg.sparse.SparseMatrix}.)
 */
public final class SparseRow {
    private final int[] index;
    private final float[] value;
    private final int[] tiles; // scratch
    private int count;

    /** Makes an empty row with room for this many entries. */
    public SparseRow(int capacity) {
        // one more, because an entry is written before it is known whether it will be kept
        index = new int[capacity + 1];
        value = new float[capacity + 4]; // dot products are written four at a time
        tiles = new int[capacity / TileLayout.TILE + 1];
    }

    /** Removes all entries. */
    public void clear() {
        count = 0;
    }

    /** Returns the index of the i-th entry, in the order in which they were added. */
    public int index(int i) {
        return index[i];
    }

    /** Returns the number of entries. */
    public int size() {
        return count;
    }

    /**
     * Adds the positive ones of n entries of h.
     *
     * @param h the entries, from {@code ho} on
     * @param place index in this row of the first of them
     */
    public void addPositive(float[] h, int ho, int n, int place) {
        addAbove(0, h, ho, n, place);
    }

    /** Adds those above a threshold, as {@link #addPositive} does with 0. */
    public void addAbove(float threshold, float[] h, int ho, int n, int place) {
        int found = above(threshold, h, ho, n);
        for (int i = count; i < found; i++) {
            value[i] = h[ho + index[i]];
            index[i] += place;
        }
        count = found;
    }

    /**
     * Adds those above a threshold out of some tiles of sixteen entries, in the layout of {@link ColumnTiles#mult}:
     * h[16 i + c] is entry 16 t + c of the row, with t = list[i].
     *
     * @param list numbers of tiles; the first {@code count} entries count
     */
    public void addTilesAbove(float threshold, float[] h, int[] list, int count) {
        addTilesAbove(threshold, h, 0, list, count);
    }

    /** Does the same with the first listed tile at {@code h[ho]}. */
    public void addTilesAbove(float threshold, float[] h, int ho, int[] list, int count) {
        int found = above(threshold, h, ho, count * TileLayout.TILE);
        for (int i = this.count; i < found; i++) {
            int at = index[i];
            value[i] = h[ho + at];
            index[i] = list[at / TileLayout.TILE] * TileLayout.TILE + at % TileLayout.TILE;
        }
        this.count = found;
    }

    /**
     * Computes the value of each entry i anew as start[i] + x . (row i of a matrix), and keeps the positive ones.
     *
     * @param rows row i at {@code rows[i * stride + column]}, of n entries
     */
    public void recompute(float[] start, float[] rows, int stride, int column, float[] x, int xo, int n) {
        value[0] = Kernels.prefetch(index, count, rows, stride, column, n);
        Kernels.dots(index, 0, count, rows, stride, column, x, xo, n, value);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int j = index[i];
            float v = value[i] + start[j];
            index[kept] = j;
            value[kept] = v;
            kept += v > 0 ? 1 : 0;
        }
        count = kept;
    }

    /**
     * Returns the index of the entry whose row of a matrix has the largest product with x: the first one of equals, and
     * 0 if all products are NaN.
     *
     * @param rows row i at {@code rows[i * stride + column]}, of n entries
     */
    public int largest(float[] rows, int stride, int column, float[] x, int xo, int n) {
        Kernels.dots(index, 0, count, rows, stride, column, x, xo, n, value);
        int best = 0;
        float most = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            if (value[i] > most) {
                most = value[i];
                best = index[i];
            }
        }
        return best;
    }

    /**
     * Appends the places of entries above the threshold and returns the new number of entries. Tiles that contain such
     * an entry are found first, because most contain none.
     */
    private int above(float threshold, float[] h, int ho, int n) {
        int whole = n / TileLayout.TILE;
        int some = Kernels.tilesAbove(threshold, h, ho, whole, tiles);
        int found = count;
        for (int t = 0; t < some; t++) {
            int from = tiles[t] * TileLayout.TILE;
            found = above(threshold, h, ho, from, from + TileLayout.TILE, found);
        }
        return above(threshold, h, ho, whole * TileLayout.TILE, n, found);
    }

    /**
     * Appends the places of entries above the threshold and returns the new number of entries. It uses a sign bit
     * instead of a branch, because no processor can predict which neuron fires.
     */
    private int above(float threshold, float[] h, int ho, int from, int to, int found) {
        for (int i = from; i < to; i++) {
            index[found] = i;
            // these bits, read as an int, are positive if and only if the float is
            int bits = Float.floatToRawIntBits(h[ho + i] - threshold);
            found += (-bits & ~bits) >>> 31;
        }
        return found;
    }

    /**
     * Computes y = y + (this row) times a matrix.
     *
     * @param rows row i of the matrix at {@code rows[i * stride + column]}
     * @param n number of columns, from {@code yo} on in y
     */
    public void multAdd(float[] rows, int stride, int column, float[] y, int yo, int n) {
        Kernels.addRows(index, value, 0, count, rows, stride, column, y, yo, n);
    }

    /**
     * Computes y = y + scale (this row times a matrix of bytes).
     *
     * @param rows row i of the matrix at {@code rows[i * stride + column]}
     * @param scale one entry per column
     * @param n number of columns, from {@code yo} on in y
     */
    void multAdd(byte[] rows, int stride, int column, float[] scale, float[] y, int yo, int n) {
        KernelProvider.KERNELS.addByteRows(index, value, count, rows, stride, column, scale, y, yo, n);
    }

    @Override
    public String toString() {
        return count + " positive entries";
    }
}
