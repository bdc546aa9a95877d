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
        throw new Unsolved("6.1", "each node with its heaviest free neighbor");
    }
}
