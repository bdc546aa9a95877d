import java.util.Arrays;
import moelab.exercise.EdgeMatching;
import moelab.exercise.Unsolved;
import moelab.graph.Graph;

/**
 * Exercise 6: heavy-edge matching.
 *
 * <p>Multilevel partitioning makes a large graph small by letting matched nodes become one. The edge between them can
 * no longer be cut, so it had better be a heavy one. The rule: visit the nodes in the given order; a node that has no
 * partner yet takes, of its neighbors without a partner, the one joined to it by the heaviest edge, and among equals
 * the one of lowest number. Where no neighbor is left the node stays alone, its own partner.
 *
 * <p>The neighbors of v are graph.neighbor(a), in ascending order, joined by graph.weight(a), for a from
 * graph.start(v) to graph.start(v + 1) - 1.
 */
public class HeavyEdges implements EdgeMatching {

    /** Tasks 6.1, 6.2 and 6.3: the partner of each node, or the node itself. */
    @Override
    public int[] match(Graph graph, int[] order) {
        // BEGIN SOLUTION
        // AFTER: Our solution needs one array: -1 means not decided, the node itself means alone. Chapter 4 goes on:
        //     it contracts the pairs of your matching into a smaller graph, cuts that graph, and refines the cut on
        //     the way back.
        // HINT 6.1: What must be true of partner[partner[v]], for a pair and for a node that stays alone?
        // HINT 6.1: It is v. Begin with partner[v] = -1 for all, "none yet", and always set both ends of a pair in
        //     the same place.
        // HINT 6.2: May a node that is visited early, and whose neighbors are all taken, find a partner later?
        // HINT 6.2: No. It stays alone (partner[v] = v), and nodes that are visited later must not take it. A node
        //     that has not been visited and has no partner is free.
        // HINT 6.3: Two neighbors are joined by equally heavy edges: which one comes first in the list of arcs, and
        //     does > or >= keep it?
        // HINT 6.3: The lower number comes first, and > keeps it. So: best = v, most = 0; for every arc to a free
        //     neighbor with graph.weight(a) > most, take that.
        int[] partner = new int[graph.nodes()];
        Arrays.fill(partner, -1);
        for (int v : order) {
            if (partner[v] >= 0) {
                continue;
            }
            int best = v;
            long most = 0;
            for (int a = graph.start(v); a < graph.start(v + 1); a++) {
                if (partner[graph.neighbor(a)] < 0 && graph.weight(a) > most) {
                    most = graph.weight(a);
                    best = graph.neighbor(a);
                }
            }
            partner[v] = best;
            partner[best] = v;
        }
        return partner;
        // STUB: throw new Unsolved("6.1", "each node with its heaviest free neighbor");
        // END SOLUTION
    }
}
