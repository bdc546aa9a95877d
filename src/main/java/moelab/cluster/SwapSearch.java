package moelab.cluster;

/**
 * Descent by swaps: point after point takes its best partner while that lowers the squared error, until no swap of two points does.
 *
 * <p>The greedy half of Kernighan and Lin's refinement. It goes on where {@link Lloyd} stops, because it counts that means move.
 *
 * <p>Cost: n steps a point that is looked at, 2 n a swap.
 */
final class SwapSearch {
    private SwapSearch() { }

    /**
     * Swaps until none gains more than the tolerance; how many it took.
     *
     * @param tolerance squared error below which a gain is rounding
     */
    static int run(Swaps swaps, double tolerance) {
        double[] gain = new double[swaps.partners()];
        int made = 0;
        int idle = 0; // points in a row that found no partner
        for (int i = 0; idle < swaps.n; i = (i + 1) % swaps.n) {
            swaps.gains(i, gain);
            int best = 0;
            for (int j = 1; j < gain.length; j++) {
                if (gain[j] > gain[best]) {
                    best = j;
                }
            }
            if (gain[best] > tolerance) {
                swaps.apply(i, best);
                made++;
                idle = 0;
            } else {
                idle++;
            }
        }
        return made;
    }
}
