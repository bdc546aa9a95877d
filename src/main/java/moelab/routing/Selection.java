package moelab.routing;

import java.util.Arrays;
import moelab.linalg.Kernels;

/**
 * Turns the scores of one token into the experts to compute: ascending numbers, without allocating.
 *
 * <p>A fixed number is found by counting how many scores reach a threshold, a share of the mass by sorting. Keeps
 * scratch: one instance serves one thread.
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
     * Chooses.
     *
     * @param scores one an expert; not a number counts as least wanted
     * @return how many were chosen; see {@link #expert}
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
                : massThreshold(scores, ((Budget.TopP) budget).share());
        return atLeast(scores, threshold);
    }

    /**
     * Chooses, and says of every expert whether it was chosen.
     *
     * @param chosen result, one entry an expert; overwritten
     */
    public void select(float[] scores, Budget budget, boolean[] chosen) {
        Arrays.fill(chosen, false);
        for (int i = select(scores, budget) - 1; i >= 0; i--) {
            chosen[expert(i)] = true;
        }
    }

    /** The i-th expert of the last selection, in ascending order. */
    public int expert(int i) {
        return chosen[i];
    }

    /**
     * Looks for a threshold that exactly k scores reach, by bisection over all floats: each step halves the floats that
     * are left, so that it ends after 32 steps at the latest, with ties if there are any. A step only counts, which
     * takes a dozen nanoseconds for 128 scores.
     */
    private int top(float[] scores, int k) {
        int n = chosen.length;
        if (k >= n - shared) {
            return all();
        }
        // more than k scores reach the float of this rank (or are no number)
        int low = rank(Float.NEGATIVE_INFINITY);
        int high = rank(Float.POSITIVE_INFINITY) + 1; // fewer than k reach the float of this one
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

    /** The place of a float among all floats in ascending order; 0 for 0. */
    private static int rank(float f) {
        int bits = Float.floatToRawIntBits(f);
        return bits ^ bits >> 31 & Integer.MAX_VALUE;
    }

    /** The float of a rank. */
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
     * Chooses all that reach a threshold, by adding ones and zeros instead of a branch: which ones do is what no
     * processor can predict.
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

    /** Chooses what is above {@code least}, and of those that are equal to it the first, until there are k. */
    private int firstOfEqual(float[] scores, float least, int k) {
        int n = chosen.length;
        int m = shared;
        int ties = k;
        for (int e = shared; e < n; e++) {
            ties -= scores[e] > least ? 1 : 0;
        }
        for (int e = shared; e < n; e++) {
            float s = scores[e] == scores[e] ? scores[e] : Float.NEGATIVE_INFINITY;
            if (s > least || s == least && ties-- > 0) {
                chosen[m++] = e;
            }
        }
        return m;
    }

    private float massThreshold(float[] scores, double share) {
        int n = chosen.length - shared;
        for (int i = 0; i < n; i++) {
            float s = scores[shared + i];
            scratch[i] = s == s ? s : Float.NEGATIVE_INFINITY;
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
        return i == n ? Float.POSITIVE_INFINITY : scratch[i];
    }
}
