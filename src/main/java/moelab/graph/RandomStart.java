package moelab.graph;

import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The greedy partition: nodes in random order, heavy ones before light ones, each to the part that is lightest so far
 * (Graham, Bounds on multiprocessing timing anomalies, SIAM J. Appl. Math. 17, 1969). It knows nothing of edges. Its
 * part weights define exact balance ({@link Balance}), and they do not depend on the random order, because that only
 * decides between nodes of equal weight. Cost: O(n log n).
 */
public final class RandomStart {
    private RandomStart() {}

    /**
     * Returns the part of each node, from 0 to parts - 1. No part is empty.
     *
     * @param parts from 1 to the number of nodes
     */
    public static int[] draw(Graph graph, int parts, SplittableRandom random) {
        long[] weight = new long[parts];
        int[] size = new int[parts];
        PriorityQueue<Integer> lightest = new PriorityQueue<>((p, q) -> weight[p] != weight[q]
                ? Long.compare(weight[p], weight[q])
                : size[p] != size[q] ? Integer.compare(size[p], size[q]) : Integer.compare(p, q));
        for (int p = 0; p < parts; p++) {
            lightest.add(p);
        }
        int[] partOf = new int[graph.nodes()];
        IntStream.of(HeavyEdgeMatching.shuffled(graph.nodes(), random))
                .boxed()
                .sorted((v, w) -> Long.compare(graph.nodeWeight(w), graph.nodeWeight(v)))
                .forEachOrdered(v -> {
                    int p = lightest.remove();
                    partOf[v] = p;
                    weight[p] += graph.nodeWeight(v);
                    size[p]++;
                    lightest.add(p);
                });
        return partOf;
    }
}
