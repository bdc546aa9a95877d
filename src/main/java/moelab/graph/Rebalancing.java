package moelab.graph;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Brings the parts of a graph with node weights within their bounds, at a small loss of cut.
 *
 * <p>While a part violates its bounds, the worst one gives or takes the node that costs least cut for each unit of
 * violation that it mends. Where no single move mends anything, because all nodes are too heavy, two nodes of nearly
 * the right difference in weight change places. Where that mends nothing either, two random nodes do, up to 100 times.
 * In the last resort the greedy partition takes over, which is always within the bounds of {@link Balance}. Finally
 * every empty part gets a node.
 *
 * <p>Nodes of weight 1 do not need it: bisection, swaps and chains of moves keep their balance by themselves. Cost: O(m
 * + n k) for each move, O(n log n) for each swap.
 */
public final class Rebalancing {
    // random grids of 100 to 900 nodes, weights up to 1000, k 2 to 12: see RebalancingProperties
    private static final int MOST_DETOURS = 100;

    private final Graph graph;
    private final Balance bounds;
    private final int[] partOf;
    private final boolean[] locked; // nodes that stay where they are
    private final long[] weight; // weight[p] = sum of the node weights of part p
    private final int[] size;
    private final long[] link; // link[p] = weight of the edges from the current node to part p, else 0

    private Rebalancing(Graph graph, int[] partOf, Balance bounds, boolean[] locked) {
        this.graph = graph;
        this.locked = locked;
        this.bounds = bounds;
        this.partOf = partOf.clone();
        this.weight = new long[bounds.parts()];
        this.size = new int[bounds.parts()];
        this.link = new long[bounds.parts()];
        for (int v = 0; v < partOf.length; v++) {
            weight[partOf[v]] += graph.nodeWeight(v);
            size[partOf[v]]++;
        }
    }

    /**
     * Returns a partition within the bounds and without an empty part, near the given one.
     *
     * @param partOf part of each node; not changed
     */
    public static int[] within(Graph graph, int[] partOf, Balance bounds) {
        return within(graph, partOf, bounds, new boolean[partOf.length]);
    }

    /**
     * Returns the same where some nodes stay in their parts. There may be no such partition within the bounds, so the
     * caller must check.
     *
     * @param locked whether a node must stay; not changed
     */
    public static int[] within(Graph graph, int[] partOf, Balance bounds, boolean[] locked) {
        Rebalancing r = new Rebalancing(graph, partOf, bounds, locked);
        SplittableRandom random = new SplittableRandom(0);
        for (int detours = 0; r.worst() >= 0; ) {
            if (!r.move(r.worst()) && !r.swap(r.worst())) {
                if (detours++ == MOST_DETOURS) {
                    break;
                }
                r.detour(r.worst(), random);
            }
        }
        if (r.worst() >= 0) {
            int[] greedy = RandomStart.draw(graph, bounds.parts(), random);
            Arrays.setAll(greedy, v -> locked[v] ? partOf[v] : greedy[v]);
            r = new Rebalancing(graph, greedy, bounds, locked);
        }
        for (int p = 0; p < bounds.parts(); p++) {
            if (r.size[p] == 0) {
                r.fill(p);
            }
        }
        return r.partOf;
    }

    /** Returns the part of largest violation, or -1 if there is none. */
    private int worst() {
        int worst = -1;
        long most = 0;
        for (int p = 0; p < weight.length; p++) {
            if (bounds.violation(weight[p]) > most) {
                most = bounds.violation(weight[p]);
                worst = p;
            }
        }
        return worst;
    }

    /** Returns how much of the violation goes when weight w moves from part p to q. */
    private long mended(long w, int p, int q) {
        return bounds.violation(weight[p])
                - bounds.violation(weight[p] - w)
                + bounds.violation(weight[q])
                - bounds.violation(weight[q] + w);
    }

    /**
     * Moves the node out of, or into, a part that raises the cut least per unit of weight that it mends; returns false
     * if none mends any.
     */
    private boolean move(int part) {
        boolean out = weight[part] > bounds.heaviest();
        int best = -1;
        int to = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int v = 0; v < partOf.length; v++) {
            int from = partOf[v];
            if (locked[v] || out != (from == part) || graph.nodeWeight(v) == 0) {
                continue;
            }
            connect(v, 1);
            for (int q = out ? 0 : part; q < (out ? weight.length : part + 1); q++) {
                long mends = q == from ? 0 : mended(graph.nodeWeight(v), from, q);
                double loss = mends > 0 ? (link[from] - link[q]) / (double) mends : Double.POSITIVE_INFINITY;
                if (loss < least) {
                    least = loss;
                    best = v;
                    to = q;
                }
            }
            connect(v, 0);
        }
        if (best >= 0) {
            put(best, to);
        }
        return best >= 0;
    }

    /** Adds up the weight of the edges from v to each part, or clears it again. */
    private void connect(int v, int factor) {
        for (int a = graph.start(v); a < graph.start(v + 1); a++) {
            int p = partOf[graph.neighbor(a)];
            link[p] = factor * (link[p] + graph.weight(a));
        }
    }

    private void put(int v, int to) {
        weight[partOf[v]] -= graph.nodeWeight(v);
        size[partOf[v]]--;
        partOf[v] = to;
        weight[to] += graph.nodeWeight(v);
        size[to]++;
    }

    /** Swaps the node of this part with one of another part where that mends most; returns false if none mends any. */
    private boolean swap(int part) {
        long wanted = weight[part] > bounds.heaviest() // what the part should lose
                ? weight[part] - bounds.heaviest()
                : weight[part] - bounds.lightest();
        Integer[] others = IntStream.range(0, partOf.length)
                .filter(v -> partOf[v] != part && !locked[v])
                .boxed()
                .sorted(Comparator.comparingInt((Integer v) -> partOf[v]).thenComparingLong(graph::nodeWeight))
                .toArray(Integer[]::new);
        int[] first = IntStream.rangeClosed(0, others.length) // where the nodes of each other part begin
                .filter(i -> i == 0 || i == others.length || partOf[others[i]] != partOf[others[i - 1]])
                .toArray();
        long most = 0;
        int bestOwn = -1;
        int bestOther = -1;
        for (int v = 0; v < partOf.length; v++) {
            if (partOf[v] != part || locked[v]) {
                continue;
            }
            for (int group = 0; group + 1 < first.length; group++) {
                int from = first[group];
                int end = first[group + 1];
                int at = firstFrom(others, from, end, graph.nodeWeight(v) - wanted);
                for (int i = Math.max(from, at - 1); i < Math.min(at + 1, end); i++) {
                    int w = others[i];
                    long mends = mended(graph.nodeWeight(v) - graph.nodeWeight(w), part, partOf[w]);
                    if (mends > most) {
                        most = mends;
                        bestOwn = v;
                        bestOther = w;
                    }
                }
            }
        }
        if (most > 0) {
            int to = partOf[bestOther];
            put(bestOther, part);
            put(bestOwn, to);
        }
        return most > 0;
    }

    /** Swaps a random node of this part with a random one of another part: another part then has to be mended. */
    private void detour(int part, SplittableRandom random) {
        int[] own = IntStream.range(0, partOf.length)
                .filter(v -> partOf[v] == part && !locked[v])
                .toArray();
        int[] others = IntStream.range(0, partOf.length)
                .filter(v -> partOf[v] != part && !locked[v])
                .toArray();
        if (own.length > 0 && others.length > 0) {
            int v = own[random.nextInt(own.length)];
            int w = others[random.nextInt(others.length)];
            int to = partOf[w];
            put(w, part);
            put(v, to);
        }
    }

    /** Returns the first place, in a range sorted by node weight, whose node weighs at least that. */
    private int firstFrom(Integer[] nodes, int from, int to, long least) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (graph.nodeWeight(nodes[middle]) < least) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Gives an empty part the node, of those whose part can spare one, that loses least. */
    private void fill(int part) {
        int best = -1;
        long least = Long.MAX_VALUE;
        for (int v = 0; v < partOf.length; v++) {
            int from = partOf[v];
            if (size[from] > 1 && !locked[v] && mended(graph.nodeWeight(v), from, part) >= 0) {
                connect(v, 1);
                if (link[from] < least) {
                    least = link[from];
                    best = v;
                }
                connect(v, 0);
            }
        }
        if (best >= 0) {
            put(best, part);
        }
    }
}
