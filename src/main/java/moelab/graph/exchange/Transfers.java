package moelab.graph.exchange;

import java.util.Arrays;
import moelab.graph.Graph;

/**
 * For every direction p to q and every s, the cheapest known way to make q larger and p smaller by s nodes: a set of p,
 * a larger set of p in exchange for a set of q, or a bundle of sets.
 */
final class Transfers {
    /** The cost where there is no such transfer. */
    static final long NONE = Long.MAX_VALUE / 8;

    private static final int BUNDLE = -1; // in place of a set

    private final Graph graph;
    private final GrownSets sets;
    private final Bundles bundles;
    private int sizes = 1; // values of s, from 0
    private long[] cost = new long[0]; // of transfer t = d sizes + s
    private int[] there = new int[0]; // the set that moves along direction d, or BUNDLE,
    private int[] nodesThere = new int[0]; // and how many of its nodes
    private int[] back = new int[0]; // the set that moves against it,
    private int[] nodesBack = new int[0]; // which may be none
    private final int[] marked; // marked[v] = stamp of the set that v is in
    private int stamp;
    private long work;

    Transfers(Graph graph, GrownSets sets, Bundles bundles) {
        this.graph = graph;
        this.sets = sets;
        this.bundles = bundles;
        this.marked = new int[graph.nodes()];
    }

    /** Finds the cheapest transfers by the sets and bundles as they are now. */
    void find() {
        sizes = 1 + Math.max(GrownSets.MOST, bundles.reach());
        int size = sets.directions() * sizes;
        if (cost.length < size) {
            cost = new long[size];
            there = new int[size];
            nodesThere = new int[size];
            back = new int[size];
            nodesBack = new int[size];
        }
        Arrays.fill(cost, 0, size, NONE);
        for (int d = 0; d < sets.directions(); d++) {
            for (int s = (d & 1) == 0 ? 0 : 1; s < sizes; s++) { // a swap is the same in both directions
                if (s <= GrownSets.MOST) {
                    find(d, s);
                }
                if (s <= bundles.reach() && bundles.cost(d, s) < Math.min(cost[of(d, s)], s == 0 ? 0 : NONE)) {
                    keep(of(d, s), bundles.cost(d, s), BUNDLE, 0, 0, 0);
                }
            }
        }
    }

    private void find(int d, int s) {
        int t = of(d, s);
        if (s > 0 && sets.best(d, s, 0) >= 0) {
            keep(t, sets.cost(sets.best(d, s, 0), s), sets.best(d, s, 0), s, 0, 0);
        }
        for (int b = 1; s + b <= GrownSets.MOST; b++) {
            long least = sets.bestCost(d ^ 1, b, 0);
            for (int i = 0; least < NONE && sets.bestCost(d, s + b, i) < bound(t, least); i++) {
                long there = sets.bestCost(d, s + b, i);
                for (int j = 0; sets.bestCost(d ^ 1, b, j) < bound(t, there); j++) {
                    int a = sets.best(d, s + b, i);
                    int c = sets.best(d ^ 1, b, j);
                    long sum = there + sets.bestCost(d ^ 1, b, j) + 2 * between(a, s + b, c, b);
                    if (sum < cost[t]) {
                        keep(t, sum, a, s + b, c, b);
                    }
                }
            }
        }
        work += GrownSets.MOST + 1;
    }

    /** Returns what a set has to cost less than, beside another, to make a transfer cheaper. */
    private long bound(int t, long other) {
        return Math.min(NONE, cost[t] - other);
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
    int of(int d, int s) {
        return d * sizes + s;
    }

    /** Returns the largest s. */
    int most() {
        return sizes - 1;
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
        return sets.from(t / sizes);
    }

    /** Returns the part that becomes larger. */
    int to(int t) {
        return sets.from(t / sizes ^ 1);
    }

    /** Moves the nodes of a transfer; returns false if one is no longer where it was, and then may have moved some. */
    boolean make(int t, MovedParts parts) {
        if (this.there[t] == BUNDLE) {
            return bundles.make(t / sizes, t % sizes, parts);
        }
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
