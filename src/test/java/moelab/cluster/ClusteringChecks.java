package moelab.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import moelab.cluster.assignment.BalancedAssignment;
import org.ejml.data.DMatrixRMaj;

/** What several properties of the {@link BalancedClusteringContract} check. */
final class ClusteringChecks {
    private ClusteringChecks() {}

    /** Every property of one clustering. */
    static Clustering all(Points points, BalancedClusterer subject) {
        Clustering c = subject.cluster(points.matrix(), points.k(), 1);
        sizes(points, c);
        centroids(points, c);
        error(points, c);
        swaps(points, c);
        return c;
    }

    static void sizes(Points points, Clustering c) {
        int[] size = new int[points.k()];
        for (int label : c.labels()) {
            size[label]++;
        }
        for (int s : size) {
            assertTrue(
                    s == points.n() / points.k() || s == (points.n() + points.k() - 1) / points.k(),
                    () -> points + ": sizes " + Arrays.toString(size));
        }
    }

    static void centroids(Points points, Clustering c) {
        DMatrixRMaj means = points.means(c.labels());
        DMatrixRMaj centroids = c.centroids();
        assertTrue(
                centroids.numRows == points.k() && centroids.numCols == points.d(),
                () -> points + ": centroids " + centroids);
        assertArrayEquals(
                means.data,
                centroids.data,
                1e-5 * (1 + Math.sqrt(points.scatter())),
                () -> points + ": centroids of " + Arrays.toString(c.labels()));
    }

    /** The same where clusters may be empty: these have the mean of all points. */
    static void centroidsWithEmpty(Points points, Clustering c) {
        DMatrixRMaj means = points.means(c.labels());
        DMatrixRMaj all = points.means(new int[points.n()]);
        int[] sizes = c.sizes();
        for (int at = 0; at < points.k() * points.d(); at++) {
            assertEquals(
                    sizes[at / points.d()] > 0 ? means.data[at] : all.data[at % points.d()],
                    c.centroids().data[at],
                    1e-5 * (1 + Math.sqrt(points.scatter())),
                    points::toString);
        }
    }

    static void error(Points points, Clustering c) {
        double expected = points.squaredError(c.labels());
        assertEquals(
                expected,
                c.squaredError(),
                1e-6 * (1 + points.scatter()),
                () -> points + ": squared error of " + Arrays.toString(c.labels()));
    }

    static void swaps(Points points, Clustering c) {
        int[] labels = c.labels();
        double error = points.squaredError(labels);
        for (int i = 0; i < points.n(); i++) {
            for (int j = i + 1; j < points.n(); j++) {
                int[] swapped = labels.clone();
                swapped[i] = labels[j];
                swapped[j] = labels[i];
                assertTrue(
                        points.squaredError(swapped) >= error - 1e-6 * (1 + points.scatter()),
                        () -> points + ": better than " + Arrays.toString(labels) + " is " + Arrays.toString(swapped));
            }
        }
    }

    /** No other equal-size assignment to its centroids costs less. */
    static void fixedPoint(Points points, Clustering c) {
        DMatrixRMaj costs = new DMatrixRMaj(points.n(), points.k());
        for (int i = 0; i < points.n(); i++) {
            for (int b = 0; b < points.k(); b++) {
                for (int l = 0; l < points.d(); l++) {
                    costs.add(
                            i,
                            b,
                            Math.pow(points.matrix().get(i, l) - c.centroids().get(b, l), 2));
                }
            }
        }
        assertEquals(
                c.squaredError(),
                new BalancedAssignment(costs).cost(),
                1e-9 * (1 + points.scatter()),
                () -> points + ": assigned to the centroids of " + Arrays.toString(c.labels()));
    }

    static int[] shuffled(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
