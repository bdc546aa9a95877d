package moelab.graph.annealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import moelab.graph.Balance;
import moelab.graph.Graph;
import moelab.graph.Multilevel;
import moelab.graph.Partition;
import moelab.graph.RandomGraphs;
import moelab.graph.RandomStart;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** What evolution returns is within the bounds and never worse than what it began with. */
@Domain(RandomGraphs.class)
@Domain(DomainContext.Global.class)
class EvolutionProperties {

    @Property(tries = 30)
    void itIsNeverWorseAndStaysWithinTheBounds(
            @ForAll Graph graph, @ForAll @IntRange(min = 2, max = 9) int k, @ForAll boolean play, @ForAll long seed) {
        int parts = Math.min(k, graph.nodes());
        Balance bounds = Balance.within(graph, parts, play ? 0.5 : 0);
        Partition start = Partition.of(graph, RandomStart.draw(graph, parts, new SplittableRandom(seed)), parts);
        Partition end = new Evolution(graph, bounds, 0.02, new SplittableRandom(seed)).improved(start);
        assertTrue(bounds.admits(end));
        assertTrue(end.cut() <= start.cut());
        assertEquals(end, new Evolution(graph, bounds, 0.02, new SplittableRandom(seed)).improved(start));
    }

    @Property(tries = 100)
    void aPartitionMadeOfOthersIsWithinTheBounds(
            @ForAll Graph graph, @ForAll @IntRange(min = 2, max = 6) int k, @ForAll long seed) {
        int parts = Math.min(k, graph.nodes());
        Balance bounds = Balance.exact(graph, parts);
        SplittableRandom random = new SplittableRandom(seed);
        int[] one = RandomStart.draw(graph, parts, random);
        int[] two = RandomStart.draw(graph, parts, random);
        Recoarsening recoarsening = new Recoarsening(graph, bounds, 10_000, random);
        int[] copy = one.clone();
        assertTrue(bounds.admits(Partition.of(graph, recoarsening.renewed(one, two), parts)));
        assertTrue(bounds.admits(Partition.of(graph, recoarsening.renewed(one, null), parts)));
        assertEquals(Partition.of(graph, copy, parts), Partition.of(graph, one, parts), "the old one is left alone");
    }

    @Property(tries = 100)
    void movedBordersCutNoMoreAndStayWithinTheBounds(
            @ForAll Graph graph, @ForAll @IntRange(min = 2, max = 6) int k, @ForAll long seed) {
        int parts = Math.min(k, graph.nodes());
        Balance bounds = Balance.exact(graph, parts);
        SplittableRandom random = new SplittableRandom(seed);
        Recoarsening recoarsening = new Recoarsening(graph, bounds, 10_000, random);
        int[] given = recoarsening.settled(RandomStart.draw(graph, parts, random));
        int[] copy = given.clone();
        Partition moved = Partition.of(graph, recoarsening.withBordersMoved(given), parts);
        assertTrue(bounds.admits(moved));
        assertTrue(moved.cut() <= Partition.cut(graph, copy));
        assertArrayEquals(copy, given, "the old one is left alone");
    }

    /** Four squares in a row, joined by single edges, that were cut into stripes. */
    @Example
    void movedBordersFindBridgesThatSetsOfADozenNodesMiss() {
        Graph graph = RandomGraphs.gridsInARow(4, 10);
        int[] striped = new int[graph.nodes()];
        for (int v = 0; v < striped.length; v++) {
            striped[v] = (v + 50) / 100 % 4;
        }
        Balance bounds = Balance.exact(graph, 4);
        long least = Long.MAX_VALUE;
        long before = 0;
        for (int seed = 1; seed <= 10; seed++) {
            Recoarsening recoarsening = new Recoarsening(graph, bounds, 0, new SplittableRandom(seed));
            int[] settled = recoarsening.settled(striped);
            before = Partition.cut(graph, settled);
            least = Math.min(least, Partition.cut(graph, recoarsening.withBordersMoved(settled)));
        }
        assertEquals(3, least);
        assertTrue(before > 3, "sets alone: " + before);
    }

    @Property(tries = 100)
    void onlyNodesOfOneLabelAreMatched(@ForAll Graph graph, @ForAll long seed) {
        int[] label = RandomGraphs.parts(graph, 3, seed);
        int[] partner = RatedMatching.match(graph, 100, label, new SplittableRandom(seed));
        for (int v = 0; v < partner.length; v++) {
            assertEquals(label[v], label[partner[v]]);
            assertEquals(v, partner[partner[v]]);
        }
    }

    @Example
    void aGridIsCutStraight() {
        Graph grid = RandomGraphs.grid(40, 40);
        Partition textbook = new Multilevel().partition(grid, 4, 3);
        Balance bounds = Balance.exact(grid, 4);
        assertTrue(textbook.cut() > 80);
        assertEquals(
                80,
                new Evolution(grid, bounds, 0.05, new SplittableRandom(1))
                        .improved(textbook)
                        .cut());
    }

    @Example
    void severalPopulationsFindTheLeastCutOfASmallGrid() {
        Graph grid = RandomGraphs.grid(3, 4);
        Balance bounds = Balance.exact(grid, 3);
        Partition start = Partition.of(grid, RandomStart.draw(grid, 3, new SplittableRandom(4)), 3);
        Partition end = new Evolution(grid, bounds, 3, new SplittableRandom(1)).improved(start);
        assertTrue(bounds.admits(end));
        assertEquals(RandomGraphs.leastCut(grid, 3), end.cut());
    }

    @Example
    void nodesMayWeighSoMuchThatAllTogetherJustFitALong() {
        Graph grid = RandomGraphs.grid(4, 4);
        for (int k = 2; k <= 4; k++) {
            assertEquals(RandomGraphs.leastCut(grid, k), cutOfHeavy(grid, k));
        }
        assertEquals(10, cutOfHeavy(RandomGraphs.grid(10, 10), 2)); // large enough for parts that are out of bounds
    }

    private static long cutOfHeavy(Graph graph, int k) {
        long[] weights = new long[graph.nodes()];
        Arrays.fill(weights, Long.MAX_VALUE / weights.length);
        Graph heavy = graph.withNodeWeights(weights);
        Partition start = Partition.of(heavy, RandomStart.draw(heavy, k, new SplittableRandom(4)), k);
        Balance bounds = Balance.exact(heavy, k);
        Partition end = new Evolution(heavy, bounds, 1, new SplittableRandom(1)).improved(start);
        assertTrue(bounds.admits(end));
        return end.cut();
    }

    @Example
    void randomStartsFreezeToo() {
        Graph grid = RandomGraphs.grid(20, 20);
        Balance bounds = Balance.exact(grid, 4);
        int[] partOf = new AnnealedMultilevel(grid, bounds, 3_000_000, 1, new SplittableRandom(1)).melted();
        assertTrue(Partition.cut(grid, partOf) < 80, "a random partition cuts 570 edges, the best 40");
        assertArrayEquals(partOf, new AnnealedMultilevel(grid, bounds, 3_000_000, 1, new SplittableRandom(1)).melted());
    }

    @Example
    void itIsForSparseGraphsThatAreNotLarge() {
        Graph grid = RandomGraphs.grid(20, 20);
        assertTrue(Evolution.suits(grid, Balance.exact(grid, 4)));
        Graph dense = RandomGraphs.draw(100, 0.3, 1, new SplittableRandom(1));
        assertFalse(Evolution.suits(dense, Balance.exact(dense, 4)));
        Graph large = RandomGraphs.grid(230, 230);
        assertFalse(Evolution.suits(large, Balance.exact(large, 4)));
    }
}
