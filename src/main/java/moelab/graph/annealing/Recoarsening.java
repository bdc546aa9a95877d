package moelab.graph.annealing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import moelab.graph.Balance;
import moelab.graph.Coarsening;
import moelab.graph.Graph;
import moelab.graph.Partition;
import moelab.graph.exchange.SetExchange;
import moelab.graph.flow.BorderCut;

/**
 * Makes a new partition out of one or two.
 *
 * <p>The graph is coarsened anew, but no edge that the given partitions cut is contracted. So both are partitions of
 * the coarsest graph, too, and the better one is where the search begins there: boundaries move by clusters of nodes,
 * and where the two partitions disagree, whole regions can change sides (Sanders and Schulz, Distributed evolutionary
 * graph partitioning, ALENEX 2012). Every level is annealed briefly, and not so hot that what was good is lost; then
 * {@link SetExchange} balances and improves, and again after a border has moved to a minimum cut ({@link BorderCut}).
 */
final class Recoarsening {
    private static final int FEWEST_PER_PART = 4; // nodes of the coarsest graph, drawn for each coarsening
    private static final int MOST_PER_PART = 32;
    private static final int SMALL = 20; // nodes of a graph that is not made smaller
    // temperatures in the unit of AnnealedMultilevel, drawn between these for each coarsening
    private static final double COOLEST = 0.2;
    private static final double HOTTEST = 1.6; // for uk 0.7 does alike
    private static final double OF_TWO = 0.6; // times the temperature, for two partitions
    private static final double COLD = AnnealedMultilevel.COLD;
    // on the finest level, in place of AnnealedMultilevel.STIFFNESS, which does worse there: sets balance at a cost
    private static final double STIFFNESS_FINEST = 3;
    private static final long PROPOSALS = 50; // per boundary node; 15 to 100 do alike in the same time
    // borders are moved with a probability of this over the number of parts: one of many borders matters less. uk in 4
    // parts is cut at 43 instead of 44 with most seeds
    private static final int BORDERS = 16;
    private static final long SETUP = 100; // what coarsening costs, in arcs read per edge
    private static final long EXCHANGE = 2; // an arc read for growing a set takes longer than one for a proposal

    private final Graph whole;
    private final Balance bounds;
    private final SetExchange exchange;
    private final BorderCut border;
    private final long most;
    private final SplittableRandom random;
    private long work;

    /** @param most annealing for one new partition, in arcs read */
    Recoarsening(Graph whole, Balance bounds, long most, SplittableRandom random) {
        this.whole = whole;
        this.bounds = bounds;
        this.exchange = new SetExchange(whole, bounds, random);
        this.border = new BorderCut(whole, bounds.parts(), random);
        this.most = most;
        this.random = random;
    }

    /** Returns the work done since the beginning, in arcs read or about as much as that. */
    long work() {
        return work + EXCHANGE * exchange.work() + border.work();
    }

    /**
     * Returns a new partition; its parts may be out of bounds if nodes are too heavy.
     *
     * @param other a second one to combine it with, or null
     */
    int[] renewed(int[] partOf, int[] other) {
        double hot = COOLEST + (HOTTEST - COOLEST) * random.nextDouble();
        double perPart = FEWEST_PER_PART * Math.pow(MOST_PER_PART / (double) FEWEST_PER_PART, random.nextDouble());
        double start = other == null ? hot : OF_TWO * hot;
        Deque<Coarsening> levels = new ArrayDeque<>();
        int[] coarse = coarsen(partOf, other, perPart * bounds.parts(), levels);
        work += SETUP * whole.edges();
        long share = most / (levels.size() + 1);
        int[] result = annealed(levels.isEmpty() ? whole : levels.peek().coarse(), coarse, start, share);
        while (!levels.isEmpty()) {
            Coarsening level = levels.pop();
            result = annealed(level.fine(), level.project(result), start, share);
        }
        int[] child = settled(result);
        return random.nextInt(bounds.parts()) < BORDERS ? withBordersMoved(child) : child;
    }

    /** Returns a partition with sets exchanged. */
    int[] settled(int[] partOf) {
        int[] result = partOf.clone();
        if (!exchange.balance(result)) {
            BalancedMoves.balance(new MutablePartition(whole, result, bounds.parts()), bounds);
        }
        exchange.improve(result);
        return result;
    }

    /** Returns a partition with borders moved and sizes restored as long as the cut falls, and once at the same cut. */
    int[] withBordersMoved(int[] partOf) {
        int[] best = partOf;
        int[] next = partOf.clone();
        long cut = Partition.cut(whole, partOf);
        while (border.move(next)) {
            next = settled(next);
            work += 2L * whole.edges();
            long now = Partition.cut(whole, next);
            if (now >= cut) {
                return now == cut ? next : best;
            }
            cut = now;
            best = next;
            next = best.clone();
        }
        return best;
    }

    /** Coarsens to about this many nodes; returns the first partition on the coarsest graph, which ends on top. */
    private int[] coarsen(int[] partOf, int[] other, double nodes, Deque<Coarsening> levels) {
        Graph graph = whole;
        int[] part = partOf;
        int[] label = partOf;
        if (other != null) {
            label = partOf.clone();
            for (int v = 0; v < label.length; v++) {
                label[v] = partOf[v] * bounds.parts() + other[v];
            }
        }
        long heaviest = 1 + (long) (1.5 * whole.totalNodeWeight() / nodes); // no coarse node may become a lump
        while (graph.nodes() > Math.max(nodes, SMALL)) {
            Coarsening c = Coarsening.ofMatching(graph, RatedMatching.match(graph, heaviest, label, random));
            if (c.coarse().nodes() > AnnealedMultilevel.MOST_LEFT * graph.nodes()) {
                break;
            }
            levels.push(c);
            part = onCoarse(c, part);
            label = onCoarse(c, label);
            graph = c.coarse();
        }
        return part;
    }

    private static int[] onCoarse(Coarsening c, int[] ofFine) {
        int[] ofCoarse = new int[c.coarse().nodes()];
        for (int v = 0; v < ofFine.length; v++) {
            ofCoarse[c.coarseOf(v)] = ofFine[v];
        }
        return ofCoarse;
    }

    private int[] annealed(Graph graph, int[] partOf, double start, long share) {
        MutablePartition partition = new MutablePartition(graph, partOf.clone(), bounds.parts());
        double u = Math.max(1e-9, partition.captured() / (3.0 * graph.nodes()));
        double mean = graph.totalNodeWeight() / (double) graph.nodes();
        double cost = BoundaryAnnealing.DRAW + 2.0 * graph.edges() / graph.nodes(); // of a proposal
        long steps = (long) Math.min(share, PROPOSALS * partition.boundarySize() * cost);
        work += steps;
        CoolingSchedule cooling = new CoolingSchedule(Math.max(COLD, start) * u, COLD * u);
        double stiffness = (graph == whole ? STIFFNESS_FINEST : AnnealedMultilevel.STIFFNESS) * u / (mean * mean);
        BoundaryAnnealing.run(partition, bounds, cooling, stiffness, steps, random, null);
        return partition.partOf;
    }
}
