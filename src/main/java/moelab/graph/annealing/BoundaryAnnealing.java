package moelab.graph.annealing;

import java.util.SplittableRandom;
import moelab.graph.Balance;
import moelab.graph.Graph;

/**
 * Simulated annealing of a partition of a sparse graph: a random boundary node may move to the part of a random
 * neighbor.
 *
 * <p>Sizes may stray from their bounds while it runs, at a price:
 *
 * <pre>
 *   energy = cut + stiffness * sum over parts of (weight out of its bounds)^2
 * </pre>
 *
 * so that at low temperature all parts are within their bounds or a node away; {@link BalancedMoves} does the rest
 * exactly. Johnson, Aragon, McGeoch and Schevon (Optimization by simulated annealing I, Operations Research 37, 1989)
 * introduced the penalty for bisections; from a random start annealing could not keep up on geometric graphs. Begun
 * with a good partition, and kept to its boundary, it finds smaller cuts than any descent does in the same time.
 *
 * <p>A proposal costs the degree of its node, a move twice that.
 */
final class BoundaryAnnealing {
    /** What drawing a proposal costs, in arcs read. */
    static final int DRAW = 4;

    private static final int SLICE = 256; // proposals between two settings of the temperature

    private BoundaryAnnealing() {}

    /**
     * Anneals a partition in place.
     *
     * @param stiffness what one unit of squared weight out of bounds costs, in units of edge weight
     * @param budget work to do: arcs read, and {@link #DRAW} for each proposal
     * @param fixed nodes that stay in their parts; null for none
     */
    static void run(
            MutablePartition partition,
            Balance bounds,
            CoolingSchedule cooling,
            double stiffness,
            long budget,
            SplittableRandom random,
            boolean[] fixed) {
        Graph graph = partition.graph;
        int[] partOf = partition.partOf;
        double[] out = new double[partition.parts]; // squared weight out of bounds of each part
        for (int p = 0; p < out.length; p++) {
            out[p] = squared(bounds, partition.weight[p]);
        }
        long work = 0;
        while (work < budget) {
            double temperature = cooling.temperature(work / (double) budget);
            work += SLICE * DRAW;
            for (int i = 0; i < SLICE; i++) {
                int border = partition.boundarySize();
                if (border == 0) {
                    return;
                }
                // 31 bits choose the node, 20 the neighbor, 12 the loss that is accepted
                long bits = random.nextLong();
                int v = partition.boundaryNode((int) ((bits >>> 33) * border >>> 31));
                int first = graph.start(v);
                int end = graph.start(v + 1);
                int from = partOf[v];
                int to = partOf[graph.neighbor(first + (int) ((bits & 0xfffff) * (end - first) >>> 20))];
                if (to == from || fixed != null && fixed[v]) {
                    continue;
                }
                work += end - first;
                long gain = 0;
                for (int a = first; a < end; a++) {
                    int part = partOf[graph.neighbor(a)];
                    // without branches, which the processor could not foresee
                    gain += graph.weight(a) * ((part == to ? 1 : 0) - (part == from ? 1 : 0));
                }
                long w = graph.nodeWeight(v);
                double outTo = squared(bounds, partition.weight[to] + w);
                double outFrom = squared(bounds, partition.weight[from] - w);
                double strain = outTo - out[to] + outFrom - out[from];
                if (stiffness * strain - gain <= CoolingSchedule.accepted(temperature, bits >>> 20)) {
                    partition.move(v, to, gain);
                    out[to] = outTo;
                    out[from] = outFrom;
                }
            }
        }
    }

    private static double squared(Balance bounds, long weight) {
        double violation = bounds.violation(weight);
        return violation * violation;
    }
}
