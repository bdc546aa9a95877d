package moelab.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/**
 * The textbook version keeps what it promises, which is less than the contract: it may end where a swap would still
 * gain.
 */
@Domain(SmallPointSets.class)
@Domain(DomainContext.Global.class)
class BalancedLloydProperties {

    @Property(tries = 300)
    void endsAtAFixedPointAndNeverRises(@ForAll Points points, @ForAll long seed) {
        Clustering c = new BalancedLloyd(points.k(), seed).fit(points.matrix());
        ClusteringChecks.sizes(points, c);
        ClusteringChecks.centroids(points, c);
        ClusteringChecks.error(points, c);
        ClusteringChecks.fixedPoint(points, c);
        double[] history = c.history();
        for (int step = 1; step < history.length; step++) {
            assertTrue(history[step] <= history[step - 1], Arrays.toString(history));
        }
    }

    /** Enough points for several rounds, and for swaps and assignments to take turns. */
    @Example
    void largerSetsEndAtAFixedPointToo() {
        Points points = SmallPointSets.scattered(150, 2, 5, 1);
        Clustering lloyd = new BalancedLloyd(5, 1).fit(points.matrix());
        assertTrue(lloyd.iterations() > 3, lloyd::toString);
        ClusteringChecks.fixedPoint(points, lloyd);
        ClusteringChecks.fixedPoint(points, new BalancedKMeans(5, 1).sweeps(0).fit(points.matrix()));
    }

    @Property(tries = 100)
    void moreRestartsAreNeverWorse(@ForAll Points points, @ForAll long seed) {
        BalancedLloyd one = new BalancedLloyd(points.k(), seed);
        assertTrue(one.restarts(3).fit(points.matrix()).squaredError()
                <= one.fit(points.matrix()).squaredError());
    }

    @Example
    void restartsAreAtLeastOne() {
        assertEquals(
                "restarts is 0, expected at least 1",
                assertThrows(IllegalArgumentException.class, () -> new BalancedLloyd(2, 1).restarts(0))
                        .getMessage());
    }
}
