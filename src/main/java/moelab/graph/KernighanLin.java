package moelab.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Refinement by swaps (Kernighan and Lin 1970): pairs of nodes of two parts change places, so sizes never change.
 *
 * <pre>
 *   D(v)       = (weight of v's edges to the other part) - (weight of its edges inside its own)
 *   gain(a, b) = D(a) + D(b) - 2 weight(a, b)                     what swapping a and b takes off the cut
 * </pre>
 *
 * A pass picks the pair of largest gain, also if that is negative, locks both nodes, brings the D of the others up to
 * date, and goes on until one part has no free node left. Then it swaps the prefix of pairs whose gains sum to most and
 * leaves the rest as it was. Passes go on until no prefix gains anything. For k parts this is done for every pair of
 * parts until none improves (the paper's section on multiple-way partitions), from a random start of equal sizes.
 *
 * <p>To find the best pair both parts are sorted by D; pairs are tried in that order while D(a) + D(b) can still beat
 * the best. A pass over parts of s nodes takes about s^2 log s steps where few pairs are tried and the order by D
 * changes little, and O(s^3 log s) at worst, besides the edges it touches: fine for some thousand nodes. Where nodes
 * have different weights, it starts from the greedy partition ({@link RandomStart}) and keeps the best prefix after
 * which both parts are within the bounds.
 */
public final class KernighanLin implements Partitioner {

    /**
     * One pair of a pass.
     *
     * @param gain what it takes off the cut, after the pairs before it
     */
    public record Swap(int a, int b, long gain) {
        @Override
        public String toString() {
            return "swap " + a + " and " + b + ", gain " + gain;
        }
    }

    @Override
    public Partition partition(Graph graph, int parts, long seed) {
        Balance.exact(graph, parts); // refuses a k out of range
        int[] partOf = RandomStart.draw(graph, parts, new SplittableRandom(seed)); // sizes are equal if weights are
        return improve(Partition.of(graph, partOf, parts));
    }

    /**
     * Returns the partition after passes over all pairs of parts until none takes anything off the cut. No part becomes
     * heavier than the heaviest, or lighter than the lightest, of the start.
     */
    public static Partition improve(Partition start) {
        Graph graph = start.graph().searchable();
        int[] partOf = start.toArray();
        long[] weight =
                IntStream.range(0, start.parts()).mapToLong(start::weight).toArray();
        long lightest = LongStream.of(weight).min().orElse(0);
        long heaviest = LongStream.of(weight).max().orElse(0);
        Balance bounds = new Balance(start.parts(), lightest, heaviest, 0, 0);
        boolean better = true;
        while (better) {
            better = false;
            for (int p = 0; p < start.parts(); p++) {
                for (int q = p + 1; q < start.parts(); q++) {
                    better |= improve(graph, bounds, weight, partOf, p, q);
                }
            }
        }
        return Partition.of(start.graph(), partOf, start.parts());
    }

    private static boolean improve(Graph graph, Balance bounds, long[] weight, int[] partOf, int p, int q) {
        List<Swap> swaps = pass(graph, partOf, p, q);
        // more[i] = what p is heavier by after i swaps, and q lighter
        long[] more = new long[swaps.size() + 1];
        for (int i = 0; i < swaps.size(); i++) {
            more[i + 1] = more[i] + graph.nodeWeight(swaps.get(i).b) - graph.nodeWeight(swaps.get(i).a);
        }
        int best = bestPrefix(swaps, i -> bounds.admits(weight[p] + more[i]) && bounds.admits(weight[q] - more[i]));
        for (Swap s : swaps.subList(0, best)) {
            partOf[s.a] = q;
            partOf[s.b] = p;
        }
        weight[p] += more[best];
        weight[q] -= more[best];
        return best > 0;
    }

    /** Returns how many swaps to keep: the shortest prefix of largest sum, 0 if no sum is above 0. */
    public static int bestPrefix(List<Swap> swaps) {
        return bestPrefix(swaps, length -> true);
    }

    /** Returns the same among the prefixes of some lengths only. */
    private static int bestPrefix(List<Swap> swaps, IntPredicate allowed) {
        long sum = 0;
        long most = 0;
        int best = 0;
        for (int i = 0; i < swaps.size(); i++) {
            sum += swaps.get(i).gain;
            if (sum > most && allowed.test(i + 1)) {
                most = sum;
                best = i + 1;
            }
        }
        return best;
    }

    /**
     * Returns the pairs of one pass over parts p and q in the order in which it picks them, each with its gain.
     *
     * @param graph edges of at most 2^62 together, or twice a gain would not fit a long ({@link Graph#searchable})
     * @param partOf part of each node; not changed
     */
    public static List<Swap> pass(Graph graph, int[] partOf, int p, int q) {
        if (partOf.length != graph.nodes()) {
            throw new IllegalArgumentException("parts of " + partOf.length + " nodes for a graph of " + graph.nodes());
        }
        long[] d = new long[graph.nodes()];
        int[] as = sideOf(graph, partOf, p, q, d);
        int[] bs = sideOf(graph, partOf, q, p, d);
        int pairs = Math.min(as.length, bs.length);
        List<Swap> swaps = new ArrayList<>(pairs);
        boolean[] locked = new boolean[graph.nodes()];
        for (int step = 0; step < pairs; step++) {
            as = freeByD(as, locked, d);
            bs = freeByD(bs, locked, d);
            Swap best = bestPair(graph, as, bs, d);
            swaps.add(best);
            locked[best.a] = true;
            locked[best.b] = true;
            update(graph, partOf, p, q, best.a, d);
            update(graph, partOf, q, p, best.b, d);
        }
        return swaps;
    }

    private static int[] sideOf(Graph graph, int[] partOf, int own, int other, long[] d) {
        int[] nodes = new int[graph.nodes()];
        int n = 0;
        for (int v = 0; v < graph.nodes(); v++) {
            if (partOf[v] == own) {
                nodes[n++] = v;
                for (int a = graph.start(v); a < graph.start(v + 1); a++) {
                    int part = partOf[graph.neighbor(a)];
                    d[v] += part == other ? graph.weight(a) : part == own ? -graph.weight(a) : 0;
                }
            }
        }
        return Arrays.copyOf(nodes, n);
    }

    /** Returns the free nodes, largest D first. Little has changed since the last time, which insertion sort likes. */
    private static int[] freeByD(int[] nodes, boolean[] locked, long[] d) {
        int n = 0;
        for (int v : nodes) {
            if (locked[v]) {
                continue;
            }
            int i = n++;
            for (; i > 0 && d[nodes[i - 1]] < d[v]; i--) {
                nodes[i] = nodes[i - 1];
            }
            nodes[i] = v;
        }
        return n == nodes.length ? nodes : Arrays.copyOf(nodes, n);
    }

    private static Swap bestPair(Graph graph, int[] as, int[] bs, long[] d) {
        Swap best = null;
        for (int a : as) {
            if (best != null && d[a] + d[bs[0]] <= best.gain) {
                break; // edges weigh at least 0: no pair with this a, or a later one, gains more
            }
            for (int b : bs) {
                if (best != null && d[a] + d[b] <= best.gain) {
                    break;
                }
                long gain = d[a] + d[b] - 2 * graph.between(a, b);
                if (best == null || gain > best.gain) {
                    best = new Swap(a, b, gain);
                }
            }
        }
        return best;
    }

    /**
     * After v has left {@code own} for {@code other}: its old companions gain an outer edge, its new ones an inner one.
     */
    private static void update(Graph graph, int[] partOf, int own, int other, int v, long[] d) {
        for (int a = graph.start(v); a < graph.start(v + 1); a++) {
            int w = graph.neighbor(a);
            d[w] += partOf[w] == own ? 2 * graph.weight(a) : partOf[w] == other ? -2 * graph.weight(a) : 0;
        }
    }

    @Override
    public String toString() {
        return "Kernighan-Lin on every pair of parts, from a random start";
    }
}
