package moelab.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;

/** What holds of {@link BalancedKMeans} beyond the contract of any balanced clusterer. */
class BalancedKMeansProperties {

    @Provide
    Arbitrary<DMatrixRMaj> points() {
        return Arbitraries.integers().between(1, 40).flatMap(n -> Arbitraries.integers().between(1, 3)
                .flatMap(d -> Arbitraries.integers().between(-9, 9).array(int[].class).ofSize(n * d).map(numbers -> {
                    DMatrixRMaj points = new DMatrixRMaj(n, d);
                    Arrays.setAll(points.data, at -> numbers[at]);
                    return points;
                })));
    }

    @Property(tries = 300)
    void theErrorNeverRises(@ForAll("points") DMatrixRMaj points, @ForAll @IntRange(min = 1, max = 8) int k, @ForAll long seed) {
        double[] history = new BalancedKMeans(Math.min(k, points.numRows), seed).fit(points).history();
        for (int step = 1; step < history.length; step++) {
            assertTrue(history[step] <= history[step - 1] * (1 + 1e-12), Arrays.toString(history));
        }
    }

    @Property(tries = 300)
    void noOtherAssignmentToItsCentroidsCostsLess(@ForAll("points") DMatrixRMaj points, @ForAll @IntRange(min = 1, max = 8) int clusters,
            @ForAll long seed) {
        int k = Math.min(clusters, points.numRows);
        Clustering clustering = new BalancedKMeans(k, seed).fit(points);
        DMatrixRMaj centroids = clustering.centroids();
        DMatrixRMaj costs = new DMatrixRMaj(points.numRows, k);
        double error = 0;
        for (int i = 0; i < points.numRows; i++) {
            for (int c = 0; c < k; c++) {
                for (int l = 0; l < points.numCols; l++) {
                    double difference = points.get(i, l) - centroids.get(c, l);
                    costs.set(i, c, costs.get(i, c) + difference * difference);
                }
            }
            error += costs.get(i, clustering.label(i));
        }
        assertEquals(error, clustering.squaredError(), 1e-9 * (1 + error));
        assertEquals(error, new BalancedAssignment(costs).cost(), 1e-9 * (1 + error));
    }

    @Property(tries = 100)
    void moreRestartsAreNeverWorse(@ForAll("points") DMatrixRMaj points, @ForAll @IntRange(min = 1, max = 8) int clusters,
            @ForAll long seed) {
        BalancedKMeans one = new BalancedKMeans(Math.min(clusters, points.numRows), seed);
        assertTrue(one.restarts(3).fit(points).squaredError() <= one.fit(points).squaredError());
    }
}
