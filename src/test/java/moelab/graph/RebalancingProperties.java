package moelab.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** From any start parts come within their bounds, and those that are within them already stay as they are. */
@Domain(RandomGraphs.class)
@Domain(DomainContext.Global.class)
class RebalancingProperties {

    @Property(tries = 300)
    void anyStartComesWithinTheBounds(
            @ForAll Graph graph,
            @ForAll @IntRange(min = 1, max = 9) int k,
            @ForAll @IntRange(min = 1, max = 50) int largest,
            @ForAll boolean play,
            @ForAll long seed) {
        Graph g = graph.withNodeWeights(
                new SplittableRandom(seed).longs(graph.nodes(), 0, largest).toArray());
        int parts = Math.min(k, g.nodes());
        Balance bounds = Balance.within(g, parts, play ? 0.3 : 0);
        int[] start = RandomGraphs.parts(g, parts, seed);
        int[] given = start.clone();
        Partition p = Partition.of(g, Rebalancing.within(g, start, bounds), parts);
        assertTrue(bounds.admits(p), () -> p + " and " + bounds);
        assertArrayEquals(given, start);
        assertArrayEquals(p.toArray(), Rebalancing.within(g, p.toArray(), bounds));
    }

    @Example
    void theNodeThatLosesLeastMoves() {
        // A path of 5 nodes of weight 2 in parts of 4 and 1: its end at the cut goes over, at no loss.
        Graph path = RandomGraphs.grid(1, 5).withNodeWeights(2, 2, 2, 2, 2);
        assertArrayEquals(
                new int[] {0, 0, 0, 1, 1}, Rebalancing.within(path, new int[] {0, 0, 0, 0, 1}, Balance.exact(path, 2)));
        assertArrayEquals(
                new int[] {1, 1, 0, 0, 0},
                Rebalancing.within(path, new int[] {1, 0, 0, 0, 0}, new Balance(2, 4, 6, 5, 0)));
    }

    @Example
    void nodesChangePlacesWhereAllAreTooHeavyToMove() {
        // 9 + 8 and 7 + 6: only the swap of 9 and 8 with 7 or 6 evens them up.
        Graph four = RandomGraphs.grid(1, 4).withNodeWeights(9, 8, 7, 6);
        int[] partOf = Rebalancing.within(four, new int[] {0, 0, 1, 1}, Balance.exact(four, 2));
        Partition p = Partition.of(four, partOf, 2);
        assertEquals(15, p.weight(0));
        assertEquals(15, p.weight(1));
    }

    @Example
    void anEmptyPartGetsTheNodeThatLosesLeast() {
        Graph path = RandomGraphs.grid(1, 4).withNodeWeights(0, 0, 0, 0);
        int[] partOf = Rebalancing.within(path, new int[4], Balance.exact(path, 2));
        assertEquals(1, Partition.cut(path, partOf));
        assertEquals(2, Arrays.stream(partOf).distinct().count());
    }

    @Example
    void perfectBalanceNeedNotCostTheCut() {
        SplittableRandom random = new SplittableRandom(5);
        double logarithms = 0;
        for (int trial = 0; trial < 40; trial++) {
            int side = random.nextInt(10, 31);
            int k = random.nextInt(2, 13);
            Graph plain = RandomGraphs.grid(side, side);
            Graph g = plain.withNodeWeights(random.longs(side * side, 1, 30).toArray());
            Partition p = new Multilevel().partition(g, k, trial);
            assertTrue(p.isBalanced());
            logarithms += Math.log(p.cut()
                    / (double) new Multilevel().partition(plain, k, trial).cut());
        }
        double ratio = Math.exp(logarithms / 40);
        assertTrue(ratio < 1.5, "cuts " + ratio + " times what nodes of weight 1 need");
    }
}
