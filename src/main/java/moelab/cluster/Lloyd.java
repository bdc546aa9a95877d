package moelab.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import moelab.cluster.assignment.BalancedAssignment;
import moelab.cluster.assignment.SizeBounds;
import moelab.cluster.swaps.CentroidSwaps;
import moelab.cluster.swaps.SwapSearch;
import moelab.cluster.swaps.Swaps;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Lloyd's iteration with an exact assignment within bounds on the sizes: assign to the centers, replace the centers by
 * the means, until nothing changes.
 *
 * <pre>
 *   labels  = cheapest assignment within the bounds, cost(i, c) = |x_i - center_c|^2
 *   centers = means of the labeled points
 * </pre>
 *
 * Neither step can raise the squared error, and there are finitely many labelings, so it ends. It ends early: a mean
 * contains its own points, so each of them looks nearer to it than to any other mean. With n/k = 32 points of high
 * dimension that stops the iteration after three or four rounds; {@link SwapSearch} goes on from there.
 *
 * <p>Cost of a round: n k d for the distances, and a {@link BalancedAssignment}.
 */
final class Lloyd {
    // Both follow from the 2^-53 = 1.1e-16 by which doubles are rounded, and are not tuned.
    // share of the scatter; below it, sums of products no longer show what happens within clusters
    private static final double TIGHT = 1e-7;
    private static final double SPREAD = 1e9; // largest quotient of the errors of two clusters

    private final CenteredPoints points;
    private final int k;
    private final SizeBounds bounds;
    private final BooleanSupplier stop;
    int[] labels;
    DMatrixRMaj means; // of the labels
    int iterations; // assignments so far
    final List<Double> history = new ArrayList<>(); // squared error, of the seeding first
    private double[] prices;
    private boolean exact; // whether the labels come from the coordinates as they were given

    Lloyd(CenteredPoints points, DMatrixRMaj seeds) {
        this(points, seeds, SizeBounds.equal(points.n, seeds.numRows), () -> false);
    }

    Lloyd(CenteredPoints points, DMatrixRMaj seeds, SizeBounds bounds, BooleanSupplier stop) {
        this.points = points;
        this.k = seeds.numRows;
        this.bounds = bounds;
        this.stop = stop;
        this.prices = new double[k];
        labels = assign(seeds);
        means = points.means(labels, k, seeds);
        double seeded = points.squaredError(labels, seeds);
        history.add(seeded);
        // equal but for rounding if every seed is a mean
        history.add(Math.min(seeded, points.squaredError(labels, means)));
    }

    /** Returns a clustering without squared error: of equal points, or of one point per cluster. */
    static Clustering withoutError(CenteredPoints points, SizeBounds bounds, double seconds) {
        int[] labels = new int[points.n];
        int at = 0;
        int spare = points.n - bounds.totalLeast();
        for (int c = 0; c < bounds.clusters(); c++) {
            int size = Math.min(bounds.most(c), bounds.least(c) + spare);
            spare -= size - bounds.least(c);
            Arrays.fill(labels, at, at + size, c);
            at += size;
        }
        DMatrixRMaj means = points.givenMeans(points.inSearchOrder(labels), bounds.clusters());
        return new Clustering(labels, means, new double[] {0, 0}, 0, seconds);
    }

    CenteredPoints points() {
        return points;
    }

    double error() {
        return history.get(history.size() - 1);
    }

    SizeBounds bounds() {
        return bounds;
    }

    boolean stopped() {
        return stop.getAsBoolean();
    }

    /** Repeats both steps until the squared error falls no more. */
    void run() {
        while (!stopped() && improve(assign(means))) {}
    }

    /** Runs until a round lowers the squared error by less than this share of it. */
    void settle(double share) {
        double before;
        do {
            before = error();
        } while (!stopped() && improve(assign(means)) && error() < (1 - share) * before);
    }

    /** Swaps by {@link CentroidSwaps} until none gains anything; returns whether that improved anything. */
    boolean swapByMeans() {
        CentroidSwaps swaps = new CentroidSwaps(points.x.data, points.d, labels, bounds);
        return swaps.run(stop) > 0 && improve(swaps.labels());
    }

    /** Takes these labels and their means if they are better, and returns whether they are. */
    boolean improve(int[] labels) {
        DMatrixRMaj means = points.means(labels, k, this.means);
        double error = points.squaredError(labels, means);
        if (error >= error() - 1e-12 * points.scatter) { // ties and rounding are no progress
            return false;
        }
        this.labels = labels;
        this.means = means;
        history.add(error);
        return true;
    }

    /** Returns the labels as a clustering to be improved by swaps. */
    Swaps swaps() {
        return new Swaps(points.distances(), labels, bounds);
    }

    /**
     * Returns whether some clusters are so much smaller than the distances between points, or than other clusters, that
     * the arithmetic of the search, which measures everything in one unit, does not see what happens in them.
     */
    boolean isTooFine() {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (double within : points.givenErrors(labels, k)) {
            most = Math.max(most, within);
            least = within > 0 ? Math.min(least, within) : least;
        }
        return error() < TIGHT * points.scatter || most > SPREAD * least;
    }

    /**
     * Assigns, and swaps if asked to, until nothing improves, in the coordinates as they were given and by differences
     * only. That sees small clusters however far away other points are.
     */
    void refineExactly(boolean bySwaps) {
        double[] x = points.given();
        boolean better = true;
        while (better && !stopped()) {
            if (bySwaps) {
                CentroidSwaps swaps = new CentroidSwaps(x, points.d, labels, bounds);
                swaps.run(stop);
                labels = swaps.labels();
            }
            double error = points.givenError(labels, k);
            int[] assigned = new BalancedAssignment(points.givenCosts(labels, k), new double[k], bounds).labels();
            iterations++;
            better = points.givenError(assigned, k) < error - 1e-12 * error;
            labels = better ? assigned : labels;
        }
        means = points.means(labels, k, means);
        exact = true;
        history.add(Math.min(error(), points.givenError(labels, k)));
    }

    private int[] assign(DMatrixRMaj centers) {
        iterations++;
        // |x_i - c|^2 = |x_i|^2 - 2 x_i . c + |c|^2, and |x_i|^2 is the same whatever the cluster
        DMatrixRMaj costs = new DMatrixRMaj(points.n, k);
        CommonOps_DDRM.multTransB(-2, points.x, centers, costs);
        for (int c = 0; c < k; c++) {
            double square = CenteredPoints.dot(centers.data, c * points.d, centers.data, c * points.d, points.d);
            for (int i = 0; i < points.n; i++) {
                costs.data[i * k + c] += square;
            }
        }
        BalancedAssignment assignment = new BalancedAssignment(costs, prices, bounds);
        prices = assignment.prices();
        return assignment.labels();
    }

    /** Returns the report, in the coordinates and the order of the input. */
    Clustering clustering(double seconds) {
        int[] restored = points.inInputOrder(labels, k);
        int[] renamed = points.inSearchOrder(restored);
        DMatrixRMaj zeros = new DMatrixRMaj(k, points.d); // centered: an empty cluster has the mean of all points
        DMatrixRMaj centroids = exact ? points.givenMeans(renamed, k) : points.means(renamed, k, zeros);
        for (int at = 0; at < k * points.d && !exact; at++) {
            centroids.data[at] += points.mean[at % points.d];
        }
        return new Clustering(
                restored, centroids, history.stream().mapToDouble(e -> e).toArray(), iterations, seconds);
    }
}
