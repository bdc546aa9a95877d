package moelab.cluster;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Lloyd's iteration with an exact equal-size assignment: assign to the centres, replace the centres by the means, until
 * nothing changes.
 *
 * <pre>
 *   labels  = cheapest equal-size assignment, cost(i, c) = |x_i - centre_c|^2
 *   centres = means of the labelled points
 * </pre>
 *
 * Neither step can raise the squared error, and there are finitely many labellings, so it ends. It ends early: a mean
 * contains its own points, so each of them looks nearer to it than to any other mean. With n/k = 32 points of high
 * dimension that stops the iteration after three or four rounds; {@link SwapSearch} goes on from there.
 *
 * <p>Cost of a round: n k d for the distances, and a {@link BalancedAssignment}.
 */
final class Lloyd {
    private final CentredPoints points;
    private final int k;
    int[] labels;
    DMatrixRMaj means; // of the labels
    int iterations; // assignments so far
    final List<Double> history = new ArrayList<>(); // squared error, of the seeding first
    private double[] prices;

    Lloyd(CentredPoints points, DMatrixRMaj seeds) {
        this.points = points;
        this.k = seeds.numRows;
        this.prices = new double[k];
        labels = assign(seeds);
        means = points.means(labels, k);
        double seeded = points.squaredError(labels, seeds);
        history.add(seeded);
        // equal but for rounding if every seed is a mean
        history.add(Math.min(seeded, points.squaredError(labels, means)));
    }

    double error() {
        return history.get(history.size() - 1);
    }

    /** Repeats both steps until the squared error falls no more. */
    void run() {
        while (improve(assign(means))) {}
    }

    /** Takes these labels and their means if they are better. */
    boolean improve(int[] labels) {
        DMatrixRMaj means = points.means(labels, k);
        double error = points.squaredError(labels, means);
        if (error >= error() - 1e-12 * points.scatter) { // ties and rounding are no progress
            return false;
        }
        this.labels = labels;
        this.means = means;
        history.add(error);
        return true;
    }

    /** The labels as a clustering to be improved by swaps. */
    Swaps swaps() {
        return new Swaps(points.distances(), labels, k);
    }

    private int[] assign(DMatrixRMaj centres) {
        iterations++;
        // |x_i - c|^2 = |x_i|^2 - 2 x_i . c + |c|^2, and |x_i|^2 is the same whatever the cluster
        DMatrixRMaj costs = new DMatrixRMaj(points.n, k);
        CommonOps_DDRM.multTransB(-2, points.x, centres, costs);
        for (int c = 0; c < k; c++) {
            double square = CentredPoints.dot(centres.data, c * points.d, centres.data, c * points.d, points.d);
            for (int i = 0; i < points.n; i++) {
                costs.data[i * k + c] += square;
            }
        }
        BalancedAssignment assignment = new BalancedAssignment(costs, prices);
        prices = assignment.prices();
        return assignment.labels();
    }

    /** The report, in the coordinates and the order of the input. */
    Clustering clustering(double seconds) {
        int[] restored = points.inInputOrder(labels, k);
        DMatrixRMaj centroids = points.means(points.inSearchOrder(restored), k);
        for (int at = 0; at < k * points.d; at++) {
            centroids.data[at] += points.mean[at % points.d];
        }
        return new Clustering(
                restored, centroids, history.stream().mapToDouble(e -> e).toArray(), iterations, seconds);
    }
}
