package moelab.graph;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import moelab.memory.Memory;

/**
 * Multilevel recursive bisection (Karypis and Kumar 1998): coarsen, cut the small graph, refine on the way back up.
 *
 * <pre>
 *   bisect(G):  if G is small: the best of some greedily grown bisections, each refined
 *               else: match heavy edges, contract G to G', bisect(G'), project to G, refine
 * </pre>
 *
 * k parts come from bisections of bisections; k need not be a power of two. Parts are exactly equal: coarse nodes are
 * heavy, so on coarse levels a side may miss its bounds by the heaviest node, and on the finest level
 * Fiduccia-Mattheyses brings it in. Where nodes have different weights, bisections may leave parts out of bounds;
 * {@link Rebalancing} then follows.
 *
 * <p>Cost: O(m log k) for coarsening, a little more with the heap of the refinement. This is the textbook algorithm.
 */
public final class Multilevel implements Partitioner {
    private static final int SMALL = 100; // nodes of the coarsest graph
    private static final int STARTS = 8; // bisections tried on it
    // share of the nodes; a matching that leaves more is not worth a level
    private static final double MOST_LEFT = 0.95;
    private static final int PATIENCE = 200; // moves of a refinement pass without a new best

    private final double imbalance;

    /** With exactly equal parts. */
    public Multilevel() {
        this(0);
    }

    /**
     * @param imbalance how much heavier than the mean a part may be, 0.03 for three percent; 0 for exactly equal parts
     */
    public Multilevel(double imbalance) {
        this.imbalance = imbalance;
    }

    @Override
    public Partition partition(Graph graph, int parts, long seed) {
        Balance balance = Balance.within(graph, parts, imbalance);
        requireMemory(graph);
        int[] partOf = bisections(graph.searchable(), balance, seed);
        Partition partition = Partition.of(graph, partOf, parts);
        return balance.admits(partition)
                ? partition
                : Partition.of(graph, Rebalancing.within(graph, partOf, balance), parts);
    }

    /** Checks that the levels of a coarsening fit: about twice the graph, and once more the graph being contracted. */
    private static void requireMemory(Graph graph) {
        Memory.require(
                72.0 * graph.edges() + 60.0 * graph.nodes(),
                "partitioning a graph of " + graph.nodes() + " nodes and " + graph.edges() + " edges");
    }

    /**
     * Returns the part of each node after recursive bisection alone: heavy nodes may leave parts out of bounds.
     *
     * @param graph edges of less than 2^59 together ({@link Graph#searchable})
     */
    public static int[] bisections(Graph graph, Balance balance, long seed) {
        int[] partOf = new int[graph.nodes()];
        int[] all = IntStream.range(0, graph.nodes()).toArray();
        split(graph, all, balance, 0, balance.parts(), new SplittableRandom(seed), partOf);
        return partOf;
    }

    /**
     * Cuts a graph into parts {@code first} to {@code first + parts - 1}; {@code names} are its nodes in the whole
     * graph.
     */
    private static void split(
            Graph graph, int[] names, Balance balance, int first, int parts, SplittableRandom random, int[] partOf) {
        if (parts == 1) {
            for (int v : names) {
                partOf[v] = first;
            }
            return;
        }
        int k1 = (parts + 1) / 2;
        int k2 = parts / 2;
        int[] side = bisect(graph, balance.firstSide(graph.totalNodeWeight(), k1, k2), true, random).side;
        for (int s = 0; s < 2; s++) {
            int wanted = s;
            int[] kept = IntStream.range(0, side.length)
                    .filter(v -> side[v] == wanted)
                    .toArray();
            int[] keptNames = IntStream.of(kept).map(v -> names[v]).toArray();
            split(
                    graph.induced(kept),
                    keptNames,
                    balance,
                    s == 0 ? first : first + k1,
                    s == 0 ? k1 : k2,
                    random,
                    partOf);
        }
    }

    private static Bisection bisect(Graph graph, long[] bounds, boolean finest, SplittableRandom random) {
        long play = finest ? 0 : graph.heaviestNode();
        long[] wide = {bounds[0] - play, bounds[1] + Math.min(play, Long.MAX_VALUE - Math.max(0, bounds[1]))};
        if (graph.nodes() > SMALL) {
            long heaviest = 1 + Coarsening.threeHalves(graph.totalNodeWeight(), SMALL);
            Coarsening c = Coarsening.ofMatching(graph, HeavyEdgeMatching.match(graph, heaviest, random));
            if (c.coarse().nodes() <= MOST_LEFT * graph.nodes()) {
                Bisection coarse = bisect(c.coarse(), bounds, false, random);
                return refined(new Bisection(graph, c.project(coarse.side), wide));
            }
        }
        Bisection best = null;
        for (int start = 0; start < STARTS; start++) {
            Bisection b = refined(GreedyGrowing.grow(graph, wide, random));
            if (best == null
                    || b.violation() < best.violation()
                    || b.violation() == best.violation() && b.cut < best.cut) {
                best = b;
            }
        }
        return best;
    }

    private static Bisection refined(Bisection b) {
        new FiducciaMattheyses(b, PATIENCE).run();
        return b;
    }

    @Override
    public String toString() {
        return "multilevel recursive bisection" + (imbalance == 0 ? "" : ", imbalance " + imbalance);
    }
}
