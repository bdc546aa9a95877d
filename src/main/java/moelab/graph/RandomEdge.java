package moelab.graph;

import java.util.SplittableRandom;

/** Draws an edge at random, all that are asked for having the same chance. */
public final class RandomEdge {
    private RandomEdge() {}

    /** Says from which node to which an edge is asked for. */
    public interface Filter {
        boolean admits(int v, int w);
    }

    /** Returns the two nodes of a random edge that is admitted in this direction; nothing if none is. */
    public static int[] draw(Graph graph, Filter filter, SplittableRandom random) {
        int admitted = 0;
        int[] edge = {};
        for (int v = 0; v < graph.nodes(); v++) {
            for (int a = graph.start(v); a < graph.start(v + 1); a++) {
                // the n-th takes the place of the one before with probability 1/n
                if (filter.admits(v, graph.neighbor(a)) && random.nextInt(++admitted) == 0) {
                    edge = new int[] {v, graph.neighbor(a)};
                }
            }
        }
        return edge;
    }
}
