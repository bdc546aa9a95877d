package moelab.graph.annealing;

import java.util.Arrays;
import moelab.graph.Balance;
import moelab.graph.Graph;
import moelab.memory.Memory;

/**
 * A partition that changes by swaps, with a table from which the gain of any swap is read at once.
 *
 * <pre>
 *   link[p][v] = weight of the edges from v to the nodes of part p
 *   gain(u, v) = link[q][u] - link[p][u] + link[p][v] - link[q][v] - 2 weight(u, v)          u in p, v in q
 * </pre>
 *
 * the gain of Kernighan and Lin (1970). Every part has the same number of places. A place where nobody is counts as
 * held by node n, which weighs nothing and has no edges; a swap with it is a move. So sizes may differ where the bounds
 * allow it, and only there.
 *
 * <p>The table holds 32-bit numbers: should the edges of one node weigh more than 2^28, all weights are rounded to a
 * multiple of a power of two.
 *
 * <p>Memory: 4 n k bytes, and 4 n^2 more where the graph is so dense that rows are read faster than lists. A swap costs
 * O(n) on rows and O(degree) on lists.
 */
final class SwapTable {
    private static final double DENSE = 0.2; // share of all pairs from which on rows are kept
    private static final int LARGEST = 4096; // nodes up to which they are: 64 MB
    private static final int BITS = 28;

    final int n;
    final int parts;
    final int places; // of each part
    final int[] member; // member[p * places] to member[(p + 1) * places - 1] are in part p; n where nobody is
    final int[] partOf; // partOf[v] = part of node v; partOf[n] means nothing
    final int[][] link; // as above; link[p][n] = 0
    final int[][] row; // row[v][w] = weight(v, w), row[n] = 0; null where the graph is sparse
    private final Graph graph;
    private final Balance bounds;
    private final long[] nodeWeight; // nodeWeight[n] = 0
    private final long[] weight; // weight[p] = sum of the node weights of part p
    private final int shift; // weights are in units of 2^shift

    /** @param partOf a partition within the bounds */
    SwapTable(Graph graph, Balance bounds, int[] partOf) {
        this.graph = graph;
        this.bounds = bounds;
        this.n = graph.nodes();
        this.parts = bounds.parts();
        this.nodeWeight = new long[n + 1];
        this.weight = new long[parts];
        int[] size = new int[parts];
        long strongest = 0;
        for (int v = 0; v < n; v++) {
            nodeWeight[v] = graph.nodeWeight(v);
            weight[partOf[v]] += nodeWeight[v];
            size[partOf[v]]++;
            long sum = 0;
            for (int a = graph.start(v); a < graph.start(v + 1); a++) {
                sum += graph.weight(a);
            }
            strongest = Math.max(strongest, sum);
        }
        this.shift = Math.max(0, Long.SIZE - BITS - Long.numberOfLeadingZeros(strongest));
        this.places = places(Arrays.stream(size).max().orElse(0));
        this.partOf = Arrays.copyOf(partOf, n + 1);
        this.member = new int[parts * places];
        Arrays.fill(member, n);
        Arrays.fill(size, 0);
        for (int v = 0; v < n; v++) {
            member[partOf[v] * places + size[partOf[v]]++] = v;
        }
        boolean rows = graph.edges() >= DENSE * n * n / 2 && n <= LARGEST;
        Memory.require(
                4.0 * parts * n + (rows ? 4.0 * n * n : 0),
                "a table of gains for " + n + " nodes in " + parts + " parts");
        this.link = new int[parts][n + 1];
        this.row = rows ? new int[n + 1][n + 1] : null;
        for (int v = 0; v < n; v++) {
            for (int a = graph.start(v); a < graph.start(v + 1); a++) {
                link[partOf[graph.neighbor(a)]][v] += rounded(graph.weight(a));
                if (row != null) {
                    row[v][graph.neighbor(a)] = rounded(graph.weight(a));
                }
            }
        }
    }

    /** Returns the number of places per part: as many as the bounds can fill, but not more than twice the mean. */
    private int places(int mostSoFar) {
        long lightestNode = Arrays.stream(nodeWeight, 0, n).min().orElse(1);
        long fit = lightestNode == 0 ? n : bounds.heaviest() / lightestNode;
        return (int) Math.max(mostSoFar, Math.min(fit, 2 * ((n + parts - 1L) / parts)));
    }

    private int rounded(long w) {
        return shift == 0 ? (int) w : (int) (w + (1L << shift - 1) >> shift);
    }

    /** Returns the weight of the edge between two nodes, or 0. */
    int between(int u, int v) {
        return row != null ? row[u][v] : u == n || v == n ? 0 : rounded(graph.between(u, v));
    }

    /** Returns what swapping the nodes at two places of parts p and q takes off the cut. */
    int gain(int atU, int p, int atV, int q) {
        int u = member[atU];
        int v = member[atV];
        return link[q][u] - link[p][u] + link[p][v] - link[q][v] - 2 * between(u, v);
    }

    /** Returns whether both parts stay within their bounds when u goes from p to q and v from q to p. */
    boolean isPossible(int u, int p, int v, int q) {
        long more = nodeWeight[v] - nodeWeight[u];
        return more == 0 ? u != v : bounds.admits(weight[p] + more) && bounds.admits(weight[q] - more);
    }

    /** Swaps the nodes at two places of parts p and q. */
    void swap(int atU, int p, int atV, int q) {
        int u = member[atU];
        int v = member[atV];
        member[atU] = v;
        member[atV] = u;
        partOf[u] = q;
        partOf[v] = p;
        weight[p] += nodeWeight[v] - nodeWeight[u];
        weight[q] += nodeWeight[u] - nodeWeight[v];
        if (row != null) {
            exchange(row[u], row[v], link[p], link[q]);
        } else {
            transfer(u, link[p], link[q]);
            transfer(v, link[q], link[p]);
        }
    }

    /** Both transfers at once; a loop that the compiler turns into vector instructions. */
    private static void exchange(int[] u, int[] v, int[] p, int[] q) {
        for (int x = 0; x < u.length; x++) {
            int more = v[x] - u[x];
            p[x] += more;
            q[x] -= more;
        }
    }

    /** What v's neighbors had to do with its old part, they now have to do with its new one. */
    private void transfer(int v, int[] from, int[] to) {
        if (v == n) {
            return;
        }
        for (int a = graph.start(v), end = graph.start(v + 1); a < end; a++) {
            int w = rounded(graph.weight(a));
            from[graph.neighbor(a)] -= w;
            to[graph.neighbor(a)] += w;
        }
    }

    /** Returns how many numbers of the table a swap of u and v changes. */
    int changes(int u, int v) {
        return 2 * (row != null ? n : (u == n ? 0 : graph.degree(u)) + (v == n ? 0 : graph.degree(v)));
    }

    /** Returns the weight of the edges inside parts, rounded as all weights are. */
    double captured() {
        double twice = 0;
        for (int i = 0; i < member.length; i++) {
            twice += link[i / places][member[i]];
        }
        return twice / 2 * (1L << shift);
    }

    /** Returns what one unit of a gain stands for. */
    double unit() {
        return 1L << shift;
    }

    /** Returns the part of each node. */
    int[] toArray() {
        return Arrays.copyOf(partOf, n);
    }
}
