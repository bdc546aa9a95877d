package moelab.routing;

import java.util.Arrays;

/**
 * Which experts each row of a step uses; filled by a {@link RoutingPolicy}, read by the layer that computes them.
 *
 * <p>Allocates nothing after its construction. One instance serves one thread.
 */
public final class Routes {
    private final int experts;
    private final int[] chosen; // the i-th expert of row r at r * experts + i, in ascending order
    private final int[] count; // experts of each row
    private final boolean[] used; // scratch: experts of the union
    private int rows;
    private boolean together; // all rows use the experts of row 0

    /** Creates room for this many rows and experts. */
    public Routes(int rows, int experts) {
        this.experts = experts;
        this.chosen = new int[rows * experts];
        this.count = new int[rows];
        this.used = new boolean[experts];
    }

    /** Returns the largest number of rows. */
    public int capacity() {
        return count.length;
    }

    /** Forgets all rows. */
    public void clear() {
        rows = 0;
        together = false;
    }

    /** Adds a row that uses the first {@code n} experts of a selection. */
    public void add(Selection selection, int n) {
        selection.copy(n, chosen, rows * experts);
        count[rows++] = n;
    }

    /** Adds this many rows that all use the first {@code n} experts of a selection. */
    public void addForAll(Selection selection, int n, int many) {
        if (rows > 0) {
            throw new IllegalStateException("rows that choose together come first, after " + rows + " others");
        }
        selection.copy(n, chosen, 0);
        Arrays.fill(count, 0, many, n);
        rows = many;
        together = true;
    }

    /** Adds a row that uses these experts, given in ascending order, none twice. */
    public void add(int... expertsOfRow) {
        for (int i = 0; i < expertsOfRow.length; i++) {
            if (expertsOfRow[i] <= (i == 0 ? -1 : expertsOfRow[i - 1]) || expertsOfRow[i] >= experts) {
                throw new IllegalArgumentException("experts " + Arrays.toString(expertsOfRow)
                        + ", expected ascending numbers below " + experts + ", none twice");
            }
        }
        System.arraycopy(expertsOfRow, 0, chosen, rows * experts, expertsOfRow.length);
        count[rows++] = expertsOfRow.length;
    }

    /** Returns the number of rows. */
    public int rows() {
        return rows;
    }

    /** Returns whether all rows are known to use the same experts. */
    public boolean together() {
        return together;
    }

    /** Returns the number of experts that a row uses. */
    public int count(int row) {
        return count[row];
    }

    /** Returns the i-th expert of a row, in ascending order. */
    public int expert(int row, int i) {
        return chosen[(together ? 0 : row * experts) + i];
    }

    /** Returns the number of experts that the rows use, summed over all rows. */
    public int total() {
        int sum = 0;
        for (int r = 0; r < rows; r++) {
            sum += count[r];
        }
        return sum;
    }

    /**
     * Lists the experts that at least one of some rows uses, in ascending order.
     *
     * @param from the first row
     * @param to the row behind the last
     * @param result room for every expert
     * @return how many there are
     */
    public int union(int from, int to, int[] result) {
        if (together || to - from == 1) {
            System.arraycopy(chosen, together ? 0 : from * experts, result, 0, count[from]);
            return count[from];
        }
        Arrays.fill(used, false);
        for (int r = from; r < to; r++) {
            for (int i = 0, at = r * experts; i < count[r]; i++, at++) {
                used[chosen[at]] = true;
            }
        }
        int n = 0;
        for (int e = 0; e < experts; e++) {
            result[n] = e; // overwritten by the next one unless it counts
            n += used[e] ? 1 : 0;
        }
        return n;
    }

    @Override
    public String toString() {
        return rows + " rows use " + total() + " of " + experts + " experts" + (together ? ", all the same" : "");
    }
}
