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
        // BEGIN SOLUTION
        // AFTER: Our solution compares all pairs in every step, which is easy to prove correct. The library's
        //     KernighanLin sorts both sides by D and stops looking as soon as no pair can beat the best one. Chapter
        //     4 runs your pass with --mine and goes on to the multilevel method, for graphs on which a pass from a
        //     random start is too slow.
        // HINT 5.1: If v went to the other side, which of its edges would no longer be cut, and which would be?
        // HINT 5.1: Those to the other side would not, those to its own would: add graph.weight(a) where
        //     side[graph.neighbor(a)] != side[v], and subtract it where it is the same.
        long[] d = new long[graph.nodes()];
        for (int v = 0; v < d.length; v++) {
            for (int a = graph.start(v); a < graph.start(v + 1); a++) {
                d[v] += side[graph.neighbor(a)] == side[v] ? -graph.weight(a) : graph.weight(a);
            }
        }
        return d;
        // STUB: throw new Unsolved("5.1", "D(v) = outer weight - inner weight");
        // END SOLUTION
    }

    /** Task 5.2: by how much swapping a and b, which are on different sides, lowers the cut. */
    @Override
    public long gain(Graph graph, long[] differences, int a, int b) {
        // BEGIN SOLUTION
        // HINT 5.2: If a and b are joined and swap sides, is the edge between them cut before, and after?
        // HINT 5.2: Both before and after. But D(a) and D(b) each count it as saved, so subtract it twice.
        return differences[a] + differences[b] - 2 * graph.between(a, b);
        // STUB: throw new Unsolved("5.2", "gain(a, b) = D(a) + D(b) - 2 weight(a, b)");
        // END SOLUTION
    }

    /** Task 5.3: the length of the shortest prefix of largest sum; 0 if no sum is above 0. */
    @Override
    public int bestPrefix(long[] gains) {
        // BEGIN SOLUTION
        // HINT 5.3: Gains 2, -3, 5, -1: what are the sums of the first one, two, three and four of them?
        // HINT 5.3: 2, -1, 4, 3: the answer is 3. Keep a running sum and the largest so far, beginning with 0 for the
        //     empty prefix; only a larger sum makes the prefix longer.
        long sum = 0;
        long most = 0;
        int best = 0;
        for (int i = 0; i < gains.length; i++) {
            sum += gains[i];
            if (sum > most) {
                most = sum;
                best = i + 1;
            }
        }
        return best;
        // STUB: throw new Unsolved("5.3", "the shortest prefix of largest sum");
        // END SOLUTION
    }

    /** Tasks 5.4 and 5.5: the sides after one pass; side itself stays as it is. */
    @Override
    public int[] pass(Graph graph, int[] side) {
        // BEGIN SOLUTION
        // HINT 5.4: Which arrays does a pass need while it only pretends to swap, and what does it return?
        // HINT 5.4: D, a boolean locked[], the pairs and their gains in the order picked. Return a clone of side in
        //     which only the best prefix is swapped.
        // HINT 5.4: There are as many steps as the smaller side has nodes. In each: over all free a on side 0 and
        //     free b on side 1, the largest gain.
        // HINT 5.5: After a has moved, an edge from a to a node w of a's old side, which was inside, is cut. How does
        //     D(w) change?
        // HINT 5.5: It grows by 2 weight(a, w); for w on the side that a moved to, it falls by 2 weight(a, w). The
        //     same holds for b, seen from the other side. The D of locked nodes no longer matters.
        // HINT 5.5: for every arc x of a: w = graph.neighbor(x); d[w] += side[w] == side[a] ? 2 * graph.weight(x) :
        //     -2 * graph.weight(x); then for every arc of b. side here is the one that came in.
        int n = graph.nodes();
        long[] d = differences(graph, side);
        boolean[] locked = new boolean[n];
        int ones = 0;
        for (int s : side) {
            ones += s;
        }
        int steps = Math.min(ones, n - ones);
        int[] as = new int[steps];
        int[] bs = new int[steps];
        long[] gains = new long[steps];
        for (int step = 0; step < steps; step++) {
            gains[step] = Long.MIN_VALUE;
            for (int a = 0; a < n; a++) {
                for (int b = 0; b < n; b++) {
                    boolean free = side[a] == 0 && side[b] == 1 && !locked[a] && !locked[b];
                    if (free && gain(graph, d, a, b) > gains[step]) {
                        gains[step] = gain(graph, d, a, b);
                        as[step] = a;
                        bs[step] = b;
                    }
                }
            }
            for (int v : new int[] {as[step], bs[step]}) {
                locked[v] = true;
                for (int x = graph.start(v); x < graph.start(v + 1); x++) {
                    int w = graph.neighbor(x);
                    d[w] += side[w] == side[v] ? 2 * graph.weight(x) : -2 * graph.weight(x);
                }
            }
        }
        int[] after = side.clone();
        for (int step = 0; step < bestPrefix(gains); step++) {
            after[as[step]] = 1;
            after[bs[step]] = 0;
        }
        return after;
        // STUB: throw new Unsolved("5.4", "pick the pair of largest gain, lock it, go on; then swap the best prefix");
        // END SOLUTION
    }
}
