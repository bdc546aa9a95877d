package moelab.graph.annealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
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

/** The table of gains: always what counting again gives, on rows as on lists, and rounded where weights are large. */
@Domain(RandomGraphs.class)
@Domain(DomainContext.Global.class)
class SwapTableProperties {
    private static final int BITS = 28;

    private static SwapTable table(Graph graph, int parts, double imbalance) {
        Balance bounds = Balance.within(graph, parts, imbalance);
        return new SwapTable(graph, bounds, RandomStart.draw(graph, parts, new SplittableRandom(1)));
    }

    @Property(tries = 150)
    void gainsOfSwapsAreWhatTheyTakeOffTheCutAndTheTableStaysExact(
            @ForAll Graph graph,
            @ForAll @IntRange(min = 2, max = 5) int k,
            @ForAll boolean heavyNodes,
            @ForAll boolean play,
            @ForAll long seed) {
        if (graph.nodes() < 2) {
            return;
        }
        int parts = Math.min(k, graph.nodes());
        SplittableRandom random = new SplittableRandom(seed);
        Graph g = heavyNodes
                ? graph.withNodeWeights(random.longs(graph.nodes(), 0, 9).toArray())
                : graph;
        Balance bounds = Balance.within(g, parts, play ? 0.5 : 0);
        SwapTable table = new SwapTable(g, bounds, RandomStart.draw(g, parts, random));
        int swaps = 0;
        for (int trial = 0; trial < 100 && swaps < 15; trial++) {
            int p = random.nextInt(parts);
            int q = (p + random.nextInt(1, parts)) % parts;
            int atU = p * table.places + random.nextInt(table.places);
            int atV = q * table.places + random.nextInt(table.places);
            if (!table.isPossible(table.member[atU], p, table.member[atV], q)) {
                continue;
            }
            long cut = Partition.cut(g, table.toArray());
            int gain = table.gain(atU, p, atV, q);
            table.swap(atU, p, atV, q);
            swaps++;
            Partition fresh = Partition.of(g, table.toArray(), parts);
            assertEquals(gain, cut - fresh.cut());
            assertEquals(fresh.captured(), table.captured());
            SwapTable again = new SwapTable(g, bounds, table.toArray());
            assertArrayEquals(again.link, table.link);
            int[] held = table.member.clone();
            Arrays.sort(held);
            for (int part = 0; part < parts; part++) {
                assertTrue(bounds.admits(fresh.weight(part)));
                for (int i = part * table.places; i < (part + 1) * table.places; i++) {
                    assertTrue(table.member[i] == g.nodes() || fresh.partOf(table.member[i]) == part);
                }
            }
            for (int v = 0; v < g.nodes(); v++) {
                assertEquals(v, held[v]); // everybody has one place
            }
        }
    }

    @Property(tries = 150)
    void aSwapIsPossibleIfItKeepsTheBoundsAndChangesAnything(
            @ForAll Graph graph, @ForAll @IntRange(min = 2, max = 5) int k, @ForAll boolean play, @ForAll long seed) {
        if (graph.nodes() < 2) {
            return;
        }
        int parts = Math.min(k, graph.nodes());
        Graph g = graph.withNodeWeights(
                new SplittableRandom(seed).longs(graph.nodes(), 0, 4).toArray());
        Balance bounds = Balance.within(g, parts, play ? 0.5 : 0);
        SwapTable table = new SwapTable(g, bounds, RandomStart.draw(g, parts, new SplittableRandom(seed)));
        Partition now = Partition.of(g, table.toArray(), parts);
        for (int i = 0; i < table.places; i++) {
            for (int j = table.places; j < 2 * table.places; j++) {
                int u = table.member[i];
                int v = table.member[j];
                long more = (v == g.nodes() ? 0 : g.nodeWeight(v)) - (u == g.nodes() ? 0 : g.nodeWeight(u));
                boolean keeps = bounds.admits(now.weight(0) + more) && bounds.admits(now.weight(1) - more);
                assertEquals(keeps && u != v, table.isPossible(u, 0, v, 1));
            }
        }
    }

    @Example
    void partsHaveThePlacesThatTheirBoundsCanFillUpToTwiceTheMean() {
        assertEquals(4, table(RandomGraphs.grid(2, 5), 3, 0).places);
        assertEquals(5, table(RandomGraphs.grid(2, 5), 2, 0).places);
        assertEquals(6, table(RandomGraphs.grid(2, 6), 3, 0.5).places);
        assertEquals(8, table(RandomGraphs.grid(2, 6), 3, 9).places);
        assertEquals(8, table(RandomGraphs.grid(1, 11), 3, 9).places);
        // Nodes of weight 2 are half as many to a part; those of none could all be in one.
        assertEquals(4, table(RandomGraphs.grid(1, 11).withNodeWeights(2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2), 3, 0).places);
        assertEquals(8, table(RandomGraphs.grid(1, 11).withNodeWeights(2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0), 3, 0).places);
        // As many as there are, even so: two heavy nodes leave seven light ones to the third part.
        assertEquals(7, table(RandomGraphs.grid(1, 9).withNodeWeights(20, 20, 1, 1, 1, 1, 1, 1, 1), 3, 0).places);
    }

    @Example
    void aFifthOfAllPairsIsDense() {
        SwapTable complete = table(Graph.of(6, (i, j) -> 1 + i + j), 2, 0);
        assertNotNull(complete.row);
        assertEquals(12, complete.changes(0, 5)); // two numbers for every node
        SwapTable path = table(RandomGraphs.grid(1, 40), 2, 0);
        assertNull(path.row);
        assertEquals(2 * (2 + 1), path.changes(7, 0)); // two numbers for every neighbor
        assertEquals(2 * 2, path.changes(7, 40));
        assertEquals(2 * 2, path.changes(40, 7));
        assertEquals(0, path.changes(40, 40));
        for (SwapTable table : new SwapTable[] {complete, path}) {
            for (int v = 0; v <= table.n; v++) {
                assertEquals(0, table.between(v, table.n));
                assertEquals(0, table.between(table.n, v));
            }
        }
        assertEquals(4, complete.between(1, 2));
        assertEquals(1, path.between(8, 7));
        assertEquals(0, path.between(8, 6));
        // 10 of some 50 pairs
        assertNotNull(table(Graph.of(10, (i, j) -> i == 0 || i + j == 3 ? 1 : 0), 2, 0).row);
        assertNull(table(Graph.of(10, (i, j) -> i == 0 ? 1 : 0), 2, 0).row);
    }

    @Property(tries = 100)
    void largeWeightsAreRoundedToWhatFitsAndSmallOnesAreNot(
            @ForAll Graph graph, @ForAll @IntRange(max = 50) int shift) {
        Graph g = RandomGraphs.times(graph, 1L << shift);
        SwapTable table = table(g, 1, 0);
        long strongest = 0;
        for (int v = 0; v < g.nodes(); v++) {
            long sum = 0;
            for (int a = g.start(v); a < g.start(v + 1); a++) {
                sum += g.weight(a);
            }
            strongest = Math.max(strongest, sum);
        }
        assertTrue(strongest / table.unit() < 1 << BITS);
        assertTrue(table.unit() == 1 || strongest / table.unit() >= 1 << BITS - 1);
        for (int v = 0; v < g.nodes(); v++) {
            for (int w = 0; w < g.nodes(); w++) {
                assertTrue(Math.abs(table.between(v, w) * table.unit() - g.between(v, w)) <= table.unit() / 2);
            }
        }
        assertEquals(g.totalWeight(), table.captured(), table.unit() / 2 * g.edges()); // all is in the one part
    }

    @Example
    void emptyPlacesMakeMovesOfSwaps() {
        Graph path = RandomGraphs.grid(1, 8);
        SwapTable table = new SwapTable(path, Balance.within(path, 2, 0.5), new int[] {0, 0, 0, 0, 1, 1, 1, 1});
        assertEquals(6, table.places);
        assertTrue(table.isPossible(3, 0, 8, 1));
        // node 3 to an empty place: one edge is cut, another no longer
        assertEquals(0, table.gain(3, 0, 6 + 4, 1));
        table.swap(3, 0, 6 + 4, 1);
        assertArrayEquals(new int[] {0, 0, 0, 1, 1, 1, 1, 1}, table.toArray());
        assertFalse(table.isPossible(8, 0, 8, 1)); // nobody for nobody
        assertEquals(1, path.totalWeight() - table.captured());
    }
}
