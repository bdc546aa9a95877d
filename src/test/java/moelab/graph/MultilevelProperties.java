package moelab.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Multilevel recursive bisection and the Fiduccia-Mattheyses refinement in it. */
class MultilevelProperties implements SmallOptimumContract {

    @Override
    public Partitioner subject() {
        return new Multilevel();
    }

    @Override
    public int optimalOfHundred() {
        return 70;
    }

    @Property(tries = 200)
    void refinementNeverRaisesTheCutAndKeepsTheBalance(@ForAll Graph graph, @ForAll long seed) {
        int[] order = HeavyEdgeMatching.shuffled(graph.nodes(), new SplittableRandom(seed));
        int[] partOf = new int[graph.nodes()];
        for (int i = 0; i < order.length; i++) {
            partOf[order[i]] = i % 2;
        }
        if (graph.nodes() > 1) {
            Partition start = Partition.of(graph, partOf, 2);
            Partition end = FiducciaMattheyses.refine(start);
            assertTrue(end.cut() <= start.cut());
            assertTrue(end.isBalanced());
        }
    }

    @Property(tries = 200)
    void refinementBringsAnyStartIntoBalance(@ForAll Graph graph, @ForAll long seed) {
        if (graph.nodes() > 1) {
            assertTrue(FiducciaMattheyses.refine(Partition.of(graph, GraphProperties.randomParts(graph, 2, seed), 2)).isBalanced());
        }
    }

    @Property(tries = 100)
    void anImbalanceIsKept(@ForAll Graph graph, @ForAll @IntRange(min = 1, max = 9) int k, @ForAll long seed) {
        int parts = Math.min(k, graph.nodes());
        Partition p = new Multilevel(0.3).partition(graph, parts, seed);
        assertTrue(p.imbalance() <= 0.3 + 1e-9 || p.isBalanced());
    }

    @Example
    void largeBlobsAreSeparatedAtOnce() {
        SplittableRandom random = new SplittableRandom(7);
        for (int trial = 0; trial < 20; trial++) {
            int[] name = HeavyEdgeMatching.shuffled(400, random);
            Graph grid = RandomGraphs.grid(10, 20);
            Graph blobs = Graph.of(400, (i, j) -> i / 200 == j / 200 ? grid.between(i % 200, j % 200) : 0);
            assertEquals(0, new Multilevel().partition(RandomGraphs.relabelled(blobs, name), 2, trial).cut());
        }
    }

    @Example
    void aGridIsCutAcross() {
        assertEquals(10, new Multilevel().best(RandomGraphs.grid(10, 40), 2, 1, 5).cut());
    }

    @Example
    void aWrongImbalanceIsRefused() {
        for (double imbalance : new double[] {-0.01, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new Multilevel(imbalance).partition(RandomGraphs.grid(2, 2), 2, 1));
        }
        assertThrows(IllegalArgumentException.class, () -> new Multilevel().best(RandomGraphs.grid(2, 2), 2, 1, 0));
    }
}
