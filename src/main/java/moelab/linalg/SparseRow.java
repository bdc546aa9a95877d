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
    private int count;

    /** An empty row of at most this many entries. */
    public SparseRow(int capacity) {
        index = new int[capacity + 1]; // one more, because an entry is written before it is known whether it stays
        value = new float[capacity + 1];
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
     * Keeps the positive ones of n entries, by a sign instead of a branch: which neuron fires is what no processor can predict.
     *
     * @param h where they are, from {@code ho} on
     * @param place index of the first
     */
    public void addPositive(float[] h, int ho, int n, int place) {
        int found = count;
        for (int i = 0; i < n; i++) {
            float v = h[ho + i];
            index[found] = place + i;
            value[found] = v;
            int bits = Float.floatToRawIntBits(v); // a positive number for a positive float, and for no other
            found += (-bits & ~bits) >>> 31;
        }
        count = found;
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
