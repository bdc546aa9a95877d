package moelab.graph.annealing;

import moelab.graph.Graph;
import moelab.graph.Partition;

/**
 * A partition that can be changed, one move at a time, with the weights of its parts, its cut and its boundary kept up
 * to date.
 *
 * <p>The boundary, the nodes with a neighbor in another part, is kept as a list: refinement looks at nothing else.
 */
final class MutablePartition {
    final Graph graph;
    final int parts;
    final int[] partOf;
    final long[] weight; // weight[p] = sum of the node weights of part p
    long cut;
    private final int[] outer; // outer[v] = number of arcs of v to other parts
    private final int[] boundary; // boundary[0 .. boundarySize) = nodes v with outer[v] > 0
    private final int[] position; // boundary[position[v]] = v where outer[v] > 0
    private int boundarySize;

    /** @param partOf kept and changed */
    MutablePartition(Graph graph, int[] partOf, int parts) {
        this.graph = graph;
        this.parts = parts;
        this.partOf = partOf;
        this.weight = new long[parts];
        this.outer = new int[graph.nodes()];
        this.boundary = new int[graph.nodes()];
        this.position = new int[graph.nodes()];
        for (int v = 0; v < partOf.length; v++) {
            weight[partOf[v]] += graph.nodeWeight(v);
            for (int a = graph.start(v); a < graph.start(v + 1); a++) {
                if (partOf[graph.neighbor(a)] != partOf[v]) {
                    outer[v]++;
                }
            }
            if (outer[v] > 0) {
                enter(v);
            }
        }
        this.cut = Partition.cut(graph, partOf);
    }

    /** Moves v to another part; {@code gain} is what that takes off the cut, which the caller knows. */
    void move(int v, int to, long gain) {
        int from = partOf[v];
        partOf[v] = to;
        weight[from] -= graph.nodeWeight(v);
        weight[to] += graph.nodeWeight(v);
        cut -= gain;
        int outside = 0;
        for (int a = graph.start(v), end = graph.start(v + 1); a < end; a++) {
            int w = graph.neighbor(a);
            int part = partOf[w];
            if (part == to) {
                if (--outer[w] == 0) {
                    leave(w);
                }
            } else {
                outside++;
                if (part == from && outer[w]++ == 0) {
                    enter(w);
                }
            }
        }
        if (outside == 0 && outer[v] > 0) {
            leave(v);
        } else if (outside > 0 && outer[v] == 0) {
            enter(v);
        }
        outer[v] = outside;
    }

    /** Returns the partition as it is now. */
    Partition toPartition() {
        return Partition.of(graph, partOf, parts);
    }

    /** Returns the weight of the edges inside parts. */
    long captured() {
        return graph.totalWeight() - cut;
    }

    /** Returns the weight of the edges from v to a part. */
    long connection(int v, int part) {
        long sum = 0;
        for (int a = graph.start(v), end = graph.start(v + 1); a < end; a++) {
            sum += partOf[graph.neighbor(a)] == part ? graph.weight(a) : 0;
        }
        return sum;
    }

    /** Returns the number of nodes with a neighbor in another part. */
    int boundarySize() {
        return boundarySize;
    }

    /** Returns one of them, in no particular order. */
    int boundaryNode(int i) {
        return boundary[i];
    }

    private void enter(int v) {
        position[v] = boundarySize;
        boundary[boundarySize++] = v;
    }

    private void leave(int v) {
        int last = boundary[--boundarySize];
        boundary[position[v]] = last;
        position[last] = position[v];
    }
}
