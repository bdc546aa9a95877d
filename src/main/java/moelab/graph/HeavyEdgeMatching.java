package moelab.graph;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A matching that takes heavy edges first, node by node in random order (Karypis and Kumar 1998, section 3.1).
 *
 * <p>What the matched edges weigh can no longer be cut once their ends are one node, so the heavier the matching the
 * better the start for the coarse graph. Cost: O(m).
 */
public final class HeavyEdgeMatching {
    private HeavyEdgeMatching() {}

    /**
     * Returns pairs of neighbors.
     *
     * @param heaviest no pair weighs more than this
     * @return the partner of each node, or the node itself where none was left
     */
    public static int[] match(Graph graph, long heaviest, long seed) {
        return match(graph, heaviest, new SplittableRandom(seed));
    }

    static int[] match(Graph graph, long heaviest, SplittableRandom random) {
        int[] partner = new int[graph.nodes()];
        Arrays.fill(partner, -1);
        for (int v : shuffled(graph.nodes(), random)) {
            if (partner[v] >= 0) {
                continue;
            }
            int best = v;
            long most = 0;
            for (int a = graph.start(v); a < graph.start(v + 1); a++) {
                int w = graph.neighbor(a);
                if (partner[w] < 0 && graph.weight(a) > most && graph.nodeWeight(v) + graph.nodeWeight(w) <= heaviest) {
                    most = graph.weight(a);
                    best = w;
                }
            }
            partner[v] = best;
            partner[best] = v;
        }
        return partner;
    }

    /** Returns 0 to n - 1 in random order. */
    public static int[] shuffled(int n, SplittableRandom random) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) { // Fisher-Yates, inside out
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
