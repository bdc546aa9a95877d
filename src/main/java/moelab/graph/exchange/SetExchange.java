package moelab.graph.exchange;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import moelab.graph.Balance;
import moelab.graph.Graph;

/**
 * Balances and improves partitions of one graph by moving sets of nodes. What it does is on the package page.
 *
 * <p>Sets grow with random choices, so a second pass may find what the first did not.
 */
public final class SetExchange {
    private static final int PASSES = 60; // at most; 2 passes without success before the end gain less than they cost
    // share of the cut that a pass has to gain if there is to be another. Without it exchanges take most of the time on
    // add20 in 32 parts, of which 2,514 edges were cut instead of 2,473
    private static final double LEAST_GAIN = 0.002;
    private static final int CYCLES = 8; // at most, of each size in a pass
    private static final int MOST_PARTS = 512; // a table has the square of it
    // by which a bundle may make a part smaller. On uk in 2 parts a piece of 43 makes the difference between 19 and 20
    private static final int MOST_NODES = 100;
    private static final int WEIGHT_BITS = 40; // sums along paths of costs below this fit a long

    private final Graph graph;
    private final Balance bounds;
    private final long unit; // weight of a node
    private final GrownSets sets;
    private final Bundles bundles;
    private final Transfers transfers;
    private final ShiftPaths paths;

    /** @throws IllegalArgumentException unless {@link #suits} */
    public SetExchange(Graph graph, Balance bounds, SplittableRandom random) {
        if (!suits(graph, bounds)) {
            throw new IllegalArgumentException("sets are exchanged between at most " + MOST_PARTS
                    + " parts, of nodes that weigh the same, with edges that together weigh less than 2^"
                    + WEIGHT_BITS);
        }
        this.graph = graph;
        this.bounds = bounds;
        this.unit = graph.heaviestNode();
        this.sets = new GrownSets(graph, bounds.parts(), random);
        this.bundles = new Bundles(graph, sets, bounds.parts(), random);
        this.transfers = new Transfers(graph, sets, bundles);
        this.paths = new ShiftPaths(sets, transfers, bounds.parts());
    }

    /**
     * Returns whether it can be used: all nodes have the same weight, which is not 0, there are at most 512 parts, and
     * all edges together weigh less than 2^40.
     */
    public static boolean suits(Graph graph, Balance bounds) {
        return graph.hasEqualNodeWeights()
                && graph.heaviestNode() > 0
                && bounds.parts() <= MOST_PARTS
                && graph.totalWeight() < 1L << WEIGHT_BITS;
    }

    /**
     * Brings parts within their bounds, at the least cost first.
     *
     * @param partOf changed
     * @return whether all are within their bounds
     */
    public boolean balance(int[] partOf) {
        MovedParts parts = new MovedParts(graph, partOf, bounds.parts());
        long violation = violation(parts);
        while (violation > 0) {
            long worst =
                    Arrays.stream(parts.weight).map(bounds::violation).max().orElse(0);
            findTransfers(parts, (int) Math.min(MOST_NODES, worst / unit + GrownSets.MOST));
            // parts change as paths are taken, so only the best are, and those only if no part is on two of them
            boolean[] taken = new boolean[bounds.parts()];
            int left = Math.max(1, bounds.parts() / 4);
            for (ShiftPaths.Path path : paths.balancing(parts.weight, bounds, unit)) {
                int[] t = path.transfers();
                if (left > 0 && isFree(t, taken) && bringsIn(t, parts)) {
                    left--;
                    for (int step : t) {
                        taken[transfers.from(step)] = true;
                        taken[transfers.to(step)] = true;
                    }
                }
            }
            long now = violation(parts);
            if (now >= violation) {
                return false;
            }
            violation = now;
        }
        return true;
    }

    /**
     * Lowers the cut until a pass brings little or nothing. Parts within their bounds stay so.
     *
     * @param partOf changed
     * @return what that took off the cut
     */
    public long improve(int[] partOf) {
        MovedParts parts = new MovedParts(graph, partOf, bounds.parts());
        long cut = parts.cut;
        long before = Long.MAX_VALUE;
        for (int pass = 0; pass < PASSES && parts.cut < before - LEAST_GAIN * parts.cut; pass++) {
            before = parts.cut;
            pass(parts);
        }
        return cut - parts.cut;
    }

    /** Returns the work done since the beginning, in arcs read or about as much as that. */
    public long work() {
        return sets.work() + bundles.work() + transfers.work() + paths.work();
    }

    /** @param most nodes by which a bundle may make a part smaller */
    private void findTransfers(MovedParts parts, int most) {
        sets.grow(parts);
        bundles.find(parts, most);
        transfers.find();
    }

    private void pass(MovedParts parts) {
        findTransfers(parts, GrownSets.MOST);
        // swaps, those that gain most first
        IntStream.range(0, sets.directions())
                .map(d -> transfers.of(d, 0))
                .filter(t -> transfers.cost(t) < 0)
                .boxed()
                .sorted((t, u) -> Long.compare(transfers.cost(t), transfers.cost(u)))
                .forEachOrdered(t -> pays(new int[] {t}, parts));
        for (int s = 1; s <= GrownSets.MOST; s++) {
            for (int d = 0; d < sets.directions(); d++) { // where the bounds leave room
                int t = transfers.of(d, s);
                if (transfers.cost(t) < 0
                        && bounds.admits(parts.weight[transfers.from(t)] - s * unit)
                        && bounds.admits(parts.weight[transfers.to(t)] + s * unit)) {
                    pays(new int[] {t}, parts);
                }
            }
            int[] cycle = paths.negativeCycle(s);
            for (int i = 0; i < CYCLES && cycle.length > 0; i++) {
                pays(cycle, parts);
                Arrays.stream(cycle).forEach(transfers::forget);
                cycle = paths.negativeCycle(s);
            }
        }
    }

    /** Makes transfers if they lower the cut and bring no part out of its bounds. */
    private void pays(int[] steps, MovedParts parts) {
        long cut = parts.cut;
        long violation = violation(parts);
        if (!make(steps, parts) || parts.cut >= cut || violation(parts) > violation) {
            parts.undo();
        }
    }

    /** Makes transfers if they bring parts in, and returns whether they did. */
    private boolean bringsIn(int[] steps, MovedParts parts) {
        long violation = violation(parts);
        if (make(steps, parts) && violation(parts) < violation) {
            return true;
        }
        parts.undo();
        return false;
    }

    private boolean make(int[] steps, MovedParts parts) {
        parts.mark();
        for (int t : steps) {
            if (!transfers.make(t, parts)) {
                return false;
            }
        }
        return true;
    }

    private boolean isFree(int[] steps, boolean[] taken) {
        boolean free = true;
        for (int t : steps) {
            free &= !taken[transfers.from(t)] && !taken[transfers.to(t)];
        }
        return free;
    }

    /** Returns by how many nodes all parts together are out of their bounds; a sum of weights might not fit a long. */
    private long violation(MovedParts parts) {
        long nodes = 0;
        for (long w : parts.weight) {
            long out = bounds.violation(w);
            nodes += out == 0 ? 0 : 1 + (out - 1) / unit;
        }
        return nodes;
    }
}
