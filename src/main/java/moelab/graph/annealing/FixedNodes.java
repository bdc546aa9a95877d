package moelab.graph.annealing;

import java.util.Arrays;
import java.util.SplittableRandom;
import moelab.graph.Balance;
import moelab.graph.Graph;
import moelab.graph.Partition;
import moelab.graph.Rebalancing;

/**
 * Partitions in which some nodes have their part already, such as machines that data are on.
 *
 * <p>The graph is partitioned as if no node were fixed (but sparse graphs are not evolved). Its parts then get the
 * numbers under which most fixed nodes are right, the others go where they belong, and annealing of the boundary and
 * chains of moves refine what came out, moving free nodes only. Few fixed nodes cost little; with many, the first step
 * knows too little.
 */
final class FixedNodes {
    // Temperatures and stiffness are those of AnnealedMultilevel without levels, in its unit: a third or three times of
    // COLD or STIFFNESS changes the mean cut of three seeds by at most 1.3 %, 0.25 for HOT makes it up to 2.5 % larger.
    // Where every 4th node is fixed, a hotter start is better: 2.4 makes it 2.5 to 3.3 % smaller
    private static final double HOT = 0.8;
    private static final double COLD = 0.12;
    private static final double STIFFNESS = 0.5;
    // arcs read; a grid of 900 nodes gains nothing from 10 times as many
    private static final long WORK_PER_EDGE = 1000;

    private final int[] fixed; // fixed[v] = part of node v, -1 if it is free

    /** @param fixed kept, not changed */
    FixedNodes(int[] fixed) {
        this.fixed = fixed;
    }

    /**
     * Checks that the nodes can be where they are fixed.
     *
     * @throws IllegalArgumentException one line, if there are not as many as nodes, a part is out of range, or those of
     *     one part are heavier than a part may be
     */
    void require(Graph graph, Balance bounds) {
        if (fixed.length != graph.nodes()) {
            throw new IllegalArgumentException(
                    fixed.length + " fixed parts for a graph of " + graph.nodes() + " nodes, expected one for each");
        }
        long[] weight = new long[bounds.parts()];
        for (int v = 0; v < fixed.length; v++) {
            if (fixed[v] < -1 || fixed[v] >= bounds.parts()) {
                throw new IllegalArgumentException("node " + v + " is fixed in part " + fixed[v]
                        + ", expected -1 or 0 to " + (bounds.parts() - 1));
            }
            if (fixed[v] >= 0) {
                weight[fixed[v]] += graph.nodeWeight(v);
            }
        }
        for (int p = 0; p < weight.length; p++) {
            if (weight[p] > bounds.heaviest()) {
                throw new IllegalArgumentException("the nodes fixed in part " + p + " weigh " + weight[p]
                        + ", expected at most " + bounds.heaviest());
            }
        }
    }

    /**
     * Returns a partition within the bounds that agrees with the fixed nodes.
     *
     * @param free a partition that need not
     * @throws IllegalArgumentException one line, if none within the bounds was found
     */
    Partition settle(Graph graph, Balance bounds, int[] free, long seed) {
        int parts = bounds.parts();
        int[] name = names(free, parts);
        int[] partOf = new int[free.length];
        boolean[] locked = new boolean[free.length];
        for (int v = 0; v < free.length; v++) {
            locked[v] = fixed[v] >= 0;
            partOf[v] = locked[v] ? fixed[v] : name[free[v]];
        }
        Graph searched = graph.searchable();
        MutablePartition partition = new MutablePartition(searched, partOf.clone(), parts);
        double u = Math.max(1e-9, partition.captured() / (3.0 * graph.nodes()));
        double mean = Math.max(1e-9, graph.totalNodeWeight() / (double) graph.nodes());
        BoundaryAnnealing.run(
                partition,
                bounds,
                new CoolingSchedule(HOT * u, COLD * u),
                STIFFNESS * u / (mean * mean),
                WORK_PER_EDGE * graph.edges(),
                new SplittableRandom(seed),
                locked);
        BalancedMoves.balance(partition, bounds, locked);
        int[] within = Rebalancing.within(searched, partition.partOf, bounds, locked);
        MutablePartition refined = new MutablePartition(searched, within, parts);
        BalancedMoves.improve(refined, bounds, locked);
        Partition found = Partition.of(graph, refined.partOf, parts);
        if (!bounds.admits(found)) {
            throw new IllegalArgumentException(
                    "no partition with these fixed nodes was found in which all parts weigh " + bounds.lightest()
                            + " to " + bounds.heaviest() + ", expected fewer fixed nodes or a larger imbalance");
        }
        return found;
    }

    /** Returns the number that each part gets, such that many fixed nodes are right: the largest agreement first. */
    int[] names(int[] free, int parts) {
        int[][] agreement = new int[parts][parts];
        for (int v = 0; v < free.length; v++) {
            if (fixed[v] >= 0) {
                agreement[free[v]][fixed[v]]++;
            }
        }
        int[] name = new int[parts];
        Arrays.fill(name, -1);
        boolean[] taken = new boolean[parts];
        for (int round = 0; round < parts; round++) {
            int best = -1;
            int bestName = -1;
            for (int p = 0; p < parts; p++) {
                for (int q = 0; name[p] < 0 && q < parts; q++) {
                    if (!taken[q] && (best < 0 || agreement[p][q] > agreement[best][bestName])) {
                        best = p;
                        bestName = q;
                    }
                }
            }
            name[best] = bestName;
            taken[bestName] = true;
        }
        return name;
    }
}
