package moelab.graph.annealing;

import java.util.ArrayList;
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
 * evolutionary graph partitioning, ALENEX 2012).
 */
final class Evolution {
    private static final int MOST_EDGES = 100_000; // in larger graphs too few partitions could be made
    private static final int MOST_DEGREE = 16; // on average
    // in small graphs, up to some 7,500 edges, the work is proportional to the edges
    private static final long WORK = 750_000_000; // three seconds
    private static final long WORK_PER_EDGE = 100_000;
    // at least and at most so many partitions. For 16 and more parts of uk, 8 stop too early and 24 take too long; for
    // fewer parts more are cheap: with one of two seeds they cut data in 4 at 387 instead of 396, and uk in 8 at 87
    // instead of 88
    private static final int FEWEST = 14;
    private static final int MOST = 60;
    private static final int PARTS = 320; // in all partitions, between these
    private static final double FIRST = 0.2; // share of the work after which no more partitions are begun from nothing
    private static final long FIRST_WORK_PER_EDGE = 300; // for each of these
    private static final int SEARCHES = 200; // at least so many new partitions should be made
    private static final double TWO = 0.6; // share of those made out of two; 0.5 and 0.7 do alike
    // share of the cut edges by which two partitions of one cut differ at least
    private static final double ALIKE = 0.1;

    // More effort makes more populations, not longer lives: with an effort of 4, one population cut 155 edges of uk in
    // 16 parts and 262 in 32, and four of them 151 and 261.
    private static final double ISLANDS_FROM = 3;
    private static final int MOST_ISLANDS = 20;
    private static final int ELITE = 5; // partitions of each

    private final Graph graph;
    private final Balance bounds;
    private final long budget;
    private final SplittableRandom random;
    private final Recoarsening recoarsening;
    private final AnnealedMultilevel search;
    private final int islands; // populations one after the other, the last of which is made of the best of the others
    private final List<int[]> population = new ArrayList<>();
    private final List<Long> cuts = new ArrayList<>();

    /** @param effort times the usual work */
    Evolution(Graph graph, Balance bounds, double effort, SplittableRandom random) {
        this.graph = graph;
        this.bounds = bounds;
        this.budget = (long) (effort * Math.min(WORK, WORK_PER_EDGE * graph.edges()));
        this.islands = effort < ISLANDS_FROM ? 1 : (int) Math.min(MOST_ISLANDS, effort);
        this.random = random;
        this.recoarsening = new Recoarsening(graph, bounds, budget / islands / SEARCHES, random);
        this.search = new AnnealedMultilevel(graph, bounds, FIRST_WORK_PER_EDGE * graph.edges(), 1, random);
    }

    /** Returns whether a graph is of the kind that this is for: not large, sparse, and all nodes weigh the same. */
    static boolean suits(Graph graph, Balance bounds) {
        return graph.edges() <= MOST_EDGES
                && 2.0 * graph.edges() <= (double) MOST_DEGREE * graph.nodes()
                && SetExchange.suits(graph, bounds);
    }

    /** Returns a partition within the bounds that cuts at most as much as one that is given. */
    Partition improved(Partition start) {
        List<int[]> elite = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        long each = budget / islands;
        for (int island = 1; island < islands; island++) {
            population.clear();
            cuts.clear();
            begin(start.toArray(), island == 1, each);
            evolve(island * each);
            order.clear();
            for (int m = 0; m < population.size(); m++) {
                order.add(m);
            }
            order.sort(Comparator.comparingLong(cuts::get));
            order.stream().limit(ELITE).map(population::get).forEach(elite::add);
        }
        population.clear();
        cuts.clear();
        if (islands == 1) {
            begin(start.toArray(), true, each);
        } else {
            elite.forEach(this::add);
        }
        evolve(budget);
        Partition best = start;
        for (int[] partOf : population) {
            Partition next = Partition.of(graph, partOf, bounds.parts());
            best = bounds.admits(next) && next.cut() < best.cut() ? next : best;
        }
        return best;
    }

    /** Begins with new partitions, and with one that is given if it is for this population. */
    private void begin(int[] given, boolean used, long most) {
        double end = work() + FIRST * most;
        add(recoarsening.settled(used ? given : search.partition()));
        int size = Math.max(FEWEST, Math.min(MOST, PARTS / bounds.parts()));
        while (population.size() < size && work() < end) {
            add(recoarsening.settled(search.partition()));
        }
    }

    private void evolve(long end) {
        while (work() < end) {
            int i = random.nextInt(population.size());
            int j = random.nextInt(population.size());
            if (random.nextDouble() < TWO && i != j) {
                combine(i, j);
            } else {
                mutate(i);
            }
        }
    }

    private long work() {
        return search.work() + recoarsening.work();
    }

    private void add(int[] partOf) {
        population.add(partOf);
        cuts.add(Partition.cut(graph, partOf));
    }

    private void combine(int i, int j) {
        int better = cuts.get(i) <= cuts.get(j) ? i : j;
        int[] partOf = recoarsening.renewed(population.get(better), population.get(i + j - better));
        long cut = Partition.cut(graph, partOf);
        int nearest = -1;
        int least = Integer.MAX_VALUE;
        for (int m = 0; m < population.size(); m++) {
            int different = cuts.get(m) < cut ? Integer.MAX_VALUE : different(partOf, population.get(m));
            if (different < least) {
                least = different;
                nearest = m;
            }
        }
        if (nearest >= 0 && isWithin(partOf)) {
            population.set(nearest, partOf);
            cuts.set(nearest, cut);
        }
    }

    private void mutate(int i) {
        int[] partOf = recoarsening.renewed(population.get(i), null);
        long cut = Partition.cut(graph, partOf);
        if (cut > cuts.get(i) || !isWithin(partOf)) {
            return;
        }
        for (int m = 0; m < population.size(); m++) {
            if (m != i && cuts.get(m) == cut && different(partOf, population.get(m)) <= ALIKE * cut) {
                return;
            }
        }
        population.set(i, partOf);
        cuts.set(i, cut);
    }

    private boolean isWithin(int[] partOf) {
        return bounds.admits(Partition.of(graph, partOf, bounds.parts()));
    }

    /** Returns the number of edges that one of two partitions cuts and the other does not. */
    private int different(int[] a, int[] b) {
        int sum = 0;
        for (int v = 0; v < a.length; v++) {
            for (int arc = graph.start(v); arc < graph.start(v + 1) && graph.neighbor(arc) < v; arc++) {
                int w = graph.neighbor(arc);
                sum += a[v] == a[w] == (b[v] == b[w]) ? 0 : 1;
            }
        }
        return sum;
    }
}
