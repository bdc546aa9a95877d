package moelab.cluster.swaps;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import moelab.cluster.assignment.SizeBounds;

/**
 * Descent by swaps and moves whose gains are computed from the means, without distances of all pairs.
 *
 * <pre>
 *   D_c(i)      = |x_i - m_c|^2
 *   gain(i, j)  = D_a(i) - D_b(i) + D_b(j) - D_a(j) + |x_i - x_j|^2 s         i in a, j in b, s = 1/|a| + 1/|b|
 *   gain(i to b) = |a|/(|a|-1) D_a(i) - |b|/(|b|+1) D_b(i)                    where the bounds on sizes allow it
 * </pre>
 *
 * {@link Swaps} reads the same gains from tables of n^2 and n k numbers. Here memory is n + k d, so it is for large n,
 * and all is computed in double from differences, so every gain is as exact as the coordinates of the two clusters
 * allow, however far away other points are.
 *
 * <p>Clusters are compared in pairs. Since |x_i - x_j|^2 &lt;= 2 D_a(i) + 2 D_a(j), a pair can only gain something if
 *
 * <pre>
 *   D_a(i) - D_b(i) + 2 s D_a(i)  +  D_b(j) - D_a(j) + 2 s D_a(j)  &gt;  0
 * </pre>
 *
 * and both summands are sorted, so most pairs of points are never examined. Clusters that have not changed since they
 * were compared are not compared again; in the end no swap and no move lowers the squared error.
 *
 * <p>Cost: n k d for a round over all pairs of clusters, and n k log(n/k) at worst for sorting.
 */
public final class CentroidSwaps {
    // gains below this share of the distances they come from are rounding, of which a sum of d squares has d 2^-53
    private static final double ROUNDING = 1e-12;

    private final double[] x; // n x d
    private final int d;
    private final int k;
    private final SizeBounds bounds;
    private final int[] label;
    private final int[][] members; // members[c][0 .. size[c]) = points of cluster c
    private final int[] size;
    private final int[] position; // members[label[i]][position[i]] = i
    private final double[] mean; // k x d
    private final long[] changed; // changed[c] = when cluster c last changed
    private long clock;
    private int made;

    /**
     * @param x n x d, one point per row; not changed
     * @param labels cluster of each point (copied)
     */
    public CentroidSwaps(double[] x, int d, int[] labels, SizeBounds bounds) {
        this.x = x;
        this.d = d;
        this.k = bounds.clusters();
        this.bounds = bounds;
        this.label = labels.clone();
        this.size = new int[k];
        this.position = new int[labels.length];
        for (int c : labels) {
            size[c]++;
        }
        this.members = new int[k][];
        for (int c = 0; c < k; c++) {
            members[c] = new int[size[c]];
        }
        Arrays.fill(size, 0);
        for (int i = 0; i < labels.length; i++) {
            add(i, label[i]);
        }
        this.mean = new double[k * d];
        this.changed = new long[k];
        Arrays.fill(changed, ++clock);
        for (int c = 0; c < k; c++) {
            renew(c);
        }
    }

    /** Mean of the members, as the first one plus the mean difference from it: exact for clusters far from 0. */
    private void renew(int c) {
        Arrays.fill(mean, c * d, (c + 1) * d, 0);
        if (size[c] == 0) {
            return;
        }
        int first = members[c][0] * d;
        for (int s = 1; s < size[c]; s++) {
            int row = members[c][s] * d;
            for (int l = 0; l < d; l++) {
                mean[c * d + l] += x[row + l] - x[first + l];
            }
        }
        for (int l = 0; l < d; l++) {
            mean[c * d + l] = x[first + l] + mean[c * d + l] / size[c];
        }
    }

    /**
     * Swaps and moves until none gains anything.
     *
     * @param stop ends the descent early
     * @return how many it made
     */
    public int run(BooleanSupplier stop) {
        long[] seen = new long[k]; // when a round over the pairs of a cluster last began
        boolean idle = false;
        while (!idle) {
            idle = true;
            for (int a = 0; a < k; a++) {
                long now = clock;
                for (int b = a + 1; b < k; b++) {
                    if (stop.getAsBoolean()) {
                        return made;
                    }
                    if (changed[a] > seen[a] || changed[b] > seen[a]) {
                        idle &= !improve(a, b);
                    }
                }
                seen[a] = now;
            }
        }
        return made;
    }

    /** Makes swaps and moves between two clusters until none gains anything; returns whether there was any. */
    private boolean improve(int a, int b) {
        int before = made;
        while (swap(a, b) || move(a, b) || move(b, a)) {
            made++;
            changed[a] = ++clock;
            changed[b] = clock;
        }
        return made > before;
    }

    /** Makes the first swap found that gains something, and returns whether there was one. */
    private boolean swap(int a, int b) {
        if (size[a] == 0 || size[b] == 0) {
            return false;
        }
        double share = 1.0 / size[a] + 1.0 / size[b];
        Side from = new Side(a, b, a, share);
        Side back = new Side(b, a, a, share);
        double mostBack = back.largest();
        back.keep(-from.largest());
        from.keep(-mostBack);
        for (int s = 0; s < from.count && back.count > 0 && from.most(s) + back.most(0) > 0; s++) {
            for (int t = 0; t < back.count && from.most(s) + back.most(t) > 0; t++) {
                int i = from.point(s);
                int j = back.point(t);
                double between = distance(i * d, x, j * d);
                double gain = from.lead(s) + back.lead(t) + between * share;
                if (gain > ROUNDING * (from.scale(s) + back.scale(t))) {
                    int place = position[i];
                    put(i, b, position[j]);
                    put(j, a, place);
                    for (int l = 0; l < d; l++) {
                        mean[a * d + l] += (x[j * d + l] - x[i * d + l]) / size[a];
                        mean[b * d + l] += (x[i * d + l] - x[j * d + l]) / size[b];
                    }
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Moves the point of cluster a to b that gains most, if one gains and sizes allow it; returns whether one moved.
     */
    private boolean move(int a, int b) {
        if (size[a] <= Math.max(1, bounds.least(a)) || size[b] >= bounds.most(b)) {
            return false;
        }
        int best = -1;
        double most = 0;
        double out = size[a] / (size[a] - 1.0);
        double in = size[b] / (size[b] + 1.0);
        for (int s = 0; s < size[a]; s++) {
            double own = distance(members[a][s] * d, mean, a * d);
            double gain = out * own - (size[b] == 0 ? 0 : in * distance(members[a][s] * d, mean, b * d));
            if (gain > Math.max(most, ROUNDING * own)) {
                most = gain;
                best = members[a][s];
            }
        }
        if (best >= 0) {
            remove(best);
            add(best, b);
            renew(a);
            renew(b);
        }
        return best >= 0;
    }

    /** The points of one cluster by what they promise if they go to another one, those without hope left out. */
    private final class Side {
        private final double[] promise; // what each point gains at most, of a swap
        private final double[] lead;
        private final double[] scale;
        private final int[] point;
        private Integer[] order;
        private int count;

        /** @param middle cluster from whose mean distances to partners are bounded */
        Side(int own, int other, int middle, double share) {
            int n = size[own];
            promise = new double[n];
            lead = new double[n];
            scale = new double[n];
            point = new int[n];
            for (int s = 0; s < n; s++) {
                int i = members[own][s];
                double here = distance(i * d, mean, own * d);
                double there = distance(i * d, mean, other * d);
                point[s] = i;
                lead[s] = here - there;
                scale[s] = here + there;
                promise[s] = lead[s] + 2 * share * (own == middle ? here : there);
            }
        }

        double largest() {
            double largest = Double.NEGATIVE_INFINITY;
            for (double p : promise) {
                largest = Math.max(largest, p);
            }
            return largest;
        }

        /** Keeps the points that promise more than this, the best first. */
        void keep(double least) {
            order = IntStream.range(0, promise.length)
                    .filter(s -> promise[s] > least)
                    .boxed()
                    .sorted((s, t) -> Double.compare(promise[t], promise[s]))
                    .toArray(Integer[]::new);
            count = order.length;
        }

        double most(int s) {
            return promise[order[s]];
        }

        double lead(int s) {
            return lead[order[s]];
        }

        double scale(int s) {
            return scale[order[s]];
        }

        int point(int s) {
            return point[order[s]];
        }
    }

    private double distance(int row, double[] other, int at) {
        double sum = 0;
        for (int l = 0; l < d; l++) {
            double difference = x[row + l] - other[at + l];
            sum += difference * difference;
        }
        return sum;
    }

    private void put(int i, int c, int place) {
        label[i] = c;
        position[i] = place;
        members[c][place] = i;
    }

    private void add(int i, int c) {
        if (size[c] == members[c].length) {
            members[c] = Arrays.copyOf(members[c], 4 + 2 * size[c]);
        }
        put(i, c, size[c]++);
    }

    private void remove(int i) {
        int c = label[i];
        int last = members[c][--size[c]];
        members[c][position[i]] = last;
        position[last] = position[i];
    }

    /** Returns the cluster of each point (a copy). */
    public int[] labels() {
        return label.clone();
    }
}
