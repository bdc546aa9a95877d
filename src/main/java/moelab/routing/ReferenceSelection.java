package moelab.routing;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Turns the scores of one token into the experts to compute, by sorting: the readable version of {@link Selection},
 * which finds the same experts without sorting and without allocating.
 *
 * <pre>
 *   order         the experts that are not shared, by descending score; of equal scores the lower number first
 *   TopK(k)       the shared experts, and then the first of the order until there are k
 *   Threshold(t)  the shared experts, and all whose score is at least t
 *   TopP(p)       the shared experts, and the fewest of the order whose scores sum to p times the sum of all positive
 *                 scores; an expert that ties with the last of them is taken, too
 * </pre>
 *
 * NaN counts as the lowest score.
 */
public final class ReferenceSelection {
    private ReferenceSelection() {}

    /**
     * Returns the chosen experts, in ascending order.
     *
     * @param scores one score per expert
     * @param shared experts 0 to shared - 1 are chosen whatever their score
     */
    public static int[] select(float[] scores, int shared, Budget budget) {
        List<Integer> order = IntStream.range(shared, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer e) -> -value(scores[e]))
                        .thenComparing(e -> e))
                .toList();
        int count;
        if (budget instanceof Budget.TopK k) {
            count = Math.min(Math.max(0, k.experts() - shared), order.size());
        } else if (budget instanceof Budget.Threshold t) {
            count = (int) order.stream().filter(e -> scores[e] >= t.score()).count();
        } else {
            count = countOfShare(scores, order, ((Budget.TopP) budget).share());
        }
        return IntStream.concat(
                        IntStream.range(0, shared), order.stream().limit(count).mapToInt(e -> e))
                .sorted()
                .toArray();
    }

    private static int countOfShare(float[] scores, List<Integer> order, double share) {
        double all = 0;
        for (int i = order.size() - 1; i >= 0; i--) {
            all += Math.max(0, value(scores[order.get(i)]));
        }
        double sum = 0;
        int count = 0;
        while (count < order.size() && sum < share * all && scores[order.get(count)] > 0) {
            sum += scores[order.get(count++)];
        }
        while (count > 0 && count < order.size() && scores[order.get(count)] == scores[order.get(count - 1)]) {
            count++;
        }
        return count;
    }

    /** Returns the score as a number to sort by: both zeros are one, and NaN is below everything. */
    private static double value(float score) {
        return Float.isNaN(score) ? Double.NEGATIVE_INFINITY : score + 0.0;
    }
}
