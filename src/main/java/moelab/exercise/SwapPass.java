package moelab.exercise;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import moelab.graph.Graph;
import moelab.graph.KernighanLin;
import moelab.graph.Partition;

/**
 * A pass of Kernighan and Lin (1970) over a graph cut in two, step by step. A node's side is 0 or 1.
 *
 * <pre>
 *   D(v)       = (weight of v's edges to the other side) - (weight of its edges inside its own)
 *   gain(a, b) = D(a) + D(b) - 2 weight(a, b)
 * </pre>
 */
public interface SwapPass {

    /**
     * Returns D(v) for every node v.
     *
     * @param side 0 or 1 for each node; not changed
     */
    long[] differences(Graph graph, int[] side);

    /**
     * Returns how much smaller the cut becomes if two nodes of different sides are swapped.
     *
     * @param differences D of every node
     */
    long gain(Graph graph, long[] differences, int a, int b);

    /**
     * Returns how many of these gains to keep, counted from the first: the length of the shortest prefix of largest
     * sum, 0 if no sum is above 0.
     */
    int bestPrefix(long[] gains);

    /**
     * Makes one pass, which swaps the best prefix of the pairs that it picks.
     *
     * @param side 0 or 1 for each node; not changed
     * @return the sides after the pass
     */
    int[] pass(Graph graph, int[] side);

    /** Returns the partition after as many passes as make the cut smaller. */
    default Partition improve(Partition start) {
        Partition best = start;
        while (true) {
            Partition next = Partition.of(start.graph(), pass(start.graph(), best.toArray()), 2);
            if (next.cut() >= best.cut()) {
                return best;
            }
            best = next;
        }
    }

    /** Returns the library's pass. */
    static SwapPass library() {
        return new SwapPass() {
            @Override
            public long[] differences(Graph graph, int[] side) {
                return IntStream.range(0, graph.nodes())
                        .mapToLong(v -> IntStream.range(graph.start(v), graph.start(v + 1))
                                .mapToLong(a -> side[graph.neighbor(a)] == side[v] ? -graph.weight(a) : graph.weight(a))
                                .sum())
                        .toArray();
            }

            @Override
            public long gain(Graph graph, long[] differences, int a, int b) {
                return differences[a] + differences[b] - 2 * graph.between(a, b);
            }

            @Override
            public int bestPrefix(long[] gains) {
                return KernighanLin.bestPrefix(LongStream.of(gains)
                        .mapToObj(gain -> new KernighanLin.Swap(0, 0, gain))
                        .toList());
            }

            @Override
            public int[] pass(Graph graph, int[] side) {
                List<KernighanLin.Swap> swaps = KernighanLin.pass(graph, side, 0, 1);
                int[] after = side.clone();
                for (KernighanLin.Swap s : swaps.subList(0, KernighanLin.bestPrefix(swaps))) {
                    after[s.a()] = 1;
                    after[s.b()] = 0;
                }
                return after;
            }
        };
    }
}
