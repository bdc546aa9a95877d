package moelab.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Multilevel recursive bisection and the Fiduccia-Mattheyses refinement in it. */
class MultilevelProperties implements PartitionerContract {

    @Override
    public Partitioner subject() {
        return new Multilevel();
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
    void heavyNodesAreBalancedAsWellAsTheHeaviestAllows(@ForAll Graph graph, @ForAll @IntRange(min = 1, max = 9) int k, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] weights = random.longs(graph.nodes(), 0, 20).toArray();
        int parts = Math.min(k, graph.nodes());
        Partition p = new Multilevel().partition(graph.withNodeWeights(weights), parts, seed);
        double mean = Arrays.stream(weights).sum() / (double) parts;
        long heaviest = Arrays.stream(weights).max().getAsLong();
        for (int part = 0; part < parts; part++) {
            assertTrue(Math.abs(p.weight(part) - mean) <= heaviest, "part of " + p.weight(part) + ", mean " + mean + ", heaviest " + heaviest);
        }
    }

    @Property(tries = 100)
    void anImbalanceIsKept(@ForAll Graph graph, @ForAll @IntRange(min = 1, max = 9) int k, @ForAll long seed) {
        int parts = Math.min(k, graph.nodes());
        Partition p = new Multilevel(0.3).partition(graph, parts, seed);
        assertTrue(p.imbalance() <= 0.3 + 1e-9 || p.isBalanced());
    }

    @Example
    void twoBlobsThatHaveNothingToDoWithEachOtherAreSeparated() {
        SplittableRandom random = new SplittableRandom(7);
        for (int trial = 0; trial < 20; trial++) {
            int[] name = HeavyEdgeMatching.shuffled(400, random);
            Graph grid = RandomGraphs.grid(10, 20);
            Graph blobs = Graph.of(400, (i, j) -> i / 200 == j / 200 ? grid.between(i % 200, j % 200) : 0);
            assertEquals(0, new Multilevel().partition(RandomGraphs.relabelled(blobs, name), 2, trial).cut());
        }
    }

    @Example
    void smallGraphsAreCutAsWellAsTryingAllPartitionsDoes() {
        SplittableRandom random = new SplittableRandom(11);
        int optimal = 0;
        for (int trial = 0; trial < 300; trial++) {
            int n = random.nextInt(4, 11);
            int parts = random.nextInt(2, 4);
            double density = random.nextDouble(0.2, 1);
            long[][] w = new long[n][n];
            for (long[] row : w) {
                Arrays.setAll(row, j -> random.nextDouble() < density ? random.nextInt(1, 10) : 0);
            }
            Graph graph = Graph.of(n, (i, j) -> w[i][j]);
            long least = RandomGraphs.leastCut(graph, parts);
            long found = new Multilevel().partition(graph, parts, trial).cut();
            assertTrue(found >= least);
            optimal += found == least ? 1 : 0;
        }
        assertTrue(optimal >= 225, "only " + optimal + " of 300 graphs are cut optimally");
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
