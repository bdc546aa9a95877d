package moelab.graph.annealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** Chains of moves bring the balance in and keep it, and cut less where they can. */
@Domain(RandomGraphs.class)
@Domain(DomainContext.Global.class)
class BalancedMovesProperties {

    private static long violation(MutablePartition p, Balance bounds) {
        long sum = 0;
        for (long w : p.weight) {
            sum += bounds.violation(w);
        }
        return sum;
    }

    @Property(tries = 150)
    void anyStartIsBroughtIntoBalance(
            @ForAll Graph graph, @ForAll @IntRange(min = 2, max = 9) int k, @ForAll long seed) {
        int parts = Math.min(k, graph.nodes());
        MutablePartition p = new MutablePartition(graph, RandomGraphs.parts(graph, parts, seed), parts);
        assertTrue(BalancedMoves.balance(p, Balance.exact(graph, parts)));
        Partition end = Partition.of(graph, p.partOf, parts);
        assertTrue(end.isBalanced());
        assertEquals(end.cut(), p.cut);
    }

    @Property(tries = 150)
    void whetherItGotThereIsSaidWhateverNodesWeigh(
            @ForAll Graph graph, @ForAll @IntRange(min = 2, max = 9) int k, @ForAll long seed) {
        int parts = Math.min(k, graph.nodes());
        Graph g = graph.withNodeWeights(
                new SplittableRandom(seed).longs(graph.nodes(), 0, 9).toArray());
        Balance bounds = Balance.exact(g, parts);
        MutablePartition p = new MutablePartition(g, RandomGraphs.parts(g, parts, seed), parts);
        assertEquals(BalancedMoves.balance(p, bounds), violation(p, bounds) == 0);
        assertEquals(Partition.cut(g, p.partOf), p.cut);
    }

    @Property(tries = 200)
    void improvingNeverRaisesTheCutAndKeepsTheBounds(
            @ForAll Graph graph,
            @ForAll @IntRange(min = 2, max = 9) int k,
            @ForAll boolean heavyNodes,
            @ForAll boolean play,
            @ForAll long seed) {
        int parts = Math.min(k, graph.nodes());
        Graph g = heavyNodes
                ? graph.withNodeWeights(
                        new SplittableRandom(seed).longs(graph.nodes(), 0, 9).toArray())
                : graph;
        Balance bounds = Balance.within(g, parts, play ? 0.5 : 0);
        MutablePartition p = new MutablePartition(g, RandomStart.draw(g, parts, new SplittableRandom(seed)), parts);
        assertEquals(0, violation(p, bounds));
        long cut = p.cut;
        BalancedMoves.improve(p, bounds);
        assertEquals(Partition.cut(g, p.partOf), p.cut);
        assertTrue(p.cut <= cut);
        assertEquals(0, violation(p, bounds));
    }

    @Example
    void aCycleOfThreePartsIsFoundWhereNoSwapHelps() {
        // Part p holds three nodes of a clique and one of part p + 1's clique: only three moves in a round set them
        // right.
        Graph graph = Graph.of(12, (i, j) -> i / 4 == j / 4 ? 1 : 0);
        int[] partOf = {0, 0, 0, 2, 1, 1, 1, 0, 2, 2, 2, 1};
        Partition start = Partition.of(graph, partOf, 3);
        MutablePartition p = new MutablePartition(graph, partOf.clone(), 3);
        BalancedMoves.improve(p, Balance.exact(graph, 3));
        assertEquals(9, start.cut());
        assertEquals(0, p.cut);
    }

    @Example
    void aPathIsTakenWhereTheBoundsLeaveRoom() {
        // Cliques of 3 and 5 nodes with one node in the wrong half: a move sets it right, and no other wants to go in
        // its place.
        Graph graph = Graph.of(8, (i, j) -> i < 3 == j < 3 ? i > 3 ? 9 : 1 : 0);
        int[] halves = {0, 0, 0, 0, 1, 1, 1, 1};
        MutablePartition exact = new MutablePartition(graph, halves.clone(), 2);
        BalancedMoves.improve(exact, Balance.exact(graph, 2));
        assertArrayEquals(halves, exact.partOf);
        MutablePartition free = new MutablePartition(graph, halves.clone(), 2);
        BalancedMoves.improve(free, Balance.within(graph, 2, 0.25));
        assertArrayEquals(new int[] {0, 0, 0, 1, 1, 1, 1, 1}, free.partOf);
    }

    @Example
    void itGoesOnWhileChainsPay() {
        // 60 couples, each with an end in either part: a cycle sets two of them right, and then the next two.
        Graph couples = Graph.of(120, (i, j) -> j == i + 60 ? 1 : 0);
        int[] partOf = new int[120];
        Arrays.fill(partOf, 60, 120, 1);
        MutablePartition p = new MutablePartition(couples, partOf, 2);
        assertEquals(60, p.cut);
        BalancedMoves.improve(p, Balance.exact(couples, 2));
        assertEquals(0, p.cut);
    }

    @Example
    void aChainThatPromisesTooMuchIsTakenBackAndOthersAreTried() {
        // Nodes 0 and 4 each want to be with the other: the cheapest cycle lets them change places, which gains
        // nothing.
        Graph graph = Graph.of(
                8,
                List.of(
                        new Graph.Edge(0, 4, 9),
                        new Graph.Edge(3, 5, 2),
                        new Graph.Edge(3, 6, 2),
                        new Graph.Edge(7, 1, 2),
                        new Graph.Edge(7, 2, 2),
                        new Graph.Edge(1, 2),
                        new Graph.Edge(5, 6)));
        MutablePartition p = new MutablePartition(graph, new int[] {0, 0, 0, 0, 1, 1, 1, 1}, 2);
        BalancedMoves.improve(p, Balance.exact(graph, 2));
        assertEquals(RandomGraphs.leastCut(graph, 2), p.cut);
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

    @Example
    void whereTheGraphFallsApartTheNodeThatLosesLeastJumps() {
        // A triangle of weight 5 and a pair of weight 1 are part 0, a triangle is part 1: no edge between them.
        Graph graph = Graph.of(
                9,
                List.of(
                        new Graph.Edge(0, 1, 5),
                        new Graph.Edge(1, 2, 5),
                        new Graph.Edge(0, 2, 5),
                        new Graph.Edge(3, 4, 1),
                        new Graph.Edge(5, 6, 5),
                        new Graph.Edge(6, 7, 5),
                        new Graph.Edge(5, 7, 5)));
        MutablePartition p = new MutablePartition(graph, new int[] {0, 0, 0, 0, 0, 1, 1, 1, 0}, 2);
        assertTrue(BalancedMoves.balance(p, Balance.exact(graph, 2)));
        assertArrayEquals(new int[] {0, 0, 0, 0, 0, 1, 1, 1, 1}, p.partOf); // node 8 has no edge at all
        // Without it the pair is cut, not the triangle; and nodes that weigh nothing need not move.
        Graph light = graph.withNodeWeights(1, 1, 1, 1, 1, 1, 0, 1, 0);
        MutablePartition q = new MutablePartition(light, new int[] {0, 0, 0, 0, 0, 1, 1, 1, 0}, 2);
        assertFalse(BalancedMoves.balance(q, new Balance(2, 4, 3, 0, 0)));
        MutablePartition r = new MutablePartition(light, new int[] {0, 0, 0, 0, 0, 1, 1, 1, 0}, 2);
        assertTrue(BalancedMoves.balance(r, new Balance(2, 3, 4, 3.5, 1)));
        assertEquals(1, r.cut);
    }

    @Example
    void heavyNodesThatDoNotFitAreSaidSo() {
        Graph graph = Graph.of(3, (i, j) -> 1).withNodeWeights(5, 5, 5);
        MutablePartition p = new MutablePartition(graph, new int[] {0, 0, 1}, 2);
        assertFalse(BalancedMoves.balance(p, new Balance(2, 7, 8, 7.5, 1)));
    }
}
