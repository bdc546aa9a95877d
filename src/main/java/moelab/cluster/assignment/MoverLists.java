package moelab.cluster.assignment;

import java.util.Arrays;

/**
 * For every two clusters a and b the points of a that move to b most cheaply, the cheapest first.
 *
 * <p>Every path of {@link BalancedAssignment} needs the first of each list, and moves a few points. To find it again
 * means to compare all members of a, so where clusters are large the next ones are kept as well: points that are not on
 * a list are at least as expensive as its last one. A list is made anew once it is empty.
 */
final class MoverLists {
    // points per cluster from which on more than one mover is kept; chosen, and not measured: memory grows with KEPT
    // k^2
    private static final int LARGE = 256;
    // movers kept: with 16 instead of 1 an assignment of 100,000 points to 100 clusters, starting without prices, takes
    // a
    // third of the time; other numbers were not compared. The result is the same with any number.
    private static final int KEPT = 16;
    private static final int NONE = -1;

    private final double[] cost; // cost[i * k + c]
    private final int k;
    private final int kept;
    private final int[] mover; // mover[(a * k + b) * kept ...], ascending by length; NONE after the last
    private final double[] length; // length[...] = cost(i, b) - cost(i, a) of that point

    MoverLists(double[] cost, int n, int k) {
        this.cost = cost;
        this.k = k;
        this.kept = n / k >= LARGE ? KEPT : 1;
        this.mover = new int[k * k * kept];
        this.length = new double[k * k * kept];
        Arrays.fill(mover, NONE);
    }

    /** Returns the least cost(i, b) - cost(i, a) of the members of a; infinite if there is none. */
    double length(int a, int b, int[] members, int size) {
        int first = (a * k + b) * kept;
        if (mover[first] == NONE) {
            for (int s = 0; s < size; s++) {
                int row = members[s] * k;
                insert(first, members[s], cost[row + b] - cost[row + a]);
            }
        }
        return mover[first] == NONE ? Double.POSITIVE_INFINITY : length[first];
    }

    /** Returns the point of that length, once {@link #length} has found it. */
    int first(int a, int b) {
        return mover[(a * k + b) * kept];
    }

    /** Puts a point in its place on a list, if it belongs there; among equals the earlier one comes first. */
    private void insert(int first, int i, double value) {
        int last = first + kept - 1;
        if (mover[last] != NONE && value >= length[last]) {
            return;
        }
        int at = last;
        while (at > first && (mover[at - 1] == NONE || value < length[at - 1])) {
            mover[at] = mover[at - 1];
            length[at] = length[at - 1];
            at--;
        }
        mover[at] = i;
        length[at] = value;
    }

    /** Takes a point that leaves cluster a off its lists. */
    void leave(int i, int a) {
        for (int b = 0; b < k; b++) {
            int first = (a * k + b) * kept;
            for (int at = first; at < first + kept && mover[at] != NONE; at++) {
                if (mover[at] == i) {
                    int end = first + kept - 1;
                    System.arraycopy(mover, at + 1, mover, at, end - at);
                    System.arraycopy(length, at + 1, length, at, end - at);
                    mover[end] = NONE;
                    break;
                }
            }
        }
    }

    /**
     * Puts a point that has moved to cluster a on those of its lists where it is cheaper than the last one. Behind the
     * last one of a list that is not full it does not belong, because points that were left out may be cheaper.
     */
    void join(int i, int a) {
        int row = i * k;
        for (int b = 0; b < k; b++) {
            int first = (a * k + b) * kept;
            int end = first;
            while (end < first + kept && mover[end] != NONE) {
                end++;
            }
            double value = cost[row + b] - cost[row + a];
            if (end > first && value < length[end - 1]) {
                insert(first, i, value);
            }
        }
    }
}
