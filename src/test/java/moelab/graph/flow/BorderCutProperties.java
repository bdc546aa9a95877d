package moelab.graph.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import moelab.graph.Graph;
import moelab.graph.Partition;
import moelab.graph.RandomGraphs;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** A moved border against all others in the same region. */
class BorderCutProperties {
    @Provide
    Arbitrary<Graph> sparse() {
        return RandomGraphs.ofNodes(2, 24, 30);
    }

    /** Returns the nodes of a part that are nearest to one of them, by number of edges and then as they were found. */
    private static List<Integer> region(Graph graph, int[] partOf, int center, int most) {
        List<Integer> found = new ArrayList<>(List.of(center));
        for (int i = 0; i < found.size(); i++) {
            int v = found.get(i);
            for (int a = graph.start(v); a < graph.start(v + 1); a++) {
                int w = graph.neighbor(a);
                if (partOf[w] == partOf[center] && !found.contains(w)) {
                    found.add(w);
                }
            }
        }
        return found.subList(0, Math.min(most, found.size()));
    }

    private static boolean hasMore(Graph graph, int[] partOf, int part, List<Integer> region) {
        for (int v : region) {
            for (int a = graph.start(v); a < graph.start(v + 1); a++) {
                if (partOf[graph.neighbor(a)] == part && !region.contains(graph.neighbor(a))) {
                    return true;
                }
            }
        }
        return false;
    }

    @Property(tries = 500)
    void noOtherBorderInTheRegionCutsLess(
            @ForAll("sparse") Graph graph,
            @ForAll @IntRange(min = 2, max = 3) int k,
            @ForAll @IntRange(min = 1, max = 5) int most,
            @ForAll long seed) {
        int[] partOf = RandomGraphs.parts(graph, k, seed);
        int[] edge = new BorderCut(graph, k, new SplittableRandom(seed)).cutEdge(partOf);
        if (edge.length == 0) {
            assertEquals(0, Partition.cut(graph, partOf));
            return;
        }
        int p = partOf[edge[0]];
        int q = partOf[edge[1]];
        List<Integer> region = new ArrayList<>(region(graph, partOf, edge[0], most));
        region.addAll(region(graph, partOf, edge[1], most));
        long least = Long.MAX_VALUE;
        for (int set = 0; set < 1 << region.size(); set++) {
            int[] other = partOf.clone();
            for (int i = 0; i < region.size(); i++) {
                other[region.get(i)] = (set >> i & 1) == 0 ? p : q;
            }
            least = Math.min(least, Partition.cut(graph, other));
        }
        int[] before = partOf.clone();
        boolean moved = new BorderCut(graph, k, new SplittableRandom(seed)).move(partOf, edge[0], edge[1], most);
        assertEquals(moved, !Arrays.equals(before, partOf));
        for (int v = 0; v < partOf.length; v++) {
            assertTrue(partOf[v] == before[v] || region.contains(v));
        }
        if (hasMore(graph, before, p, region) && hasMore(graph, before, q, region)) {
            assertEquals(least, Partition.cut(graph, partOf));
        } else {
            assertFalse(moved, "nothing would hold one of the parts");
        }
    }

    @Property(tries = 200)
    void onlyTwoPartsChangeAndTheCutIsNeverLarger(
            @ForAll("sparse") Graph graph, @ForAll @IntRange(min = 1, max = 5) int k, @ForAll long seed) {
        int[] partOf = RandomGraphs.parts(graph, k, seed);
        BorderCut one = new BorderCut(graph, k, new SplittableRandom(seed));
        BorderCut two = new BorderCut(graph, k, new SplittableRandom(seed));
        for (int i = 0; i < 5; i++) {
            int[] before = partOf.clone();
            int[] again = partOf.clone();
            assertEquals(one.move(partOf), two.move(again));
            assertArrayEquals(partOf, again);
            assertTrue(Partition.cut(graph, partOf) <= Partition.cut(graph, before));
            Set<Integer> changed = new HashSet<>();
            for (int v = 0; v < partOf.length; v++) {
                if (partOf[v] != before[v]) {
                    changed.add(partOf[v]);
                    changed.add(before[v]);
                }
            }
            assertTrue(changed.size() <= 2, changed.toString());
        }
    }

    /** Two grids of 8 x 8, joined by one edge; the border runs through one of them. */
    @Example
    void aBorderFindsTheBridge() {
        Graph graph = RandomGraphs.gridsInARow(2, 8);
        int[] partOf = new int[128];
        for (int v = 0; v < 128; v++) {
            partOf[v] = v < 48 ? 0 : 1;
        }
        assertEquals(8, Partition.cut(graph, partOf));
        BorderCut border = new BorderCut(graph, 2, new SplittableRandom(1));
        int[] near = partOf.clone();
        border.move(near, 44, 52, 8);
        assertEquals(8, Partition.cut(graph, near), "the bridge is not in the region");
        assertTrue(border.move(partOf, 44, 52, 16));
        assertEquals(1, Partition.cut(graph, partOf));
        assertTrue(border.work() > 0);
    }

    /** Two edges of a path weigh least, {@code less} nodes before the border and {@code more} behind it. */
    private static int lastOfFirstPart(int less, int more) {
        List<Graph.Edge> edges = new ArrayList<>();
        for (int v = 0; v < 39; v++) {
            edges.add(new Graph.Edge(v, v + 1, v == 19 - less || v == 19 + more ? 1 : 7));
        }
        Graph path = Graph.of(40, edges);
        int[] partOf = new int[40];
        Arrays.fill(partOf, 20, 40, 1);
        assertTrue(new BorderCut(path, 2, new SplittableRandom(1)).move(partOf, 19, 20, 15));
        int last = 0;
        while (partOf[last + 1] == 0) {
            last++;
        }
        return last;
    }

    @Example
    void ofTheShortestBordersTheOneThatChangesSizesLessIsTaken() {
        assertEquals(19 - 2, lastOfFirstPart(2, 5));
        assertEquals(19 + 3, lastOfFirstPart(6, 3));
    }

    @Example
    void everyCutEdgeIsDrawnAsOften() {
        Graph grid = RandomGraphs.grid(4, 3);
        int[] partOf = {0, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 1};
        BorderCut border = new BorderCut(grid, 2, new SplittableRandom(5));
        Map<Set<Integer>, Integer> drawn = new HashMap<>();
        for (int i = 0; i < 5000; i++) {
            int[] edge = border.cutEdge(partOf);
            drawn.merge(Set.of(edge[0], edge[1]), 1, Integer::sum);
        }
        assertEquals(Partition.cut(grid, partOf), drawn.size());
        drawn.forEach((edge, times) -> assertEquals(1000, times, 150, edge + " of " + drawn));
        assertEquals(5000 * 2 * grid.edges(), border.work());
    }

    @Example
    void weightsThatMightOverflowAreRefused() {
        Graph heavy = Graph.of(2, List.of(new Graph.Edge(0, 1, 1L << 62)));
        String message = assertThrows(
                        IllegalArgumentException.class, () -> new BorderCut(heavy, 2, new SplittableRandom(1)))
                .getMessage();
        assertEquals("all edges together weigh 4611686018427387904, expected less than 2^62", message);
    }

    @Example
    void whereNothingIsCutNothingMoves() {
        Graph graph = RandomGraphs.grid(4, 4);
        assertFalse(new BorderCut(graph, 2, new SplittableRandom(1)).move(new int[16]));
    }
}
