package moelab.graph.annealing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import moelab.graph.Balance;
import moelab.graph.Coarsening;
import moelab.graph.Graph;
import moelab.graph.HeavyEdgeMatching;
import moelab.graph.Multilevel;
import moelab.graph.Rebalancing;

/**
 * Multilevel k-way partitioning of a sparse graph with annealing where others refine by descent.
 *
 * <pre>
 *   cut(G):  if G is small: recursive bisection, annealed
 *            else: match, contract G to G', cut(G'), project to G, anneal
 * </pre>
 *
 * All k parts are there on every level ({@link BoundaryAnnealing}). Coarse nodes are heavy and parts stray from their
 * bounds; on the finest level {@link BalancedMoves} brings them in, along the cheapest chains of moves.
 * {@link RatedMatching} keeps coarse nodes alike in size.
 *
 * <p>Temperatures are in units of a third of the captured weight per node, u: a typical node is held in its part by
 * some 6 u.
 */
final class AnnealedMultilevel {
    // The package page has the cuts with other values of these constants. SMALL and MOST_LEFT are chosen by
    // analogy with Multilevel and not measured, and SETUP is a rough count of the work.
    private static final int NODES_PER_PART = 10; // of the coarsest graph
    private static final int SMALL = 60; // nodes of a graph that is not made smaller
    static final double MOST_LEFT = 0.95; // a matching that leaves more nodes is not worth a level
    private static final double HOT = 1.2; // temperature at the beginning of a level, in u
    private static final double HOT_COARSEST = 0.5; // the same for the coarsest, which begins with a good partition
    private static final double HOT_FLAT = 0.8; // the same without levels; 0.25 and 2.4 make no difference
    private static final double HOT_MELTED = 3; // the same from a random start; 1.5 and 8 do alike
    static final double COLD = 0.12; // temperature at the end
    static final double STIFFNESS = 0.5; // what a mean node out of bounds costs, in u
    private static final long EFFORT = 1000; // proposals per boundary node, if the budget allows
    private static final double HOTTEST = 2.5; // times the temperatures below, with more effort than usual
    private static final long SETUP = 200; // what coarsening or a textbook start costs, in arcs read per edge

    private final Graph whole;
    private final Balance bounds;
    private final long budget;
    private final double patience; // times the usual proposals per boundary node, at least 1
    private final SplittableRandom random;
    private long work;

    /**
     * @param budget most work for one partition, as {@link BoundaryAnnealing} counts it
     * @param effort times the usual proposals per boundary node that are made if the budget allows; below 1 it is 1
     */
    AnnealedMultilevel(Graph whole, Balance bounds, long budget, double effort, SplittableRandom random) {
        this.whole = whole;
        this.bounds = bounds;
        this.budget = budget;
        this.patience = Math.max(1, effort);
        this.random = random;
    }

    /** Returns the work done since the beginning. */
    long work() {
        return work;
    }

    /** Returns a partition by way of coarser graphs. */
    int[] partition() {
        Deque<Coarsening> levels = coarsen();
        Graph coarsest = levels.isEmpty() ? whole : levels.peek().coarse();
        long end = work + budget;
        work += SETUP * whole.edges();
        MutablePartition partition = annealed(coarsest, textbook(coarsest), HOT_COARSEST, budget / (levels.size() + 1));
        while (!levels.isEmpty()) {
            // what coarser levels left over is for the finer ones
            long most = Math.max(1, (end - work) / levels.size());
            Coarsening level = levels.pop();
            partition = annealed(level.fine(), level.project(partition.partOf), HOT, most);
        }
        return balanced(partition);
    }

    /** Returns a partition annealed on the graph itself only, which does better where coarsening hides the shape. */
    int[] flat() {
        work += SETUP * whole.edges();
        return balanced(annealed(whole, textbook(whole), HOT_FLAT, budget));
    }

    /** Returns a partition annealed on the graph itself only, begun at random and hot; parts may be out of bounds. */
    int[] melted() {
        int[] partOf = HeavyEdgeMatching.shuffled(whole.nodes(), random);
        for (int v = 0; v < partOf.length; v++) {
            partOf[v] %= bounds.parts();
        }
        MutablePartition partition = new MutablePartition(whole, partOf, bounds.parts());
        double u = Math.max(1e-9, whole.totalWeight() / (3.0 * whole.nodes()));
        double mean = whole.totalNodeWeight() / (double) whole.nodes();
        work += budget;
        CoolingSchedule cooling = new CoolingSchedule(HOT_MELTED * u, COLD * u);
        BoundaryAnnealing.run(partition, bounds, cooling, STIFFNESS * u / (mean * mean), budget, random, null);
        return partition.partOf;
    }

    /** Returns coarser and coarser graphs; the coarsest is on top. */
    private Deque<Coarsening> coarsen() {
        Deque<Coarsening> levels = new ArrayDeque<>();
        Graph graph = whole;
        // no coarse node may become a lump
        long heaviest = 1 + Coarsening.threeHalves(whole.totalNodeWeight(), (long) NODES_PER_PART * bounds.parts());
        while (graph.nodes() > Math.max((long) NODES_PER_PART * bounds.parts(), SMALL)) {
            Coarsening c = Coarsening.ofMatching(graph, RatedMatching.match(graph, heaviest, random));
            if (c.coarse().nodes() > MOST_LEFT * graph.nodes()) {
                break;
            }
            levels.push(c);
            graph = c.coarse();
        }
        return levels;
    }

    /** Returns the textbook's partition, refined along chains of moves. */
    int[] textbook() {
        work += SETUP * whole.edges();
        return balanced(new MutablePartition(whole, textbook(whole), bounds.parts()));
    }

    private int[] balanced(MutablePartition partition) {
        MutablePartition within = partition;
        if (!BalancedMoves.balance(partition, bounds) || !bounds.admits(partition.toPartition())) {
            int[] partOf = Rebalancing.within(whole, partition.partOf, bounds);
            within = new MutablePartition(whole, partOf, bounds.parts());
        }
        BalancedMoves.improve(within, bounds);
        return within.partOf;
    }

    private int[] textbook(Graph graph) {
        return Multilevel.bisections(graph, Balance.nearMean(graph, bounds.parts()), random.nextLong());
    }

    private MutablePartition annealed(Graph graph, int[] partOf, double hot, long most) {
        MutablePartition partition = new MutablePartition(graph, partOf, bounds.parts());
        double u = Math.max(1e-9, partition.captured() / (3.0 * graph.nodes()));
        double mean = Math.max(1e-9, graph.totalNodeWeight() / (double) graph.nodes());
        double cost = BoundaryAnnealing.DRAW + 2.0 * graph.edges() / graph.nodes(); // of a proposal
        double usual = EFFORT * partition.boundarySize() * cost;
        long steps = (long) Math.min(most, patience * usual);
        // less work has to begin colder, and more may begin hotter
        double start = Math.max(COLD, hot * Math.min(HOTTEST, Math.sqrt(steps / Math.max(1, usual))));
        work += steps;
        CoolingSchedule cooling = new CoolingSchedule(start * u, COLD * u);
        BoundaryAnnealing.run(partition, bounds, cooling, STIFFNESS * u / (mean * mean), steps, random, null);
        return partition;
    }
}
