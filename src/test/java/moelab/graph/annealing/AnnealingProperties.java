package moelab.graph.annealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
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

/** Temperature, what annealing of the boundary makes of it, and what that costs. */
@Domain(RandomGraphs.class)
@Domain(DomainContext.Global.class)
class AnnealingProperties {
    private static final CoolingSchedule FROZEN = new CoolingSchedule(1e-9, 1e-9);
    private static final double STIFFNESS = 0.7;

    private static double energy(MutablePartition p, Balance bounds) {
        double energy = p.cut;
        for (long weight : p.weight) {
            energy += STIFFNESS * Math.pow(bounds.violation(weight), 2);
        }
        return energy;
    }

    @Property(tries = 100)
    void frozenItNeverRaisesTheEnergyAndEndsWhereNoMoveToANeighborLowersIt(
            @ForAll Graph graph, @ForAll @IntRange(min = 2, max = 5) int k, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Graph g = graph.withNodeWeights(random.longs(graph.nodes(), 0, 4).toArray());
        int parts = Math.min(k, g.nodes());
        Balance bounds = Balance.exact(g, parts);
        MutablePartition p = new MutablePartition(g, RandomGraphs.parts(g, parts, seed), parts);
        double before = energy(p, bounds);
        BoundaryAnnealing.run(p, bounds, FROZEN, STIFFNESS, 5_000, random, null);
        double after = energy(p, bounds);
        assertTrue(after <= before + 1e-6, before + " became " + after);
        BoundaryAnnealing.run(p, bounds, FROZEN, STIFFNESS, 200_000, random, null);
        double end = energy(p, bounds);
        assertTrue(end <= after + 1e-6, after + " became " + end);
        assertEquals(Partition.cut(g, p.partOf), p.cut);
        for (int v = 0; v < g.nodes(); v++) {
            for (int a = g.start(v); a < g.start(v + 1); a++) {
                MutablePartition moved = new MutablePartition(g, p.partOf.clone(), parts);
                int to = p.partOf[g.neighbor(a)];
                if (to != p.partOf[v]) {
                    moved.move(v, to, p.connection(v, to) - p.connection(v, p.partOf[v]));
                    assertTrue(energy(moved, bounds) >= end - 1e-6, "node " + v + " to part " + to);
                }
            }
        }
    }

    @Example
    void hotItLeavesAnyOrder() {
        Graph grid = RandomGraphs.grid(10, 10);
        int[] halves = new int[100];
        for (int v = 50; v < 100; v++) {
            halves[v] = 1;
        }
        MutablePartition p = new MutablePartition(grid, halves, 2);
        BoundaryAnnealing.run(
                p, Balance.exact(grid, 2), new CoolingSchedule(1e6, 1e6), 0.5, 4_000, new SplittableRandom(1), null);
        assertTrue(p.cut > 30, "a straight cut is 10, this one " + p.cut);
    }

    @Example
    void sizesThatStrayComeBack() {
        Graph grid = RandomGraphs.grid(10, 10);
        Balance bounds = Balance.exact(grid, 2);
        int[] partOf = new int[100];
        for (int v = 80; v < 100; v++) {
            partOf[v] = 1;
        }
        MutablePartition p = new MutablePartition(grid, partOf, 2);
        BoundaryAnnealing.run(p, bounds, new CoolingSchedule(0.5, 0.1), 0.5, 2_000_000, new SplittableRandom(1), null);
        assertTrue(Math.abs(p.weight[0] - 50) <= 1 && p.cut <= 12, p.weight[0] + " of 100, cut " + p.cut);
    }

    @Example
    void withoutABoundaryOrABudgetNothingHappens() {
        Graph pairs = Graph.of(4, List.of(new Graph.Edge(0, 1), new Graph.Edge(2, 3)));
        MutablePartition apart = new MutablePartition(pairs, new int[] {0, 0, 1, 1}, 2);
        BoundaryAnnealing.run(
                apart,
                Balance.exact(pairs, 2),
                new CoolingSchedule(9, 9),
                1,
                Long.MAX_VALUE,
                new SplittableRandom(1),
                null);
        assertArrayEquals(new int[] {0, 0, 1, 1}, apart.partOf);
        MutablePartition across = new MutablePartition(pairs, new int[] {0, 1, 0, 1}, 2);
        BoundaryAnnealing.run(
                across, Balance.exact(pairs, 2), new CoolingSchedule(9, 9), 1, 0, new SplittableRandom(1), null);
        assertArrayEquals(new int[] {0, 1, 0, 1}, across.partOf);
    }

    @Example
    void workIsTheArcsReadAndWhatProposalsCost() {
        // Two nodes that may not move: a proposal is drawn and reads one arc.
        Graph pair = Graph.of(2, List.of(new Graph.Edge(0, 1)));
        MutablePartition p = new MutablePartition(pair, new int[] {0, 1}, 2);
        SplittableRandom random = new SplittableRandom(8);
        BoundaryAnnealing.run(
                p, Balance.exact(pair, 2), FROZEN, 1e9, 100 * 256 * (BoundaryAnnealing.DRAW + 1), random, null);
        SplittableRandom twin = new SplittableRandom(8);
        for (int i = 0; i < 100 * 256; i++) {
            twin.nextLong();
        }
        assertEquals(twin.nextLong(), random.nextLong()); // as many proposals as the budget pays for
        assertArrayEquals(new int[] {0, 1}, p.partOf);
    }

    @Example
    void losingSwapsAreAcceptedAsOftenAsTheTemperatureImplies() {
        SplittableRandom random = new SplittableRandom(5);
        int[] taken = new int[4];
        for (int i = 0; i < 100_000; i++) {
            double accepted = CoolingSchedule.accepted(10, random.nextLong());
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
        CoolingSchedule cooling = new CoolingSchedule(8, 2);
        assertEquals(8, cooling.temperature(0), 1e-12);
        assertEquals(4, cooling.temperature(0.5), 1e-12);
        assertEquals(2, cooling.temperature(1), 1e-12);
    }

    @Property(tries = 60)
    void swapsEndWhereNoSwapHelps(
            @ForAll Graph graph,
            @ForAll @IntRange(min = 2, max = 5) int k,
            @ForAll boolean heavyNodes,
            @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Graph g = heavyNodes
                ? graph.withNodeWeights(random.longs(graph.nodes(), 1, 5).toArray())
                : graph;
        if (g.nodes() < 2) {
            return;
        }
        Balance bounds = Balance.exact(g, Math.min(k, g.nodes()));
        SwapTable end = new SwapTable(g, bounds, SwapAnnealing.partition(g, bounds, 300_000, random));
        for (int i = 0; i < end.member.length; i++) {
            for (int j = 0; j < end.member.length; j++) {
                int p = i / end.places;
                int q = j / end.places;
                if (p != q && end.isPossible(end.member[i], p, end.member[j], q)) {
                    assertTrue(end.gain(i, p, j, q) <= 0, end.member[i] + " and " + end.member[j]);
                }
            }
        }
    }

    @Example
    void withoutABudgetSwapsLeaveTheRandomStart() {
        Graph grid = RandomGraphs.grid(6, 6);
        assertArrayEquals(
                RandomStart.draw(grid, 4, new SplittableRandom(3)),
                SwapAnnealing.partition(grid, Balance.exact(grid, 4), 0, new SplittableRandom(3)));
    }

    @Example
    void theStrongestNeighborsAreThoseOfTheHeaviestEdges() {
        Graph star = Graph.of(41, (i, j) -> i == 0 ? 1 + 7 * j % 41 : 0); // weights 1 to 40 in some other order
        int[] near = SwapAnnealing.strongest(star, 0);
        assertEquals(32, near.length);
        for (int v : near) {
            assertTrue(star.between(0, v) > 8 && star.between(0, v) <= 41);
        }
        assertEquals(32, IntStream.of(near).distinct().count());
        assertArrayEquals(new int[] {0}, SwapAnnealing.strongest(star, 5));
        assertArrayEquals(new int[0], SwapAnnealing.strongest(Graph.of(1, List.of()), 0));
    }
}
