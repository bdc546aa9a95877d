package moelab.graph.exchange;

import java.util.Arrays;
import moelab.graph.Graph;
import moelab.graph.Partition;

/** A partition that can be changed and changed back, with its cut and the weights of its parts. */
final class MovedParts {
    final Graph graph;
    final int[] partOf;
    final long[] weight; // of each part
    long cut;
    private int[] node = new int[64]; // moved since the last mark,
    private int[] from = new int[64]; // each from here
    private int moves;

    /** @param partOf kept and changed */
    MovedParts(Graph graph, int[] partOf, int parts) {
        this.graph = graph;
        this.partOf = partOf;
        this.weight = new long[parts];
        for (int v = 0; v < partOf.length; v++) {
            weight[partOf[v]] += graph.nodeWeight(v);
        }
        this.cut = Partition.cut(graph, partOf);
    }

    /** Returns what moving v to a part would take off the cut. */
    long gain(int v, int to) {
        int from = partOf[v];
        long sum = 0;
        for (int a = graph.start(v), end = graph.start(v + 1); a < end; a++) {
            int part = partOf[graph.neighbor(a)];
            if (part == to) {
                sum += graph.weight(a);
            } else if (part == from) {
                sum -= graph.weight(a);
            }
        }
        return sum;
    }

    /** Begins what {@link #undo} takes back. */
    void mark() {
        moves = 0;
    }

    /** Takes back all moves since the last mark. */
    void undo() {
        while (moves > 0) {
            moves--;
            put(node[moves], from[moves]);
        }
    }

    /** Moves a node to another part. */
    void move(int v, int to) {
        if (moves == node.length) {
            node = Arrays.copyOf(node, 2 * moves);
            from = Arrays.copyOf(from, 2 * moves);
        }
        node[moves] = v;
        from[moves++] = partOf[v];
        put(v, to);
    }

    private void put(int v, int to) {
        cut -= gain(v, to);
        weight[partOf[v]] -= graph.nodeWeight(v);
        weight[to] += graph.nodeWeight(v);
        partOf[v] = to;
    }
}
