package moelab.routing;

import java.util.Locale;
import org.ejml.data.FMatrixRMaj;

/**
 * How well a router chooses, on tokens for which the true contribution of every expert is known, beside its bounds.
 *
 * @param experts number of experts
 * @param count k, how many were chosen
 * @param precision precision at k: of the k experts that contribute most, not counting any that contribute nothing, the
 *     share that was chosen
 * @param captured share of all contributions that the chosen experts make
 * @param oracle share of all contributions that the best k experts make
 * @param tokens number of tokens
 */
public record RouterReport(int experts, int count, double precision, double captured, double oracle, int tokens) {

    /**
     * Compares the k experts that the router prefers with the k that contribute most.
     *
     * @param x inputs, tokens x d
     * @param work true contributions, tokens x experts
     */
    public static RouterReport of(Router router, FMatrixRMaj x, FMatrixRMaj work, int count) {
        int n = router.experts();
        if (work.numCols != n || work.numRows != x.numRows) {
            throw new IllegalArgumentException("work is " + work.numRows + " x " + work.numCols + ", expected "
                    + x.numRows + " tokens x " + n + " experts");
        }
        if (count < 0 || count > n) {
            throw new IllegalArgumentException("budget of " + count + " experts, expected 0 to " + n);
        }
        Selection chosen = new Selection(n, 0);
        Selection best = new Selection(n, 0);
        float[] scores = new float[n];
        float[] row = new float[n];
        boolean[] isBest = new boolean[n];
        double all = 0;
        double got = 0;
        double possible = 0;
        long hits = 0;
        long wanted = 0;
        for (int r = 0; r < x.numRows; r++) {
            System.arraycopy(work.data, r * n, row, 0, n);
            for (int e = 0; e < n; e++) {
                all += row[e];
                isBest[e] = false;
            }
            for (int i = best.select(row, new Budget.TopK(count)) - 1; i >= 0; i--) {
                int e = best.expert(i);
                possible += row[e];
                isBest[e] = row[e] > 0;
                wanted += row[e] > 0 ? 1 : 0;
            }
            router.scores(x.data, r * x.numCols, scores);
            for (int i = chosen.select(scores, new Budget.TopK(count)) - 1; i >= 0; i--) {
                got += row[chosen.expert(i)];
                hits += isBest[chosen.expert(i)] ? 1 : 0;
            }
        }
        return new RouterReport(
                n,
                count,
                wanted == 0 ? 1 : hits / (double) wanted,
                all == 0 ? 1 : got / all,
                all == 0 ? 1 : possible / all,
                x.numRows);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d of %d experts: precision %.3f, work captured %.3f (oracle %.3f, random %.3f) on %,d tokens",
                count,
                experts,
                precision,
                captured,
                oracle,
                count / (double) experts,
                tokens);
    }
}
