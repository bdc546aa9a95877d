package moelab.graph;

import java.util.Arrays;
import java.util.Locale;

/**
 * Which node is in which part, and what that cuts.
 *
 * <pre>
 *   cut      = sum of the weights of edges {v, w} with partOf(v) != partOf(w)
 *   captured = total edge weight - cut
 * </pre>
 */
public final class Partition {
    private final Graph graph;
    private final int[] partOf; // partOf[v] = part of node v
    private final int parts;
    private final long[] weights; // weights[p] = sum of the node weights of part p
    private final int[] sizes; // sizes[p] = number of nodes of part p
    private final long cut;

    private Partition(Graph graph, int[] partOf, int parts) {
        this.graph = graph;
        this.partOf = partOf;
        this.parts = parts;
        this.weights = new long[parts];
        this.sizes = new int[parts];
        for (int v = 0; v < partOf.length; v++) {
            weights[partOf[v]] += graph.nodeWeight(v);
            sizes[partOf[v]]++;
        }
        this.cut = cut(graph, partOf);
    }

    /**
     * Returns a partition from the part of each node.
     *
     * @param partOf from 0 to parts - 1, one for each node (copied)
     * @throws IllegalArgumentException if a part is not from 0 to parts - 1, or there is not one for each node
     */
    public static Partition of(Graph graph, int[] partOf, int parts) {
        if (partOf.length != graph.nodes()) {
            throw new IllegalArgumentException("parts of " + partOf.length + " nodes for a graph of " + graph.nodes());
        }
        for (int v = 0; v < partOf.length; v++) {
            if (partOf[v] < 0 || partOf[v] >= parts) {
                throw new IllegalArgumentException(
                        "node " + v + " is in part " + partOf[v] + ", expected 0 to " + (parts - 1));
            }
        }
        return new Partition(graph, partOf.clone(), parts);
    }

    /** Returns the weight of the edges between nodes of different parts. */
    public static long cut(Graph graph, int[] partOf) {
        long cut = 0;
        for (int v = 0; v < partOf.length; v++) {
            // each edge at its higher end only: its arcs together may not fit a long
            for (int a = graph.start(v); a < graph.start(v + 1) && graph.neighbor(a) < v; a++) {
                cut += partOf[v] != partOf[graph.neighbor(a)] ? graph.weight(a) : 0;
            }
        }
        return cut;
    }

    /** Returns the graph it partitions. */
    public Graph graph() {
        return graph;
    }

    /** Returns the number of parts, k. */
    public int parts() {
        return parts;
    }

    /** Returns the part of a node. */
    public int partOf(int v) {
        return partOf[v];
    }

    /** Returns the part of each node, as an array of its own. */
    public int[] toArray() {
        return partOf.clone();
    }

    /** Returns the nodes of one part, ascending. */
    public int[] nodes(int part) {
        int[] nodes = new int[sizes[part]];
        for (int v = 0, at = 0; at < nodes.length; v++) {
            if (partOf[v] == part) {
                nodes[at++] = v;
            }
        }
        return nodes;
    }

    /** Returns the number of nodes of a part. */
    public int size(int part) {
        return sizes[part];
    }

    /** Returns the sum of the node weights of a part; its size if the nodes weigh 1. */
    public long weight(int part) {
        return weights[part];
    }

    /** Returns the weight of the edges between parts. */
    public long cut() {
        return cut;
    }

    /** Returns the weight of the edges inside parts. */
    public long captured() {
        return graph.totalWeight() - cut;
    }

    /**
     * Returns the weight of the heaviest part divided by the mean weight, minus 1: 0 for parts of exactly the same
     * weight, 0.03 for one that is 3 % too heavy.
     */
    public double imbalance() {
        long heaviest = Arrays.stream(weights).max().orElse(0);
        return graph.totalNodeWeight() == 0 ? 0 : heaviest * (double) parts / graph.totalNodeWeight() - 1;
    }

    /**
     * Returns whether all parts are as equal as {@link Balance#exact} demands: sizes differ by at most one node if all
     * nodes weigh the same.
     */
    public boolean isBalanced() {
        return Balance.exact(graph, parts).admits(this);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Partition p && p.parts == parts && Arrays.equals(p.partOf, partOf) && p.graph.equals(graph);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(partOf) + parts;
    }

    @Override
    public String toString() {
        long least = Arrays.stream(weights).min().orElse(0);
        long most = Arrays.stream(weights).max().orElse(0);
        return String.format(
                Locale.ROOT,
                "%d nodes in %d parts of %s%ncut %d of %d (%.2f %%), imbalance %.4f",
                partOf.length,
                parts,
                least == most ? "" + least : least + " to " + most,
                cut,
                graph.totalWeight(),
                graph.totalWeight() == 0 ? 0 : 100.0 * cut / graph.totalWeight(),
                imbalance());
    }
}
