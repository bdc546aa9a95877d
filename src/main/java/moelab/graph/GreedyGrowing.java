package moelab.graph;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A first bisection of a small graph: one side grows from a random node, always by the node that raises the cut least,
 * until it is heavy enough (Karypis and Kumar 1998, section 3.2.3, GGGP).
 *
 * <p>When nothing borders on the grown side any more (the graph falls apart), it goes on from another random node.
 * Cost: O(m log n).
 */
final class GreedyGrowing {
    private GreedyGrowing() {}

    /** Returns the bisection with side 0 grown to the middle of its bounds, or as near as nodes allow. */
    static Bisection grow(Graph graph, long[] bounds, SplittableRandom random) {
        int[] all = new int[graph.nodes()];
        Arrays.fill(all, 1);
        Bisection b = new Bisection(graph, all, bounds);
        GainQueue border = new GainQueue(graph.nodes());
        int[] order = HeavyEdgeMatching.shuffled(graph.nodes(), random);
        int next = 0;
        long target = b.least + (b.most - b.least) / 2; // their sum may not fit a long
        while (b.weight[0] < target) {
            while (border.isEmpty() && next < order.length) {
                if (b.side[order[next]] == 1) {
                    border.put(order[next], 0);
                }
                next++;
            }
            if (border.isEmpty()) {
                break;
            }
            int v = border.top();
            border.remove(v);
            if (b.weight[0] + graph.nodeWeight(v) > b.most) {
                continue; // too heavy here; a lighter one may still fit
            }
            b.move(v);
            for (int a = graph.start(v); a < graph.start(v + 1); a++) {
                int w = graph.neighbor(a);
                if (b.side[w] == 1) {
                    border.put(w, b.gain[w]);
                }
            }
        }
        return b;
    }
}
