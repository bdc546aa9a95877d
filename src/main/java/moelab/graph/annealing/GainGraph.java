package moelab.graph.annealing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import moelab.graph.Graph;

/**
 * What moving nodes between parts costs, as a graph of the parts (Sanders and Schulz, Think locally, act globally:
 * highly balanced graph partitioning, SEA 2013).
 *
 * <p>It has a node for every part and an arc p to q for every two parts with an edge between them, of length
 *
 * <pre>
 *   length(p, q) = -(largest gain of moving one node of p to q)
 * </pre>
 *
 * A path p to q to r stands for moving one node from p to q and another from q to r: only its two ends change their
 * sizes. A cycle changes none; if its length is negative the cut becomes smaller. Lengths may be negative, so paths are
 * found by relaxing all arcs until nothing changes (Bellman and Ford). Lengths are exact but where two nodes that move
 * are neighbors.
 *
 * <p>Cost: O(edges at the boundary) to build, O(arcs) a round for paths, of which a few are enough.
 */
final class GainGraph {
    private static final long FAR = Long.MAX_VALUE / 4;
    private static final int ROUNDS = 32; // over all arcs; paths that take more are hardly shorter
    private final MutablePartition partition;
    private final Graph graph;
    private final int k;
    private int arcs;
    private int[] tail = new int[64]; // arc i leads from part tail[i] to part head[i]
    private int[] head = new int[64];
    private int[] mover = new int[64]; // by moving this node
    private long[] length = new long[64];
    private final long[] distance; // of each part from the nearest source
    private final int[] arcInto; // last arc of the shortest path to a part, -1 at sources and where none leads

    /** One step of a chain: a node, the part it goes to, and the length of that arc. */
    record Move(int node, int to, long length) {}

    /**
     * Computes the gains as they are now.
     *
     * @param locked nodes that may not move
     */
    GainGraph(MutablePartition partition, boolean[] locked) {
        this.partition = partition;
        this.graph = partition.graph;
        this.k = partition.parts;
        this.distance = new long[k];
        this.arcInto = new int[k];
        // boundary nodes part by part, so that arcTo belongs to one part at a time
        int[] first = new int[k + 1];
        for (int i = 0; i < partition.boundarySize(); i++) {
            first[partition.partOf[partition.boundaryNode(i)] + 1]++;
        }
        Arrays.parallelPrefix(first, Integer::sum);
        int[] node = new int[partition.boundarySize()];
        int[] next = first.clone();
        for (int i = 0; i < node.length; i++) {
            int v = partition.boundaryNode(i);
            node[next[partition.partOf[v]]++] = v;
        }
        long[] link = new long[k]; // weight of the edges from the current node to each part
        // arc from the current part to each other one, or an arc of an earlier part if there is none yet
        int[] arcTo = new int[k];
        Arrays.fill(arcTo, -1);
        for (int p = 0; p < k; p++) {
            int before = arcs;
            for (int i = first[p]; i < first[p + 1]; i++) {
                if (!locked[node[i]]) {
                    addMoves(node[i], p, before, link, arcTo);
                }
            }
        }
    }

    private void addMoves(int v, int p, int before, long[] link, int[] arcTo) {
        for (int a = graph.start(v); a < graph.start(v + 1); a++) {
            link[partition.partOf[graph.neighbor(a)]] += graph.weight(a);
        }
        for (int a = graph.start(v); a < graph.start(v + 1); a++) {
            int q = partition.partOf[graph.neighbor(a)];
            long loss = link[p] - link[q];
            if (q != p && (arcTo[q] < before || loss < length[arcTo[q]])) {
                if (arcTo[q] < before) {
                    arcTo[q] = newArc(p, q);
                }
                mover[arcTo[q]] = v;
                length[arcTo[q]] = loss;
            }
        }
        for (int a = graph.start(v); a < graph.start(v + 1); a++) {
            link[partition.partOf[graph.neighbor(a)]] = 0;
        }
    }

    private int newArc(int p, int q) {
        if (arcs == tail.length) {
            tail = Arrays.copyOf(tail, 2 * arcs);
            head = Arrays.copyOf(head, 2 * arcs);
            mover = Arrays.copyOf(mover, 2 * arcs);
            length = Arrays.copyOf(length, 2 * arcs);
        }
        tail[arcs] = p;
        head[arcs] = q;
        return arcs++;
    }

    /** Returns the moves of a cycle of negative length; none if there is no such cycle. */
    Deque<Move> negativeCycle() {
        boolean[] all = new boolean[k];
        Arrays.fill(all, true);
        int closing = relax(all, null);
        return closing < 0 ? new ArrayDeque<>() : chain(closing, head[closing]);
    }

    /**
     * Returns the moves of cheapest paths from sources to sinks, the cheapest first, no part being on two of them.
     *
     * @param below only paths shorter than this
     */
    List<Deque<Move>> cheapestPaths(boolean[] source, boolean[] sink, long below) {
        relax(source, sink);
        List<Deque<Move>> paths = new ArrayList<>();
        boolean[] taken = new boolean[k];
        IntStream.range(0, k)
                .filter(p -> sink[p] && arcInto[p] >= 0 && distance[p] < below)
                .boxed()
                .sorted(Comparator.comparingLong(p -> distance[p]))
                .forEachOrdered(end -> {
                    boolean free = !taken[end];
                    for (int arc = arcInto[end]; arc >= 0; arc = arcInto[tail[arc]]) {
                        free &= !taken[tail[arc]];
                    }
                    if (free) {
                        taken[end] = true;
                        for (int arc = arcInto[end]; arc >= 0; arc = arcInto[tail[arc]]) {
                            taken[tail[arc]] = true;
                        }
                        paths.add(chain(arcInto[end], -1));
                    }
                });
        return paths;
    }

    /** Returns the moves of the path that ends with an arc, back to its source or to a part. */
    private Deque<Move> chain(int last, int from) {
        Deque<Move> moves = new ArrayDeque<>();
        for (int arc = last; arc >= 0; arc = tail[arc] == from ? -1 : arcInto[tail[arc]]) {
            moves.push(new Move(mover[arc], head[arc], length[arc]));
        }
        return moves;
    }

    /**
     * Finds shortest paths that visit no part twice. If there are no sinks, returns the arc that closes the first
     * negative cycle that it meets, and otherwise -1.
     */
    private int relax(boolean[] source, boolean[] sink) {
        Arrays.fill(arcInto, -1);
        for (int p = 0; p < k; p++) {
            distance[p] = source[p] ? 0 : FAR;
        }
        boolean changed = true;
        boolean reached = sink == null;
        for (int round = 0; changed && round < k && (round < ROUNDS || !reached); round++) {
            changed = false;
            for (int arc = 0; arc < arcs; arc++) {
                int p = tail[arc];
                int q = head[arc];
                if (distance[p] == FAR || distance[p] + length[arc] >= distance[q]) {
                    continue;
                }
                if (!isOnPath(q, p)) {
                    distance[q] = distance[p] + length[arc];
                    arcInto[q] = arc;
                    changed = true;
                    reached |= sink != null && sink[q];
                } else if (sink == null) {
                    return arc;
                }
            }
        }
        return -1;
    }

    /** Returns whether the path to {@code end} comes through q. */
    private boolean isOnPath(int q, int end) {
        int p = end;
        while (p != q && arcInto[p] >= 0) {
            p = tail[arcInto[p]];
        }
        return p == q;
    }
}
