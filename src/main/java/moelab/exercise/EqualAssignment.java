package moelab.exercise;

import moelab.cluster.assignment.BalancedAssignment;
import org.ejml.data.DMatrixRMaj;

/** Assigns points to clusters of equal size at the least cost: the step that makes balanced k-means balanced. */
@FunctionalInterface
public interface EqualAssignment {

    /**
     * Returns the cheapest assignment in which every cluster holds n / k points.
     *
     * @param costs n x k, what it costs to have point i in cluster c; k divides n; not changed
     * @return cluster of each point, n numbers from 0 to k - 1
     */
    int[] assign(DMatrixRMaj costs);

    /** Returns the library's exact assignment. */
    static EqualAssignment library() {
        return costs -> new BalancedAssignment(costs).labels();
    }
}
