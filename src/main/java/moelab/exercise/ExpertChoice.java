package moelab.exercise;

import java.util.Arrays;
import java.util.stream.IntStream;
import moelab.routing.Budget;
import moelab.routing.Router;
import moelab.routing.Selection;
import org.ejml.data.FMatrixRMaj;

/** Turns the scores of one token into the experts to compute. */
@FunctionalInterface
public interface ExpertChoice {

    /**
     * Returns the experts that this budget allows.
     *
     * @param scores one score per expert; not changed
     * @return numbers of experts, ascending
     */
    int[] choose(float[] scores, Budget budget);

    /** Returns the experts that this budget allows for one token, by a router's scores for row r of X. */
    default int[] choose(Router router, FMatrixRMaj x, int r, Budget budget) {
        if (r < 0 || r >= x.numRows) {
            throw new IllegalArgumentException("there is no row " + r + ", expected 0 to " + (x.numRows - 1));
        }
        float[] scores = new float[router.experts()];
        router.scores(x.data, r * x.numCols, scores);
        return choose(scores, budget);
    }

    /**
     * Returns this choice as a router, so that it can decide in a model: the score is 1 for every chosen expert and 0
     * for the others, to be used with {@code new Budget.Threshold(0.5f)}.
     */
    default Router under(Router router, Budget budget) {
        return new Router() {
            @Override
            public int experts() {
                return router.experts();
            }

            @Override
            public void scores(float[] x, int offset, float[] scores) {
                router.scores(x, offset, scores);
                int[] chosen = choose(scores, budget);
                Arrays.fill(scores, 0, experts(), 0);
                for (int e : chosen) {
                    scores[e] = 1;
                }
            }

            @Override
            public long multiplyAdds() {
                return router.multiplyAdds();
            }

            @Override
            public String toString() {
                return router + " under " + budget;
            }
        };
    }

    /** Returns the library's selection. */
    static ExpertChoice library() {
        return (scores, budget) -> {
            Selection selection = new Selection(scores.length, 0);
            int n = selection.select(scores, budget);
            return IntStream.range(0, n).map(selection::expert).toArray();
        };
    }
}
