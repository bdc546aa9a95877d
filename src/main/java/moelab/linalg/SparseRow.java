package moelab.linalg;

/**
 * A row of which few entries are positive and the others zero: hidden activations after ReLU.
 *
 * <pre>
 *   row.clear();
 *   row.addPositive(h, 0, n, 0);                  keeps what fires
 *   row.multAdd(w, d, 0, y, 0, d);                y = y + h W, reading only the rows of W that matter
 * </pre>
 *
 * Allocates nothing after its making. One instance serves one thread.
 */
public final class SparseRow {
    private final int[] index;
    private final float[] value;
    private final int[] tiles; // scratch
    private int count;

    /** An empty row of at most this many entries. */
    public SparseRow(int capacity) {
        // one more, because an entry is written before it is known whether it stays
        index = new int[capacity + 1];
        value = new float[capacity + 4]; // products come four at a time
        tiles = new int[capacity / ColumnTiles.TILE + 1];
    }

    /** Forgets all entries. */
    public void clear() {
        count = 0;
    }

    /** Number of entries kept. */
    public int size() {
        return count;
    }

    /**
     * Keeps the positive ones of n entries.
     *
     * @param h where they are, from {@code ho} on
     * @param place index of the first
     */
    public void addPositive(float[] h, int ho, int n, int place) {
        addAbove(0, h, ho, n, place);
    }

    /** The same for those above a threshold. */
    public void addAbove(float threshold, float[] h, int ho, int n, int place) {
        int found = above(threshold, h, ho, n);
        for (int i = count; i < found; i++) {
            value[i] = h[ho + index[i]];
            index[i] += place;
        }
        count = found;
    }

    /**
     * Keeps those above a threshold of some tiles of sixteen entries, as {@link ColumnTiles#mult} leaves them: h[16 i +
     * c] is entry 16 t + c of the row, with t the i-th tile listed.
     *
     * @param list numbers of tiles; the first {@code count} entries count
     */
    public void addTilesAbove(float threshold, float[] h, int[] list, int count) {
        int found = above(threshold, h, 0, count * ColumnTiles.TILE);
        for (int i = this.count; i < found; i++) {
            int at = index[i];
            value[i] = h[at];
            index[i] = list[at / ColumnTiles.TILE] * ColumnTiles.TILE + at % ColumnTiles.TILE;
        }
        this.count = found;
    }

    /**
     * Computes all entries anew, value i = start[i] + x . row i of a matrix, and keeps the positive ones.
     *
     * @param rows row i at {@code rows[i * stride + column]}, of n entries
     */
    public void recompute(float[] start, float[] rows, int stride, int column, float[] x, int xo, int n) {
        value[0] = Kernels.touch(index, count, rows, stride, column, n);
        Kernels.dots(index, count, rows, stride, column, x, xo, n, value);
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
     * The index of the entry whose row of a matrix has the largest product with x; the first of equal ones, 0 if none
     * is a number.
     *
     * @param rows row i at {@code rows[i * stride + column]}, of n entries
     */
    public int largest(float[] rows, int stride, int column, float[] x, int xo, int n) {
        Kernels.dots(index, count, rows, stride, column, x, xo, n, value);
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
     * Appends where entries above the threshold are: of whole tiles those that have one are found first, most have
     * none. How many there are now.
     */
    private int above(float threshold, float[] h, int ho, int n) {
        int whole = n / ColumnTiles.TILE;
        int some = Kernels.tilesAbove(threshold, h, ho, whole, tiles);
        int found = count;
        for (int t = 0; t < some; t++) {
            int from = tiles[t] * ColumnTiles.TILE;
            found = above(threshold, h, ho, from, from + ColumnTiles.TILE, found);
        }
        return above(threshold, h, ho, whole * ColumnTiles.TILE, n, found);
    }

    /** By a sign instead of a branch: which neuron fires is what no processor can predict. */
    private int above(float threshold, float[] h, int ho, int from, int to, int found) {
        for (int i = from; i < to; i++) {
            index[found] = i;
            // a positive number for a positive float, and for no other
            int bits = Float.floatToRawIntBits(h[ho + i] - threshold);
            found += (-bits & ~bits) >>> 31;
        }
        return found;
    }

    /**
     * y = y + this row times a matrix whose row i is at {@code rows[i * stride + column]}.
     *
     * @param n columns, from {@code yo} on in y
     */
    public void multAdd(float[] rows, int stride, int column, float[] y, int yo, int n) {
        Kernels.addRows(index, value, count, rows, stride, column, y, yo, n);
    }

    @Override
    public String toString() {
        return count + " positive entries";
    }
}
