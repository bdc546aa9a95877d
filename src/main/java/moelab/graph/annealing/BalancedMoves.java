package moelab.graph.annealing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import moelab.graph.Balance;
import moelab.graph.Graph;

/**
 * Moves in chains, so that the balance comes in and stays: along the paths and cycles of the {@link GainGraph} (Sanders
 * and Schulz 2013).
 *
 * <p>Single moves cannot refine a partition whose sizes must be equal, and swaps only see two parts at a time. A chain
 * moves one node out of each of its parts into the next.
 */
final class BalancedMoves {
    // Chosen by how long they may take, and large enough: the package page has what smaller ones change
    private static final int PATIENCE = 16; // chains that lower the cut less than predicted before improving ends
    private static final int MOST_CHAINS = 300; // each needs a gain graph of its own

    private final MutablePartition partition;
    private final Graph graph;
    private final Balance bounds;
    private final boolean[] locked; // the worst node of every chain that did not lower the cut

    private BalancedMoves(MutablePartition partition, Balance bounds, boolean[] fixed) {
        this.partition = partition;
        this.graph = partition.graph;
        this.bounds = bounds;
        this.locked = fixed.clone();
    }

    /**
     * Brings parts within their bounds, always along the cheapest path from one that can give to one that can take.
     *
     * @return whether all parts are within their bounds, which they are when all nodes weigh 1
     */
    static boolean balance(MutablePartition partition, Balance bounds) {
        return balance(partition, bounds, new boolean[partition.graph.nodes()]);
    }

    /** Returns the same where some nodes stay in their parts. */
    static boolean balance(MutablePartition partition, Balance bounds, boolean[] fixed) {
        BalancedMoves moves = new BalancedMoves(partition, bounds, fixed);
        long violation = moves.violation();
        while (violation > 0) {
            moves.step();
            long now = moves.violation();
            if (now >= violation) {
                return false; // heavy nodes do not fit
            }
            violation = now;
        }
        return true;
    }

    /**
     * Cuts less along negative cycles, and paths where the bounds leave room for them, until none is left (or very many
     * were taken). Keeps the bounds.
     */
    static void improve(MutablePartition partition, Balance bounds) {
        improve(partition, bounds, new boolean[partition.graph.nodes()]);
    }

    /** Does the same where some nodes stay in their parts. */
    static void improve(MutablePartition partition, Balance bounds, boolean[] fixed) {
        BalancedMoves moves = new BalancedMoves(partition, bounds, fixed);
        int failures = 0;
        for (int chains = 0; chains < MOST_CHAINS && failures < PATIENCE; chains++) {
            GainGraph gains = new GainGraph(partition, moves.locked);
            Deque<GainGraph.Move> chain = gains.negativeCycle();
            if (chain.isEmpty()) {
                chain = gains.cheapestPaths(moves.over(bounds.lightest()), moves.under(bounds.heaviest()), 0).stream()
                        .findFirst()
                        .orElse(chain);
            }
            if (chain.isEmpty()) {
                return;
            }
            failures += moves.pays(chain) ? 0 : 1;
        }
    }

    private long violation() {
        long sum = 0;
        for (long w : partition.weight) {
            sum += bounds.violation(w);
        }
        return sum;
    }

    private boolean[] over(long weight) {
        boolean[] over = new boolean[partition.parts];
        for (int p = 0; p < over.length; p++) {
            over[p] = partition.weight[p] > weight;
        }
        return over;
    }

    private boolean[] under(long weight) {
        boolean[] under = new boolean[partition.parts];
        for (int p = 0; p < under.length; p++) {
            under[p] = partition.weight[p] < weight;
        }
        return under;
    }

    /** For some parts: one node more where one is too light, or one less where it is too heavy, or both. */
    private void step() {
        boolean tooHeavy = false;
        boolean tooLight = false;
        for (long w : partition.weight) {
            tooHeavy |= w > bounds.heaviest();
            tooLight |= w < bounds.lightest();
        }
        // if no part is too heavy, any that can spare a node gives one; if none is too light, any with room takes it
        boolean[] source = over(tooHeavy ? bounds.heaviest() : bounds.lightest());
        boolean[] sink = under(tooLight ? bounds.lightest() : bounds.heaviest());
        List<Deque<GainGraph.Move>> paths =
                new GainGraph(partition, locked).cheapestPaths(source, sink, Long.MAX_VALUE);
        if (paths.isEmpty()) {
            jump(source, sink);
        }
        paths.forEach(path -> path.forEach(m -> move(m.node(), m.to())));
    }

    private void move(int v, int to) {
        partition.move(v, to, partition.connection(v, to) - partition.connection(v, partition.partOf[v]));
    }

    /**
     * Makes the moves of a chain and returns whether the cut is smaller. If the cut is not smaller or the bounds are
     * left, takes them back and locks the node that loses most.
     */
    private boolean pays(Deque<GainGraph.Move> chain) {
        long cut = partition.cut;
        long violation = violation();
        Deque<GainGraph.Move> back = new ArrayDeque<>();
        for (GainGraph.Move m : chain) {
            back.push(new GainGraph.Move(m.node(), partition.partOf[m.node()], m.length()));
            move(m.node(), m.to());
        }
        if (partition.cut < cut && violation() <= violation) {
            return true;
        }
        GainGraph.Move worst = back.peek();
        for (GainGraph.Move m : back) {
            move(m.node(), m.to());
            worst = m.length() > worst.length() ? m : worst;
        }
        locked[worst.node()] = true;
        return false;
    }

    /**
     * Where the graph falls apart there may be no path: then the node that loses least goes straight from a source to a
     * sink.
     */
    private void jump(boolean[] source, boolean[] sink) {
        int to = 0;
        while (!sink[to]) {
            to++; // a part that is no source, since some part is out of its bounds
        }
        int best = -1;
        long least = Long.MAX_VALUE;
        for (int v = 0; v < graph.nodes(); v++) {
            if (source[partition.partOf[v]] && graph.nodeWeight(v) > 0 && !locked[v]) {
                long loss = partition.connection(v, partition.partOf[v]);
                if (loss < least) {
                    least = loss;
                    best = v;
                }
            }
        }
        if (best >= 0) {
            move(best, to);
        }
    }
}
