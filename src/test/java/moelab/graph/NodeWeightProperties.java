package moelab.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import moelab.graph.annealing.AnnealedPartitioner;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** All partitioners on nodes of different weights, and on weights near the largest long. */
@Domain(RandomGraphs.class)
@Domain(DomainContext.Global.class)
class NodeWeightProperties {

    @Provide
    Arbitrary<Partitioner> partitioners() {
        return Arbitraries.of(new KernighanLin(), new Multilevel(), new AnnealedPartitioner());
    }

    private static Graph weighted(Graph graph, long largest, long seed) {
        // a few heavy nodes among light ones, and some that weigh nothing
        SplittableRandom random = new SplittableRandom(seed);
        return graph.withNodeWeights(LongStream.range(0, graph.nodes())
                .map(v -> random.nextInt(4) == 0 ? random.nextLong(largest + 1) : random.nextLong(3))
                .toArray());
    }

    private static long[] weights(Graph graph) {
        long[] weights = new long[graph.nodes()];
        Arrays.setAll(weights, graph::nodeWeight);
        return weights;
    }

    private static void assertBalanced(Partition p) {
        long[] weights = weights(p.graph());
        long bound = HeaviestFirst.heaviestPart(weights, p.parts());
        long lowest =
                Arrays.stream(HeaviestFirst.weights(weights, p.parts())).min().getAsLong();
        for (int part = 0; part < p.parts(); part++) {
            assertTrue(p.size(part) > 0, "part " + part + " is empty: " + p);
            assertTrue(p.weight(part) <= bound && p.weight(part) >= lowest, p + ", greedy " + lowest + " to " + bound);
        }
        assertTrue(p.isBalanced());
    }

    @Property(tries = 150)
    void partsAreBoundedByTheGreedyPartition(
            @ForAll("partitioners") Partitioner partitioner,
            @ForAll Graph graph,
            @ForAll @IntRange(min = 1, max = 9) int k,
            @ForAll @IntRange(min = 1, max = 200) int largest,
            @ForAll long seed) {
        Graph g = weighted(graph, largest, seed);
        assertBalanced(partitioner.partition(g, Math.min(k, g.nodes()), seed));
    }

    @Property(tries = 100)
    void theHeaviestPartIsWithinAThirdOfTheLeastPossible(
            @ForAll @IntRange(min = 2, max = 9) int nodes,
            @ForAll @IntRange(min = 2, max = 4) int k,
            @ForAll @IntRange(min = 1, max = 30) int largest,
            @ForAll long seed) {
        Graph g = weighted(RandomGraphs.grid(1, nodes), largest, seed);
        int parts = Math.min(k, nodes);
        Balance bounds = Balance.exact(g, parts);
        long least = HeaviestFirst.leastPossible(weights(g), parts);
        long lower = Math.max((g.totalNodeWeight() + parts - 1) / parts, g.heaviestNode());
        assertTrue(least >= lower);
        assertTrue(bounds.heaviest() >= least && 3 * bounds.heaviest() <= 4 * least, bounds + ", least " + least);
        assertTrue(bounds.heaviest() < Math.max(1, 2 * lower), bounds + ", lower bound " + lower);
    }

    @Property(tries = 150)
    void anImbalanceIsThatOfMetis(
            @ForAll Graph graph,
            @ForAll @IntRange(min = 1, max = 9) int k,
            @ForAll @DoubleRange(min = 0, max = 2) double imbalance,
            @ForAll boolean strong,
            @ForAll long seed) {
        Graph g = weighted(graph, 20, seed);
        int parts = Math.min(k, g.nodes());
        Partitioner partitioner = strong ? new AnnealedPartitioner(imbalance) : new Multilevel(imbalance);
        Partition p = partitioner.partition(g, parts, seed);
        double most =
                Math.max((1 + imbalance) * g.totalNodeWeight() / parts, HeaviestFirst.heaviestPart(weights(g), parts));
        for (int part = 0; part < parts; part++) {
            assertTrue(p.size(part) > 0 && p.weight(part) <= most + 1e-6, p + ", at most " + most);
        }
    }

    @Example
    void aHeavyNodeAtTheEndOfAPathStaysAlone() {
        Graph path = RandomGraphs.grid(1, 4).withNodeWeights(5, 1, 1, 1);
        Graph longer = RandomGraphs.grid(1, 12).withNodeWeights(12, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        for (Partitioner partitioner : List.of(new KernighanLin(), new Multilevel(), new AnnealedPartitioner())) {
            Partition p = partitioner.partition(path, 2, 1);
            assertEquals(1, p.cut(), () -> partitioner + ": " + p);
            assertEquals(3, Math.min(p.weight(0), p.weight(1)));
            Partition four = partitioner.partition(longer, 4, 1);
            assertBalanced(four);
            assertEquals(12, four.weight(four.partOf(0)));
        }
    }

    @Property(tries = 20)
    void largeGraphsWithWeightsAreBalancedAndCutBetterThanByTheGreedyPartition(
            @ForAll @IntRange(min = 20, max = 30) int side,
            @ForAll @IntRange(min = 2, max = 12) int k,
            @ForAll @IntRange(min = 2, max = 100) int largest,
            @ForAll long seed) {
        Graph g = weighted(RandomGraphs.grid(side, side), largest, seed);
        Partition p = new Multilevel().partition(g, k, seed);
        assertBalanced(p);
        int[] greedy = RandomStart.draw(g, k, new SplittableRandom(seed));
        assertTrue(p.cut() < 0.8 * Partition.cut(g, greedy), p + ", greedy " + Partition.cut(g, greedy));
    }

    // ---- sums ----

    @Property(tries = 100)
    void cutsAreExactUpToTheLargestLong(
            @ForAll("partitioners") Partitioner partitioner,
            @ForAll Graph graph,
            @ForAll @IntRange(min = 1, max = 5) int k,
            @ForAll long seed) {
        if (graph.edges() == 0) {
            return;
        }
        Graph g = RandomGraphs.times(graph, Long.MAX_VALUE / graph.totalWeight());
        int parts = Math.min(k, g.nodes());
        Partition p = partitioner.partition(g, parts, seed);
        BigInteger cut = BigInteger.ZERO;
        for (int v = 0; v < g.nodes(); v++) {
            for (int a = g.start(v); a < g.start(v + 1); a++) {
                if (v < g.neighbor(a) && p.partOf(v) != p.partOf(g.neighbor(a))) {
                    cut = cut.add(BigInteger.valueOf(g.weight(a)));
                }
            }
        }
        assertEquals(cut, BigInteger.valueOf(p.cut()));
        assertTrue(p.isBalanced());
        long plain = partitioner.partition(graph, parts, seed).cut();
        assertTrue(
                p.cut() / (Long.MAX_VALUE / graph.totalWeight()) <= 2 * plain + 20,
                p + ", with small weights " + plain);
    }

    @Property(tries = 100)
    void nodesMayWeighUpToTheLargestLong(
            @ForAll("partitioners") Partitioner partitioner,
            @ForAll Graph graph,
            @ForAll @IntRange(min = 1, max = 5) int k,
            @ForAll long seed) {
        Graph g = weighted(graph, 9, seed);
        long factor = Long.MAX_VALUE / Math.max(1, g.totalNodeWeight());
        Graph heavy =
                g.withNodeWeights(Arrays.stream(weights(g)).map(w -> w * factor).toArray());
        assertBalanced(partitioner.partition(heavy, Math.min(k, g.nodes()), seed));
    }

    @Example
    void sumsThatDoNotFitAreRefused() {
        Graph pair = Graph.of(3, (i, j) -> 1);
        assertEquals(
                "the edges weigh more than 9223372036854775807 together, expected at most that",
                message(() -> Graph.of(3, (i, j) -> 1L << 62)));
        assertEquals(
                "the nodes weigh more than 9223372036854775807 together, expected at most that",
                message(() -> pair.withNodeWeights(1L << 62, 1L << 62, 1)));
    }

    private static String message(Runnable call) {
        try {
            call.run();
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
        return "accepted";
    }
}
