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
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** What every {@link Partitioner} keeps. Implement it with a subject to hold one to it. */
@Domain(RandomGraphs.class)
@Domain(DomainContext.Global.class)
public interface PartitionerContract {

    /** What is held to it. */
    Partitioner subject();

    @Property(tries = 100)
    default void everyNodeIsInOnePartAndSizesDifferByAtMostOne(
            @ForAll Graph graph, @ForAll @IntRange(min = 1, max = 40) int k, @ForAll @IntRange(max = 9) int seed) {
        int parts = Math.min(k, graph.nodes());
        Partition p = subject().partition(graph, parts, seed);
        assertEquals(parts, p.parts());
        int[] size = new int[parts];
        for (int part : p.toArray()) {
            size[part]++;
        }
        int least = Arrays.stream(size).min().getAsInt();
        int most = Arrays.stream(size).max().getAsInt();
        assertTrue(most - least <= 1, Arrays.toString(size));
        assertTrue(p.isBalanced());
    }

    @Property(tries = 40)
    default void theSameSeedGivesTheSamePartition(
            @ForAll Graph graph, @ForAll @IntRange(min = 1, max = 9) int k, @ForAll long seed) {
        int parts = Math.min(k, graph.nodes());
        assertEquals(subject().partition(graph, parts, seed), subject().partition(graph, parts, seed));
    }

    @Property(tries = 40)
    default void theGraphIsLeftAsItWas(@ForAll Graph graph, @ForAll @IntRange(min = 1, max = 9) int k) {
        Graph copy = graph.withNodeWeights(new long[graph.nodes()]);
        subject().partition(graph, Math.min(k, graph.nodes()), 1);
        assertEquals(copy, graph.withNodeWeights(new long[graph.nodes()]));
    }

    @Property(tries = 40)
    default void oneCutsNothingAndAllCutEverything(@ForAll Graph graph) {
        assertEquals(0, subject().partition(graph, 1, 1).cut());
        assertEquals(
                graph.totalWeight(),
                subject().partition(graph, graph.nodes(), 1).cut());
    }

    @Example
    default void partsMustBeFromOneToTheNumberOfNodes() {
        Graph graph = RandomGraphs.grid(2, 3);
        for (int k : new int[] {0, -1, 7, Integer.MIN_VALUE}) {
            String message = assertThrows(
                            IllegalArgumentException.class, () -> subject().partition(graph, k, 1))
                    .getMessage();
            assertTrue(message.contains("k is " + k) && message.contains("1 to 6") && !message.contains("\n"), message);
        }
    }

    @Property(tries = 40)
    default void thePartsOfNodesWithWeightsAreWithinTheHeaviestOfTheMean(
            @ForAll Graph graph, @ForAll @IntRange(min = 1, max = 9) int k, @ForAll long seed) {
        if (!hearsWeights()) {
            return;
        }
        long[] weights = new SplittableRandom(seed).longs(graph.nodes(), 0, 20).toArray();
        int parts = Math.min(k, graph.nodes());
        Partition p = subject().partition(graph.withNodeWeights(weights), parts, seed);
        double mean = Arrays.stream(weights).sum() / (double) parts;
        long heaviest = Arrays.stream(weights).max().getAsLong();
        for (int part = 0; part < parts; part++) {
            assertTrue(
                    Math.abs(p.weight(part) - mean) <= heaviest,
                    p.weight(part) + " of " + mean + ", heaviest node " + heaviest);
        }
    }

    /** Whether the subject balances the weights of nodes, and not only their number. */
    default boolean hearsWeights() {
        return true;
    }
}
