package moelab.graph;

import java.util.Arrays;
import java.util.List;

/** Builds the compressed rows of a {@link Graph} of nodes of weight 1: every edge as two arcs, sorted. */
final class CompressedRows {
    private CompressedRows() {}

    /** Returns the graph of a list of edges. */
    static Graph of(int nodes, List<Graph.Edge> edges) {
        requireArcs(2L * edges.size());
        int[] start = new int[nodes + 1];
        for (Graph.Edge e : edges) {
            requireEdge(nodes, e);
            start[e.a() + 1]++;
            start[e.b() + 1]++;
        }
        Arrays.parallelPrefix(start, Integer::sum);
        int[] next = start.clone();
        int[] neighbor = new int[2 * edges.size()];
        long[] weight = new long[neighbor.length];
        List<Graph.Edge> sorted = edges.stream()
                .sorted((e, f) -> Math.max(e.a(), e.b()) != Math.max(f.a(), f.b())
                        ? Integer.compare(Math.max(e.a(), e.b()), Math.max(f.a(), f.b()))
                        : Integer.compare(Math.min(e.a(), e.b()), Math.min(f.a(), f.b())))
                .toList();
        Graph.Edge before = null;
        for (Graph.Edge e : sorted) { // first the arcs to lower nodes: ascending because of the order
            if (before != null
                    && Math.min(e.a(), e.b()) == Math.min(before.a(), before.b())
                    && Math.max(e.a(), e.b()) == Math.max(before.a(), before.b())) {
                throw new IllegalArgumentException("edge " + e.a() + " - " + e.b() + " comes twice");
            }
            before = e;
            int a = next[Math.max(e.a(), e.b())]++;
            neighbor[a] = Math.min(e.a(), e.b());
            weight[a] = e.weight();
        }
        for (Graph.Edge e : sorted) { // then those to higher nodes
            int a = next[Math.min(e.a(), e.b())]++;
            neighbor[a] = Math.max(e.a(), e.b());
            weight[a] = e.weight();
        }
        return new Graph(start, neighbor, weight, ones(nodes));
    }

    private static void requireEdge(int nodes, Graph.Edge e) {
        if (e.a() < 0 || e.a() >= nodes || e.b() < 0 || e.b() >= nodes || e.a() == e.b()) {
            throw new IllegalArgumentException(
                    "edge " + e.a() + " - " + e.b() + ", expected two different nodes from 0 to " + (nodes - 1));
        }
        if (e.weight() < 1) {
            throw new IllegalArgumentException(
                    "edge " + e.a() + " - " + e.b() + " has weight " + e.weight() + ", expected at least 1");
        }
    }

    /** Returns the graph of a weight for every pair. */
    static Graph of(int nodes, Graph.PairWeight pairs) {
        int[] start = new int[nodes + 1];
        long arcs = 0;
        for (int i = 0; i < nodes; i++) {
            for (int j = i + 1; j < nodes; j++) {
                long w = pairs.between(i, j);
                if (w < 0) {
                    throw new IllegalArgumentException(
                            "edge " + i + " - " + j + " has weight " + w + ", expected at least 0");
                }
                if (w > 0) {
                    start[i + 1]++;
                    start[j + 1]++;
                    arcs += 2;
                }
            }
        }
        requireArcs(arcs);
        Arrays.parallelPrefix(start, Integer::sum);
        int[] next = start.clone();
        int[] neighbor = new int[start[nodes]];
        long[] weight = new long[start[nodes]];
        // row i gets its lower neighbors from earlier rows, then its higher ones
        for (int i = 0; i < nodes; i++) {
            for (int j = i + 1; j < nodes; j++) {
                long w = pairs.between(i, j);
                if (w > 0) {
                    neighbor[next[i]] = j;
                    weight[next[i]++] = w;
                    neighbor[next[j]] = i;
                    weight[next[j]++] = w;
                }
            }
        }
        return new Graph(start, neighbor, weight, ones(nodes));
    }

    private static void requireArcs(long arcs) {
        if (arcs > Integer.MAX_VALUE - 8) { // no array is longer
            throw new IllegalArgumentException(arcs / 2 + " edges, expected at most " + (Integer.MAX_VALUE - 8) / 2);
        }
    }

    private static long[] ones(int nodes) {
        long[] ones = new long[nodes];
        Arrays.fill(ones, 1);
        return ones;
    }
}
