package moelab.graph.annealing;

import java.util.Arrays;
import java.util.SplittableRandom;
import moelab.graph.Graph;
import moelab.graph.HeavyEdgeMatching;

/**
 * A matching along edges that are heavy for what their nodes weigh, node by node in random order, each with the free
 * neighbor of largest
 *
 * <pre>
 *   rating(v, w) = weight(v, w)^2 / (nodeWeight(v) nodeWeight(w))
 * </pre>
 *
 * (Holtgrewe, Sanders and Schulz, Engineering a scalable high quality graph partitioner, IPDPS 2010). Where
 * {@link HeavyEdgeMatching} goes on joining what is heavy already, this keeps coarse nodes alike in size. Of equal
 * ratings one is chosen at random. Cost: O(m).
 */
final class RatedMatching {
    private RatedMatching() {}

    /**
     * Returns pairs of neighbors.
     *
     * @param heaviest no pair weighs more than this
     * @return the partner of each node, or the node itself where none was left
     */
    static int[] match(Graph graph, long heaviest, SplittableRandom random) {
        return match(graph, heaviest, new int[graph.nodes()], random);
    }

    /** Returns pairs of neighbors with the same label; the rest as above. */
    static int[] match(Graph graph, long heaviest, int[] label, SplittableRandom random) {
        int[] partner = new int[graph.nodes()];
        Arrays.fill(partner, -1);
        for (int v : HeavyEdgeMatching.shuffled(graph.nodes(), random)) {
            if (partner[v] >= 0) {
                continue;
            }
            int best = v;
            double largest = 0;
            int first = graph.start(v);
            int end = graph.start(v + 1);
            int a = first == end ? end : first + random.nextInt(end - first); // from there on, and around
            for (int left = end - first; left > 0; left--) {
                int w = graph.neighbor(a);
                if (partner[w] < 0 && label[v] == label[w] && graph.nodeWeight(v) + graph.nodeWeight(w) <= heaviest) {
                    double rating = rating(graph, v, a);
                    if (rating > largest) {
                        largest = rating;
                        best = w;
                    }
                }
                a = a + 1 == end ? first : a + 1;
            }
            partner[v] = best;
            partner[best] = v;
        }
        return partner;
    }

    /** Returns the rating of an arc of v; nodes that weigh nothing count as if they weighed 1. */
    static double rating(Graph graph, int v, int arc) {
        double weight = graph.weight(arc);
        return weight * weight / Math.max(1, graph.nodeWeight(v) * (double) graph.nodeWeight(graph.neighbor(arc)));
    }
}
