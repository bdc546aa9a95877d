package moelab.graph.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import moelab.graph.Balance;

/**
 * Cycles and shortest paths in the graph of the parts, whose arcs are the {@link Transfers} of one number of nodes.
 * Costs may be negative, so all arcs are relaxed until nothing changes, at most twelve times (Bellman and Ford).
 */
final class ShiftPaths {
    private static final int ROUNDS = 12; // over all arcs; with fewer, longer paths would not be found
    private final GrownSets sets;
    private final Transfers transfers;
    private final int k;
    private final long[] distance; // of each part
    private final int[] into; // last transfer on the way to a part, -1 at its beginning
    private long work;

    /**
     * A path and how good it is.
     *
     * @param rate what it adds to the cut for every unit by which it brings parts in
     */
    record Path(int[] transfers, double rate) {}

    ShiftPaths(GrownSets sets, Transfers transfers, int parts) {
        this.sets = sets;
        this.transfers = transfers;
        this.k = parts;
        this.distance = new long[parts];
        this.into = new int[parts];
    }

    /** Returns the transfers of a cycle of s nodes and of negative cost, none if none was found. */
    int[] negativeCycle(int s) {
        Arrays.fill(distance, 0);
        int closing = relax(s, true);
        return closing < 0 ? new int[0] : back(closing, transfers.to(closing));
    }

    /**
     * Returns paths that bring parts in, from parts that are too heavy, or if none is, can spare nodes, to parts that
     * are too light, or if none is, have room. The best comes first.
     *
     * @param unit weight of a node
     */
    List<Path> balancing(long[] weight, Balance bounds, long unit) {
        boolean heavy = Arrays.stream(weight).anyMatch(w -> w > bounds.heaviest());
        boolean light = Arrays.stream(weight).anyMatch(w -> w < bounds.lightest());
        List<Path> paths = new ArrayList<>();
        for (int s = 1; s <= transfers.most(); s++) {
            long moved = s * unit;
            for (int p = 0; p < k; p++) {
                boolean source = weight[p] - moved >= bounds.lightest() && (!heavy || weight[p] > bounds.heaviest());
                distance[p] = source ? 0 : Transfers.NONE;
            }
            relax(s, false);
            for (int q = 0; q < k; q++) {
                boolean sink = weight[q] + moved <= bounds.heaviest() && (!light || weight[q] < bounds.lightest());
                if (sink && into[q] >= 0) {
                    int[] path = back(into[q], -1);
                    long first = weight[transfers.from(path[path.length - 1])];
                    long less = bounds.violation(first)
                            - bounds.violation(first - moved)
                            + bounds.violation(weight[q])
                            - bounds.violation(weight[q] + moved);
                    if (less > 0) {
                        // of paths that cost nothing the one that brings in most, and so with those that gain
                        paths.add(new Path(
                                path, distance[q] > 0 ? distance[q] / (double) less : distance[q] - 1e-3 * less));
                    }
                }
            }
        }
        paths.sort(Comparator.comparingDouble(Path::rate));
        return paths;
    }

    /** Returns the path that ends with a transfer, the last one first, back to a part or, for -1, to its beginning. */
    private int[] back(int last, int from) {
        int[] path = new int[k];
        int n = 0;
        for (int t = last; t >= 0; t = transfers.from(t) == from ? -1 : into[transfers.from(t)]) {
            path[n++] = t;
        }
        return Arrays.copyOf(path, n);
    }

    /** Finds shortest paths; returns the first transfer that closes a negative cycle, if asked to, or else -1. */
    private int relax(int s, boolean cycles) {
        Arrays.fill(into, -1);
        boolean changed = true;
        for (int round = 0; changed && round < ROUNDS; round++) {
            changed = false;
            work += sets.directions();
            for (int d = 0; d < sets.directions(); d++) {
                int t = transfers.of(d, s);
                int p = sets.from(d);
                int q = sets.from(d ^ 1);
                if (distance[p] >= Transfers.NONE
                        || transfers.cost(t) >= Transfers.NONE
                        || distance[p] + transfers.cost(t) >= distance[q]) {
                    continue;
                }
                if (!isOnPath(q, p)) {
                    distance[q] = distance[p] + transfers.cost(t);
                    into[q] = t;
                    changed = true;
                } else if (cycles) {
                    return t;
                }
            }
        }
        return -1;
    }

    private boolean isOnPath(int q, int end) {
        int p = end;
        while (p != q && into[p] >= 0) {
            p = transfers.from(into[p]);
        }
        return p == q;
    }

    /** Returns the work done since the beginning, in arcs of the graph of parts. */
    long work() {
        return work;
    }
}
