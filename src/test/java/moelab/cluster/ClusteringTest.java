package moelab.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import moelab.cluster.assignment.BalancedAssignment;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a clustering reports, and what is said of input that cannot be clustered. */
class ClusteringTest {
    private static final DMatrixRMaj SQUARE = new DMatrixRMaj(new double[][] {{0, 0}, {0, 2}, {10, 0}, {10, 2}});

    private static Clustering three() {
        return new Clustering(
                new int[] {0, 1, 1},
                new DMatrixRMaj(new double[][] {{1, 2}, {3, 4}}),
                new double[] {20, 8, 5},
                2,
                0.25);
    }

    @Test
    void aReportKnowsItsNumbers() {
        Clustering c = three();
        assertEquals(2, c.clusters());
        assertArrayEquals(new int[] {1, 2}, c.sizes());
        assertEquals(1, c.label(2));
        assertEquals(5, c.squaredError());
        assertEquals(20, c.seedingError());
        assertEquals(2, c.iterations());
        assertEquals(0.25, c.seconds());
        assertEquals(
                "3 points in 2 clusters of 1 to 2, 2 dimensions\nsquared error 5.00000 (seeding 20.0000, 75.0 % "
                        + "less), 2 iterations, 0.250 s",
                c.toString().replace("\r\n", "\n"));
        Clustering none = new Clustering(new int[] {0, 0}, new DMatrixRMaj(1, 3), new double[] {0}, 1, 0);
        assertEquals(
                "2 points in 1 clusters of 2, 3 dimensions\nsquared error 0.00000 (seeding 0.00000, 0.0 % less), "
                        + "1 iterations, 0.000 s",
                none.toString().replace("\r\n", "\n"));
    }

    @Test
    void nobodyChangesItFromOutside() {
        Clustering c = three();
        c.labels()[0] = 1;
        c.centroids().set(0, 0, 9);
        c.history()[2] = 0;
        c.sizes()[0] = 7;
        assertArrayEquals(new int[] {0, 1, 1}, c.labels());
        assertEquals(1, c.centroids().get(0, 0));
        assertEquals(5, c.squaredError());
        int[] labels = {0, 1, 1};
        double[] history = {3};
        DMatrixRMaj centroids = new DMatrixRMaj(2, 1);
        Clustering copied = new Clustering(labels, centroids, history, 1, 0);
        labels[0] = 1;
        history[0] = 0;
        centroids.set(1, 0, 5);
        assertEquals(0, copied.label(0));
        assertEquals(3, copied.squaredError());
        assertEquals(0, copied.centroids().get(1, 0));
    }

    private static void says(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void whatIsWrongIsSaidInWords() {
        says(
                "point 1 is in cluster 2, expected 0 to 1",
                () -> new Clustering(new int[] {0, 2}, new DMatrixRMaj(2, 1), new double[] {0}, 1, 0));
        says(
                "point 0 is in cluster -1, expected 0 to 1",
                () -> new Clustering(new int[] {-1}, new DMatrixRMaj(2, 1), new double[] {0}, 1, 0));
        says(
                "the history of squared errors is empty, expected at least that of the seeding",
                () -> new Clustering(new int[] {0}, new DMatrixRMaj(1, 1), new double[0], 1, 0));
        DMatrixRMaj holed = SQUARE.copy();
        holed.set(2, 1, Double.NaN);
        for (BalancedClusterer clusterer : List.<BalancedClusterer>of(
                (p, k, s) -> new BalancedKMeans(k, s).fit(p),
                (p, k, s) -> new BalancedLloyd(k, s).fit(p),
                (p, k, s) -> new PlainKMeans(k, s).fit(p),
                BalancedClusterer.library())) {
            FMatrixRMaj points = new FMatrixRMaj(new float[][] {{0, 0}, {0, 2}, {10, Float.NaN}});
            says("point 2, coordinate 1 is NaN, expected a finite number", () -> clusterer.cluster(points, 2, 1));
            says(
                    "there are 0 points of 2 dimensions, expected at least one of each",
                    () -> clusterer.cluster(new FMatrixRMaj(0, 2), 1, 1));
            says(
                    "there are 2 points of 0 dimensions, expected at least one of each",
                    () -> clusterer.cluster(new FMatrixRMaj(2, 0), 1, 1));
            says("k is 3, expected 1 to 2, the number of points", () -> clusterer.cluster(new FMatrixRMaj(2, 1), 3, 1));
            says("k is 0, expected 1 to 2, the number of points", () -> clusterer.cluster(new FMatrixRMaj(2, 1), 0, 1));
            says(
                    "point 1 has 1 coordinates, expected 2 as in point 0",
                    () -> clusterer.cluster(new float[][] {{1, 2}, {3}}, 1, 1));
        }
        says(
                "the points are too far apart, expected a squared error of less than 1.8e308",
                () -> new BalancedKMeans(1, 1).fit(new DMatrixRMaj(new double[][] {{1e200}, {-1e200}})));
        says(
                "cost of point 1 in cluster 0 is Infinity, expected a finite number",
                () -> new BalancedAssignment(new DMatrixRMaj(new double[][] {{1, 2}, {Double.POSITIVE_INFINITY, 4}})));
    }

    @Test
    void rowsOfPointsAreTheMatrix() {
        float[][] rows = {{0, 0}, {0, 2}, {10, 0}, {10, 2}};
        Clustering byRows = BalancedClusterer.library().cluster(rows, 2, 1);
        assertArrayEquals(new int[] {0, 0, 1, 1}, byRows.labels());
        assertArrayEquals(new double[] {0, 1, 10, 1}, byRows.centroids().data, 1e-12);
        assertEquals(4, byRows.squaredError(), 1e-12);
    }

    @Test
    void algorithmsPrintTheirSettings() {
        assertEquals(
                "balanced k-means, k 2, seed 3, one start, 400 sweeps of annealing",
                new BalancedKMeans(2, 3).toString());
        assertEquals(
                "balanced k-means, k 2, seed 3, best of 4, 9 sweeps of annealing",
                new BalancedKMeans(2, 3).restarts(4).sweeps(9).toString());
        assertEquals(
                "exact balanced Lloyd, k 2, seed 3, best of 2",
                new BalancedLloyd(2, 3).restarts(2).toString());
        assertEquals("plain k-means, k 2, seed 3", new PlainKMeans(2, 3).toString());
        assertEquals("balanced k-means", BalancedClusterer.library().toString());
        assertEquals(
                "4 points assigned to 2 clusters of 2 at a cost of 3.0",
                new BalancedAssignment(new DMatrixRMaj(new double[][] {{0, 5}, {0, 1}, {9, 0}, {2, 4}})).toString());
        assertEquals(
                "3 points assigned to 2 clusters of 1 or 2 at a cost of 0.0",
                new BalancedAssignment(new DMatrixRMaj(3, 2)).toString());
    }

    @Test
    void anInterruptKeepsTheBestRestartSoFar() {
        List<Integer> done = new ArrayList<>();
        Clustering c = new BalancedKMeans(2, 1)
                .restarts(50)
                .listener(restart -> {
                    done.add(restart);
                    if (restart == 2) {
                        Thread.currentThread().interrupt();
                    }
                })
                .fit(SQUARE);
        assertTrue(Thread.interrupted(), "the caller shall know");
        assertEquals(List.of(1, 2), done);
        assertEquals(4, c.squaredError(), 1e-12);
        assertTrue(c.seconds() > 0 && c.seconds() < 60, c::toString);
    }

    /**
     * Points 0 and 1 share a place: a center that is left without points stays where it is, and the report has no hole.
     */
    @Test
    void plainKMeansMayLeaveAClusterEmpty() {
        DMatrixRMaj points = new DMatrixRMaj(new double[][] {{1, 1}, {1, 1}, {1, 1}, {5, 5}});
        Clustering c = new PlainKMeans(3, 2).fit(points);
        assertEquals(0, c.squaredError(), 1e-12);
        assertTrue(c.iterations() >= 1);
        for (double v : c.centroids().data) {
            assertTrue(Double.isFinite(v), c.centroids()::toString);
        }
    }
}
