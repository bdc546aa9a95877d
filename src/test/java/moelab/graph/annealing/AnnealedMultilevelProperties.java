package moelab.graph.annealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import moelab.graph.Balance;
import moelab.graph.Graph;
import moelab.graph.Multilevel;
import moelab.graph.Partition;
import moelab.graph.Partitioner;
import moelab.graph.PartitionerContract;
import moelab.graph.RandomGraphs;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The search for sparse graphs, also on graphs that {@link AnnealedPartitioner} would take for dense. */
class AnnealedMultilevelProperties implements PartitionerContract {

    @Override
    public Partitioner subject() {
        return (graph, parts, seed) -> {
            Partition p =
                    AnnealedPartitioner.moves(graph, Balance.exact(graph, parts), 0.2, 1, new SplittableRandom(seed));
            return p != null ? p : new Multilevel().partition(graph, parts, seed);
        };
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
                                .partition(RandomGraphs.times(graph, 1L << 30), parts, seed)
                                .toArray(),
                        parts));
    }

    @Property(tries = 40)
    void noSmallGraphIsCutWorseThanByTheTextbook(
            @ForAll Graph graph, @ForAll @IntRange(min = 1, max = 12) int k, @ForAll long seed) {
        int parts = Math.min(k, graph.nodes());
        assertTrue(new AnnealedPartitioner().partition(graph, parts, seed).cut()
                <= new Multilevel().partition(graph, parts, seed).cut());
    }

    @Example
    void manyPartsOfUnequalWeightAreFoundWithoutLevels() {
        Graph grid = RandomGraphs.grid(40, 50);
        Balance bounds = Balance.within(grid, 40, 0.05);
        Partition p = AnnealedPartitioner.moves(grid, bounds, 1, 1, new SplittableRandom(1));
        AnnealedMultilevel search = new AnnealedMultilevel(grid, bounds, 60_000_000, 1, new SplittableRandom(1));
        search.textbook();
        assertTrue(p.cut() <= Partition.cut(grid, search.flat()), p::toString);
    }

    @Example
    void aGridIsCutIntoSquares() {
        assertEquals(
                24,
                new AnnealedPartitioner()
                        .partition(RandomGraphs.grid(12, 12), 4, 1)
                        .cut());
        Graph grid = RandomGraphs.grid(24, 24);
        assertEquals(2 * 24, new AnnealedPartitioner().partition(grid, 4, 1).cut());
        assertTrue(new AnnealedPartitioner().partition(grid, 9, 1).cut() <= 4 * 24 + 8);
    }

    @Example
    void largeSparseGraphsAreCutBetterThanByTheTextbook() {
        Graph grid = RandomGraphs.grid(20, 60);
        for (int k : new int[] {3, 7, 16, 50, 100, 400}) {
            Partition strong = new AnnealedPartitioner().effort(0.2).partition(grid, k, 1);
            assertTrue(strong.isBalanced());
            assertTrue(strong.cut() <= new Multilevel().partition(grid, k, 1).cut(), () -> strong.toString());
        }
    }

    @Example
    void anImbalanceIsKeptAndUsed() {
        // Grids of 30 x 9 and 30 x 11 nodes, joined by one edge.
        Graph left = RandomGraphs.grid(30, 9);
        Graph right = RandomGraphs.grid(30, 11);
        Graph graph = Graph.of(
                600,
                (i, j) -> j < 270
                        ? left.between(i, j)
                        : i >= 270 ? right.between(i - 270, j - 270) : i == 0 && j == 270 ? 1 : 0);
        assertTrue(new AnnealedPartitioner().partition(graph, 2, 1).cut() > 1);
        Partition p = new AnnealedPartitioner(0.1).partition(graph, 2, 1);
        assertEquals(1, p.cut());
        assertTrue(p.imbalance() <= 0.1 + 1e-9);
    }

    @Example
    void aSearchDoesTheWorkThatItIsAllowed() {
        Graph grid = RandomGraphs.grid(20, 20); // 760 edges
        long setup = 200 * 760;
        // less than a thousand proposals for each node of the boundary
        for (long budget : new long[] {500_000, 700_000}) {
            AnnealedMultilevel search =
                    new AnnealedMultilevel(grid, Balance.exact(grid, 8), budget, 1, new SplittableRandom(1));
            search.partition();
            // begun with coarse graphs, which leave to finer ones what they need not
            assertEquals(budget, search.work(), 10);
            search.flat();
            assertEquals(2 * budget + setup, search.work(), 10);
            search.textbook();
            assertEquals(2 * budget + 2 * setup, search.work(), 10);
        }
    }

    @Example
    void aSearchStopsWhereMoreWorkWouldBeWasted() {
        Graph path = RandomGraphs.grid(1, 200);
        AnnealedMultilevel search =
                new AnnealedMultilevel(path, Balance.exact(path, 2), 1L << 40, 1, new SplittableRandom(1));
        search.flat();
        long proposals = 1000 * 2; // of the two nodes at the cut
        assertEquals(200 * 199 + proposals * (4 + 2 * 199 / 200.0), search.work(), 1);
        AnnealedMultilevel longer =
                new AnnealedMultilevel(path, Balance.exact(path, 2), 1L << 40, 5, new SplittableRandom(1));
        longer.flat();
        assertEquals(200 * 199 + 5 * proposals * (4 + 2 * 199 / 200.0), longer.work(), 1);
    }

    @Example
    void chainsOfMovesCutLessThanTheTextbookAlone() {
        Graph grid = RandomGraphs.grid(12, 12);
        long textbook = 0;
        long chains = 0;
        for (int seed = 0; seed < 20; seed++) {
            Partition alone = new Multilevel().partition(grid, 7, new SplittableRandom(seed).nextLong());
            textbook += alone.cut();
            int[] refined =
                    new AnnealedMultilevel(grid, Balance.exact(grid, 7), 0, 1, new SplittableRandom(seed)).textbook();
            chains += Partition.cut(grid, refined);
            assertTrue(Partition.cut(grid, refined) <= alone.cut());
        }
        assertTrue(chains < 0.99 * textbook, chains + " of " + textbook);
    }

    @Example
    void withHeavyNodesNothingMayBeWithinTheBounds() {
        Graph graph = RandomGraphs.grid(1, 4).withNodeWeights(6, 6, 6, 2);
        assertNull(AnnealedPartitioner.moves(graph, new Balance(2, 9, 11, 10, 1), 0.01, 1, new SplittableRandom(1)));
        Partition p = AnnealedPartitioner.moves(graph, Balance.exact(graph, 2), 0.01, 1, new SplittableRandom(1));
        assertEquals(1, p.cut());
        assertEquals(8, Math.min(p.weight(0), p.weight(1)));
    }
}
