package moelab.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ejml.data.DMatrixRMaj;

/** {@link BalancedKMeans} keeps the contract of any balanced clusterer, and more. */
class BalancedKMeansProperties implements BalancedClusteringContract {

    @Override
    public BalancedClusterer subject() {
        return (points, k, seed) -> new BalancedKMeans(k, seed).fit(points);
    }

    @Property(tries = 200)
    void noOtherAssignmentToItsCentroidsCostsLess(@ForAll Points points, @ForAll long seed) {
        ClusteringChecks.fixedPoint(
                points, new BalancedKMeans(points.k(), seed).sweeps(5).fit(points.matrix()));
    }

    @Property(tries = 200)
    void withoutAnnealingItKeepsAllButInvariance(@ForAll Points points) {
        Clustering c = ClusteringChecks.all(
                points, (x, k, seed) -> new BalancedKMeans(k, seed).sweeps(0).fit(x));
        ClusteringChecks.fixedPoint(points, c);
    }

    @Property(tries = 50)
    void moreRestartsAreNeverWorse(@ForAll Points points, @ForAll long seed) {
        BalancedKMeans one = new BalancedKMeans(points.k(), seed).sweeps(0);
        assertTrue(one.restarts(3).fit(points.matrix()).squaredError()
                <= one.fit(points.matrix()).squaredError());
    }

    @Example
    void scaledByAPowerOfTwoItIsTheSameToTheBit() {
        DMatrixRMaj points = groups(96, 8, 5, 3);
        Clustering c = new BalancedKMeans(7, 1).fit(points);
        for (int power : new int[] {-150, 1, 10, 150}) {
            DMatrixRMaj scaled = points.copy();
            for (int at = 0; at < scaled.data.length; at++) {
                scaled.data[at] = Math.scalb(scaled.data[at], power);
            }
            Clustering s = new BalancedKMeans(7, 1).fit(scaled);
            assertArrayEquals(c.labels(), s.labels());
            assertEquals(Math.scalb(c.squaredError(), 2 * power), s.squaredError());
        }
    }

    /**
     * Four groups of 40 to 88 points for eight clusters of 32: which groups share a cluster is what swaps of single
     * points cannot mend.
     */
    @Example
    void annealingBeatsTenRestartsOfLloydAndOfSwapsAlone() {
        DMatrixRMaj points = groups(256, 16, 4, 7);
        double lloyd = new BalancedLloyd(8, 1).restarts(10).fit(points).squaredError();
        double swapped =
                new BalancedKMeans(8, 1).sweeps(0).restarts(10).fit(points).squaredError();
        double annealed = new BalancedKMeans(8, 1).fit(points).squaredError();
        assertTrue(
                swapped < lloyd && annealed < 0.9975 * lloyd && annealed < swapped,
                lloyd + " " + swapped + " " + annealed);
    }

    @Example
    void reportsEachRestart() {
        List<Integer> done = new ArrayList<>();
        new BalancedKMeans(2, 1).restarts(3).listener(done::add).fit(groups(8, 2, 2, 1));
        assertEquals(List.of(1, 2, 3), done);
    }

    @Example
    void restartsAndSweepsHaveTheirRange() {
        BalancedKMeans one = new BalancedKMeans(2, 1);
        assertEquals(
                "restarts is 0, expected at least 1",
                assertThrows(IllegalArgumentException.class, () -> one.restarts(0))
                        .getMessage());
        assertEquals(
                "sweeps is -1, expected at least 0",
                assertThrows(IllegalArgumentException.class, () -> one.sweeps(-1))
                        .getMessage());
    }

    /** Points n x d around so many centers, of which the first draw most points. */
    private static DMatrixRMaj groups(int n, int d, int groups, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DMatrixRMaj centers = new DMatrixRMaj(groups, d);
        for (int at = 0; at < groups * d; at++) {
            centers.data[at] = 6 * random.nextDouble();
        }
        DMatrixRMaj points = new DMatrixRMaj(n, d);
        for (int i = 0; i < n; i++) {
            int group = Math.min(random.nextInt(groups), random.nextInt(groups));
            for (int l = 0; l < d; l++) {
                double normal = 0;
                for (int s = 0; s < 12; s++) {
                    normal += random.nextDouble() - 0.5; // nearly Gaussian, of variance 1
                }
                points.set(i, l, centers.get(group, l) + normal);
            }
        }
        return points;
    }
}
