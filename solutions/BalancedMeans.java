import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import moelab.cluster.BalancedClusterer;
import moelab.cluster.Clustering;
import moelab.cluster.assignment.BalancedAssignment;
import moelab.exercise.Unsolved;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/**
 * Exercise 9: balanced k-means, the whole of it.
 *
 * <pre>
 *   centers = k different points, chosen by the seed
 *   repeat  labels  = cheapest equal-size assignment, costs[i][c] = |x_i - center_c|^2
 *           centers = means of the labeled points
 *   until the squared error, sum over i of |x_i - center(label(i))|^2, no longer falls
 * </pre>
 *
 * new BalancedAssignment(costs).labels() solves the assignment (exercise 8 shows how). Points are n x d, one per row;
 * sizes may differ by one if k does not divide n. The result is new Clustering(labels, centers, history, iterations,
 * seconds): centers k x d, the means of the final labels; history the squared error at each round, the final one
 * last. Compute in double. Arguments that make no sense get an IllegalArgumentException; the Javadoc of Clusterer says
 * which these are.
 */
public class BalancedMeans implements BalancedClusterer {

    /** Tasks 9.1 to 9.4. */
    @Override
    public Clustering cluster(FMatrixRMaj points, int k, long seed) {
        // BEGIN SOLUTION
        // AFTER: Our solution returns labels, means and error of the same round, and stops when the error no longer
        //     falls. The library's BalancedKMeans starts from better centers (k-means++) and goes on by swapping pairs
        //     of points where this iteration stops, which lowers the error by some percent. Chapter 5 compares it with
        //     ordinary k-means; chapter 6 asks which experts a router can find.
        // HINT 9.1: What is the cost of having point i in cluster c, and which matrix does the assignment want?
        // HINT 9.1: A DMatrixRMaj n x k of squared distances to the centers; new BalancedAssignment(costs).labels()
        //     are the labels.
        // HINT 9.1: The first centers: shuffle the numbers 0 to n - 1 with a SplittableRandom(seed) and take the
        //     first k points.
        // HINT 9.2: When you return, are the centers the means of the labels you return, or of the round before?
        // HINT 9.2: Assign, then compute the means, then the error from those labels and those means; that triple
        //     belongs together.
        // HINT 9.3: How do you know that another round would change nothing?
        // HINT 9.3: Keep the last labels, means and error. If a new round's error is not smaller, return the ones you
        //     kept; add an error to the history only if it is smaller.
        // HINT 9.4: Which arguments make no sense, and what does the Javadoc of Clusterer promise for them?
        // HINT 9.4: IllegalArgumentException for no points, k below 1 or above n, and any coordinate for which
        //     !Float.isFinite. And nothing may depend on chance but the seed.
        requireSense(points, k);
        long start = System.nanoTime();
        DMatrixRMaj centers = draw(points, k, seed);
        List<Double> history = new ArrayList<>();
        int[] labels = null;
        DMatrixRMaj means = null;
        while (true) {
            int[] next = new BalancedAssignment(costs(points, centers)).labels();
            centers = means(points, next, k);
            double error = error(points, next, centers);
            if (labels != null && error >= history.get(history.size() - 1) * (1 - 1e-12)) {
                break;
            }
            labels = next;
            means = centers;
            history.add(error);
        }
        double[] errors = history.stream().mapToDouble(e -> e).toArray();
        return new Clustering(labels, means, errors, errors.length, (System.nanoTime() - start) * 1e-9);
        // STUB: throw new Unsolved("9.1", "assign, take means, repeat");
        // END SOLUTION
    }
    // BEGIN SOLUTION

    private static void requireSense(FMatrixRMaj points, int k) {
        if (points.numRows == 0 || points.numCols == 0) {
            throw new IllegalArgumentException("there are no points");
        }
        if (k < 1 || k > points.numRows) {
            throw new IllegalArgumentException("k is " + k + ", expected 1 to " + points.numRows);
        }
        for (int i = 0; i < points.getNumElements(); i++) {
            if (!Float.isFinite(points.data[i])) {
                int point = i / points.numCols;
                throw new IllegalArgumentException("a coordinate of point " + point + " is " + points.data[i]);
            }
        }
    }

    private static DMatrixRMaj draw(FMatrixRMaj points, int k, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[points.numRows];
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        DMatrixRMaj centers = new DMatrixRMaj(k, points.numCols);
        for (int c = 0; c < k; c++) {
            for (int l = 0; l < points.numCols; l++) {
                centers.set(c, l, points.get(order[c], l));
            }
        }
        return centers;
    }

    private static DMatrixRMaj costs(FMatrixRMaj points, DMatrixRMaj centers) {
        DMatrixRMaj costs = new DMatrixRMaj(points.numRows, centers.numRows);
        for (int i = 0; i < points.numRows; i++) {
            for (int c = 0; c < centers.numRows; c++) {
                costs.set(i, c, squaredDistance(points, i, centers, c));
            }
        }
        return costs;
    }

    private static double squaredDistance(FMatrixRMaj points, int i, DMatrixRMaj centers, int c) {
        double sum = 0;
        for (int l = 0; l < points.numCols; l++) {
            double difference = points.get(i, l) - centers.get(c, l);
            sum += difference * difference;
        }
        return sum;
    }

    private static DMatrixRMaj means(FMatrixRMaj points, int[] labels, int k) {
        DMatrixRMaj means = new DMatrixRMaj(k, points.numCols);
        int[] size = new int[k];
        for (int i = 0; i < labels.length; i++) {
            size[labels[i]]++;
            for (int l = 0; l < points.numCols; l++) {
                means.add(labels[i], l, points.get(i, l));
            }
        }
        for (int c = 0; c < k; c++) {
            for (int l = 0; l < points.numCols; l++) {
                means.set(c, l, means.get(c, l) / size[c]);
            }
        }
        return means;
    }

    private static double error(FMatrixRMaj points, int[] labels, DMatrixRMaj centers) {
        double error = 0;
        for (int i = 0; i < labels.length; i++) {
            error += squaredDistance(points, i, centers, labels[i]);
        }
        return error;
    }
    // END SOLUTION
}
