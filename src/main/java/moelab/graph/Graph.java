package moelab.graph;

import java.util.Arrays;
import java.util.List;

/**
 * An undirected graph with whole-number weights on edges and nodes, as compressed sparse rows: all adjacency lists in
 * one array.
 *
 * <pre>
 *   for (int a = g.start(v); a &lt; g.start(v + 1); a++) {
 *       // an edge of weight g.weight(a) leads from v to g.neighbor(a)
 *   }
 * </pre>
 *
 * Every edge {v, w} is stored twice, as the arcs v to w and w to v. Arcs of a node are in ascending order of neighbor.
 * No self loops, no parallel edges, edge weights at least 1, node weights at least 0. Immutable.
 *
 * <p>Memory: 12 bytes per arc and 12 per node. There may be at most 2^31 - 9 arcs, so about 10^9 edges. The weights of
 * all edges together, and those of all nodes, must fit a long.
 */
public final class Graph {
    // a search adds up to eight times the weight of all edges: paths of gains, and twice an edge on either side
    private static final int SEARCHABLE_BITS = 59;

    private final int[] start; // start[v] = first arc of v; start[n] = number of arcs
    private final int[] neighbor; // neighbor[a] = where arc a leads
    private final long[] weight; // weight[a] = weight of its edge, the same at both of its arcs
    private final long[] nodeWeight;
    private final long totalWeight;
    private final long totalNodeWeight;
    private final long heaviestNode;
    private final boolean equalNodeWeights;

    /** Takes the arrays as they are; the caller guarantees the order and the symmetry of the arcs. */
    public Graph(int[] start, int[] neighbor, long[] weight, long[] nodeWeight) {
        this.start = start;
        this.neighbor = neighbor;
        this.weight = weight;
        this.nodeWeight = nodeWeight;
        this.totalWeight = sumOfEdges();
        this.totalNodeWeight = sum(nodeWeight);
        this.heaviestNode = Arrays.stream(nodeWeight).max().orElse(0);
        this.equalNodeWeights = Arrays.stream(nodeWeight).allMatch(w -> w == heaviestNode);
    }

    /**
     * Returns the sum of the edge weights. Each edge is added once, because the sum over both of its arcs may not fit a
     * long.
     */
    private long sumOfEdges() {
        long sum = 0;
        for (int v = 0; v < nodeWeight.length; v++) {
            for (int a = start[v]; a < start[v + 1] && neighbor[a] < v; a++) {
                sum += weight[a];
                if (sum < 0) {
                    throw new IllegalArgumentException(
                            "the edges weigh more than " + Long.MAX_VALUE + " together, expected at most that");
                }
            }
        }
        return sum;
    }

    private static long sum(long[] nodeWeights) {
        long sum = 0;
        for (long w : nodeWeights) {
            sum += w;
            if (sum < 0) {
                throw new IllegalArgumentException(
                        "the nodes weigh more than " + Long.MAX_VALUE + " together, expected at most that");
            }
        }
        return sum;
    }

    /**
     * An edge between two different nodes.
     *
     * @param weight at least 1
     */
    public record Edge(int a, int b, long weight) {
        /** Makes an edge of weight 1. */
        public Edge(int a, int b) {
            this(a, b, 1);
        }

        @Override
        public String toString() {
            return a + " - " + b + ", weight " + weight;
        }
    }

    /** A weight for every pair of nodes: symmetric, 0 where there is no edge. */
    @FunctionalInterface
    public interface PairWeight {
        /** Returns the weight of the edge {i, j}, computed for i &lt; j only; 0 for none. */
        long between(int i, int j);
    }

    /**
     * Returns a graph of nodes of weight 1 with these edges, in any order.
     *
     * @throws IllegalArgumentException if an edge leads nowhere or to itself, comes twice, or weighs less than 1
     */
    public static Graph of(int nodes, List<Edge> edges) {
        return CompressedRows.of(nodes, edges);
    }

    /**
     * Returns a graph of nodes of weight 1 with an edge for every pair of positive weight, such as a co-activation
     * count.
     *
     * @throws IllegalArgumentException if a weight is negative
     */
    public static Graph of(int nodes, PairWeight pairs) {
        return CompressedRows.of(nodes, pairs);
    }

    /**
     * Returns a graph of the same edges with other node weights.
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

    /**
     * Returns this graph, or one of the same shape with rounded edge weights if they are so heavy that sums of gains
     * might not fit a long. Searches run on it; the cut that they report is that of the graph itself.
     */
    public Graph searchable() {
        int shift = Math.max(0, Long.SIZE - SEARCHABLE_BITS - Long.numberOfLeadingZeros(totalWeight));
        if (shift == 0) {
            return this;
        }
        long[] rounded = Arrays.stream(weight).map(w -> Math.max(1, w >> shift)).toArray();
        return new Graph(start, neighbor, rounded, nodeWeight);
    }

    /** Returns the graph of some nodes, in ascending order, and the edges among them; its node i is kept[i] here. */
    public Graph induced(int[] kept) {
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

    /** Returns the number of nodes, n. */
    public int nodes() {
        return nodeWeight.length;
    }

    /** Returns the number of edges, each counted once. */
    public int edges() {
        return start[nodes()] / 2;
    }

    /** Returns the first arc of node v; its last one is {@code start(v + 1) - 1}. */
    public int start(int v) {
        return start[v];
    }

    /** Returns the node that an arc leads to. */
    public int neighbor(int arc) {
        return neighbor[arc];
    }

    /** Returns the weight of an arc's edge. */
    public long weight(int arc) {
        return weight[arc];
    }

    /** Returns the number of neighbors of v. */
    public int degree(int v) {
        return start[v + 1] - start[v];
    }

    /** Returns the weight of the edge between v and w, 0 if there is none; logarithmic in the degree. */
    public long between(int v, int w) {
        int a = Arrays.binarySearch(neighbor, start[v], start[v + 1], w);
        return a < 0 ? 0 : weight[a];
    }

    /** Returns the sum of the weights of all edges. */
    public long totalWeight() {
        return totalWeight;
    }

    /** Returns the weight of a node; 1 unless the graph says otherwise. */
    public long nodeWeight(int v) {
        return nodeWeight[v];
    }

    /** Returns the sum of the weights of all nodes. */
    public long totalNodeWeight() {
        return totalNodeWeight;
    }

    /** Returns the weight of the heaviest node. */
    public long heaviestNode() {
        return heaviestNode;
    }

    /** Returns whether all nodes weigh the same, so that parts are balanced if their sizes are. */
    public boolean hasEqualNodeWeights() {
        return equalNodeWeights;
    }

    /** Returns whether nodes, edges and all weights are equal. */
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
