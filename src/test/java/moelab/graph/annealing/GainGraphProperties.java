package moelab.graph.annealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import moelab.graph.Graph;
import moelab.graph.RandomGraphs;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Chains of moves against all chains there are, one part after the other. */
@Domain(RandomGraphs.class)
@Domain(DomainContext.Global.class)
class GainGraphProperties {
    private static final long NONE = Long.MAX_VALUE / 8;

    /**
     * length[p][q] = what the cheapest move of a free node from p to its neighbors' part q adds to the cut; NONE if
     * there is none.
     */
    private static long[][] lengths(MutablePartition p, boolean[] locked) {
        long[][] length = new long[p.parts][p.parts];
        for (long[] row : length) {
            Arrays.fill(row, NONE);
        }
        for (int v = 0; v < p.graph.nodes(); v++) {
            int from = p.partOf[v];
            for (int to = 0; to < p.parts && !locked[v]; to++) {
                if (to != from && p.connection(v, to) > 0) {
                    length[from][to] = Math.min(length[from][to], p.connection(v, from) - p.connection(v, to));
                }
            }
        }
        return length;
    }

    /** Length of the cheapest path from p to q through parts not seen yet. */
    private static long cheapest(long[][] length, int p, int q, boolean[] seen) {
        if (p == q) {
            return 0;
        }
        seen[p] = true;
        long least = NONE;
        for (int next = 0; next < length.length; next++) {
            if (!seen[next] && length[p][next] < NONE) {
                least = Math.min(least, length[p][next] + cheapest(length, next, q, seen));
            }
        }
        seen[p] = false;
        return least;
    }

    private static long cheapestCycle(long[][] length) {
        long least = NONE;
        for (int p = 0; p < length.length; p++) {
            for (int q = 0; q < length.length; q++) {
                if (p != q && length[p][q] < NONE) {
                    least = Math.min(least, length[p][q] + cheapest(length, q, p, new boolean[length.length]));
                }
            }
        }
        return least;
    }

    /**
     * The length of a chain whose moves are the cheapest of their arcs and follow one another from part to part, none
     * visited twice.
     */
    private static long checked(Deque<GainGraph.Move> chain, MutablePartition p, boolean[] locked, boolean closed) {
        long[][] length = lengths(p, locked);
        boolean[] entered = new boolean[p.parts];
        int first = p.partOf[chain.peekFirst().node()];
        int at = first;
        long sum = 0;
        for (GainGraph.Move m : chain) {
            assertFalse(locked[m.node()]);
            assertEquals(at, p.partOf[m.node()]);
            assertEquals(length[at][m.to()], m.length());
            assertEquals(m.length(), p.connection(m.node(), at) - p.connection(m.node(), m.to()));
            assertFalse(entered[m.to()]);
            entered[m.to()] = true;
            sum += m.length();
            at = m.to();
        }
        assertEquals(closed, at == first);
        return sum;
    }

    private static MutablePartition random(Graph graph, int parts, long seed) {
        return new MutablePartition(graph, RandomGraphs.parts(graph, parts, seed), parts);
    }

    private static boolean[] someLocked(Graph graph, long seed) {
        boolean[] locked = new boolean[graph.nodes()];
        for (int v = 0; v < locked.length; v++) {
            locked[v] = (seed >>> v & 3) == 0;
        }
        return locked;
    }

    @Property(tries = 300)
    void aCycleIsNegativeAndFoundWhereThereIsOne(
            @ForAll Graph graph, @ForAll @IntRange(min = 2, max = 5) int parts, @ForAll long seed) {
        MutablePartition p = random(graph, parts, seed);
        boolean[] locked = someLocked(graph, seed);
        Deque<GainGraph.Move> cycle = new GainGraph(p, locked).negativeCycle();
        assertEquals(cheapestCycle(lengths(p, locked)) < 0, !cycle.isEmpty());
        if (!cycle.isEmpty()) {
            assertTrue(checked(cycle, p, locked, true) < 0);
        }
    }

    @Property(tries = 300)
    void pathsLeadFromSourcesToSinksTheCheapestFirstAndShareNoPart(
            @ForAll Graph graph,
            @ForAll @IntRange(min = 2, max = 6) int parts,
            @ForAll @IntRange(min = -5, max = 9) int below,
            @ForAll long seed) {
        MutablePartition p = random(graph, parts, seed);
        boolean[] locked = someLocked(graph, seed);
        SplittableRandom random = new SplittableRandom(seed);
        boolean[] source = new boolean[parts];
        boolean[] sink = new boolean[parts];
        for (int part = 0; part < parts; part++) {
            int kind = random.nextInt(3);
            source[part] = kind == 0;
            sink[part] = kind == 1;
        }
        List<Deque<GainGraph.Move>> paths = new GainGraph(p, locked).cheapestPaths(source, sink, below);
        boolean[] taken = new boolean[parts];
        long before = Long.MIN_VALUE;
        for (Deque<GainGraph.Move> path : paths) {
            long sum = checked(path, p, locked, false);
            assertTrue(sum >= before && sum < below, sum + " after " + before + ", below " + below);
            before = sum;
            int from = p.partOf[path.peekFirst().node()];
            assertTrue(source[from] && sink[path.peekLast().to()]);
            assertFalse(taken[from]);
            taken[from] = true;
            for (GainGraph.Move m : path) {
                assertFalse(taken[m.to()]);
                taken[m.to()] = true;
            }
        }
        long[][] length = lengths(p, locked);
        // else the shortest of the paths that visit no part twice are hard to find
        if (cheapestCycle(length) >= 0) {
            long least = NONE;
            for (int from = 0; from < parts; from++) {
                for (int to = 0; to < parts; to++) {
                    least = source[from] && sink[to]
                            ? Math.min(least, cheapest(length, from, to, new boolean[parts]))
                            : least;
                }
            }
            assertEquals(least < below, !paths.isEmpty(), least + " below " + below);
            if (!paths.isEmpty()) {
                assertEquals(least, checked(paths.get(0), p, locked, false));
            }
        }
    }

    @Example
    void manyPartsHaveManyArcs() {
        // 30 parts of one node each, all joined: 870 arcs, and none that pays.
        Graph graph = Graph.of(30, (i, j) -> 1 + i + j);
        int[] partOf = new int[30];
        Arrays.setAll(partOf, v -> v);
        MutablePartition p = new MutablePartition(graph, partOf, 30);
        boolean[] source = new boolean[30];
        boolean[] sink = new boolean[30];
        source[0] = true;
        sink[29] = true;
        List<Deque<GainGraph.Move>> paths =
                new GainGraph(p, new boolean[30]).cheapestPaths(source, sink, Long.MAX_VALUE);
        assertEquals(1, paths.size());
        assertEquals(0, p.partOf[paths.get(0).peekFirst().node()]);
        assertEquals(29, paths.get(0).peekLast().to());
    }
}
