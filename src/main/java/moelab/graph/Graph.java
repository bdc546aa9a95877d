package moelab.graph;

import java.util.Arrays;
import java.util.List;

/**
 * An undirected graph with whole-number weights on edges and nodes, as compressed sparse rows: all adjacency lists in
 * one array.
 *
 * <pre>
 *   for (int a = g.start(v); a < g.start(v + 1); a++) { g.neighbor(a) is joined to v by an edge of weight g.weight(a) }
 * </pre>
 *
 * Every edge {v, w} is stored twice, as the arcs v to w and w to v. Arcs of a node are in ascending order of neighbour.
 * No self loops, no parallel edges, edge weights at least 1, node weights at least 0. Immutable.
 *
 * <p>Memory: 12 bytes an arc and 12 a node. A graph of n nodes may have some 10^9 arcs at most.
 */
public final class Graph {
    private final int[] start; // start[v] = first arc of v; start[n] = number of arcs
    private final int[] neighbor; // neighbor[a] = where arc a leads
    private final long[] weight; // weight[a] = weight of its edge, the same at both of its arcs
    private final long[] nodeWeight;
    private final long totalWeight;
    private final long totalNodeWeight;
    private final long heaviestNode;

    /** Takes the arrays as they are; whoever calls answers for the order and symmetry of the arcs. */
    Graph(int[] start, int[] neighbor, long[] weight, long[] nodeWeight) {
        this.start = start;
        this.neighbor = neighbor;
        this.weight = weight;
        this.nodeWeight = nodeWeight;
        long sum = 0;
        for (int a = 0; a < start[nodeWeight.length]; a++) {
            sum += weight[a];
        }
        this.totalWeight = sum / 2;
        this.totalNodeWeight = Arrays.stream(nodeWeight).sum();
        this.heaviestNode = Arrays.stream(nodeWeight).max().orElse(0);
    }

    /**
     * An edge between two different nodes.
     *
     * @param weight at least 1
     */
    public record Edge(int a, int b, long weight) {
        /** An edge of weight 1. */
        public Edge(int a, int b) {
            this(a, b, 1);
        }

        @Override
        public String toString() {
            return a + " - " + b + ", weight " + weight;
        }
    }

    /** How much two nodes have to do with each other: symmetric, 0 where there is no edge. */
    @FunctionalInterface
    public interface PairWeight {
        /** The weight of the edge {i, j}, asked for i &lt; j only; 0 for none. */
        long between(int i, int j);
    }

    /**
     * A graph of nodes of weight 1 from its edges, in any order.
     *
     * @throws IllegalArgumentException if an edge leads nowhere or to itself, comes twice, or weighs less than 1
     */
    public static Graph of(int nodes, List<Edge> edges) {
        int[] start = new int[nodes + 1];
        for (Edge e : edges) {
            requireEdge(nodes, e);
            start[e.a + 1]++;
            start[e.b + 1]++;
        }
        Arrays.parallelPrefix(start, Integer::sum);
        int[] next = start.clone();
        int[] neighbor = new int[2 * edges.size()];
        long[] weight = new long[neighbor.length];
        List<Edge> sorted = edges.stream()
                .sorted((e, f) -> Math.max(e.a, e.b) != Math.max(f.a, f.b)
                        ? Integer.compare(Math.max(e.a, e.b), Math.max(f.a, f.b))
                        : Integer.compare(Math.min(e.a, e.b), Math.min(f.a, f.b)))
                .toList();
        Edge before = null;
        for (Edge e : sorted) { // first the arcs to lower nodes: ascending because of the order
            if (before != null
                    && Math.min(e.a, e.b) == Math.min(before.a, before.b)
                    && Math.max(e.a, e.b) == Math.max(before.a, before.b)) {
                throw new IllegalArgumentException("edge " + e.a + " - " + e.b + " comes twice");
            }
            before = e;
            int a = next[Math.max(e.a, e.b)]++;
            neighbor[a] = Math.min(e.a, e.b);
            weight[a] = e.weight;
        }
        for (Edge e : sorted) { // then those to higher nodes
            int a = next[Math.min(e.a, e.b)]++;
            neighbor[a] = Math.max(e.a, e.b);
            weight[a] = e.weight;
        }
        return new Graph(start, neighbor, weight, ones(nodes));
    }

    private static void requireEdge(int nodes, Edge e) {
        if (e.a < 0 || e.a >= nodes || e.b < 0 || e.b >= nodes || e.a == e.b) {
            throw new IllegalArgumentException(
                    "edge " + e.a + " - " + e.b + ", expected two different nodes from 0 to " + (nodes - 1));
        }
        if (e.weight < 1) {
            throw new IllegalArgumentException(
                    "edge " + e.a + " - " + e.b + " has weight " + e.weight + ", expected at least 1");
        }
    }

    /**
     * A graph of nodes of weight 1 from a weight for every pair, such as a co-activation count.
     *
     * @throws IllegalArgumentException if a weight is negative
     */
    public static Graph of(int nodes, PairWeight pairs) {
        int[] start = new int[nodes + 1];
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
                }
            }
        }
        Arrays.parallelPrefix(start, Integer::sum);
        int[] next = start.clone();
        int[] neighbor = new int[start[nodes]];
        long[] weight = new long[start[nodes]];
        // row i gets its lower neighbours from earlier rows, then its higher ones
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

    private static long[] ones(int nodes) {
        long[] ones = new long[nodes];
        Arrays.fill(ones, 1);
        return ones;
    }

    /**
     * The same edges with other node weights.
     *
     * @param nodeWeights one for each node, at least 0 (copied)
     */
    public Graph withNodeWeights(long... nodeWeights) {
        if (nodeWeights.length != nodes()) {
            throw new IllegalArgumentException(nodeWeights.length + " node weights for " + nodes() + " nodes");
        }
        for (int v = 0; v < nodes(); v++) {
            if (nodeWeights[v] < 0) {
                throw new IllegalArgumentException(
                        "node " + v + " has weight " + nodeWeights[v] + ", expected at least 0");
            }
        }
        return new Graph(start, neighbor, weight, nodeWeights.clone());
    }

    /** The graph of some nodes and the edges among them; node i of it is {@code kept[i]} here. */
    Graph induced(int[] kept) {
        int[] name = new int[nodes()];
        Arrays.fill(name, -1);
        for (int i = 0; i < kept.length; i++) {
            name[kept[i]] = i;
        }
        int[] starts = new int[kept.length + 1];
        for (int i = 0; i < kept.length; i++) {
            int inside = 0;
            for (int a = start[kept[i]]; a < start[kept[i] + 1]; a++) {
                inside += name[neighbor[a]] >= 0 ? 1 : 0;
            }
            starts[i + 1] = starts[i] + inside;
        }
        int[] neighbors = new int[starts[kept.length]];
        long[] weights = new long[neighbors.length];
        long[] nodeWeights = new long[kept.length];
        for (int i = 0, at = 0; i < kept.length; i++) {
            nodeWeights[i] = nodeWeight[kept[i]];
            for (int a = start[kept[i]]; a < start[kept[i] + 1]; a++) {
                if (name[neighbor[a]] >= 0) {
                    neighbors[at] = name[neighbor[a]];
                    weights[at++] = weight[a];
                }
            }
        }
        return new Graph(starts, neighbors, weights, nodeWeights);
    }

    /** Number of nodes, n. */
    public int nodes() {
        return nodeWeight.length;
    }

    /** Number of edges, each counted once. */
    public int edges() {
        return start[nodes()] / 2;
    }

    /** First arc of node v; its last one is {@code start(v + 1) - 1}. */
    public int start(int v) {
        return start[v];
    }

    /** The node that an arc leads to. */
    public int neighbor(int arc) {
        return neighbor[arc];
    }

    /** Weight of an arc's edge. */
    public long weight(int arc) {
        return weight[arc];
    }

    /** Number of neighbours of v. */
    public int degree(int v) {
        return start[v + 1] - start[v];
    }

    /** Weight of the edge between v and w, 0 if there is none; logarithmic in the degree. */
    public long between(int v, int w) {
        int a = Arrays.binarySearch(neighbor, start[v], start[v + 1], w);
        return a < 0 ? 0 : weight[a];
    }

    /** Sum of the weights of all edges. */
    public long totalWeight() {
        return totalWeight;
    }

    /** Weight of a node; 1 unless the graph says otherwise. */
    public long nodeWeight(int v) {
        return nodeWeight[v];
    }

    /** Sum of the weights of all nodes. */
    public long totalNodeWeight() {
        return totalNodeWeight;
    }

    /** Weight of the heaviest node. */
    public long heaviestNode() {
        return heaviestNode;
    }

    /** Equal if nodes, edges and all weights are. */
    @Override
    public boolean equals(Object o) {
        return o instanceof Graph g
                && Arrays.equals(g.start, start)
                && Arrays.equals(g.neighbor, neighbor)
                && Arrays.equals(g.weight, weight)
                && Arrays.equals(g.nodeWeight, nodeWeight);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(neighbor) + Arrays.hashCode(weight)) + Arrays.hashCode(nodeWeight);
    }

    @Override
    public String toString() {
        int most = 0;
        for (int v = 0; v < nodes(); v++) {
            most = Math.max(most, degree(v));
        }
        return "graph of " + nodes() + " nodes and " + edges() + " edges of weight " + totalWeight
                + " in all; largest degree " + most;
    }
}
