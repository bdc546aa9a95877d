package moelab.graph.exchange;

import java.util.Arrays;
import moelab.graph.Graph;

/**
 * For every direction p to q and every s, the cheapest known way to make q larger and p smaller by s nodes: a set of p,
 * or a larger set of p in exchange for a set of q.
 */
final class Transfers {
    /** The cost where there is no such transfer. */
    static final long NONE = Long.MAX_VALUE / 8;

    private static final int SIZES = GrownSets.MOST + 1;

    private final Graph graph;
    private final GrownSets sets;
    private long[] cost = new long[0]; // of transfer t = d SIZES + s
    private int[] there = new int[0]; // the set that moves along direction d,
    private int[] nodesThere = new int[0]; // and how many of its nodes
    private int[] back = new int[0]; // the set that moves against it,
    private int[] nodesBack = new int[0]; // which may be none
    private final int[] marked; // marked[v] = stamp of the set that v is in
    private int stamp;
    private long work;

    Transfers(Graph graph, GrownSets sets) {
        this.graph = graph;
        this.sets = sets;
        this.marked = new int[graph.nodes()];
    }

    /** Finds the cheapest transfers by the sets as they are now. */
    void find() {
        int size = sets.directions() * SIZES;
        if (cost.length < size) {
            cost = new long[size];
            there = new int[size];
            nodesThere = new int[size];
            back = new int[size];
            nodesBack = new int[size];
        }
        Arrays.fill(cost, 0, size, NONE);
        for (int d = 0; d < sets.directions(); d++) {
            for (int s = (d & 1) == 0 ? 0 : 1; s < SIZES; s++) { // a swap is the same in both directions
                find(d, s);
            }
        }
    }

    private void find(int d, int s) {
        int t = of(d, s);
        if (s > 0 && sets.best(d, s, 0) >= 0) {
            keep(t, sets.cost(sets.best(d, s, 0), s), sets.best(d, s, 0), s, 0, 0);
        }
        for (int b = 1; s + b < SIZES; b++) {
            int against = sets.best(d ^ 1, b, 0);
            for (int i = 0, a; against >= 0 && (a = sets.best(d, s + b, i)) >= 0; i++) {
                for (int j = 0, c; (c = sets.best(d ^ 1, b, j)) >= 0; j++) {
                    long sum = sets.cost(a, s + b) + sets.cost(c, b);
                    if (sum >= cost[t]) {
                        break; // the next ones cost more
                    }
                    sum += 2 * between(a, s + b, c, b);
                    if (sum < cost[t]) {
                        keep(t, sum, a, s + b, c, b);
                    }
                }
            }
        }
        work += SIZES;
    }

    private void keep(int t, long sum, int a, int nodes, int c, int nodesOfC) {
        cost[t] = sum;
        there[t] = a;
        nodesThere[t] = nodes;
        back[t] = c;
        nodesBack[t] = nodesOfC;
    }

    /** Returns the weight of the edges between two sets. */
    private long between(int a, int nodes, int c, int nodesOfC) {
        if (++stamp < 0) { // after two billion pairs of sets
            Arrays.fill(marked, 0);
            stamp = 1;
        }
        for (int i = 0; i < nodes; i++) {
            marked[sets.node(a, i)] = stamp;
        }
        long sum = 0;
        for (int i = 0; i < nodesOfC; i++) {
            int v = sets.node(c, i);
            work += graph.degree(v);
            for (int e = graph.start(v); e < graph.start(v + 1); e++) {
                sum += marked[graph.neighbor(e)] == stamp ? graph.weight(e) : 0;
            }
        }
        work += nodes;
        return sum;
    }

    /** Returns the number of the transfer of s nodes in a direction. */
    static int of(int d, int s) {
        return d * SIZES + s;
    }

    /** Returns what a transfer adds to the cut, {@link #NONE} if there is none. */
    long cost(int t) {
        return cost[t];
    }

    /** Forgets a transfer that did not do what it promised. */
    void forget(int t) {
        cost[t] = NONE;
    }

    /** Returns the part that becomes smaller. */
    int from(int t) {
        return sets.from(t / SIZES);
    }

    /** Returns the part that becomes larger. */
    int to(int t) {
        return sets.from(t / SIZES ^ 1);
    }

    /** Moves the nodes of a transfer, or none if one of them is no longer where it was. */
    boolean make(int t, MovedParts parts) {
        boolean there = isIn(parts, this.there[t], nodesThere[t], from(t));
        if (!there || !isIn(parts, back[t], nodesBack[t], to(t))) {
            return false;
        }
        for (int i = 0; i < nodesThere[t]; i++) {
            parts.move(sets.node(this.there[t], i), to(t));
        }
        for (int i = 0; i < nodesBack[t]; i++) {
            parts.move(sets.node(back[t], i), from(t));
        }
        return true;
    }

    private boolean isIn(MovedParts parts, int set, int nodes, int part) {
        boolean all = true;
        for (int i = 0; i < nodes; i++) {
            all &= parts.partOf[sets.node(set, i)] == part;
        }
        return all;
    }

    /** Returns the work done since the beginning, in arcs read. */
    long work() {
        return work;
    }
}
