package moelab.graph.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import moelab.graph.Graph;
import moelab.graph.Partition;
import moelab.graph.RandomGraphs;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Pieces against every edge taken away in turn. */
class PiecesProperties {
    @Provide
    Arbitrary<Graph> sparse() {
        return RandomGraphs.ofNodes(2, 24, 30);
    }

    /** Returns what v is connected with inside its part, without one edge. */
    private static BitSet side(Graph graph, int[] partOf, int v, int other) {
        BitSet seen = new BitSet();
        List<Integer> open = new ArrayList<>(List.of(v));
        seen.set(v);
        for (int i = 0; i < open.size(); i++) {
            int x = open.get(i);
            for (int a = graph.start(x); a < graph.start(x + 1); a++) {
                int y = graph.neighbor(a);
                if (partOf[y] == partOf[v] && !(x == v && y == other) && !seen.get(y)) {
                    seen.set(y);
                    open.add(y);
                }
            }
        }
        return seen;
    }

    @Property(tries = 500)
    void bothSidesOfEveryBridgeAreFound(
            @ForAll("sparse") Graph graph,
            @ForAll @IntRange(min = 1, max = 3) int k,
            @ForAll @IntRange(min = 1, max = 24) int most,
            @ForAll long seed) {
        int[] partOf = RandomGraphs.parts(graph, k, seed);
        List<BitSet> expected = new ArrayList<>();
        for (int v = 0; v < graph.nodes(); v++) {
            for (int a = graph.start(v); a < graph.start(v + 1); a++) {
                int w = graph.neighbor(a);
                BitSet side = side(graph, partOf, v, w);
                if (partOf[w] == partOf[v] && !side.get(w) && side.cardinality() <= most) {
                    expected.add(side);
                }
            }
        }
        Pieces pieces = new Pieces(graph);
        pieces.find(new int[graph.nodes()], most); // a second search forgets the first
        pieces.find(partOf, most);
        List<BitSet> found = new ArrayList<>();
        for (int i = 0; i < pieces.count(); i++) {
            BitSet piece = new BitSet();
            for (int j = 0; j < pieces.size(i); j++) {
                piece.set(pieces.node(i, j));
            }
            found.add(piece);
        }
        Comparator<BitSet> order = Comparator.comparing(BitSet::toString);
        expected.sort(order);
        found.sort(order);
        assertEquals(expected, found);
    }

    @Property(tries = 200)
    void aPieceCostsWhatItAddsToTheCut(
            @ForAll("sparse") Graph graph, @ForAll @IntRange(min = 2, max = 4) int k, @ForAll long seed) {
        int[] partOf = RandomGraphs.parts(graph, k, seed);
        Pieces pieces = new Pieces(graph);
        pieces.find(partOf, graph.nodes());
        for (int i = 0; i < pieces.count(); i++) {
            for (int to = 0; to < k; to++) {
                if (to != partOf[pieces.node(i, 0)]) {
                    int[] moved = partOf.clone();
                    for (int j = 0; j < pieces.size(i); j++) {
                        moved[pieces.node(i, j)] = to;
                    }
                    assertEquals(
                            Partition.cut(graph, moved) - Partition.cut(graph, partOf), pieces.cost(i, to, partOf));
                }
            }
        }
    }

    @Example
    void aLongPathIsNotTooDeep() {
        int n = 100_000;
        List<Graph.Edge> edges = new ArrayList<>();
        for (int v = 1; v < n; v++) {
            edges.add(new Graph.Edge(v - 1, v));
        }
        Pieces pieces = new Pieces(Graph.of(n, edges));
        pieces.find(new int[n], 3);
        assertEquals(6, pieces.count(), "one, two or three nodes at either end");
    }
}
