package moelab.linalg.weights;

import java.util.Arrays;
import moelab.linalg.KernelProvider;

/**
 * Lists the k largest entries of a row and few others, without comparing every entry with every other: what a beam
 * search needs of the scores of all vocabulary entries.
 *
 * <p>The row is dealt out to 64 piles, entry i to pile i mod 64. The k-th largest of the piles' maxima is a threshold
 * that at least k entries reach, and hardly more. Finding it takes one pass of maxima, which processors compute sixteen
 * at a time; the few entries that reach it are then found in a second pass.
 *
 * <p>Keeps scratch memory: one instance serves one thread.
 */
public final class LargestEntries {
    private static final int PILES = 64;

    private final float[] maxima = new float[PILES];
    private final float[] largest; // of the maxima
    private final SparseRow found;
    private final int k;

    /**
     * @param k how many of the largest entries are needed
     * @param capacity the largest number of entries in a row
     */
    public LargestEntries(int k, int capacity) {
        this.k = k;
        this.largest = new float[k];
        this.found = new SparseRow(capacity);
    }

    /**
     * Finds the k largest of n entries of x, all entries that are equal to the k-th largest, and possibly some that are
     * smaller; they are listed by {@link #index}.
     *
     * @return how many were found
     */
    public int find(float[] x, int xo, int n) {
        found.clear();
        found.addAbove(Math.nextDown(threshold(x, xo, n)), x, xo, n, 0);
        return found.size();
    }

    /** Returns the index of the i-th entry that was found, counted from the row's first one; in ascending order. */
    public int index(int i) {
        return found.index(i);
    }

    /**
     * Returns a number that at least k entries reach, as large as the piles can tell; negative infinity if there are
     * fewer.
     */
    private float threshold(float[] x, int xo, int n) {
        if (k > PILES || n < PILES) {
            return Float.NEGATIVE_INFINITY;
        }
        KernelProvider.KERNELS.pileMaxima(x, xo, n, maxima);
        Arrays.fill(largest, Float.NEGATIVE_INFINITY); // the k largest so far, in descending order
        for (float max : maxima) {
            if (max > largest[k - 1]) {
                int at = k - 1;
                for (; at > 0 && largest[at - 1] < max; at--) {
                    largest[at] = largest[at - 1];
                }
                largest[at] = max;
            }
        }
        return largest[k - 1];
    }

    @Override
    public String toString() {
        return "the largest " + k + " entries, " + found.size() + " found";
    }
}
