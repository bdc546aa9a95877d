package moelab.graph.annealing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import moelab.graph.Balance;
import moelab.graph.Graph;
import moelab.graph.Partition;
import moelab.graph.exchange.SetExchange;

/**
 * Evolves a few partitions of a sparse graph: {@link Recoarsening} makes a new one out of one or two, and it replaces
 * the most similar of those that are not better, so that they stay different (Sanders and Schulz, Distributed
 * evolutionary graph partitioning, ALENEX 2012). At first parts need not be quite of equal size, and from stage to
 * stage they have to be more so. If one cuts less than the best so far, a copy is brought within the bounds at once.
 */
final class Evolution {
    private static final int MOST_EDGES = 100_000; // in larger graphs too few partitions could be made
    private static final int MOST_DEGREE = 16; // on average
    private static final long WORK = 800_000_000; // at most, with the usual effort: three seconds
    private static final long WORK_PER_EDGE = 138_000;
    // at least and at most this many partitions. For 16 and more parts of uk, 8 stop too early and 24 take too long.
    // For fewer parts more are cheap
    private static final int FEWEST = 14;
    private static final int MOST = 60;
    private static final int PARTS = 320; // partitions times parts, within these two bounds
    private static final double FIRST = 0.2; // share of the work after which no more partitions are begun from nothing
    private static final long FIRST_WORK_PER_EDGE = 300; // for each of these
    private static final int SEARCHES = 200; // annealing for one of them takes at most this part of the work
    private static final double TWO = 0.6; // share of those made out of two; 0.5 and 0.7 do alike
    private static final double ALIKE = 0.1; // share of the cut edges by which two of one cut differ at least

    // More effort makes more populations, not longer lives: with an effort of 4, one population cut 155 edges of uk in
    // 16 parts and 262 in 32; three, and one more made of their best, with equal sizes from the beginning, 151 and 260
    private static final double ISLANDS_FROM = 3;
    private static final int MOST_ISLANDS = 20;
    private static final int ELITE = 5; // partitions of each

    // Random starts that are annealed hot: of 60 of them for add20 in 2 parts the best cut 646 edges, where by way of
    // coarser graphs few cut less than 700. On uk they are hopeless.
    private static final int MELTED_FIRST = 8; // partitions before the better way is known, half of them such
    private static final int MELTED_RARELY = 10; // one in this many if it is the other way that does better
    private static final double HOPELESS = 1.5; // times the best cut: not worth an exchange of sets

    // How far parts may be out of their bounds, in shares of their mean, and until which share of the work: sizes are
    // the harder to meet the better the shape is, so they come in late. With three stages from 0.01 on the mean of
    // nine cases over the best known cuts was 1.050, with equal sizes from the beginning 1.059. uk in 2 parts, cut at
    // 19, needs 0.02; beginning with 0.05 does no better. A slack of less than one node is none.
    private static final double[] SLACK = {0.02, 0.008, 0.003, 0};
    private static final double[] UNTIL = {0.2, 0.4, 0.65, 1};

    private final Graph graph;
    private final Balance bounds;
    private final long budget;
    private final SplittableRandom random;
    private final AnnealedMultilevel search;
    private final Recoarsening strict; // within the bounds
    private final int islands; // populations one after the other, the last of which is made of the best of the others
    private final List<Member> population = new ArrayList<>();
    private Balance loose; // what new partitions have to keep within now; the bounds at the end
    private Recoarsening recoarsening; // within these
    private long spent; // work of earlier ones
    private Partition best;

    /**
     * A partition.
     *
     * @param cutEdges one bit for each edge
     */
    private record Member(int[] partOf, long cut, BitSet cutEdges) {}

    /** @param effort times the usual work */
    Evolution(Graph graph, Balance bounds, double effort, SplittableRandom random) {
        this.graph = graph;
        this.bounds = bounds;
        this.budget = (long) (effort * Math.min(WORK, WORK_PER_EDGE * graph.edges()));
        this.islands = effort < ISLANDS_FROM ? 1 : (int) Math.min(MOST_ISLANDS, effort);
        this.random = random;
        this.strict = new Recoarsening(graph, bounds, budget / islands / SEARCHES, random);
        this.search = new AnnealedMultilevel(graph, bounds, FIRST_WORK_PER_EDGE * graph.edges(), 1, random);
    }

    /** Returns whether a graph is of the kind that this is for: not large, sparse, and all nodes weigh the same. */
    static boolean suits(Graph graph, Balance bounds) {
        return graph.edges() <= MOST_EDGES
                && 2.0 * graph.edges() <= (double) MOST_DEGREE * graph.nodes()
                && SetExchange.suits(graph, bounds);
    }

    /** Returns how many edges' work is done for a graph with the usual effort. */
    static long usualEdges(Graph graph) {
        return Math.min(WORK / WORK_PER_EDGE, graph.edges());
    }

    /** Returns a partition within the bounds that cuts at most as much as one that is given. */
    Partition improved(Partition start) {
        best = start;
        List<Member> elite = new ArrayList<>();
        long each = budget / islands;
        for (int island = 1; island <= Math.max(1, islands - 1); island++) {
            population.clear();
            allow(SLACK[0]);
            begin(start.toArray(), island == 1, each);
            evolve(0, island * each);
            population.sort(Comparator.comparingLong(Member::cut));
            elite.addAll(population.subList(0, Math.min(ELITE, population.size())));
        }
        if (islands > 1) {
            population.clear();
            population.addAll(elite);
            allow(SLACK[SLACK.length - 1]);
            evolve(SLACK.length - 1, budget);
        }
        return best;
    }

    /** Begins with new partitions, and with one that is given if it is for this population. */
    private void begin(int[] given, boolean used, long most) {
        double end = work() + FIRST * most;
        add(used ? given : search.partition());
        long[] least = {population.get(0).cut, Long.MAX_VALUE}; // cut by way of coarser graphs, and from random starts
        int size = Math.max(FEWEST, Math.min(MOST, PARTS / bounds.parts()));
        for (int i = 1; population.size() < size && work() < end; i++) {
            int way = i < MELTED_FIRST || least[1] <= least[0] ? i % 2 : i % MELTED_RARELY == 0 ? 1 : 0;
            int[] partOf = way == 0 ? search.partition() : search.melted();
            if (way == 0 || Partition.cut(graph, partOf) <= HOPELESS * least[0]) {
                least[way] = Math.min(least[way], add(partOf));
            }
        }
    }

    /** Evolves until all the work is done, within tighter and tighter bounds from a stage on. */
    private void evolve(int first, long end) {
        long begun = work();
        for (int stage = first; stage < SLACK.length; stage++) {
            if (stage > first) {
                allow(SLACK[stage]);
            }
            long until = begun + (long) (UNTIL[stage] * (end - begun));
            while (work() < until) {
                int i = random.nextInt(population.size());
                int j = random.nextInt(population.size());
                if (random.nextDouble() < TWO && i != j) {
                    combine(population.get(i), population.get(j));
                } else {
                    mutate(i);
                }
            }
        }
    }

    /** Sets how far parts may be out of their bounds, in shares of the mean, and brings the population within that. */
    private void allow(double share) {
        long node = graph.heaviestNode();
        long most = graph.totalNodeWeight() - bounds.heaviest();
        long slack = Math.min(most, node * (long) (share * bounds.mean() / node));
        loose = slack == 0
                ? bounds
                : new Balance(
                        bounds.parts(),
                        Math.max(Math.min(node, bounds.lightest()), bounds.lightest() - slack),
                        bounds.heaviest() + slack,
                        bounds.mean(),
                        bounds.slack() + slack);
        spent += recoarsening == null ? 0 : recoarsening.work();
        recoarsening = new Recoarsening(graph, loose, budget / islands / SEARCHES, random);
        List<Member> before = List.copyOf(population);
        population.clear();
        for (Member member : before) {
            if (isWithin(member, loose)) {
                population.add(member);
            } else {
                add(member.partOf);
            }
        }
    }

    private long work() {
        return spent + search.work() + strict.work() + recoarsening.work();
    }

    /** Adds a partition that is brought within the bounds as they are now, and returns what it cuts then. */
    private long add(int[] partOf) {
        Member member = member(recoarsening.settled(partOf));
        population.add(member);
        return member.cut;
    }

    private void combine(Member a, Member b) {
        Member better = a.cut <= b.cut ? a : b;
        Member child = member(recoarsening.renewed(better.partOf, (better == a ? b : a).partOf));
        int nearest = -1;
        int least = Integer.MAX_VALUE;
        for (int m = 0; m < population.size(); m++) {
            Member other = population.get(m);
            int different = other.cut < child.cut ? Integer.MAX_VALUE : different(child, other);
            if (different < least) {
                least = different;
                nearest = m;
            }
        }
        if (nearest >= 0 && isWithin(child, loose)) {
            population.set(nearest, child);
        }
    }

    private void mutate(int i) {
        Member child = member(recoarsening.renewed(population.get(i).partOf, null));
        if (child.cut > population.get(i).cut || !isWithin(child, loose)) {
            return;
        }
        for (int m = 0; m < population.size(); m++) {
            Member other = population.get(m);
            if (m != i && other.cut == child.cut && different(child, other) <= ALIKE * child.cut) {
                return;
            }
        }
        population.set(i, child);
    }

    private Member member(int[] partOf) {
        BitSet cutEdges = new BitSet(graph.edges());
        long cut = 0;
        int edge = 0;
        for (int v = 0; v < partOf.length; v++) {
            for (int a = graph.start(v); a < graph.start(v + 1) && graph.neighbor(a) < v; a++, edge++) {
                if (partOf[graph.neighbor(a)] != partOf[v]) {
                    cutEdges.set(edge);
                    cut += graph.weight(a);
                }
            }
        }
        Member member = new Member(partOf, cut, cutEdges);
        if (cut < best.cut()) {
            Partition result = Partition.of(graph, partOf, bounds.parts());
            result = bounds.admits(result) ? result : Partition.of(graph, strict.settled(partOf), bounds.parts());
            best = result.cut() < best.cut() && bounds.admits(result) ? result : best;
        }
        return member;
    }

    private boolean isWithin(Member member, Balance balance) {
        return balance.admits(Partition.of(graph, member.partOf, bounds.parts()));
    }

    /** Returns the number of edges that one of two partitions cuts and the other does not. */
    private static int different(Member a, Member b) {
        BitSet edges = (BitSet) a.cutEdges.clone();
        edges.xor(b.cutEdges);
        return edges.cardinality();
    }
}
