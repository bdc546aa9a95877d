package moelab.graph;

import java.util.Arrays;

/**
 * One step of coarsening: matched nodes become one, and the edges that now run in parallel one edge.
 *
 * <pre>
 *   nodeWeight(c) = sum of nodeWeight(v) over v with coarseOf(v) = c
 *   weight(c, d)  = sum of weight(v, w)  over edges with coarseOf(v) = c and coarseOf(w) = d
 * </pre>
 *
 * So a partition of the coarse graph has the weights and the cut of the partition of the fine one that it stands for
 * (Karypis and Kumar 1998, section 3).
 */
public final class Coarsening {
    private final Graph fine;
    private final Graph coarse;
    private final int[] coarseOf; // coarseOf[v] = node of the coarse graph that holds v

    private Coarsening(Graph fine, Graph coarse, int[] coarseOf) {
        this.fine = fine;
        this.coarse = coarse;
        this.coarseOf = coarseOf;
    }

    /**
     * Returns the graph in which the pairs of a matching are contracted.
     *
     * @param partner of each node; the node itself where it stays alone
     */
    public static Coarsening ofMatching(Graph fine, int[] partner) {
        int[] coarseOf = new int[fine.nodes()];
        int next = 0;
        for (int v = 0; v < coarseOf.length; v++) {
            if (partner[partner[v]] != v) {
                throw new IllegalArgumentException(
                        "the partner of node " + v + " is " + partner[v] + ", whose partner is " + partner[partner[v]]);
            }
            coarseOf[v] = partner[v] < v ? coarseOf[partner[v]] : next++;
        }
        return new Coarsening(fine, contract(fine, coarseOf, next), coarseOf);
    }

    /**
     * Returns 1.5 times the mean weight when nodes of this total weight are contracted to this many: no coarse node
     * should become heavier.
     *
     * @param coarseNodes at least 2: half as much again as a single node's weight may not fit
     */
    public static long threeHalves(long totalNodeWeight, long coarseNodes) {
        return totalNodeWeight <= Long.MAX_VALUE / 3
                ? 3 * totalNodeWeight / (2 * coarseNodes)
                : totalNodeWeight / (2 * coarseNodes) * 3;
    }

    private static Graph contract(Graph fine, int[] coarseOf, int n) {
        int[] first = new int[n + 1]; // members of c: member[first[c]] to member[first[c + 1] - 1]
        for (int c : coarseOf) {
            first[c + 1]++;
        }
        for (int c = 0; c < n; c++) {
            first[c + 1] += first[c];
        }
        int[] member = new int[coarseOf.length];
        int[] next = first.clone();
        for (int v = 0; v < coarseOf.length; v++) {
            member[next[coarseOf[v]]++] = v;
        }
        long[] nodeWeight = new long[n];
        int[] start = new int[n + 1];
        int[] neighbor = new int[fine.start(fine.nodes())];
        long[] weight = new long[neighbor.length];
        // where the arc from the current c to d is; before start[c] if there is none yet
        int[] arcTo = new int[n];
        Arrays.fill(arcTo, -1);
        int arcs = 0;
        for (int c = 0; c < n; c++) {
            start[c] = arcs;
            for (int m = first[c]; m < first[c + 1]; m++) {
                int v = member[m];
                nodeWeight[c] += fine.nodeWeight(v);
                for (int a = fine.start(v); a < fine.start(v + 1); a++) {
                    int d = coarseOf[fine.neighbor(a)];
                    if (d == c) {
                        continue;
                    }
                    if (arcTo[d] < start[c]) {
                        arcTo[d] = arcs;
                        neighbor[arcs++] = d;
                        weight[arcTo[d]] = 0;
                    }
                    weight[arcTo[d]] += fine.weight(a);
                }
            }
        }
        start[n] = arcs;
        return sorted(start, neighbor, weight, nodeWeight);
    }

    /**
     * Returns the graph with arcs in ascending order, by transposing: reading the rows in order writes every column in
     * order.
     */
    private static Graph sorted(int[] start, int[] neighbor, long[] weight, long[] nodeWeight) {
        int n = nodeWeight.length;
        int[] next = start.clone();
        int[] to = new int[start[n]];
        long[] w = new long[start[n]];
        for (int c = 0; c < n; c++) {
            for (int a = start[c]; a < start[c + 1]; a++) {
                int d = neighbor[a];
                to[next[d]] = c;
                w[next[d]++] = weight[a];
            }
        }
        return new Graph(start, to, w, nodeWeight);
    }

    /** Returns the graph that was coarsened. */
    public Graph fine() {
        return fine;
    }

    /** Returns the coarse graph. */
    public Graph coarse() {
        return coarse;
    }

    /** Returns the coarse node that holds v. */
    public int coarseOf(int v) {
        return coarseOf[v];
    }

    /** Returns the part of each fine node, which is that of the coarse node that holds it. */
    public int[] project(int[] coarsePartOf) {
        int[] partOf = new int[coarseOf.length];
        for (int v = 0; v < partOf.length; v++) {
            partOf[v] = coarsePartOf[coarseOf[v]];
        }
        return partOf;
    }

    @Override
    public String toString() {
        return fine.nodes() + " nodes and " + fine.edges() + " edges became " + coarse.nodes() + " and "
                + coarse.edges();
    }
}
