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
        throw new Unsolved("9.1", "assign, take means, repeat");
    }
}
