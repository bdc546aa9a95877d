package moelab.graph;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The bounds on the weights of parts.
 *
 * <p>Exact balance means: no part is heavier than the heaviest, and none lighter than the lightest, part of the greedy
 * partition that gives each node, heaviest first, to the part that is lightest so far ({@link RandomStart}). For nodes
 * of equal weight these are floor(n/k) and ceil(n/k) nodes: sizes differ by at most one. For other weights the greedy
 * partition shows that the bounds can be kept, while anything tighter may be impossible. With W the weight of all nodes
 * and w the heaviest node, its heaviest part is at most
 *
 * <pre>
 *   heaviest &lt;= W/k + (1 - 1/k) w  &lt;  2 max(ceil(W/k), w)
 *   heaviest &lt;= (4/3 - 1/(3k)) times the least possible                    (Graham 1969)
 * </pre>
 *
 * <p>Besides, no part is empty, even if all of its nodes would weigh nothing.
 *
 * @param parts number of parts, k
 * @param lightest least weight of a part
 * @param heaviest largest weight of a part
 * @param mean W/k
 * @param slack how far the weight of a group of parts may be from its share while a partition is made by recursive
 *     bisection
 */
public record Balance(int parts, long lightest, long heaviest, double mean, double slack) {

    /**
     * Returns the bounds for parts as equal as the greedy partition.
     *
     * @throws IllegalArgumentException if the number of parts is not from 1 to the number of nodes
     */
    public static Balance exact(Graph graph, int parts) {
        if (parts < 1 || parts > graph.nodes()) {
            throw new IllegalArgumentException(
                    "k is " + parts + ", expected 1 to " + graph.nodes() + ", the number of nodes");
        }
        int n = graph.nodes();
        double mean = graph.totalNodeWeight() / (double) parts;
        long node = graph.heaviestNode();
        if (graph.hasEqualNodeWeights()) {
            return new Balance(parts, node * (n / parts), node * ((n + parts - 1L) / parts), mean, node);
        }
        int[] greedy = RandomStart.draw(graph, parts, new SplittableRandom(0));
        long[] weights = new long[parts];
        for (int v = 0; v < n; v++) {
            weights[greedy[v]] += graph.nodeWeight(v);
        }
        long lightest = Arrays.stream(weights).min().getAsLong();
        long heaviest = Arrays.stream(weights).max().getAsLong();
        return new Balance(parts, lightest, heaviest, mean, Math.max(1, Math.min(node, mean / 2)));
    }

    /**
     * Returns the bounds for parts up to {@code imbalance} heavier than the mean, and of any weight below. That is what
     * METIS means by its option {@code ufactor}, which is 1000 times this imbalance: heaviest &lt;= (1 + imbalance)
     * W/k. Where exact balance allows heavier parts, its bounds hold instead.
     *
     * @param imbalance at least 0: 0.03 for three percent
     * @throws IllegalArgumentException also if the imbalance is negative or not finite
     */
    public static Balance within(Graph graph, int parts, double imbalance) {
        Balance exact = exact(graph, parts);
        if (!(imbalance >= 0 && imbalance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("imbalance is " + imbalance + ", expected a share from 0, such as 0.03");
        }
        // 1e-9: (1 + 0.03) * 100 is 102.99999999999999 in floating point, and three percent of 100 nodes are 3
        long heaviest = Math.min(graph.totalNodeWeight(), (long) Math.floor((1 + imbalance) * exact.mean + 1e-9));
        return heaviest <= exact.heaviest
                ? exact
                : new Balance(parts, Math.min(1, exact.lightest), heaviest, exact.mean, heaviest - exact.mean);
    }

    /**
     * Returns the bounds for a coarse graph: all weights less than the heaviest node away from the mean. Its nodes are
     * lumps; on finer levels smaller ones bring the parts in.
     */
    public static Balance nearMean(Graph graph, int parts) {
        long total = graph.totalNodeWeight();
        long node = graph.heaviestNode();
        long low = total / parts - node + 1;
        long mean = total / parts + (total % parts > 0 ? 1 : 0);
        return node == 0
                ? new Balance(parts, 0, 0, 0, 0)
                : new Balance(
                        parts,
                        Math.max(0, low),
                        mean + Math.min(node - 1, Long.MAX_VALUE - mean),
                        total / (double) parts,
                        node);
    }

    /** Returns whether a part may have this weight. */
    public boolean admits(long weight) {
        return weight >= lightest && weight <= heaviest;
    }

    /** Returns whether all parts are within the bounds and none is empty. */
    public boolean admits(Partition partition) {
        for (int p = 0; p < parts; p++) {
            if (!admits(partition.weight(p)) || partition.size(p) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns by how much a part of this weight is too heavy or too light, 0 if it is within the bounds. */
    public long violation(long weight) {
        return Math.max(0, Math.max(weight - heaviest, lightest - weight));
    }

    /**
     * Returns the bounds for the weight of the first side when a group of k1 + k2 parts is cut into k1 parts and k2
     * parts.
     *
     * @param group weight of the whole group
     * @return least and largest weight; for nodes of weight 1 they let both sides be cut further within the bounds
     */
    long[] firstSide(long group, int k1, int k2) {
        if (slack <= 1) { // nodes of weight 1: any mixture of floor(n/k) and ceil(n/k)
            return new long[] {
                Math.max(k1 * lightest, group - times(heaviest, k2)),
                Math.min(times(heaviest, k1), group - k2 * lightest)
            };
        }
        long least = (long) Math.floor(Math.max(k1 * mean - slack, group - k2 * mean - slack)) + 1;
        long most = (long) Math.ceil(Math.min(k1 * mean + slack, group - k2 * mean + slack)) - 1;
        return new long[] {Math.max(0, least), Math.min(group, most)};
    }

    @Override
    public String toString() {
        return parts + " parts that weigh " + (lightest == heaviest ? "" + heaviest : lightest + " to " + heaviest);
    }

    /** Returns a product, or the largest long if that is less: no weight of parts is larger. */
    private static long times(long weight, int k) {
        return weight > Long.MAX_VALUE / k ? Long.MAX_VALUE : weight * k;
    }
}
