package moelab.routing;

import java.util.Arrays;
import moelab.linalg.Kernels;

/**
 * Turns the scores of one token into the experts to compute, in ascending order and without allocating.
 *
 * <p>{@link ReferenceSelection} says the same by sorting. A router's choice is made at every step of decoding, for 128
 * experts in about the time of one expert, so here the best k are found by counting how many scores reach a threshold;
 * only a share of the scores' sum ({@link Budget.TopP}) is found by sorting. Keeps scratch memory: one instance serves
 * one thread.
 */
public final class Selection {
    private final int shared;
    private final int[] chosen;
    private final float[] scratch;
    private final int[] flags;

    /**
     * @param experts number of experts
     * @param shared experts 0 to shared - 1 are chosen whatever their score
     */
    public Selection(int experts, int shared) {
        this.shared = shared;
        this.chosen = new int[experts];
        this.scratch = new float[experts];
        this.flags = new int[experts];
    }

    /**
     * Chooses experts and returns how many; {@link #expert} lists them.
     *
     * @param scores one score per expert; NaN counts as the lowest
     */
    public int select(float[] scores, Budget budget) {
        int n = chosen.length;
        for (int e = 0; e < shared; e++) {
            chosen[e] = e;
        }
        if (budget instanceof Budget.TopK count) {
            return top(scores, Math.max(0, Math.min(count.experts(), n) - shared));
        }
        float threshold = budget instanceof Budget.Threshold t
                ? t.score()
                : thresholdOfShare(scores, ((Budget.TopP) budget).share());
        return atLeast(scores, threshold);
    }

    /**
     * Chooses experts, and marks them.
     *
     * @param chosen result, one entry per expert, true for those that were chosen; overwritten
     */
    public void select(float[] scores, Budget budget, boolean[] chosen) {
        Arrays.fill(chosen, false);
        for (int i = select(scores, budget) - 1; i >= 0; i--) {
            chosen[expert(i)] = true;
        }
    }

    /** Returns the i-th expert of the last selection, in ascending order. */
    public int expert(int i) {
        return chosen[i];
    }

    /** Copies the first {@code n} experts of the last selection. */
    void copy(int n, int[] to, int offset) {
        System.arraycopy(chosen, 0, to, offset, n);
    }

    /**
     * Finds a threshold that exactly k scores reach, by bisection over all floats in ascending order. Each step halves
     * the floats that are left, so that after 32 steps at the latest either the threshold is found or the scores around
     * it are equal. A step only counts, which takes a dozen nanoseconds for 128 scores.
     */
    private int top(float[] scores, int k) {
        int n = chosen.length;
        if (k >= n - shared) {
            return all();
        }
        int low = rank(Float.NEGATIVE_INFINITY); // more than k scores reach the float of this rank, or are NaN
        int high = rank(Float.POSITIVE_INFINITY) + 1; // fewer than k scores reach the float of this rank
        while ((long) high - low > 1) {
            int middle = (int) (((long) low + high) >> 1);
            int reach = Kernels.countAtLeast(ranked(middle), scores, shared, n - shared);
            if (reach == k) {
                return atLeast(scores, ranked(middle));
            }
            if (reach > k) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return firstOfEqual(scores, ranked(low), k);
    }

    /** Returns the rank of a float among all floats in ascending order; 0 has rank 0. */
    private static int rank(float f) {
        int bits = Float.floatToRawIntBits(f);
        return bits ^ bits >> 31 & Integer.MAX_VALUE;
    }

    /** Returns the float that has this rank. */
    private static float ranked(int rank) {
        return Float.intBitsToFloat(rank ^ rank >> 31 & Integer.MAX_VALUE);
    }

    private int all() {
        for (int e = shared; e < chosen.length; e++) {
            chosen[e] = e;
        }
        return chosen.length;
    }

    /**
     * Chooses all experts whose scores reach a threshold. It adds ones and zeros instead of branching, because which
     * scores reach the threshold is what no processor can predict.
     */
    private int atLeast(float[] scores, float threshold) {
        Kernels.flagAtLeast(threshold, scores, chosen.length, flags);
        int m = shared;
        for (int e = shared; e < chosen.length; e++) {
            chosen[m] = e;
            m += flags[e];
        }
        return m;
    }

    /**
     * Chooses the experts with scores above {@code least}, and the first of those with equal scores until there are k.
     */
    private int firstOfEqual(float[] scores, float least, int k) {
        int n = chosen.length;
        int m = shared;
        int ties = k;
        for (int e = shared; e < n; e++) {
            ties -= scores[e] > least ? 1 : 0;
        }
        for (int e = shared; e < n; e++) {
            float s = Float.isNaN(scores[e]) ? Float.NEGATIVE_INFINITY : scores[e];
            if (s > least || s == least && ties-- > 0) {
                chosen[m++] = e;
            }
        }
        return m;
    }

    /**
     * Returns the highest threshold at which the scores that reach it sum to a share of all positive scores; or NaN.
     */
    private float thresholdOfShare(float[] scores, double share) {
        int n = chosen.length - shared;
        for (int i = 0; i < n; i++) {
            float s = scores[shared + i];
            scratch[i] = Float.isNaN(s) ? Float.NEGATIVE_INFINITY : s;
        }
        Arrays.sort(scratch, 0, n);
        double all = 0;
        for (int i = 0; i < n; i++) {
            all += Math.max(0, scratch[i]);
        }
        double sum = 0;
        int i = n;
        while (i > 0 && sum < share * all && scratch[i - 1] > 0) {
            sum += scratch[--i];
        }
        return i == n ? Float.NaN : scratch[i]; // no score reaches NaN
    }
}
