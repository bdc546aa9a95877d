package moelab.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** The pieces of the strong partitioner: what they keep up to date is what counting again gives, and refinement never raises the cut. */
@Domain(RandomGraphs.class)
@Domain(DomainContext.Global.class)
class RefinementProperties {

    @Property(tries = 150)
    void cutWeightsAndBoundaryStayExactUnderMoves(@ForAll Graph graph, @ForAll @IntRange(min = 2, max = 5) int parts, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        MutablePartition p = new MutablePartition(graph, GraphProperties.randomParts(graph, parts, seed), parts);
        for (int move = 0; move < 20; move++) {
            int v = random.nextInt(graph.nodes());
            int to = (p.partOf[v] + random.nextInt(1, parts)) % parts;
            p.move(v, to, p.connection(v, to) - p.connection(v, p.partOf[v]));
            Partition fresh = Partition.of(graph, p.partOf, parts);
            assertEquals(fresh.cut(), p.cut);
            assertEquals(fresh.captured(), p.captured());
            for (int part = 0; part < parts; part++) {
                assertEquals(fresh.weight(part), p.weight[part]);
            }
            boolean[] listed = new boolean[graph.nodes()];
            for (int i = 0; i < p.boundarySize(); i++) {
                assertFalse(listed[p.boundaryNode(i)]);
                listed[p.boundaryNode(i)] = true;
            }
            for (int w = 0; w < graph.nodes(); w++) {
                boolean outer = false;
                for (int a = graph.start(w); a < graph.start(w + 1); a++) {
                    outer |= p.partOf[graph.neighbor(a)] != p.partOf[w];
                }
                assertEquals(outer, listed[w]);
            }
        }
    }

    @Property(tries = 150)
    void gainsOfSwapsAreWhatTheyTakeOffTheCutAndTheTableStaysExact(@ForAll Graph graph, @ForAll @IntRange(min = 2, max = 5) int k,
            @ForAll boolean heavyNodes, @ForAll boolean play, @ForAll long seed) {
        if (graph.nodes() < 2) {
            return;
        }
        int parts = Math.min(k, graph.nodes());
        SplittableRandom random = new SplittableRandom(seed);
        Graph g = heavyNodes ? graph.withNodeWeights(random.longs(graph.nodes(), 0, 9).toArray()) : graph;
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
    void anyStartIsBroughtIntoBalance(@ForAll Graph graph, @ForAll @IntRange(min = 2, max = 9) int k, @ForAll long seed) {
        int parts = Math.min(k, graph.nodes());
        MutablePartition p = new MutablePartition(graph, GraphProperties.randomParts(graph, parts, seed), parts);
        assertTrue(BalancedMoves.balance(p, Balance.exact(graph, parts)));
        Partition end = Partition.of(graph, p.partOf, parts);
        assertTrue(end.isBalanced());
        assertEquals(end.cut(), p.cut);
    }

    @Property(tries = 200)
    void cyclesNeverRaiseTheCutAndKeepTheBalance(@ForAll Graph graph, @ForAll @IntRange(min = 2, max = 9) int k, @ForAll long seed) {
        int parts = Math.min(k, graph.nodes());
        Partition start = Partition.of(graph, RandomStart.draw(graph, parts, new SplittableRandom(seed)), parts);
        assertTrue(start.isBalanced());
        MutablePartition p = new MutablePartition(graph, start.toArray(), parts);
        BalancedMoves.improve(p, Balance.exact(graph, parts));
        Partition end = Partition.of(graph, p.partOf, parts);
        assertEquals(end.cut(), p.cut);
        assertTrue(end.cut() <= start.cut());
        assertTrue(end.isBalanced());
    }

    @Example
    void aCycleOfThreePartsIsFoundWhereNoSwapHelps() {
        // Part p holds three nodes of a clique and one of part p + 1's clique: only three moves in a round set them right.
        Graph graph = Graph.of(12, (i, j) -> i / 4 == j / 4 ? 1 : 0);
        int[] partOf = {0, 0, 0, 2, 1, 1, 1, 0, 2, 2, 2, 1};
        Partition start = Partition.of(graph, partOf, 3);
        MutablePartition p = new MutablePartition(graph, partOf.clone(), 3);
        BalancedMoves.improve(p, Balance.exact(graph, 3));
        assertEquals(9, start.cut());
        assertEquals(0, p.cut);
    }

    @Example
    void aSurplusGoesByWayOfAPartBetween() {
        // A path of 12 nodes in parts of 5, 4 and 3: one node moves on from each of the first two, and the cut stays 2.
        Graph path = RandomGraphs.grid(1, 12);
        MutablePartition p = new MutablePartition(path, new int[] {0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2}, 3);
        assertTrue(BalancedMoves.balance(p, Balance.exact(path, 3)));
        assertArrayEquals(new int[] {0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2}, p.partOf);
        assertEquals(2, p.cut);
    }

    @Property(tries = 100)
    void aRandomStartIsWithinTheBoundsWhateverTheNodesWeigh(@ForAll Graph graph, @ForAll @IntRange(min = 1, max = 9) int k,
            @ForAll long seed) {
        int parts = Math.min(k, graph.nodes());
        SplittableRandom random = new SplittableRandom(seed);
        Graph heavy = graph.withNodeWeights(random.longs(graph.nodes(), 0, 30).toArray());
        assertTrue(Partition.of(heavy, RandomStart.draw(heavy, parts, random), parts).isBalanced());
        assertTrue(Partition.of(graph, RandomStart.draw(graph, parts, random), parts).isBalanced());
    }

    @Example
    void lossesAreTakenAsOftenAsTheTemperatureSays() {
        SplittableRandom random = new SplittableRandom(5);
        int[] taken = new int[4];
        for (int i = 0; i < 100_000; i++) {
            double accepted = Cooling.accepted(10, random.nextLong());
            for (int loss = 0; loss < taken.length; loss++) {
                taken[loss] += 10 * loss <= accepted ? 1 : 0;
            }
        }
        for (int loss = 0; loss < taken.length; loss++) {
            assertEquals(Math.exp(-loss), taken[loss] / 100_000.0, 0.01);
        }
    }

    @Example
    void coolingIsGeometric() {
        Cooling cooling = new Cooling(8, 2);
        assertEquals(8, cooling.temperature(0), 1e-12);
        assertEquals(4, cooling.temperature(0.5), 1e-12);
        assertEquals(2, cooling.temperature(1), 1e-12);
    }
}
