package moelab.graph.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import moelab.graph.Balance;
import moelab.graph.Graph;
import moelab.graph.Partition;
import moelab.graph.RandomGraphs;
import moelab.graph.RandomStart;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Sets, transfers and paths against what they say of themselves, recomputed from the partition. */
@Domain(RandomGraphs.class)
@Domain(DomainContext.Global.class)
class SetExchangeProperties {

    private static long violation(Graph graph, Balance bounds, int[] partOf) {
        Partition p = Partition.of(graph, partOf, bounds.parts());
        long sum = 0;
        for (int part = 0; part < bounds.parts(); part++) {
            sum += bounds.violation(p.weight(part));
        }
        return sum;
    }

    @Property(tries = 200)
    void aGrownSetIsConnectedInsideItsPartAndCostsWhatItSays(
            @ForAll Graph graph, @ForAll @IntRange(min = 2, max = 6) int k, @ForAll long seed) {
        int[] partOf = RandomGraphs.parts(graph, k, seed);
        GrownSets sets = new GrownSets(graph, k, new SplittableRandom(seed));
        sets.grow(new MovedParts(graph, partOf, k));
        for (int d = 0; d < sets.directions(); d++) {
            for (int size = 1; size <= GrownSets.MOST; size++) {
                long before = Long.MIN_VALUE;
                for (int i = 0, set; (set = sets.best(d, size, i)) >= 0; i++) {
                    int[] moved = partOf.clone();
                    for (int j = 0; j < size; j++) {
                        int v = sets.node(set, j);
                        assertEquals(sets.from(d), moved[v], "in the part, and no node twice");
                        assertTrue(j == 0 || touches(graph, v, moved, sets.from(d ^ 1), partOf));
                        moved[v] = sets.from(d ^ 1);
                    }
                    long cost = Partition.cut(graph, moved) - Partition.cut(graph, partOf);
                    assertEquals(cost, sets.cost(set, size));
                    assertTrue(before <= cost, "the cheapest first");
                    before = cost;
                }
            }
        }
    }

    /** Returns whether v has a neighbor that was moved to a part. */
    static boolean touches(Graph graph, int v, int[] moved, int to, int[] partOf) {
        for (int a = graph.start(v); a < graph.start(v + 1); a++) {
            int w = graph.neighbor(a);
            if (moved[w] == to && partOf[w] != to) {
                return true;
            }
        }
        return false;
    }

    @Property(tries = 200)
    void aSingleNodeIsTheCheapestOfItsDirection(
            @ForAll Graph graph, @ForAll @IntRange(min = 2, max = 6) int k, @ForAll long seed) {
        MovedParts parts = new MovedParts(graph, RandomGraphs.parts(graph, k, seed), k);
        GrownSets sets = new GrownSets(graph, k, new SplittableRandom(seed));
        sets.grow(parts);
        for (int d = 0; d < sets.directions(); d++) {
            long largest = Long.MIN_VALUE;
            for (int v = 0; v < graph.nodes(); v++) {
                for (int a = graph.start(v); a < graph.start(v + 1); a++) {
                    if (parts.partOf[v] == sets.from(d) && parts.partOf[graph.neighbor(a)] == sets.from(d ^ 1)) {
                        largest = Math.max(largest, parts.gain(v, sets.from(d ^ 1)));
                    }
                }
            }
            assertEquals(-largest, sets.cost(sets.best(d, 1, 0), 1));
        }
    }

    @Property(tries = 200)
    void aTransferChangesTheCutAndTwoSizesAsItSays(
            @ForAll Graph graph, @ForAll @IntRange(min = 2, max = 6) int k, @ForAll long seed) {
        MovedParts parts = new MovedParts(graph, RandomGraphs.parts(graph, k, seed), k);
        GrownSets sets = new GrownSets(graph, k, new SplittableRandom(seed));
        Bundles bundles = new Bundles(graph, sets, k, new SplittableRandom(seed));
        Transfers transfers = new Transfers(graph, sets, bundles);
        sets.grow(parts);
        bundles.find(parts, 16);
        transfers.find();
        int[] partOf = parts.partOf.clone();
        for (int d = 0; d < sets.directions(); d++) {
            for (int s = 0; s <= transfers.most(); s++) {
                int t = transfers.of(d, s);
                if (transfers.cost(t) == Transfers.NONE) {
                    continue;
                }
                long cut = parts.cut;
                long[] weight = parts.weight.clone();
                weight[transfers.from(t)] -= s;
                weight[transfers.to(t)] += s;
                parts.mark();
                assertTrue(transfers.make(t, parts));
                assertEquals(cut + transfers.cost(t), parts.cut);
                assertEquals(Partition.cut(graph, parts.partOf), parts.cut);
                assertArrayEquals(weight, parts.weight);
                assertTrue(s > 0 || !transfers.make(t, parts), "the nodes have gone");
                parts.undo();
                assertArrayEquals(partOf, parts.partOf);
                assertEquals(cut, parts.cut);
            }
        }
    }

    @Property(tries = 200)
    void cyclesCloseAndPathsBringPartsIn(
            @ForAll Graph graph, @ForAll @IntRange(min = 2, max = 6) int k, @ForAll long seed) {
        int parts = Math.min(k, graph.nodes());
        MovedParts moved = new MovedParts(graph, RandomGraphs.parts(graph, parts, seed), parts);
        GrownSets sets = new GrownSets(graph, parts, new SplittableRandom(seed));
        Bundles bundles = new Bundles(graph, sets, parts, new SplittableRandom(seed));
        Transfers transfers = new Transfers(graph, sets, bundles);
        ShiftPaths paths = new ShiftPaths(sets, transfers, parts);
        sets.grow(moved);
        bundles.find(moved, 16);
        transfers.find();
        for (int s = 1; s <= GrownSets.MOST; s++) {
            int[] cycle = paths.negativeCycle(s);
            long sum = 0;
            for (int i = 0; i < cycle.length; i++) { // in reverse
                assertEquals(transfers.from(cycle[i]), transfers.to(cycle[(i + 1) % cycle.length]));
                sum += transfers.cost(cycle[i]);
            }
            assertTrue(cycle.length == 0 || sum < 0);
        }
        Balance bounds = Balance.exact(graph, parts);
        double rate = Double.NEGATIVE_INFINITY;
        for (ShiftPaths.Path path : paths.balancing(moved.weight, bounds, 1)) {
            int[] t = path.transfers();
            for (int i = 0; i + 1 < t.length; i++) {
                assertEquals(transfers.from(t[i]), transfers.to(t[i + 1]));
            }
            assertTrue(rate <= path.rate(), "the best first");
            rate = path.rate();
            int s = t[0] % (transfers.most() + 1);
            long[] after = moved.weight.clone();
            after[transfers.from(t[t.length - 1])] -= s;
            after[transfers.to(t[0])] += s;
            assertTrue(
                    Arrays.stream(after).map(bounds::violation).sum()
                            < Arrays.stream(moved.weight).map(bounds::violation).sum(),
                    "it brings parts in");
        }
    }

    @Example
    void nodesOfGreatWeightAreBalancedToo() {
        long[] weights = new long[16];
        Arrays.fill(weights, Long.MAX_VALUE / 16);
        Graph grid = RandomGraphs.grid(4, 4).withNodeWeights(weights);
        int[] partOf = new int[16]; // 13 nodes in part 0: by how much all parts are out does not fit a long
        partOf[3] = 1;
        partOf[12] = 2;
        partOf[15] = 3;
        Balance bounds = Balance.exact(grid, 4);
        assertTrue(new SetExchange(grid, bounds, new SplittableRandom(1)).balance(partOf));
        assertTrue(bounds.admits(Partition.of(grid, partOf, 4)));
    }

    @Property(tries = 200)
    void improvingNeverRaisesTheCutAndKeepsTheBounds(
            @ForAll Graph graph,
            @ForAll @IntRange(min = 2, max = 9) int k,
            @ForAll @IntRange(min = 1, max = 3) int unit,
            @ForAll boolean play,
            @ForAll long seed) {
        long[] weights = new long[graph.nodes()];
        Arrays.fill(weights, unit);
        Graph g = graph.withNodeWeights(weights);
        int parts = Math.min(k, g.nodes());
        Balance bounds = Balance.within(g, parts, play ? 0.5 : 0);
        int[] partOf = RandomStart.draw(g, parts, new SplittableRandom(seed));
        long cut = Partition.cut(g, partOf);
        long less = new SetExchange(g, bounds, new SplittableRandom(seed)).improve(partOf);
        assertTrue(less >= 0);
        assertEquals(cut - less, Partition.cut(g, partOf));
        assertEquals(0, violation(g, bounds, partOf));
    }

    @Property(tries = 200)
    void whetherItIsBalancedIsSaid(@ForAll Graph graph, @ForAll @IntRange(min = 2, max = 9) int k, @ForAll long seed) {
        int parts = Math.min(k, graph.nodes());
        Balance bounds = Balance.exact(graph, parts);
        int[] partOf = RandomGraphs.parts(graph, parts, seed);
        long before = violation(graph, bounds, partOf);
        boolean balanced = new SetExchange(graph, bounds, new SplittableRandom(seed)).balance(partOf);
        long after = violation(graph, bounds, partOf);
        assertEquals(balanced, after == 0);
        assertTrue(after <= before);
    }

    @Example
    void aGridFarOutOfBalanceIsBalanced() {
        Graph grid = RandomGraphs.grid(20, 20);
        int[] partOf = new int[400];
        Arrays.setAll(partOf, v -> v % 20 < 3 ? 0 : v % 20 < 5 ? 1 : v % 20 < 16 ? 2 : 3);
        Balance bounds = Balance.exact(grid, 4);
        SetExchange exchange = new SetExchange(grid, bounds, new SplittableRandom(1));
        assertTrue(exchange.balance(partOf));
        assertEquals(0, violation(grid, bounds, partOf));
        assertTrue(exchange.improve(partOf) >= 0);
        assertTrue(Partition.cut(grid, partOf) <= 66, "the columns' 60 and a little");
        assertTrue(exchange.work() > 0);
    }

    /** Two cliques, each with a tail of five nodes in the other's part: no node can leave its tail without a loss. */
    @Example
    void tailsAreExchangedAsAWhole() {
        List<Graph.Edge> edges = new ArrayList<>();
        int[] partOf = new int[22];
        for (int side = 0; side < 2; side++) {
            int first = 11 * side;
            for (int i = 0; i < 6; i++) {
                partOf[first + i] = side;
                for (int j = 0; j < i; j++) {
                    edges.add(new Graph.Edge(first + i, first + j));
                }
            }
            for (int i = 6; i < 11; i++) {
                partOf[first + i] = 1 - side;
                edges.add(new Graph.Edge(first + i, i == 6 ? first : first + i - 1, i == 6 ? 1 : 2));
            }
        }
        Graph graph = Graph.of(22, edges);
        assertEquals(2, Partition.cut(graph, partOf));
        SetExchange exchange = new SetExchange(graph, Balance.exact(graph, 2), new SplittableRandom(1));
        assertEquals(2, exchange.improve(partOf));
    }

    @Example
    void itIsForNodesThatWeighTheSame() {
        Graph grid = RandomGraphs.grid(2, 2);
        assertTrue(SetExchange.suits(grid, Balance.exact(grid, 2)));
        for (Graph other : List.of(
                grid.withNodeWeights(1, 2, 1, 1),
                grid.withNodeWeights(0, 0, 0, 0),
                RandomGraphs.times(grid, 1L << 38))) {
            Balance bounds = Balance.exact(other, 2);
            assertFalse(SetExchange.suits(other, bounds));
            assertThrows(IllegalArgumentException.class, () -> new SetExchange(other, bounds, new SplittableRandom(1)));
        }
        Graph many = RandomGraphs.grid(2, 300);
        assertTrue(SetExchange.suits(many, Balance.exact(many, 512)));
        assertFalse(SetExchange.suits(many, Balance.exact(many, 513)));
    }
}
