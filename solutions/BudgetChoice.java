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
        // BEGIN SOLUTION
        // AFTER: Our solution sorts once and uses the first task for the third. The library's Selection finds the
        //     best k without sorting and without new objects, since it chooses for every token in every layer.
        //     Chapter 6 goes on with how good the scores are, and chapter 7 with thresholds.
        // HINT 11.1: In what order would you have to see the experts to take the first k of them, and what decides
        //     between equal scores?
        // HINT 11.1: Sort the numbers 0 to n - 1 by score, descending, and by number where scores are equal; cut off
        //     after k; sort the rest in ascending order.
        // HINT 11.1: IntStream.range(0, n).boxed().sorted(Comparator.comparingDouble(e -> -scores[e])) keeps equal
        //     scores in order, because it is stable.
        return byScore(scores).limit(k).sorted().toArray();
        // STUB: throw new Unsolved("11.1", "the k experts of highest score");
        // END SOLUTION
    }

    /** Task 11.2: every expert whose score is at least the threshold. */
    private int[] atLeast(float[] scores, float threshold) {
        // BEGIN SOLUTION
        // HINT 11.2: How many experts are returned when all scores are below the threshold, and is that allowed?
        // HINT 11.2: None, and that is allowed. Filter the numbers 0 to n - 1 by scores[e] >= threshold.
        return IntStream.range(0, scores.length).filter(e -> scores[e] >= threshold).toArray();
        // STUB: throw new Unsolved("11.2", "every expert with a score of at least the threshold");
        // END SOLUTION
    }

    /** Task 11.3: the fewest experts, best first, that hold this share of all positive scores. */
    private int[] mass(float[] scores, double share) {
        // BEGIN SOLUTION
        // HINT 11.3: Scores 5, 3, 2 and -4, share 0.8: what is the sum of the positive ones, and how many of the best
        //     experts hold 0.8 of it?
        // HINT 11.3: The sum is 10, and 5 + 3 = 8 is 0.8 of it: two experts. Take the best ones, one by one, while
        //     the sum so far is less than share times all.
        // HINT 11.3: A share of 0 needs no expert, and an expert whose score is not above 0 never helps, so stop
        //     there as well. Count the experts; the rest is task 11.1.
        double all = 0;
        for (float score : scores) {
            all += Math.max(0, score);
        }
        double sum = 0;
        int count = 0;
        for (int e : byScore(scores).toArray()) {
            if (sum >= share * all || scores[e] <= 0) {
                break;
            }
            sum += scores[e];
            count++;
        }
        return best(scores, count);
        // STUB: throw new Unsolved("11.3", "the fewest experts that hold this share of the scores");
        // END SOLUTION
    }
    // BEGIN SOLUTION

    private static IntStream byScore(float[] scores) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(e -> -scores[e]))
                .mapToInt(e -> e);
    }
    // END SOLUTION
}
