package moelab.graph.annealing;

import java.util.Arrays;
import java.util.SplittableRandom;
import moelab.graph.Balance;
import moelab.graph.Graph;
import moelab.graph.RandomStart;
import moelab.graph.Rebalancing;

/**
 * Simulated annealing over swaps, for dense graphs: nodes of different parts change places, so the balance is kept all
 * the way.
 *
 * <p>{@link SwapTable} makes a proposal O(1), whatever the degree; only a swap that is done costs more. On a complete
 * graph nothing else works as well: there is no boundary to keep to, and no matching that hides the right edges. Which
 * parts swap is drawn where it promises most: that of a random node, and that of one of its {@link #NEAR strongest}
 * neighbors. Which of their nodes swap is drawn some times over, because the links to these two parts then are in the
 * processor's cache.
 *
 * <p>Temperatures are in units of what a node of the partition found so far has more inside its part than chance would
 * give it:
 *
 * <pre>
 *   1. descend:   swaps that lose nothing, from a random start
 *   2. anneal:    from HOT u to COLD u,       u = (captured - total / k) / 3n
 *   3. descend
 * </pre>
 */
final class SwapAnnealing {
    private static final double HOT = 1.2; // temperatures, in u
    private static final double COLD = 0.2;
    private static final double DESCENT = 0.05; // share of the work for each descent
    // share of the pairs of parts chosen by a neighbor; the others are chosen uniformly at random
    private static final double LOCAL = 0.75;
    private static final int NEAR = 32; // strongest neighbors
    // proposals between two parts, or every pair of their places once if that is less
    private static final int GROUP = 16;
    private static final int PAIRS = 16; // pairs of parts between two settings of the temperature
    private static final double DRAW = 4; // what choosing two parts costs, in proposals,
    private static final double SWAP = 10; // a swap that is done,
    // and every number of the table that it changes, one after the other in memory,
    private static final double CHANGE = 0.025;
    private static final double JUMP = 0.1; // or here and there

    private final SwapTable table;
    private final int[][] near; // near[v] = the strongest neighbors of v
    private final int group;
    private final SplittableRandom random;

    private SwapAnnealing(Graph graph, SwapTable table, SplittableRandom random) {
        this.table = table;
        this.near = new int[graph.nodes()][];
        Arrays.setAll(near, v -> strongest(graph, v));
        this.group = (int) Math.min(GROUP, (long) table.places * table.places);
        this.random = random;
    }

    /**
     * Returns a partition within the bounds, found by swaps.
     *
     * @param budget work to do: a proposal counts 1, a swap that is done more
     * @return the part of each node
     */
    static int[] partition(Graph graph, Balance bounds, long budget, SplittableRandom random) {
        SwapTable table = new SwapTable(graph, bounds, RandomStart.draw(graph, bounds.parts(), random));
        SwapAnnealing swaps = new SwapAnnealing(graph, table, random);
        double none = 1e-6 * graph.totalWeight() / graph.nodes();
        swaps.run(new CoolingSchedule(none, none), DESCENT * budget);
        double u = Math.max(
                none, (table.captured() - graph.totalWeight() / (double) bounds.parts()) / (3.0 * graph.nodes()));
        swaps.run(new CoolingSchedule(HOT * u, COLD * u), (1 - 2 * DESCENT) * budget);
        swaps.run(new CoolingSchedule(none, none), DESCENT * budget);
        // only a part whose nodes all weigh nothing can have lost them
        return bounds.lightest() > 0 ? table.toArray() : Rebalancing.within(graph, table.toArray(), bounds);
    }

    private void run(CoolingSchedule cooling, double budget) {
        double work = 0;
        while (work < budget) {
            double temperature = cooling.temperature(work / budget) / table.unit();
            work += PAIRS * (DRAW + group);
            for (int pair = 0; pair < PAIRS; pair++) {
                int v = random.nextInt(table.n);
                int p = table.partOf[v];
                int q = p;
                if (near[v].length > 0 && random.nextDouble() < LOCAL) {
                    q = table.partOf[near[v][random.nextInt(near[v].length)]];
                }
                if (q == p) {
                    q = random.nextInt(table.parts - 1);
                    q += q < p ? 0 : 1;
                }
                work += propose(p, q, temperature);
            }
        }
    }

    /** Proposes swaps between two parts, and returns the work of those that are made. */
    private double propose(int p, int q, double temperature) {
        int[] member = table.member;
        int[] toP = table.link[p];
        int[] toQ = table.link[q];
        long places = table.places;
        int firstP = p * table.places;
        int firstQ = q * table.places;
        double work = 0;
        for (int i = 0; i < group; i++) {
            // 26 bits choose one place, 26 the other, 12 the loss that is accepted
            long bits = random.nextLong();
            int atU = firstP + (int) ((bits >>> 38) * places >>> 26);
            int atV = firstQ + (int) ((bits >>> 12 & 0x3ffffff) * places >>> 26);
            int u = member[atU];
            int v = member[atV];
            double least = -CoolingSchedule.accepted(temperature, bits);
            // an edge between them only takes from it: most fail before it is looked up
            int most = toQ[u] - toP[u] + toP[v] - toQ[v];
            if (most >= least && most - 2 * table.between(u, v) >= least && table.isPossible(u, p, v, q)) {
                table.swap(atU, p, atV, q);
                work += SWAP + (table.row != null ? CHANGE : JUMP) * table.changes(u, v);
            }
        }
        return work;
    }

    /** Returns the nodes at the {@link #NEAR} heaviest edges of v, ascending. */
    static int[] strongest(Graph graph, int v) {
        int degree = graph.degree(v);
        long[] weights = new long[degree];
        Arrays.setAll(weights, i -> graph.weight(graph.start(v) + i));
        Arrays.sort(weights);
        long least = degree > NEAR ? weights[degree - NEAR] : 0;
        int[] nodes = new int[Math.min(degree, NEAR)];
        for (int a = graph.start(v), found = 0; found < nodes.length; a++) {
            if (graph.weight(a) >= least) {
                nodes[found++] = graph.neighbor(a);
            }
        }
        return nodes;
    }
}
