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
     * The experts that this budget pays for.
     *
     * @param scores one an expert; not changed
     * @return numbers of experts, ascending
     */
    int[] choose(float[] scores, Budget budget);

    /** The experts for one token: those that this budget pays for, by a router's scores for row r of X. */
    default int[] choose(Router router, FMatrixRMaj x, int r, Budget budget) {
        if (r < 0 || r >= x.numRows) {
            throw new IllegalArgumentException("there is no row " + r + ", expected 0 to " + (x.numRows - 1));
        }
        float[] scores = new float[router.experts()];
        router.scores(x.data, r * x.numCols, scores);
        return choose(scores, budget);
    }

    /**
     * This choice as a router, so that it decides in a model: 1 for every chosen expert and 0 for the others, to be
     * used with {@code new Budget.Threshold(0.5f)}.
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

    /** The library's selection. */
    static ExpertChoice library() {
        return (scores, budget) -> {
            Selection selection = new Selection(scores.length, 0);
            int n = selection.select(scores, budget);
            return IntStream.range(0, n).map(selection::expert).toArray();
        };
    }
}
