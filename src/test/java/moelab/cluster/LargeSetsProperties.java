package moelab.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** The search with memory linear in n is as good on small sets as on large ones. */
@Domain(SmallPointSets.class)
@Domain(DomainContext.Global.class)
class LargeSetsProperties {

    @Property(tries = 200)
    void smallSetsMeetTheContractExceptForInvariance(@ForAll Points points, @ForAll long seed) {
        BalancedClusterer byMeans =
                (x, k, s) -> new BalancedKMeans(k, s).mostByTables(0).sweeps(5).fit(x);
        Clustering c = ClusteringChecks.all(points, byMeans);
        ClusteringChecks.fixedPoint(points, c);
        assertArrayEquals(
                byMeans.cluster(points.matrix(), points.k(), seed).labels(),
                byMeans.cluster(points.matrix(), points.k(), seed).labels());
    }

    @Example
    void itIsNearlyAsGoodAsTheSearchByTablesAndBetterThanLloyd() {
        double byMeans = 0;
        double byTables = 0;
        double lloyd = 0;
        for (long seed = 0; seed < 8; seed++) {
            Points points = SmallPointSets.scattered(600, 4, 12, seed);
            BalancedKMeans search = new BalancedKMeans(12, seed).sweeps(50);
            byTables += search.fit(points.matrix()).squaredError();
            byMeans += search.mostByTables(100).fit(points.matrix()).squaredError();
            lloyd += new BalancedLloyd(12, seed).fit(points.matrix()).squaredError();
        }
        assertTrue(byMeans < 1.02 * byTables && byMeans < lloyd, byTables + " " + byMeans + " " + lloyd);
    }

    @Example
    void moreThanSixteenThousandPointsAreClustered() {
        Points points = SmallPointSets.scattered(17_000, 2, 4, 1);
        Clustering c = new BalancedKMeans(4, 1).sweeps(1).fit(points.matrix());
        ClusteringChecks.sizes(points, c);
        ClusteringChecks.error(points, c);
        // four squares of a unit square: 2 (1/2)^2 / 12 per point
        assertEquals(17_000 / 24.0, c.squaredError(), 0.01 * 17_000 / 24);
        assertArrayEquals(
                c.labels(),
                new BalancedKMeans(4, 1).sweeps(1).fit(points.matrix()).labels());
    }

    @Property(tries = 50)
    void aSampleHasDifferentPointsInOrder(
            @ForAll @IntRange(min = 1, max = 50) int n,
            @ForAll @IntRange(min = 0, max = 50) int size,
            @ForAll long seed) {
        int[] drawn = SampleSeeding.drawn(n, Math.min(n, size), new SplittableRandom(seed));
        assertEquals(Math.min(n, size), IntStream.of(drawn).distinct().count());
        assertArrayEquals(IntStream.of(drawn).sorted().toArray(), drawn);
        assertTrue(IntStream.of(drawn).allMatch(i -> i >= 0 && i < n));
    }

    @Example
    void everyPointIsSampledAsOften() {
        SplittableRandom random = new SplittableRandom(3);
        int[] times = new int[10];
        for (int trial = 0; trial < 10_000; trial++) {
            Arrays.stream(SampleSeeding.drawn(10, 3, random)).forEach(i -> times[i]++);
        }
        for (int i = 0; i < 10; i++) {
            assertEquals(3000, times[i], 200);
        }
    }
}
