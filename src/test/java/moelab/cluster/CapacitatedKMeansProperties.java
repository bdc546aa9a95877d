package moelab.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.ejml.data.DMatrixRMaj;

/** Weighted points in clusters with capacities: the bound, and that what is reported is what it is. */
@Domain(SmallPointSets.class)
@Domain(DomainContext.Global.class)
class CapacitatedKMeansProperties {

    private static double[] weights(int n, long seed) {
        return new SplittableRandom(seed).doubles(n, 0.1, 5).toArray();
    }

    private static double[] loads(Clustering c, double[] weights) {
        double[] load = new double[c.clusters()];
        for (int i = 0; i < weights.length; i++) {
            load[c.label(i)] += weights[i];
        }
        return load;
    }

    @Property(tries = 200)
    void noClusterExceedsItsCapacityByAsMuchAsTheHeaviestPoint(
            @ForAll Points points, @ForAll @IntRange(max = 50) int room, @ForAll long seed) {
        double[] weights = weights(points.n(), seed);
        double[] capacities = new double[points.k()];
        Arrays.fill(capacities, Arrays.stream(weights).sum() / points.k() * (1 + room / 100.0) + 1e-9);
        Clustering c = new CapacitatedKMeans(weights, capacities, seed).fit(KMeansSettings.doubles(points.matrix()));
        double heaviest = Arrays.stream(weights).max().getAsDouble();
        double[] load = loads(c, weights);
        for (int p = 0; p < load.length; p++) {
            assertTrue(load[p] < capacities[p] + heaviest, () -> points + ": " + Arrays.toString(load));
        }
    }

    @Property(tries = 100)
    void theReportIsThatOfTheLabels(@ForAll Points points, @ForAll long seed) {
        double[] weights = weights(points.n(), seed);
        double[] capacities = new double[points.k()];
        Arrays.fill(capacities, Arrays.stream(weights).sum());
        DMatrixRMaj x = KMeansSettings.doubles(points.matrix());
        Clustering c = new CapacitatedKMeans(weights, capacities, seed).fit(x);
        double error = 0;
        for (int p = 0; p < points.k(); p++) {
            for (int l = 0; l < points.d(); l++) {
                double sum = 0;
                double weight = 0;
                for (int i = 0; i < points.n(); i++) {
                    sum += c.label(i) == p ? weights[i] * x.get(i, l) : 0;
                    weight += c.label(i) == p ? weights[i] : 0;
                }
                for (int i = 0; i < points.n(); i++) {
                    error += c.label(i) == p ? weights[i] * Math.pow(x.get(i, l) - sum / weight, 2) : 0;
                }
                assertTrue(weight == 0 || Math.abs(sum / weight - c.centroids().get(p, l)) < 1e-9);
            }
        }
        assertEquals(error, c.squaredError(), 1e-9 * (1 + error));
    }

    @Example
    void capacitiesSplitWhatIsTooHeavyForOneCluster() {
        DMatrixRMaj points = new DMatrixRMaj(new double[][] {{0}, {1}, {2}, {50}});
        double[] weights = {4, 4, 4, 1};
        assertArrayEquals(
                new int[] {0, 0, 0, 1}, named(new CapacitatedKMeans(weights, new double[] {12, 12}, 1).fit(points)));
        Clustering tight = new CapacitatedKMeans(weights, new double[] {8, 8}, 1).fit(points);
        assertArrayEquals(new int[] {0, 0, 1, 1}, named(tight));
        assertTrue(Arrays.stream(loads(tight, weights)).max().getAsDouble() <= 8);
    }

    private static int[] named(Clustering c) {
        int first = c.label(0);
        return Arrays.stream(c.labels()).map(label -> label == first ? 0 : 1).toArray();
    }

    @Example
    void whatCannotBeIsRefused() {
        refused(
                "the points weigh 5.0 together, expected at most 4.0, the capacities together",
                new double[] {2, 3},
                2,
                2);
        refused("weight of point 1 is 0.0, expected a positive number", new double[] {2, 0}, 2, 2);
        refused("weight of point 0 is NaN, expected a positive number", new double[] {Double.NaN, 0}, 2, 2);
        refused("capacity of cluster 0 is Infinity, expected a positive number", new double[] {1, 1}, 1.0 / 0, 2);
        assertEquals(
                "3 points, expected 2, one for each weight",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new CapacitatedKMeans(new double[] {1, 1}, new double[] {2}, 1)
                                        .fit(new DMatrixRMaj(3, 1)))
                        .getMessage());
    }

    private static void refused(String message, double[] weights, double... capacities) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> new CapacitatedKMeans(weights, capacities, 1))
                        .getMessage());
    }
}
