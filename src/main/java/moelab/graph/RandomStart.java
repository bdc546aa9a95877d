package moelab.graph;

import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A random partition within the bounds of {@link Balance#exact}: nodes in random order, heavy ones before light ones,
 * each to the part that is lightest so far (Graham 1969). Nodes of weight 1 are dealt out evenly. Cost: O(n log n).
 */
final class RandomStart {
    private RandomStart() {}

    /** The part of each node. */
    static int[] draw(Graph graph, int parts, SplittableRandom random) {
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
