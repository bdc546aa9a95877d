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

/**
 * What every {@link Partitioner} promises, as properties. To check one:
 *
 * <pre>
 *   class MyPartitionerProperties implements PartitionerContract {
 *       public Partitioner subject() { return new MyPartitioner(); }
 *   }
 * </pre>
 *
 * Outside of this project: the test-jar with classifier {@code contracts}, and jqwik.
 */
@Domain(RandomGraphs.class)
@Domain(DomainContext.Global.class)
public interface PartitionerContract {

    /** Returns the partitioner under test. */
    Partitioner subject();

    // ---- parts of equal size ----

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

    @Property(tries = 100)
    default void partsOfNodesWithWeightsAreNoHeavierThanThoseOfTheGreedyPartition(
            @ForAll Graph graph,
            @ForAll @IntRange(min = 1, max = 9) int k,
            @ForAll @IntRange(min = 1, max = 100) int largest,
            @ForAll long seed) {
        if (!balancesNodeWeights()) {
            return;
        }
        long[] weights =
                new SplittableRandom(seed).longs(graph.nodes(), 0, largest).toArray();
        int parts = Math.min(k, graph.nodes());
        Partition p = subject().partition(graph.withNodeWeights(weights), parts, seed);
        long bound = HeaviestFirst.heaviestPart(weights, parts);
        for (int part = 0; part < parts; part++) {
            assertTrue(p.size(part) > 0, "part " + part + " is empty");
            assertTrue(p.weight(part) <= bound, "a part weighs " + p.weight(part) + ", more than " + bound);
        }
    }

    /** Returns whether the subject balances the weights of nodes, and not only their number. */
    default boolean balancesNodeWeights() {
        return true;
    }

    // ---- a small cut ----

    /**
     * Groups of nodes joined to each other by one edge each. Parts chosen without a look at the edges cut at least
     * seven in ten of them; a partitioner has to do with half of that, on average of ten graphs.
     */
    @Property(tries = 10)
    default void groupsMostlyStayTogether(
            @ForAll @IntRange(min = 2, max = 5) int groups,
            @ForAll @IntRange(min = 6, max = 12) int size,
            @ForAll long seed) {
        int n = groups * size;
        long cut = 0;
        long total = 0;
        SplittableRandom random = new SplittableRandom(seed);
        for (int trial = 0; trial < 10; trial++) {
            int[] name = HeavyEdgeMatching.shuffled(n, random);
            Graph graph =
                    Graph.of(n, (i, j) -> name[i] / size == name[j] / size || Math.abs(name[i] - name[j]) == 1 ? 1 : 0);
            cut += subject().partition(graph, groups, trial).cut();
            total += graph.totalWeight();
        }
        double blind = 1 - (n / (double) groups - 1) / (n - 1); // share of the edges that parts at random cut
        assertTrue(cut <= 0.5 * blind * total, "cuts " + cut + " of " + total + ", parts at random " + blind * total);
    }

    @Property(tries = 40)
    default void oneCutsNothingAndAllCutEverything(@ForAll Graph graph) {
        assertEquals(0, subject().partition(graph, 1, 1).cut());
        assertEquals(
                graph.totalWeight(),
                subject().partition(graph, graph.nodes(), 1).cut());
    }

    // ---- manners ----

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

    @Example
    default void partsMustBeFromOneToTheNumberOfNodes() {
        Graph graph = RandomGraphs.grid(2, 3);
        for (int k : new int[] {0, -1, 7, Integer.MIN_VALUE}) {
            String message = assertThrows(
                            IllegalArgumentException.class, () -> subject().partition(graph, k, 1))
                    .getMessage();
            assertTrue(message != null && message.lines().count() == 1, message);
            assertTrue(message.contains("" + k) && message.contains("6"), message + " names neither " + k + " nor 6");
        }
    }
}
