package moelab.exercise;

import java.util.Arrays;
import moelab.graph.Graph;

/** Pairs up neighbors, heavy edges first: how a graph is made coarser (Karypis and Kumar 1998, section 3.1). */
@FunctionalInterface
public interface EdgeMatching {

    /**
     * Returns a matching. Nodes are visited in the given order, and one that has no partner yet takes, of its neighbors
     * without a partner, the one joined to it by the heaviest edge, and among equals the one of lowest number.
     *
     * @param order every node once; not changed
     * @return the partner of each node, or the node itself where none was left
     */
    int[] match(Graph graph, int[] order);

    /** Returns the rule as the library has it, without the bound on node weights that its coarsening needs. */
    static EdgeMatching library() {
        return (graph, order) -> {
            if (order.length != graph.nodes()) {
                throw new IllegalArgumentException(
                        "an order of " + order.length + " nodes for a graph of " + graph.nodes());
            }
            int[] partner = new int[graph.nodes()];
            Arrays.fill(partner, -1);
            for (int v : order) {
                int best = v;
                for (int a = graph.start(v); a < graph.start(v + 1) && partner[v] < 0; a++) {
                    int w = graph.neighbor(a);
                    if (partner[w] < 0 && (best == v || graph.weight(a) > graph.between(v, best))) {
                        best = w;
                    }
                }
                if (partner[v] < 0) {
                    partner[v] = best;
                    partner[best] = v;
                }
            }
            return partner;
        };
    }
}
