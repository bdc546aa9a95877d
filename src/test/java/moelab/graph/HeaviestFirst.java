package moelab.graph;

import java.util.Arrays;

/** The reference for balance: how heavy parts are when each node, heaviest first, goes to the part lightest so far. */
final class HeaviestFirst {
    private HeaviestFirst() {}

    /** Returns the weight of the heaviest part of the greedy partition. */
    static long heaviestPart(long[] nodeWeights, int parts) {
        return Arrays.stream(weights(nodeWeights, parts)).max().orElse(0);
    }

    /** Returns the weights of its parts. */
    static long[] weights(long[] nodeWeights, int parts) {
        long[] sorted = nodeWeights.clone();
        Arrays.sort(sorted);
        long[] weight = new long[parts];
        for (int i = sorted.length - 1; i >= 0; i--) {
            int lightest = 0;
            for (int p = 1; p < parts; p++) {
                lightest = weight[p] < weight[lightest] ? p : lightest;
            }
            weight[lightest] += sorted[i];
        }
        return weight;
    }

    /** Returns the least possible weight of the heaviest part, by trying all partitions. */
    static long leastPossible(long[] nodeWeights, int parts) {
        return leastPossible(nodeWeights, 0, new long[parts], Long.MAX_VALUE);
    }

    private static long leastPossible(long[] nodeWeights, int v, long[] weight, long best) {
        long heaviest = Arrays.stream(weight).max().orElse(0);
        if (v == nodeWeights.length || heaviest >= best) {
            return Math.min(heaviest, best);
        }
        long least = best;
        for (int p = 0; p < weight.length; p++) {
            boolean empty = weight[p] == 0;
            weight[p] += nodeWeights[v];
            least = leastPossible(nodeWeights, v + 1, weight, least);
            weight[p] -= nodeWeights[v];
            if (empty) {
                break; // another empty part would only repeat this under another name
            }
        }
        return least;
    }
}
