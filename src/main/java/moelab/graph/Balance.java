package moelab.graph;

/**
 * How heavy a part may be.
 *
 * <p>Exact balance: with W the weight of all nodes and w the heaviest one, every part lies strictly between W/k - w and
 * W/k + w. For nodes of weight 1 that is floor(n/k) or ceil(n/k) nodes, sizes that differ by at most one. For other
 * weights the bound can always be kept (give each node, heaviest first, to the lightest part; Graham 1969), while
 * anything tighter may be impossible.
 *
 * @param parts number of parts, k
 * @param lightest least weight of a part
 * @param heaviest largest weight of a part
 * @param mean W/k
 * @param slack how far the weight of a group of parts may be from its share, when a partition is made by cutting in two
 *     again and again
 */
record Balance(int parts, long lightest, long heaviest, double mean, double slack) {

    /** Parts as equal as the node weights allow. */
    static Balance exact(Graph graph, int parts) {
        if (parts < 1 || parts > graph.nodes()) {
            throw new IllegalArgumentException(
                    "k is " + parts + ", expected 1 to " + graph.nodes() + ", the number of nodes");
        }
        long total = graph.totalNodeWeight();
        long heaviest = graph.heaviestNode();
        long low = Math.floorDiv(total - parts * heaviest, parts) + 1;
        long high = Math.floorDiv(total + parts * heaviest + parts - 1, parts) - 1;
        return heaviest == 0
                ? new Balance(parts, 0, 0, 0, 0)
                : new Balance(parts, Math.max(0, low), high, total / (double) parts, heaviest);
    }

    /**
     * Parts up to {@code imbalance} heavier than the mean, as METIS allows them, and of any weight below; but never
     * less freedom than {@link #exact}.
     *
     * @param imbalance at least 0: 0.03 for three per cent
     */
    static Balance within(Graph graph, int parts, double imbalance) {
        Balance exact = exact(graph, parts);
        if (!(imbalance >= 0 && imbalance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("imbalance is " + imbalance + ", expected a share from 0, such as 0.03");
        }
        double mean = graph.totalNodeWeight() / (double) parts;
        long heaviest = (long) Math.min(graph.totalNodeWeight(), Math.floor((1 + imbalance) * mean + 1e-9));
        return heaviest <= exact.heaviest
                ? exact
                : new Balance(parts, Math.min(1, exact.lightest), heaviest, mean, heaviest - mean);
    }

    /** Whether a part may have this weight. */
    boolean admits(long weight) {
        return weight >= lightest && weight <= heaviest;
    }

    /** How much a part of this weight has too much or too little. */
    long violation(long weight) {
        return Math.max(0, Math.max(weight - heaviest, lightest - weight));
    }

    /**
     * How heavy the first side may be when a group of k1 + k2 parts is cut into k1 parts and k2 parts.
     *
     * @param group weight of the whole group
     * @return least and largest weight such that both sides can be cut further without breaking the bounds
     */
    long[] firstSide(long group, int k1, int k2) {
        if (slack <= 1) { // nodes of weight 1: any mixture of floor(n/k) and ceil(n/k)
            return new long[] {
                Math.max(k1 * lightest, group - k2 * heaviest), Math.min(k1 * heaviest, group - k2 * lightest)
            };
        }
        long least = (long) Math.floor(Math.max(k1 * mean - slack, group - k2 * mean - slack)) + 1;
        long most = (long) Math.ceil(Math.min(k1 * mean + slack, group - k2 * mean + slack)) - 1;
        return new long[] {Math.max(0, least), Math.min(group, most)};
    }
}
