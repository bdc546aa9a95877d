package moelab.jobs;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * The sum of results that arrive in any order, as if they had been added from left to right.
 *
 * <p>A result is added to its neighbors as soon as they have arrived, and to nothing else. For an associative "+" the
 * final sum is therefore x0 + x1 + ... + x(n-1), even if the order of the operands matters, as in the concatenation of
 * texts. A result that arrives twice counts once.
 *
 * <pre>
 *   arrived: 0 1 . 3 . . 6 7 8        runs: [0..1] [3..3] [6..8]
 *   2 comes: 0 1 2 3 . . 6 7 8        runs: [0..3] [6..8]
 * </pre>
 *
 * @param <R> type of the results
 */
public final class OrderedMerge<R> {
    /** The sum of the results {@code first} to {@code last}; {@code first} is its key in the map. */
    private record Run<R>(int last, R sum) {}

    private final int size;
    private final BinaryOperator<R> plus;
    private final TreeMap<Integer, Run<R>> runs = new TreeMap<>(); // by their first result; no two are adjacent
    private int arrived;

    /**
     * Creates an empty sum.
     *
     * @param size number of results that will arrive
     * @param plus an associative sum
     */
    public OrderedMerge(int size, BinaryOperator<R> plus) {
        this.size = size;
        this.plus = plus;
    }

    /** Adds the result of this number, from 0 to size - 1, unless it was added before. */
    public void add(int number, R result) {
        if (number < 0 || number >= size) {
            throw new IllegalArgumentException("result " + number + ", expected 0 to " + (size - 1));
        }
        Map.Entry<Integer, Run<R>> before = runs.floorEntry(number);
        if (before != null && before.getValue().last >= number) {
            return;
        }
        int first = number;
        Run<R> run = new Run<>(number, result);
        if (before != null && before.getValue().last == number - 1) {
            first = before.getKey();
            run = new Run<>(number, plus.apply(before.getValue().sum, result));
        }
        Run<R> after = runs.remove(number + 1);
        if (after != null) {
            run = new Run<>(after.last, plus.apply(run.sum, after.sum));
        }
        runs.put(first, run);
        arrived++;
    }

    /** Returns the number of different results that have been added. */
    public int arrived() {
        return arrived;
    }

    /** Returns the number of sums that are held: one for each run of consecutive results. */
    public int held() {
        return runs.size();
    }

    /**
     * Returns the sum of all results.
     *
     * @throws IllegalStateException if a result is missing
     */
    public R sum() {
        if (arrived != size) {
            throw new IllegalStateException(arrived + " results of " + size + " have arrived");
        }
        return runs.firstEntry().getValue().sum;
    }

    @Override
    public String toString() {
        return arrived + " of " + size + " results, held as " + runs.size() + (runs.size() == 1 ? " sum" : " sums");
    }
}
