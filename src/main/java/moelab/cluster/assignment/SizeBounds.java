package moelab.cluster.assignment;

import java.util.Arrays;

/**
 * How many points each cluster may hold.
 *
 * <p>Equal sizes are the special case floor(n/k) to ceil(n/k) ({@link #equal}). Immutable.
 */
public final class SizeBounds {
    private final int[] least; // least[c] <= size of cluster c <= most[c]
    private final int[] most;

    private SizeBounds(int[] least, int[] most) {
        this.least = least;
        this.most = most;
    }

    /** Returns the bounds of sizes that differ by at most one: n points in k clusters, k from 1 to n. */
    public static SizeBounds equal(int n, int k) {
        return between(k, n / k, n / k + (n % k == 0 ? 0 : 1));
    }

    /**
     * Returns the same bounds for all of k clusters.
     *
     * @throws IllegalArgumentException if there is no size from the least, at least 0, to the most
     */
    public static SizeBounds between(int k, int least, int most) {
        int[] lower = new int[k];
        int[] upper = new int[k];
        Arrays.fill(lower, least);
        Arrays.fill(upper, most);
        return of(lower, upper);
    }

    /**
     * Returns bounds for each cluster.
     *
     * @param least at least 0, for each cluster (copied)
     * @param most at least as much (copied)
     */
    public static SizeBounds of(int[] least, int[] most) {
        if (least.length != most.length) {
            throw new IllegalArgumentException(
                    least.length + " least sizes and " + most.length + " largest, expected as many");
        }
        for (int c = 0; c < least.length; c++) {
            if (least[c] < 0 || least[c] > most[c]) {
                throw new IllegalArgumentException("cluster " + c + " holds from " + least[c] + " to " + most[c]
                        + " points, expected a range from 0");
            }
        }
        return new SizeBounds(least.clone(), most.clone());
    }

    /**
     * Checks that n points fit.
     *
     * @throws IllegalArgumentException one line with the numbers, if the clusters need more points or hold fewer
     */
    public void require(int n) {
        long needed = Arrays.stream(least).asLongStream().sum();
        long room = Arrays.stream(most).asLongStream().sum();
        if (n < needed || n > room) {
            throw new IllegalArgumentException(clusters() + " clusters hold from " + needed + " to " + room
                    + " points together, expected a range that contains the number of points, " + n);
        }
    }

    /** Returns the number of clusters, k. */
    public int clusters() {
        return least.length;
    }

    /** Returns the least size of a cluster. */
    public int least(int c) {
        return least[c];
    }

    /** Returns the largest size of a cluster. */
    public int most(int c) {
        return most[c];
    }

    /** Returns the least of the least sizes. */
    public int smallest() {
        return Arrays.stream(least).min().orElse(0);
    }

    /** Returns the bounds for a random share of the points, wide enough for what chance does. */
    public SizeBounds scaled(int points, int sample) {
        int[] low = new int[least.length];
        int[] high = new int[least.length];
        for (int c = 0; c < low.length; c++) {
            low[c] = (int) Math.floor(least[c] * (double) sample / points);
            high[c] = (int) Math.ceil(most[c] * (double) sample / points);
        }
        return new SizeBounds(low, high);
    }

    /** Returns the sum of the least sizes. */
    public int totalLeast() {
        return Arrays.stream(least).sum();
    }

    /** Returns "4", "4 or 5" or "2 to 9": the sizes that some cluster may have. */
    @Override
    public String toString() {
        int low = Arrays.stream(least).min().orElse(0);
        int high = Arrays.stream(most).max().orElse(0);
        return low == high ? "" + low : low + (high == low + 1 ? " or " : " to ") + high;
    }
}
