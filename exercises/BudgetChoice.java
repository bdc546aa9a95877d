import java.util.Comparator;
import java.util.stream.IntStream;
import moelab.exercise.ExpertChoice;
import moelab.exercise.Unsolved;
import moelab.routing.Budget;

/**
 * Exercise 11: from scores to experts.
 *
 * <pre>
 *   Budget.TopK(k)        the k experts of highest score, lower numbers first among equals;
 *                          all if there are no more than k
 *   Budget.Threshold(t)   every expert whose score is at least t
 *   Budget.TopP(share)    the fewest experts, best first, whose scores sum to at least
 *                          share * (sum of all positive scores)
 * </pre>
 *
 * The numbers of the chosen experts are returned in ascending order. Budget is sealed, so one instanceof for each of
 * the three is complete.
 */
public class BudgetChoice implements ExpertChoice {

    /** Tasks 11.1, 11.2 and 11.3, one for each kind of budget. */
    @Override
    public int[] choose(float[] scores, Budget budget) {
        if (budget instanceof Budget.TopK count) {
            return best(scores, count.experts());
        }
        if (budget instanceof Budget.Threshold threshold) {
            return atLeast(scores, threshold.score());
        }
        return mass(scores, ((Budget.TopP) budget).share());
    }

    /** Task 11.1: the k experts of highest score, lower numbers first among equals. */
    private int[] best(float[] scores, int k) {
        throw new Unsolved("11.1", "the k experts of highest score");
    }

    /** Task 11.2: every expert whose score is at least the threshold. */
    private int[] atLeast(float[] scores, float threshold) {
        throw new Unsolved("11.2", "every expert with a score of at least the threshold");
    }

    /** Task 11.3: the fewest experts, best first, that hold this share of all positive scores. */
    private int[] mass(float[] scores, double share) {
        throw new Unsolved("11.3", "the fewest experts that hold this share of the scores");
    }
}
