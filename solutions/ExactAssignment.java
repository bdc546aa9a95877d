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
        // BEGIN SOLUTION
        // AFTER: Our solution treats a swap as a cycle of two clusters, so that one search finds both. The library's
        //     BalancedAssignment never makes a bad assignment that it has to repair: points enter one by one along
        //     shortest paths, with prices that prove the optimum. Chapter 5 goes on from the assignment to balanced
        //     k-means.
        // HINT 8.1: Which cluster does point i get if the first n / k points go to cluster 0, the next to cluster 1,
        //     and so on?
        // HINT 8.1: cluster[i] = i / (n / k), or i % k. The cost comes later: this task is about the sizes only.
        // HINT 8.2: What does it cost to swap points i and j of clusters a and b? When is that less than 0?
        // HINT 8.2: costs[i][b] + costs[j][a] - costs[i][a] - costs[j][b]. Try all pairs again and again until none
        //     is below 0.
        // HINT 8.3: Swaps are cycles of two clusters. How would you find a cheapest path from cluster a to cluster b,
        //     and what does a negative cycle do to it?
        // HINT 8.3: Start Bellman-Ford with distance 0 at every cluster; relax all arcs k times, keeping from[b] = a.
        //     If the k-th time still improved some b, go back along from[] k times: you are on the cycle.
        // HINT 8.3: Walk around that cycle once, move the cheapest point of each arc, and start anew until the k-th
        //     round improves nothing. Use a tolerance of 1e-9, or rounding may go in circles.
        int n = costs.numRows;
        int k = costs.numCols;
        int[] cluster = new int[n];
        Arrays.setAll(cluster, i -> i / (n / k));
        while (moveAlongNegativeCycle(costs, cluster)) {
            // every round is cheaper by more than the tolerance
        }
        return cluster;
        // STUB: throw new Unsolved("8.1", "any assignment with n / k points in every cluster, then a cheaper one");
        // END SOLUTION
    }
    // BEGIN SOLUTION

    private static boolean moveAlongNegativeCycle(DMatrixRMaj costs, int[] cluster) {
        int k = costs.numCols;
        int[][] mover = new int[k][k];
        double[][] length = new double[k][k];
        for (int a = 0; a < k; a++) {
            Arrays.fill(length[a], Double.POSITIVE_INFINITY);
        }
        for (int i = 0; i < cluster.length; i++) {
            int a = cluster[i];
            for (int b = 0; b < k; b++) {
                double change = costs.get(i, b) - costs.get(i, a);
                if (change < length[a][b]) {
                    length[a][b] = change;
                    mover[a][b] = i;
                }
            }
        }
        double[] distance = new double[k];
        int[] from = new int[k];
        int improved = -1;
        for (int round = 0; round < k; round++) {
            improved = -1;
            for (int a = 0; a < k; a++) {
                for (int b = 0; b < k; b++) {
                    if (a != b && distance[a] + length[a][b] < distance[b] - 1e-9) {
                        distance[b] = distance[a] + length[a][b];
                        from[b] = a;
                        improved = b;
                    }
                }
            }
        }
        if (improved < 0) {
            return false;
        }
        int on = improved;
        for (int step = 0; step < k; step++) {
            on = from[on];
        }
        int b = on;
        do {
            cluster[mover[from[b]][b]] = b;
            b = from[b];
        } while (b != on);
        return true;
    }
    // END SOLUTION
}
