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

    /** Swaps until none gains anything; how many it took. */
    static int run(Swaps swaps) {
        double rounding = 1e-12 * swaps.n; // the distance of two points is about 1
        int[] found = new int[swaps.partners()];
        int made = 0;
        int idle = 0; // points in a row that found no partner
        for (int i = 0; idle < swaps.n; i = (i + 1) % swaps.n) {
            int count = swaps.find(i, rounding, found);
            if (count == 0) {
                idle++;
                continue;
            }
            int best = found[0];
            for (int f = 1; f < count; f++) {
                if (swaps.gain(i, found[f]) > swaps.gain(i, best)) {
                    best = found[f];
                }
            }
            swaps.apply(i, best);
            made++;
            idle = 0;
        }
        return made;
    }
}
