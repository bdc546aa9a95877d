package moelab.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import moelab.cluster.assignment.SizeBounds;
import moelab.memory.Memory;
import org.ejml.data.DMatrixRMaj;

/**
 * K-means of points with weights into clusters with capacities.
 *
 * <pre>
 *   minimize  sum over points i of w_i |x_i - m(label(i))|^2,   m(c) = weighted mean of cluster c
 *   such that sum of w_i over cluster c &lt;= capacity(c), but for less than one point
 * </pre>
 *
 * Whether any assignment keeps all capacities is a bin packing problem, which is NP-hard even without distances, so
 * this is a heuristic with a bound: <b>no cluster exceeds its capacity by as much as its last point, hence by the
 * heaviest point</b>. Clusters exceed it only where a point fitted into none. The bound holds because a point only ever
 * enters a cluster that is not full yet, and one is not full as long as all points together fit all capacities
 * together.
 *
 * <p>A round assigns the points in order of regret, what it would cost them to get their second choice, to the nearest
 * cluster that has room for them (Martello and Toth's heuristic for the generalized assignment problem, 1981), improves
 * that by moves, and up to 10,000 points by swaps, that keep capacities, and replaces the centers by the weighted
 * means. The best round counts.
 *
 * <p>Cost of a round: n k d for the distances, n k log n to sort by regret, n k for each sweep of moves and n^2 / 2 for
 * each sweep of swaps. Memory: 8 n k bytes. For equal weights {@link BalancedKMeans} with {@link SizeBounds} is exact
 * in its assignments, and better.
 */
public final class CapacitatedKMeans {
    // points that are also swapped: all pairs of them are compared, so this bounds the time; not measured
    private static final int MOST_SWAPPED = 10_000;
    private static final int MOST_ROUNDS = 100; // rounds stop gaining after 5 to 20 on the sets of the properties

    private final double[] weights;
    private final double[] capacities;
    private final long seed;

    /**
     * @param weights positive, one for each point (copied)
     * @param capacities positive, one for each cluster (copied)
     * @throws IllegalArgumentException one line with the numbers, if a weight or capacity is not a positive number or
     *     the points together weigh more than the clusters hold
     */
    public CapacitatedKMeans(double[] weights, double[] capacities, long seed) {
        double weight = total(weights, "weight of point ");
        double capacity = total(capacities, "capacity of cluster ");
        if (weight > capacity * (1 + 1e-12)) { // sums of the same numbers in another order
            throw new IllegalArgumentException("the points weigh " + weight + " together, expected at most " + capacity
                    + ", the capacities together");
        }
        this.weights = weights.clone();
        this.capacities = capacities.clone();
        this.seed = seed;
    }

    private static double total(double[] numbers, String what) {
        double sum = 0;
        for (int i = 0; i < numbers.length; i++) {
            if (!(numbers[i] > 0 && numbers[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(what + i + " is " + numbers[i] + ", expected a positive number");
            }
            sum += numbers[i];
        }
        return sum;
    }

    /**
     * Returns the best clustering of all rounds; its squared error and centroids are weighted.
     *
     * @param given n x d, one point per row
     * @throws IllegalArgumentException if there are not as many points as weights, fewer points than clusters, or a
     *     coordinate is not finite
     */
    public Clustering fit(DMatrixRMaj given) {
        long begun = System.nanoTime();
        int k = capacities.length;
        if (given.numRows != weights.length) {
            throw new IllegalArgumentException(
                    given.numRows + " points, expected " + weights.length + ", one for each weight");
        }
        PointScale scale = PointScale.of(given);
        DMatrixRMaj points = scale.scaled(given);
        CenteredPoints centered = new CenteredPoints(points);
        if (k < 1 || k > centered.n) {
            throw new IllegalArgumentException(
                    "k is " + k + ", expected 1 to " + centered.n + ", the number of points");
        }
        Memory.require(8.0 * centered.n * k, "clustering " + centered.n + " points into " + k + " clusters");
        DMatrixRMaj centers = PlusPlusSeeding.centers(centered, k, new SplittableRandom(seed));
        for (int at = 0; at < centers.getNumElements(); at++) {
            centers.data[at] += centered.mean[at % points.numCols];
        }
        List<Double> history = new ArrayList<>();
        int[] best = null;
        int rounds = 0;
        for (boolean better = true; better && rounds < MOST_ROUNDS; rounds++) {
            int[] labels = assign(points, centers);
            if (rounds == 0) {
                history.add(error(points, labels, centers)); // of the seeding
            }
            centers = means(points, labels, centers);
            double last = history.get(history.size() - 1);
            double error = error(points, labels, centers);
            better = best == null || error < last;
            if (better) {
                best = labels;
                history.add(Math.min(error, last)); // larger by rounding alone, where every seed is a mean already
            }
        }
        return scale.original(new Clustering(
                best,
                means(points, best, centers),
                history.stream().mapToDouble(e -> e).toArray(),
                rounds,
                (System.nanoTime() - begun) * 1e-9));
    }

    /** Returns the cluster of each point in a round that begins with these centers, k x d. */
    int[] assign(DMatrixRMaj points, DMatrixRMaj centers) {
        return new Round(points, centers).run();
    }

    private DMatrixRMaj means(DMatrixRMaj points, int[] labels, DMatrixRMaj before) {
        int d = points.numCols;
        DMatrixRMaj means = new DMatrixRMaj(capacities.length, d);
        double[] weight = new double[capacities.length];
        for (int i = 0; i < labels.length; i++) {
            weight[labels[i]] += weights[i];
            for (int l = 0; l < d; l++) {
                means.data[labels[i] * d + l] += weights[i] * points.data[i * d + l];
            }
        }
        for (int at = 0; at < means.getNumElements(); at++) {
            means.data[at] = weight[at / d] == 0 ? before.data[at] : means.data[at] / weight[at / d];
        }
        return means;
    }

    private double error(DMatrixRMaj points, int[] labels, DMatrixRMaj centers) {
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            sum += weights[i] * distance(points, i, centers, labels[i]);
        }
        return sum;
    }

    private static double distance(DMatrixRMaj points, int i, DMatrixRMaj centers, int c) {
        double sum = 0;
        for (int l = 0; l < points.numCols; l++) {
            double difference = points.get(i, l) - centers.get(c, l);
            sum += difference * difference;
        }
        return sum;
    }

    /** The assignment to one set of centers. */
    private final class Round {
        private final int k = capacities.length;
        private final double[][] cost; // cost[i][c] = w_i |x_i - m_c|^2
        private final int[] label;
        private final double[] load = new double[k];

        Round(DMatrixRMaj points, DMatrixRMaj centers) {
            cost = new double[weights.length][k];
            for (int i = 0; i < weights.length; i++) {
                for (int c = 0; c < k; c++) {
                    cost[i][c] = weights[i] * distance(points, i, centers, c);
                }
            }
            label = new int[weights.length];
        }

        int[] run() {
            IntStream.range(0, weights.length)
                    .boxed()
                    .sorted((i, j) -> Double.compare(regret(j), regret(i)))
                    .forEachOrdered(this::enter);
            while (move() || label.length <= MOST_SWAPPED && swap()) {}
            return label;
        }

        private double regret(int i) {
            double first = Double.POSITIVE_INFINITY;
            double second = Double.POSITIVE_INFINITY;
            for (double c : cost[i]) {
                second = Math.min(second, Math.max(first, c));
                first = Math.min(first, c);
            }
            return k == 1 ? 0 : second - first;
        }

        private void enter(int i) {
            int best = -1;
            for (int c = 0; c < k; c++) {
                if (fits(i, c, 0) && (best < 0 || cost[i][c] < cost[i][best])) {
                    best = c;
                }
            }
            if (best < 0) { // it fits nowhere: into the cluster that it overfills least
                best = 0;
                for (int c = 1; c < k; c++) {
                    best = capacities[c] - load[c] > capacities[best] - load[best] ? c : best;
                }
            }
            label[i] = best;
            load[label[i]] += weights[i];
        }

        /** Returns whether point i has room in a cluster that is rid of some weight. */
        private boolean fits(int i, int c, double without) {
            return load[c] - without + weights[i] <= capacities[c];
        }

        private boolean move() {
            boolean moved = false;
            for (int i = 0; i < label.length; i++) {
                for (int c = 0; c < k; c++) {
                    if (cost[i][c] < cost[i][label[i]] && fits(i, c, 0)) {
                        put(i, c);
                        moved = true;
                    }
                }
            }
            return moved;
        }

        private boolean swap() {
            boolean swapped = false;
            for (int i = 0; i < label.length; i++) {
                for (int j = i + 1; j < label.length; j++) {
                    int a = label[i];
                    int b = label[j];
                    double gain = cost[i][a] + cost[j][b] - cost[i][b] - cost[j][a];
                    if (a != b
                            && gain > 1e-12 * (cost[i][a] + cost[j][b])
                            && (weights[i] == weights[j] || fits(i, b, weights[j]) && fits(j, a, weights[i]))) {
                        put(i, b);
                        put(j, a);
                        swapped = true;
                    }
                }
            }
            return swapped;
        }

        private void put(int i, int c) {
            load[label[i]] -= weights[i];
            label[i] = c;
            load[c] += weights[i];
        }
    }

    @Override
    public String toString() {
        return "k-means of " + weights.length + " weighted points into " + capacities.length + " clusters of capacity "
                + Arrays.stream(capacities).min().orElse(0) + " to "
                + Arrays.stream(capacities).max().orElse(0);
    }
}
