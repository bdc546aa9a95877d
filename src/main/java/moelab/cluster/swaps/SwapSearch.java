package moelab.cluster.swaps;

/**
 * Descent by swaps: point after point takes its best partner while that lowers the squared error, until no swap of two
 * points does.
 *
 * <p>The greedy half of Kernighan and Lin's refinement. It goes on where Lloyd's algorithm stops, because it counts
 * that means move.
 *
 * <p>Cost: n steps for each point that is examined, 2 n for each swap.
 */
public final class SwapSearch {
    private SwapSearch() {}

    /** Swaps until no swap gains anything, and returns the number of swaps. */
    public static int run(Swaps swaps) {
        int made = 0;
        int idle = 0; // points in a row that found no partner
        for (int i = 0; idle < swaps.n; i = (i + 1) % swaps.n) {
            int partner = best(swaps, i);
            if (partner < 0) {
                idle++;
            } else {
                swaps.apply(i, partner);
                made++;
                idle = 0;
            }
        }
        return made;
    }

    /** Returns the partner with whom point i gains most, or -1 if there is none. */
    private static int best(Swaps swaps, int i) {
        double most = 1e-12 * swaps.n; // gains below this are rounding: the distance of two points is about 1
        double doubt = 1e-6 * swaps.n; // how far off a gain may be by which a partner is found
        int best = -1;
        swaps.turnTo(i);
        for (int p = swaps.find(-doubt, 0); p >= 0; p = swaps.find(most - doubt, p + 1)) {
            double gain = swaps.gain(i, p);
            if (gain > most) {
                most = gain;
                best = p;
            }
        }
        return best;
    }
}
