package moelab.routing;

import java.util.Arrays;

/**
 * Turns the scores of one token into the experts to compute: ascending numbers, without allocating.
 *
 * <p>A fixed number is found by quickselect (Hoare 1961), expected cost proportional to the number of experts; a share of the
 * mass by sorting. Keeps scratch: one instance serves one thread.
 */
public final class Selection {
    private final int alwaysOn;
    private final int[] chosen;
    private final float[] scratch;

    /**
     * @param experts number of experts
     * @param alwaysOn experts 0 to alwaysOn - 1 are chosen whatever their score
     */
    public Selection(int experts, int alwaysOn) {
        this.alwaysOn = alwaysOn;
        this.chosen = new int[experts];
        this.scratch = new float[experts];
    }

    /**
     * Chooses.
     *
     * @param scores one an expert; not a number counts as least wanted
     * @return how many were chosen; see {@link #expert}
     */
    public int select(float[] scores, Budget budget) {
        int n = chosen.length;
        for (int e = 0; e < alwaysOn; e++) {
            chosen[e] = e;
        }
        if (budget instanceof Budget.Count count) {
            return top(scores, Math.max(0, Math.min(count.experts(), n) - alwaysOn));
        }
        float threshold = budget instanceof Budget.Threshold t ? t.score() : massThreshold(scores, ((Budget.Mass) budget).share());
        int m = alwaysOn;
        for (int e = alwaysOn; e < n; e++) {
            if (scores[e] >= threshold) {
                chosen[m++] = e;
            }
        }
        return m;
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

    private int top(float[] scores, int k) {
        int n = chosen.length;
        int m = alwaysOn;
        if (k >= n - alwaysOn) {
            for (int e = alwaysOn; e < n; e++) {
                chosen[m++] = e;
            }
            return m;
        }
        if (k == 0) {
            return m;
        }
        copy(scores);
        float least = kthLargest(scratch, n - alwaysOn, k);
        int above = 0;
        for (int e = alwaysOn; e < n; e++) {
            above += scores[e] > least ? 1 : 0;
        }
        int ties = k - above;
        for (int e = alwaysOn; e < n; e++) {
            float s = scores[e] == scores[e] ? scores[e] : Float.NEGATIVE_INFINITY;
            if (s > least || s == least && ties-- > 0) {
                chosen[m++] = e;
            }
        }
        return m;
    }

    private void copy(float[] scores) {
        for (int e = alwaysOn; e < chosen.length; e++) {
            scratch[e - alwaysOn] = scores[e] == scores[e] ? scores[e] : Float.NEGATIVE_INFINITY;
        }
    }

    /** The k-th largest of the first n values, k from 1; reorders them. */
    private static float kthLargest(float[] v, int n, int k) {
        int lo = 0;
        int hi = n - 1;
        int want = k - 1;
        while (lo < hi) {
            float pivot = v[(lo + hi) >>> 1];
            int i = lo;
            int j = hi;
            while (i <= j) {
                while (v[i] > pivot) {
                    i++;
                }
                while (v[j] < pivot) {
                    j--;
                }
                if (i <= j) {
                    float swap = v[i];
                    v[i++] = v[j];
                    v[j--] = swap;
                }
            }
            if (want <= j) {
                hi = j;
            } else if (want >= i) {
                lo = i;
            } else {
                break;
            }
        }
        return v[want];
    }

    private float massThreshold(float[] scores, double share) {
        copy(scores);
        int n = chosen.length - alwaysOn;
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
