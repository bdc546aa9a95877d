package moelab.graph.exchange;

import java.util.Arrays;
import moelab.graph.Graph;

/**
 * The pieces of parts that hang on a single edge: moving one cuts that edge and no other of its part, however large the
 * piece is.
 *
 * <p>A bridge is an edge without which a part falls into more pieces. Depth-first search finds it: nodes are numbered
 * as they are found, and the edge by which v was found is a bridge if no other edge leads from v, or from a node that
 * was found by way of v, to a node before v (Tarjan 1974). These nodes have consecutive numbers and are the piece on
 * one side of the bridge; the other nodes found from the same root are the piece on the other side.
 */
final class Pieces {
    private final Graph graph;
    private final int[] node; // node[number[v]] = v
    private final int[] number; // -1 for nodes not yet found
    private final int[] low; // least number to which edges lead from v and the nodes found by way of it
    private final int[] arc; // next arc of v to follow
    private final int[] foundFrom; // node from which v was found, -1 for a root
    private final int[] behind; // nodes behind the bridge by which v was found, 0 if that is no bridge
    // piece i is node[first[i]], node[first[i] + 1] .. without the gap[i] nodes from node[hole[i]] on
    private int[] first = new int[64];
    private int[] size = new int[64];
    private int[] hole = new int[64];
    private int[] gap = new int[64];
    private long[] bridge = new long[64]; // weight of its bridge
    private int pieces;
    private long work;

    Pieces(Graph graph) {
        this.graph = graph;
        int n = graph.nodes();
        this.node = new int[n];
        this.number = new int[n];
        this.low = new int[n];
        this.arc = new int[n];
        this.foundFrom = new int[n];
        this.behind = new int[n];
    }

    /** Finds the pieces of at most this many nodes, in place of the old ones. */
    void find(int[] partOf, int most) {
        Arrays.fill(number, -1);
        pieces = 0;
        work += graph.nodes() + 2L * graph.edges();
        int end = 0;
        for (int root = 0; root < partOf.length; root++) {
            if (number[root] < 0) {
                int begin = end;
                end = search(root, partOf, begin);
                for (int i = begin + 1; i < end; i++) {
                    int inside = behind[node[i]];
                    if (inside > 0 && inside <= most) {
                        add(i, inside, end, 0, i);
                    }
                    if (inside > 0 && end - begin - inside <= most) {
                        add(begin, end - begin - inside, i, inside, i);
                    }
                }
            }
        }
    }

    /** Numbers the nodes of a part that can be reached from a root; returns the next number. */
    private int search(int root, int[] partOf, int begin) {
        int next = begin;
        number(root, -1, next++);
        int v = root;
        while (v >= 0) {
            if (arc[v] == graph.start(v + 1)) {
                int from = foundFrom[v];
                behind[v] = from >= 0 && low[v] == number[v] ? next - number[v] : 0;
                if (from >= 0) {
                    low[from] = Math.min(low[from], low[v]);
                }
                v = from;
            } else {
                int w = graph.neighbor(arc[v]++);
                if (partOf[w] == partOf[v] && number[w] < 0) {
                    number(w, v, next++);
                    v = w;
                } else if (partOf[w] == partOf[v] && w != foundFrom[v]) {
                    low[v] = Math.min(low[v], number[w]);
                }
            }
        }
        return next;
    }

    private void number(int v, int from, int next) {
        node[next] = v;
        number[v] = next;
        low[v] = next;
        arc[v] = graph.start(v);
        foundFrom[v] = from;
    }

    /** Adds a piece; its bridge is the edge by which the i-th node was found. */
    private void add(int from, int nodes, int holeAt, int holeSize, int i) {
        if (pieces == first.length) {
            first = Arrays.copyOf(first, 2 * pieces);
            size = Arrays.copyOf(size, 2 * pieces);
            hole = Arrays.copyOf(hole, 2 * pieces);
            gap = Arrays.copyOf(gap, 2 * pieces);
            bridge = Arrays.copyOf(bridge, 2 * pieces);
        }
        first[pieces] = from;
        size[pieces] = nodes;
        hole[pieces] = holeAt;
        gap[pieces] = holeSize;
        bridge[pieces++] = graph.between(node[i], foundFrom[node[i]]);
    }

    /** Returns how many there are. */
    int count() {
        return pieces;
    }

    /** Returns the number of nodes of a piece. */
    int size(int piece) {
        return size[piece];
    }

    /** Returns the i-th node of a piece. */
    int node(int piece, int i) {
        int at = first[piece] + i;
        return node[at < hole[piece] ? at : at + gap[piece]];
    }

    /** Returns what moving a piece to another part adds to the cut. */
    long cost(int piece, int to, int[] partOf) {
        long sum = bridge[piece];
        for (int i = 0; i < size[piece]; i++) {
            int v = node(piece, i);
            work += graph.degree(v);
            for (int a = graph.start(v); a < graph.start(v + 1); a++) {
                sum -= partOf[graph.neighbor(a)] == to ? graph.weight(a) : 0;
            }
        }
        return sum;
    }

    /** Returns the work done since the beginning, in arcs read. */
    long work() {
        return work;
    }
}
