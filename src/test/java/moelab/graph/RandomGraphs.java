package moelab.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/**
 * Graphs of 1 to 40 nodes, sparse to dense, with edges of weight 1 to 9; isolated nodes and several components occur.
 */
public final class RandomGraphs extends DomainContextBase {

    @Provide
    public Arbitrary<Graph> graphs() {
        return ofNodes(1, 40, 120);
    }

    /** Graphs of this many nodes and at most as many edges. */
    public static Arbitrary<Graph> ofNodes(int least, int most, int edges) {
        Arbitrary<int[]> ends = Arbitraries.integers()
                .between(0, 10_000)
                .array(int[].class)
                .ofMinSize(0)
                .ofMaxSize(2 * edges);
        Arbitrary<Integer> heaviest = Arbitraries.of(1, 1, 9);
        return Combinators.combine(Arbitraries.integers().between(least, most), ends, heaviest)
                .as(RandomGraphs::build);
    }

    private static Graph build(int nodes, int[] ends, int heaviest) {
        List<Graph.Edge> edges = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i + 1 < ends.length; i += 2) {
            int a = Math.min(ends[i] % nodes, ends[i + 1] % nodes);
            int b = Math.max(ends[i] % nodes, ends[i + 1] % nodes);
            if (a != b && seen.add((long) a * nodes + b)) {
                edges.add(new Graph.Edge(a, b, 1 + (ends[i] + ends[i + 1]) / nodes % heaviest));
            }
        }
        return Graph.of(nodes, edges);
    }

    /** Any two nodes joined with this probability, by an edge of weight 1 to heaviest. */
    public static Graph draw(int nodes, double density, int heaviest, SplittableRandom random) {
        long[][] w = new long[nodes][nodes];
        for (long[] row : w) {
            Arrays.setAll(row, j -> random.nextDouble() < density ? random.nextInt(1, heaviest + 1) : 0);
        }
        return Graph.of(nodes, (i, j) -> w[i][j]);
    }

    /** The graph with all edges this many times as heavy. */
    public static Graph times(Graph graph, long factor) {
        long[] nodeWeights = new long[graph.nodes()];
        Arrays.setAll(nodeWeights, graph::nodeWeight);
        return Graph.of(graph.nodes(), (i, j) -> factor * graph.between(i, j)).withNodeWeights(nodeWeights);
    }

    /** Returns a part for each node, uniformly at random; parts may be empty. */
    public static int[] parts(Graph graph, int parts, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] partOf = new int[graph.nodes()];
        for (int v = 0; v < partOf.length; v++) {
            partOf[v] = random.nextInt(parts);
        }
        return partOf;
    }

    /** A grid of rows x columns nodes. */
    public static Graph grid(int rows, int columns) {
        List<Graph.Edge> edges = new ArrayList<>();
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                if (c + 1 < columns) {
                    edges.add(new Graph.Edge(r * columns + c, r * columns + c + 1));
                }
                if (r + 1 < rows) {
                    edges.add(new Graph.Edge(r * columns + c, (r + 1) * columns + c));
                }
            }
        }
        return Graph.of(rows * columns, edges);
    }

    /** Square grids, each joined to the next by one edge from its last node to the first of the next. */
    public static Graph gridsInARow(int grids, int side) {
        List<Graph.Edge> edges = new ArrayList<>();
        int size = side * side;
        for (int v = 0; v < grids * size; v++) {
            if (v % side < side - 1) {
                edges.add(new Graph.Edge(v, v + 1));
            }
            if (v % size < size - side) {
                edges.add(new Graph.Edge(v, v + side));
            }
            if (v % size == size - 1 && v + 1 < grids * size) {
                edges.add(new Graph.Edge(v, v + 1));
            }
        }
        return Graph.of(grids * size, edges);
    }

    /** The graph with node v called {@code name[v]}. */
    public static Graph relabelled(Graph graph, int[] name) {
        List<Graph.Edge> edges = new ArrayList<>();
        for (int v = 0; v < graph.nodes(); v++) {
            for (int a = graph.start(v); a < graph.start(v + 1); a++) {
                if (v < graph.neighbor(a)) {
                    edges.add(new Graph.Edge(name[v], name[graph.neighbor(a)], graph.weight(a)));
                }
            }
        }
        return Graph.of(graph.nodes(), edges);
    }

    /** The least cut of all partitions into parts whose sizes differ by at most one, by trying them all. */
    public static long leastCut(Graph graph, int parts) {
        return leastCut(graph, parts, 0, new int[graph.nodes()], new int[parts], 0, Long.MAX_VALUE);
    }

    private static long leastCut(Graph graph, int parts, int v, int[] partOf, int[] size, long cut, long best) {
        if (cut >= best) {
            return best;
        }
        int n = graph.nodes();
        if (v == n) {
            for (int s : size) {
                if (s < n / parts) {
                    return best;
                }
            }
            return cut;
        }
        long least = best;
        for (int p = 0; p < parts; p++) {
            if (size[p] < (n + parts - 1) / parts) {
                long added = 0;
                for (int a = graph.start(v); a < graph.start(v + 1) && graph.neighbor(a) < v; a++) {
                    added += partOf[graph.neighbor(a)] != p ? graph.weight(a) : 0;
                }
                partOf[v] = p;
                size[p]++;
                least = leastCut(graph, parts, v + 1, partOf, size, cut + added, least);
                size[p]--;
                if (size[p] == 0) {
                    break; // further empty parts would only repeat this under other names
                }
            }
        }
        return least;
    }
}
