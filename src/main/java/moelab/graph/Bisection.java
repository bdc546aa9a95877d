package moelab.graph;

/**
 * A partition in two that can be changed, one move at a time, with its cut and all gains kept up to date.
 *
 * <pre>
 *   gain(v) = (weight of v's edges to the other side)
 *             - (weight of v's edges within its side)            what moving v takes off the cut
 * </pre>
 *
 * Moving v costs degree(v): its own gain changes sign, and that of a neighbor w changes by 2 weight(v, w).
 */
final class Bisection {
    final Graph graph;
    final int[] side; // side[v] = 0 or 1
    final long[] gain; // gain[v] as above
    final long[] weight = new long[2]; // weight of the nodes of each side
    final long least; // bounds of weight[0]
    final long most;
    long cut;

    /**
     * @param side 0 or 1 for each node; kept and changed
     * @param bounds least and largest weight of side 0
     */
    Bisection(Graph graph, int[] side, long... bounds) {
        this.graph = graph;
        this.side = side;
        this.least = bounds[0];
        this.most = bounds[1];
        this.gain = new long[graph.nodes()];
        for (int v = 0; v < side.length; v++) {
            weight[side[v]] += graph.nodeWeight(v);
            for (int a = graph.start(v); a < graph.start(v + 1); a++) {
                boolean crosses = side[graph.neighbor(a)] != side[v];
                gain[v] += crosses ? graph.weight(a) : -graph.weight(a);
            }
        }
        this.cut = Partition.cut(graph, side);
    }

    /** Moves a node to the other side. */
    void move(int v) {
        int from = side[v];
        side[v] = 1 - from;
        weight[from] -= graph.nodeWeight(v);
        weight[1 - from] += graph.nodeWeight(v);
        cut -= gain[v];
        gain[v] = -gain[v];
        for (int a = graph.start(v); a < graph.start(v + 1); a++) {
            int w = graph.neighbor(a);
            gain[w] += side[w] == from ? 2 * graph.weight(a) : -2 * graph.weight(a);
        }
    }

    /** Returns how far side 0 is out of its bounds. */
    long violation() {
        return violation(weight[0]);
    }

    /** Returns how far side 0 would be out of its bounds after v has moved. */
    long violationAfter(int v) {
        return violation(weight[0] + (side[v] == 0 ? -graph.nodeWeight(v) : graph.nodeWeight(v)));
    }

    private long violation(long weight0) {
        return Math.max(0, Math.max(weight0 - most, least - weight0));
    }
}
