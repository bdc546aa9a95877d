import java.util.Arrays;
import moelab.exercise.EqualAssignment;
import moelab.exercise.Unsolved;
import org.ejml.data.DMatrixRMaj;

/**
 * Exercise 8: the cheapest assignment of points to clusters of equal size.
 *
 * <pre>
 *   minimize  sum over points i of costs[i][cluster(i)],   every cluster holding exactly n / k points
 * </pre>
 *
 * The costs are n x k, and k divides n. Start from any assignment with the right sizes (task 8.1) and improve it:
 * swap two points as long as that helps (task 8.2). What swaps cannot improve may still be improved by moving a point
 * from a to b, another from b to c and a third from c to a; without such cycles, of any length, the assignment is the
 * cheapest of all (task 8.3). With
 *
 * <pre>
 *   length(a, b) = min over points i in a of costs[i][b] - costs[i][a]       what the cheapest move from a to b costs
 * </pre>
 *
 * an improving cycle is a cycle of negative length in a graph whose k nodes are the clusters, and Bellman and Ford's
 * algorithm finds one.
 */
public class ExactAssignment implements EqualAssignment {

    /** Tasks 8.1, 8.2 and 8.3: the cluster of each point, from 0 to k - 1. */
    @Override
    public int[] assign(DMatrixRMaj costs) {
        throw new Unsolved("8.1", "any assignment with n / k points in every cluster, then a cheaper one");
    }
}
