package moelab.graph.annealing;

import java.util.SplittableRandom;
import moelab.graph.Balance;
import moelab.graph.Graph;
import moelab.graph.Multilevel;
import moelab.graph.Partition;
import moelab.graph.Partitioner;
import moelab.graph.groups.PartGroups;

/**
 * The strong partitioner: exactly equal parts, and smaller cuts than {@link Multilevel}, in a few seconds for graphs of
 * some ten thousand edges.
 *
 * <p>Two searches by simulated annealing (Kirkpatrick, Gelatt and Vecchi, Optimization by simulated annealing, Science
 * 220, 1983), since no single one does well on both kinds of graph:
 *
 * <ul>
 *   <li>dense, such as co-activation graphs: {@link SwapAnnealing} swaps nodes between parts, reading gains from a
 *       table;
 *   <li>sparse, such as meshes: {@link AnnealedMultilevel} moves nodes of the boundary, on every level of a coarsening,
 *       then balances the parts along the cheapest chains of moves. While work is left it begins again, in small graphs
 *       also without the coarser levels, and keeps the best. Up to 100,000 edges, if all nodes weigh the same and none
 *       is fixed, {@link Evolution} goes on from there, and for many parts {@link PartGroups}.
 * </ul>
 *
 * In between, where a graph may be a mesh of large degree or a dense graph of which only the heaviest edges were kept,
 * it tries both for a while and continues with the one that does better.
 *
 * <p>The bounds on the weights of parts are those of {@link Multilevel} ({@link Balance}).
 *
 * <p>Cost: a fixed amount of work, counted in steps and not by a clock, for any k; less for small graphs, and
 * proportional to the number of edges from about 10^5 edges on. The best partition that was found is returned, but it
 * need not be optimal; another seed may find a better one ({@link #best}).
 */
public final class AnnealedPartitioner implements Partitioner {
    private static final double SPARSE = 0.0025; // edges over n^2 from which on nodes are swapped,
    private static final double DENSE = 0.1; // and up to which moves are searched
    private static final double PROBE = 0.2; // share of the work after which it is seen which of the two does better
    private static final int LEAST_NODES_PER_PART = 10; // fewer are all boundary: nodes are swapped then, too
    // nodes per part below which a search without levels comes first if parts may be of different weight. At 3 % it
    // lowers the cut of 4elt in 128 from 4,392 to 4,150; at exact balance it gains nothing
    private static final long SMALL_PARTS = 150;
    // edges up to which the textbook's partition of the same seed is a candidate, too: it takes 0.05 s, and the cut of
    // a grid of 32 x 32 in 16 is 192 instead of 202
    private static final int TEXTBOOK_TOO = 20_000;
    private static final long LARGEST_TABLE = 1 << 25; // n k up to which they are: 128 MB
    private static final long SWAPS = 50_000_000; // work on a dense graph
    private static final long SWAPS_PER_PAIR = 200; // of nodes, in small graphs
    private static final int MOST_SWAP_RUNS = 5;
    private static final long MOVES = 200_000_000; // work on a sparse graph, in arcs read
    private static final long MOVES_PER_EDGE = 20_000; // in small graphs
    private static final int MOST_RUNS = 30; // where they need little work; more with more effort
    private static final long LEAST_MOVES_PER_EDGE = 1_500; // in large ones
    // edges from which on there is one search only: in a grid with diagonals of 999,941 edges, cut at 10,792 in 32
    // parts by way of coarser graphs, the textbook's 11,560 and 11,094 without levels took half of the time
    private static final long LARGE = 200_000;
    // from this many parts on groups of parts are evolved, too, in this share of the work and with this effort each
    private static final int MANY_PARTS = 16;
    private static final double OF_GROUPS = 0.25;
    private static final double GROUP_EFFORT = 0.1;

    private final double imbalance;
    private final double effort; // times the work of the constants above
    private final FixedNodes fixed; // null for none

    /** With exactly equal parts. */
    public AnnealedPartitioner() {
        this(0);
    }

    /**
     * @param imbalance how much heavier than the mean a part may be, 0.03 for three percent; 0 for exactly equal parts
     */
    public AnnealedPartitioner(double imbalance) {
        this(imbalance, 1, null);
    }

    private AnnealedPartitioner(double imbalance, double effort, FixedNodes fixed) {
        this.imbalance = imbalance;
        this.effort = effort;
        this.fixed = fixed;
    }

    /**
     * Returns the same with this many times the work: 2 takes about twice as long and may cut less. Searches of sparse
     * graphs become longer and begin hotter, and from 3 on several populations are evolved.
     *
     * @throws IllegalArgumentException unless it is a positive number
     */
    public AnnealedPartitioner effort(double times) {
        if (!(times > 0 && times < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("effort is " + times + ", expected a positive number");
        }
        return new AnnealedPartitioner(imbalance, times, fixed);
    }

    /**
     * Returns the same that leaves some nodes in given parts.
     *
     * @param partOf for each node the part it has to be in, or -1 if it is free (copied)
     */
    public AnnealedPartitioner fixed(int... partOf) {
        return new AnnealedPartitioner(imbalance, effort, new FixedNodes(partOf.clone()));
    }

    @Override
    public Partition partition(Graph graph, int parts, long seed) {
        Balance bounds = Balance.within(graph, parts, imbalance);
        if (fixed != null) {
            fixed.require(graph, bounds);
        }
        boolean search = parts > 1 && parts < graph.nodes(); // else there is nothing to choose
        Partition best = search ? search(graph.searchable(), bounds, seed) : null;
        if (best == null || graph.edges() <= TEXTBOOK_TOO) {
            Partition textbook = new Multilevel(imbalance).partition(graph, parts, seed);
            best = best == null || textbook.cut() < Partition.cut(graph, best.toArray()) ? textbook : best;
        }
        int[] partOf = best.toArray();
        return fixed == null ? Partition.of(graph, partOf, parts) : fixed.settle(graph, bounds, partOf, seed);
    }

    /** Returns the best partition found, or null if there was none within the bounds. */
    private Partition search(Graph graph, Balance bounds, long seed) {
        int parts = bounds.parts();
        long n = graph.nodes();
        SplittableRandom random = new SplittableRandom(seed);
        double density = graph.edges() / ((double) n * n);
        boolean table = n * parts <= LARGEST_TABLE;
        boolean few = n < (long) LEAST_NODES_PER_PART * parts;
        boolean swaps = table && (few || density >= SPARSE);
        boolean moves = !few && (density < DENSE || !table);
        if (swaps && moves) {
            Partition swapped = swaps(graph, bounds, PROBE * effort, random);
            Partition moved = moves(graph, bounds, PROBE, effort, random);
            boolean meshLike = moved != null && moved.cut() < swapped.cut();
            return meshLike
                    ? better(moved, moves(graph, bounds, 1 - PROBE, effort, random))
                    : better(swapped, swaps(graph, bounds, (1 - PROBE) * effort, random));
        }
        if (swaps) {
            return swaps(graph, bounds, effort, random);
        }
        Partition moved = moves ? moves(graph, bounds, 1, effort, random) : null;
        return moved != null && fixed == null && Evolution.suits(graph, bounds)
                ? evolved(graph, bounds, moved, random)
                : moved;
    }

    private Partition evolved(Graph graph, Balance bounds, Partition start, SplittableRandom random) {
        double share = bounds.parts() < MANY_PARTS ? 0 : OF_GROUPS;
        Partition whole = new Evolution(graph, bounds, (1 - share) * effort, random).improved(start);
        long edges = (long) (share / GROUP_EFFORT * effort * Evolution.usualEdges(graph));
        return new PartGroups(graph, bounds, random)
                .improved(whole, edges, (g, b, p) -> new Evolution(g, b, GROUP_EFFORT, random).improved(p));
    }

    private static Partition better(Partition best, Partition next) {
        return next != null && next.cut() < best.cut() ? next : best;
    }

    /** Returns the best of a few searches on a small graph, of one on a large one, with a share of the work. */
    private static Partition swaps(Graph graph, Balance bounds, double share, SplittableRandom random) {
        long budget = Math.min(SWAPS, SWAPS_PER_PAIR * graph.nodes() * graph.nodes());
        Partition best = null;
        for (long run = 0; run < Math.min(MOST_SWAP_RUNS, SWAPS / budget); run++) {
            best = better(best, SwapAnnealing.partition(graph, bounds, (long) (share * budget), random), graph, bounds);
        }
        return best;
    }

    /**
     * Returns the best of as many searches as a share of the work is enough for, or null if none is within the bounds,
     * as may be with heavy nodes.
     *
     * @param effort times the usual work: longer searches that begin hotter, and more of them on small graphs
     */
    static Partition moves(Graph graph, Balance bounds, double share, double effort, SplittableRandom random) {
        long edges = graph.edges();
        long budget = (long)
                (share * effort * Math.max(Math.min(MOVES, MOVES_PER_EDGE * edges), LEAST_MOVES_PER_EDGE * edges));
        AnnealedMultilevel search = new AnnealedMultilevel(graph, bounds, budget, effort, random);
        boolean large = edges > LARGE;
        Partition textbook = large ? null : better(null, search.textbook(), graph, bounds);
        long begun = search.work();
        boolean small = bounds.lightest() <= 1 && graph.nodes() < SMALL_PARTS * bounds.parts();
        Partition best = better(textbook, small ? search.flat() : search.partition(), graph, bounds);
        long each = search.work() - begun;
        boolean flat = small;
        int runs = (int) (large ? effort : MOST_RUNS * Math.max(1, effort));
        for (int run = 1; run < runs && search.work() + each <= budget; run++) {
            boolean other = run == 1 && !large;
            long before = search.work();
            Partition next = better(best, flat != other ? search.flat() : search.partition(), graph, bounds);
            if (other && next != best) {
                flat = !flat; // which does better from now on
                each = search.work() - before;
            }
            best = next;
        }
        return best;
    }

    private static Partition better(Partition best, int[] partOf, Graph graph, Balance bounds) {
        Partition next = Partition.of(graph, partOf, bounds.parts());
        return bounds.admits(next) && (best == null || next.cut() < best.cut()) ? next : best;
    }

    @Override
    public String toString() {
        return "annealed" + (imbalance == 0 ? "" : ", imbalance " + imbalance);
    }
}
