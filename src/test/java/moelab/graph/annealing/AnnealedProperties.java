package moelab.graph.annealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import moelab.graph.Balance;
import moelab.graph.Graph;
import moelab.graph.HeavyEdgeMatching;
import moelab.graph.Multilevel;
import moelab.graph.Partition;
import moelab.graph.Partitioner;
import moelab.graph.RandomGraphs;
import moelab.graph.SmallOptimumContract;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The strong partitioner; small graphs are dense ones to it, so that this is about its swaps. */
class AnnealedProperties implements SmallOptimumContract {

    @Override
    public Partitioner subject() {
        return new AnnealedPartitioner();
    }

    @Override
    public int optimalOfHundred() {
        return 98;
    }

    @Property(tries = 60)
    void anImbalanceIsKept(@ForAll Graph graph, @ForAll @IntRange(min = 1, max = 9) int k, @ForAll long seed) {
        int parts = Math.min(k, graph.nodes());
        Partition p = new AnnealedPartitioner(0.3).partition(graph, parts, seed);
        assertTrue(p.imbalance() <= 0.3 + 1e-9 || p.isBalanced());
    }

    @Example
    void anImbalanceIsUsed() {
        // Cliques of 9 and 11 nodes: halves of 10 have to cut one, halves with a tenth of play do not.
        Graph graph = Graph.of(20, (i, j) -> i < 9 == j < 9 ? 1 : 0);
        assertEquals(10, new AnnealedPartitioner().partition(graph, 2, 1).cut());
        assertEquals(0, new AnnealedPartitioner(0.1).partition(graph, 2, 1).cut());
    }

    @Example
    void weightsOfNodesDecideWhatFits() {
        // The heavy node stays alone, its clique is what fills the other part.
        Graph graph = Graph.of(6, (i, j) -> 1).withNodeWeights(5, 1, 1, 1, 1, 1);
        for (int seed = 0; seed < 20; seed++) {
            Partition p = new AnnealedPartitioner().partition(graph, 2, seed);
            assertEquals(5, p.cut(), p::toString);
        }
    }

    @Property(tries = 30)
    void theUnitOfWeightsDoesNotMatter(
            @ForAll Graph graph, @ForAll @IntRange(min = 1, max = 9) int k, @ForAll long seed) {
        int parts = Math.min(k, graph.nodes());
        assertEquals(
                Partition.of(graph, subject().partition(graph, parts, seed).toArray(), parts),
                Partition.of(
                        graph,
                        subject()
                                .partition(RandomGraphs.times(graph, 1L << 40), parts, seed)
                                .toArray(),
                        parts));
    }

    @Example
    void plantedGroupsAreFoundInNoise() {
        SplittableRandom random = new SplittableRandom(3);
        int[] group = HeavyEdgeMatching.shuffled(96, random);
        long[][] w = new long[96][96];
        for (int i = 0; i < 96; i++) {
            for (int j = i + 1; j < 96; j++) {
                w[i][j] = random.nextInt(20) + (group[i] / 12 == group[j] / 12 ? 10 : 0);
            }
        }
        Graph graph = Graph.of(96, (i, j) -> w[i][j]);
        int[] planted = new int[96];
        for (int v = 0; v < 96; v++) {
            planted[v] = group[v] / 12;
        }
        long found = new AnnealedPartitioner().partition(graph, 8, 1).cut();
        assertTrue(found <= Partition.of(graph, planted, 8).cut());
        assertTrue(found < new Multilevel().best(graph, 8, 1, 3).cut());
    }

    @Example
    void partsMayBeAsManyAsPairsNeed() {
        // 60 pairs, each joined by the heaviest edge of both its nodes: the only partition in 60 parts that cuts none
        // of them.
        SplittableRandom random = new SplittableRandom(4);
        int[] name = HeavyEdgeMatching.shuffled(120, random);
        Graph graph = Graph.of(120, (i, j) -> name[i] / 2 == name[j] / 2 ? 40 : 1 + (name[i] * 7 + name[j] * 7) % 10);
        Partition p = new AnnealedPartitioner().partition(graph, 60, 1);
        assertEquals(60 * 40, p.captured());
        for (int k : new int[] {59, 61, 100, 119}) {
            assertTrue(new AnnealedPartitioner().partition(graph, k, 1).isBalanced());
        }
    }

    @Example
    void aDenseGraphIsSwappedFiveTimesIfItIsSmallAndTheBestIsKept() {
        Graph graph = RandomGraphs.draw(80, 0.5, 9, new SplittableRandom(6));
        assertEquals(
                bestOfFive(graph, 8, 1, 3),
                new AnnealedPartitioner().partition(graph, 8, 3).cut());
        // As where parts have fewer than ten nodes, however few edges there are.
        Graph pairs = Graph.of(100, (i, j) -> i % 5 == 0 && j == i + 1 ? 1 : 0);
        assertEquals(
                bestOfFive(pairs, 20, 1, 3),
                new AnnealedPartitioner().partition(pairs, 20, 3).cut());
    }

    private static long bestOfFive(Graph graph, int parts, double share, long seed) {
        Balance bounds = Balance.exact(graph, parts);
        return SearchPolicyTest.fiveTimesSwapped(graph, bounds, share, new SplittableRandom(seed))
                .cut();
    }

    @Example
    void aSparseGraphIsSearchedByMovesAndOneInBetweenByBoth() {
        Graph sparse = RandomGraphs.grid(2, 600);
        assertEquals(
                AnnealedPartitioner.moves(sparse, Balance.exact(sparse, 7), 1, 1, new SplittableRandom(3)),
                new AnnealedPartitioner().partition(sparse, 7, 3));
        Graph between = RandomGraphs.grid(9, 9);
        long found = new AnnealedPartitioner().partition(between, 5, 3).cut();
        assertTrue(found <= bestOfFive(between, 5, 0.2, 3));
        assertTrue(found
                <= AnnealedPartitioner.moves(between, Balance.exact(between, 5), 0.2, 1, new SplittableRandom(3))
                        .cut());
    }

    @Property(tries = 30)
    void movesAreNeverWorseThanTheTextbookWithChains(
            @ForAll Graph graph, @ForAll @IntRange(min = 2, max = 5) int k, @ForAll long seed) {
        Balance bounds = Balance.exact(graph, Math.min(k, graph.nodes()));
        int[] textbook = new AnnealedMultilevel(graph, bounds, 0, 1, new SplittableRandom(seed)).textbook();
        assertTrue(AnnealedPartitioner.moves(graph, bounds, 0.1, 1, new SplittableRandom(seed))
                        .cut()
                <= Partition.cut(graph, textbook));
    }

    @Example
    void wrongSettingsAreRefused() {
        for (double imbalance : new double[] {-0.01, Double.NaN, Double.POSITIVE_INFINITY}) {
            String message = assertThrows(
                            IllegalArgumentException.class,
                            () -> new AnnealedPartitioner(imbalance).partition(RandomGraphs.grid(2, 2), 2, 1))
                    .getMessage();
            assertTrue(message.startsWith("imbalance is "), message);
        }
    }
}
