import moelab.exercise.SwapPass;
import moelab.exercise.Unsolved;
import moelab.graph.Graph;

/**
 * Exercise 5: a pass of Kernighan and Lin.
 *
 * <pre>
 *   D(v)       = (weight of v's edges to the other side) - (weight of its edges inside its own)
 *   gain(a, b) = D(a) + D(b) - 2 weight(a, b)                     by how much a swap lowers the cut
 * </pre>
 *
 * A pass picks the pair (a on side 0, b on side 1) of largest gain, even if it is negative, pretends to swap it, locks
 * both nodes, brings the D of the others up to date, and goes on until one side has no free node left. Then it really
 * swaps the prefix of pairs whose gains sum to most, and nothing else: in this way it can pass through bad swaps to
 * good ones.
 *
 * <p>The neighbors of v are graph.neighbor(a), joined by graph.weight(a), for a from graph.start(v) to graph.start(v
 * + 1) - 1; graph.between(v, w) is the weight of the edge between two nodes, 0 if there is none.
 */
public class Swaps implements SwapPass {

    /** Task 5.1: D of every node; side is 0 or 1 for each. */
    @Override
    public long[] differences(Graph graph, int[] side) {
        throw new Unsolved("5.1", "D(v) = outer weight - inner weight");
    }

    /** Task 5.2: by how much swapping a and b, which are on different sides, lowers the cut. */
    @Override
    public long gain(Graph graph, long[] differences, int a, int b) {
        throw new Unsolved("5.2", "gain(a, b) = D(a) + D(b) - 2 weight(a, b)");
    }

    /** Task 5.3: the length of the shortest prefix of largest sum; 0 if no sum is above 0. */
    @Override
    public int bestPrefix(long[] gains) {
        throw new Unsolved("5.3", "the shortest prefix of largest sum");
    }

    /** Tasks 5.4 and 5.5: the sides after one pass; side itself stays as it is. */
    @Override
    public int[] pass(Graph graph, int[] side) {
        throw new Unsolved("5.4", "pick the pair of largest gain, lock it, go on; then swap the best prefix");
    }
}
