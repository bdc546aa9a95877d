package moelab.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.ops.ConvertMatrixData;
import org.junit.jupiter.api.Test;

/** What makes ordinary k-means ordinary. */
class PlainKMeansProperties {

    @Provide
    Arbitrary<DMatrixRMaj> points() {
        return Arbitraries.integers()
                .between(-9, 9)
                .array(int[].class)
                .ofMinSize(2)
                .ofMaxSize(60)
                .map(numbers -> {
                    DMatrixRMaj points = new DMatrixRMaj(numbers.length / 2, 2);
                    Arrays.setAll(points.data, at -> numbers[at]);
                    return points;
                });
    }

    private static double distance(DMatrixRMaj a, int i, DMatrixRMaj b, int c) {
        double sum = 0;
        for (int j = 0; j < a.numCols; j++) {
            sum += (a.get(i, j) - b.get(c, j)) * (a.get(i, j) - b.get(c, j));
        }
        return sum;
    }

    @Property(tries = 200)
    void everyPointIsInTheClusterOfTheNearestMean(
            @ForAll("points") DMatrixRMaj points, @ForAll @IntRange(min = 1, max = 6) int clusters, @ForAll long seed) {
        int k = Math.min(clusters, points.numRows);
        Clustering c = new PlainKMeans(k, seed).fit(points);
        int[] sizes = c.sizes();
        for (int i = 0; i < points.numRows; i++) {
            for (int other = 0; other < k; other++) {
                if (sizes[other] > 0) {
                    assertTrue(distance(points, i, c.centroids(), c.label(i))
                            <= distance(points, i, c.centroids(), other) + 1e-6);
                }
            }
        }
    }

    @Property(tries = 200)
    void theErrorFallsToThatOfTheReportedClusters(
            @ForAll("points") DMatrixRMaj points, @ForAll @IntRange(min = 1, max = 6) int clusters, @ForAll long seed) {
        Clustering c = new PlainKMeans(Math.min(clusters, points.numRows), seed).fit(points);
        double error = 0;
        for (int i = 0; i < points.numRows; i++) {
            error += distance(points, i, c.centroids(), c.label(i));
        }
        assertEquals(error, c.squaredError(), 1e-6 * (1 + error));
        for (int step = 1; step < c.history().length; step++) {
            assertTrue(c.history()[step] <= c.history()[step - 1] * (1 + 1e-9) + 1e-9, Arrays.toString(c.history()));
        }
    }

    @Test
    void aDenseCloudMakesALargeCluster() {
        DMatrixRMaj points = new DMatrixRMaj(new double[][] {{0}, {0.1}, {0.2}, {0.3}, {0.4}, {9}});
        int[] sizes = new PlainKMeans(2, 1).fit(points).sizes();
        Arrays.sort(sizes);
        assertEquals("[1, 5]", Arrays.toString(sizes));
    }

    /** Two centers in one place: the nearer one by number takes all, the other keeps its place without points. */
    @Test
    void aCentreWithoutPointsStaysWhereItIs() {
        DMatrixRMaj points = new DMatrixRMaj(new double[][] {{1, 2}, {1, 2}, {1, 2}, {5, 6}});
        Clustering c = new PlainKMeans(3, 2).fit(points);
        int[] sizes = c.sizes();
        Arrays.sort(sizes);
        assertEquals("[0, 1, 3]", Arrays.toString(sizes));
        for (int cluster = 0; cluster < 3; cluster++) {
            double x = c.centroids().get(cluster, 0);
            assertTrue(
                    c.sizes()[cluster] == 0 || Math.abs(x - (c.sizes()[cluster] == 1 ? 5 : 1)) < 1e-12,
                    c.centroids()::toString);
            assertEquals(x + 1, c.centroids().get(cluster, 1), c.sizes()[cluster] == 0 ? 10 : 1e-12);
        }
    }

    @Property(tries = 50)
    void floatsAreClusteredLikeDoubles(@ForAll("points") DMatrixRMaj points, @ForAll long seed) {
        FMatrixRMaj floats = new FMatrixRMaj(points.numRows, points.numCols);
        ConvertMatrixData.convert(points, floats);
        Clustering c = new PlainKMeans(1, seed).fit(floats);
        assertArrayEquals(new PlainKMeans(1, seed).fit(points).centroids().data, c.centroids().data);
        assertEquals(c.history().length, c.iterations());
    }

    @Test
    void moreClustersThanPointsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new PlainKMeans(3, 1).fit(new DMatrixRMaj(2, 1)));
    }
}
