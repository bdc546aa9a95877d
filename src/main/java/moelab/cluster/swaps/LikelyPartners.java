package moelab.cluster.swaps;

import java.util.SplittableRandom;

/**
 * Searches for the partner of a point only in those clusters where one is likely.
 *
 * <p>Most clusters are so far from a point that it would gain nothing there, whichever point came in exchange. The most
 * that any point of another cluster would gain by leaving it is known from the turns of its points, so the gain of the
 * best swap of point i with one of b can be estimated at once:
 *
 * <pre>
 *   wish(j)  = max over c of A_b(j) - A_c(j)                          j in b, as of its last turn
 *   eager(b) = max over j in b of wish(j)
 *   gain    ~= A_a(i) - A_b(i) + eager(b) + A_b(i) (1/|a| + 1/|b|)    i in a
 * </pre>
 *
 * The last term approximates the distance between the two points by the mean distance. This may overlook a partner,
 * which annealing can bear and descent could not: {@link SwapSearch} examines all.
 *
 * <p>Cost: k steps per turn, and n/k for each cluster that is searched; 2 k for a change, beside what it costs in
 * {@link Swaps}.
 */
public final class LikelyPartners {
    private final Swaps swaps;
    private final float[] wish;
    private final float[] eager;
    private final int[] likely; // clusters

    public LikelyPartners(Swaps swaps) {
        this.swaps = swaps;
        wish = new float[swaps.n];
        eager = new float[swaps.k];
        likely = new int[swaps.k];
        for (int i = 0; i < swaps.n; i++) {
            swaps.turnTo(i);
            wish[i] = most(swaps.lead);
        }
        for (int c = 0; c < swaps.k; c++) {
            eager[c] = mostEager(c);
        }
    }

    private static float most(float[] leads) {
        float most = leads[0];
        for (float lead : leads) {
            most = Math.max(most, lead);
        }
        return most;
    }

    private float mostEager(int c) {
        float most = Float.NEGATIVE_INFINITY;
        for (int s = 0; s < swaps.size[c]; s++) {
            most = Math.max(most, wish[swaps.members[c][s]]);
        }
        return most;
    }

    /**
     * Returns some partner of point i with whom a change takes enough off the squared error, or -1 if none is likely.
     *
     * @param least what it must gain
     * @param random decides where the search begins
     */
    public int find(int i, double least, SplittableRandom random) {
        swaps.turnTo(i);
        int a = swaps.label[i];
        wishes(i, a);
        double bar = Math.max(least, -Float.MAX_VALUE);
        int count = 0;
        for (int b = 0; b < swaps.k; b++) {
            if (b != a && estimate(b, swaps.mean[a][i], swaps.share[i]) >= bar) {
                likely[count++] = b;
            }
        }
        int next = count > 0 ? random.nextInt(count) : 0;
        for (int left = count; left > 0; left--) {
            int b = likely[next];
            int partner = swaps.findIn(b, bar, random.nextInt(swaps.size[b]));
            if (partner >= 0) {
                return partner;
            }
            next = next + 1 < count ? next + 1 : 0;
        }
        return -1;
    }

    private float estimate(int b, float own, float share) {
        float lead = swaps.lead[b];
        float exchange = eager[b] < 0 && swaps.admitsMove(b) ? 0 : eager[b]; // there it may also move alone
        return lead + exchange + (own - lead) * (share + 1f / swaps.size[b]);
    }

    /** Takes note of the leads of point i, in a, whose turn it is. */
    private void wishes(int i, int a) {
        float before = wish[i];
        wish[i] = most(swaps.lead);
        if (wish[i] >= eager[a]) {
            eager[a] = wish[i];
        } else if (before >= eager[a]) {
            eager[a] = mostEager(a);
        }
    }

    /** Makes a change: point i with a partner that has been found. */
    public void apply(int i, int partner) {
        int a = swaps.label[i];
        swaps.apply(i, partner);
        swaps.turnTo(i);
        wish[i] = most(swaps.lead);
        if (partner < swaps.n) {
            swaps.turnTo(partner);
            wish[partner] = most(swaps.lead);
        }
        eager[a] = mostEager(a);
        eager[swaps.label[i]] = mostEager(swaps.label[i]);
    }
}
