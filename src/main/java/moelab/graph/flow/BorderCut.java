package moelab.graph.flow;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import moelab.graph.Graph;
import moelab.graph.RandomEdge;

/**
 * Puts the border between two parts of a partition where it cuts least, within a region around it, whatever that does
 * to their sizes. How is on the package page.
 */
public final class BorderCut {
    private static final int TRIES = 5; // cut edges, drawn at random, until a border moves there
    // nodes of the region on each side, in shares of the mean part: drawn between these on a logarithmic scale
    private static final double SMALLEST = 0.03;
    private static final double LARGEST = 0.5;

    private final Graph graph;
    private final int parts;
    private final SplittableRandom random;
    private final FlowNetwork network = new FlowNetwork();
    private final int[] region; // its nodes: those of the one part, then those of the other
    private final int[] place; // place[region[i]] = i, -1 for all other nodes
    private long work;

    /**
     * @param parts number of parts of the partitions, from 1 on
     * @throws IllegalArgumentException if all edges together weigh 2^62 or more
     */
    public BorderCut(Graph graph, int parts, SplittableRandom random) {
        if (graph.totalWeight() >= 1L << 62) {
            throw new IllegalArgumentException(
                    "all edges together weigh " + graph.totalWeight() + ", expected less than 2^62");
        }
        this.graph = graph;
        this.parts = parts;
        this.random = random;
        this.region = new int[graph.nodes()];
        this.place = new int[graph.nodes()];
        Arrays.fill(place, -1);
    }

    /**
     * Moves the border between two parts, near a cut edge that is drawn at random. The cut is as large as before or
     * smaller, and any number of nodes may have changed sides.
     *
     * @param partOf changed
     * @return false if no border moved near a few of the cut edges; then nothing has changed
     */
    public boolean move(int[] partOf) {
        for (int i = 0; i < TRIES; i++) {
            int[] edge = cutEdge(partOf);
            if (edge.length == 0) {
                return false;
            }
            double share = SMALLEST * Math.pow(LARGEST / SMALLEST, random.nextDouble());
            if (move(partOf, edge[0], edge[1], Math.max(1, (int) (share * graph.nodes() / parts)))) {
                return true;
            }
        }
        return false;
    }

    /** Returns the two nodes of a random one of the cut edges; nothing if no edge is cut. */
    int[] cutEdge(int[] partOf) {
        work += 2L * graph.edges();
        return RandomEdge.draw(graph, (v, w) -> partOf[v] != partOf[w], random);
    }

    /**
     * Moves the border between the parts of two nodes.
     *
     * @param most nodes of the region on each side
     * @return whether a node changed sides; never if one of the parts has no node beside the region
     */
    boolean move(int[] partOf, int v, int w, int most) {
        int p = partOf[v];
        int q = partOf[w];
        int ofP = grow(partOf, v, 0, most);
        int nodes = grow(partOf, w, ofP, most);
        boolean moved = cut(partOf, p, q, ofP, nodes);
        for (int i = 0; i < nodes; i++) {
            place[region[i]] = -1;
        }
        return moved;
    }

    /** Adds the nodes of a part that are nearest to one of them; returns how many are in the region then. */
    private int grow(int[] partOf, int center, int begin, int most) {
        int end = begin;
        place[center] = end;
        region[end++] = center;
        for (int i = begin; i < end && end - begin < most; i++) {
            int v = region[i];
            for (int a = graph.start(v); a < graph.start(v + 1) && end - begin < most; a++) {
                int w = graph.neighbor(a);
                work++;
                if (partOf[w] == partOf[center] && place[w] < 0) {
                    place[w] = end;
                    region[end++] = w;
                }
            }
        }
        return end;
    }

    /** Divides the region, of which the first nodes are those of p, between p and q; returns whether one moved. */
    private boolean cut(int[] partOf, int p, int q, int ofP, int nodes) {
        int source = nodes;
        int sink = nodes + 1;
        network.clear(nodes + 2);
        boolean pHasMore = false; // nodes than those of the region
        boolean qHasMore = false;
        long before = 0; // weight of the edges between p and q at a node of the region
        for (int i = 0; i < nodes; i++) {
            int v = region[i];
            long toP = 0; // weight of the edges to those
            long toQ = 0;
            for (int a = graph.start(v); a < graph.start(v + 1); a++) {
                int w = graph.neighbor(a);
                if (place[w] > i) {
                    network.connect(i, place[w], graph.weight(a), graph.weight(a));
                    before += partOf[w] == partOf[v] ? 0 : graph.weight(a);
                } else if (place[w] < 0) {
                    toP += partOf[w] == p ? graph.weight(a) : 0;
                    toQ += partOf[w] == q ? graph.weight(a) : 0;
                }
            }
            before += i < ofP ? toQ : toP;
            if (toP > 0) {
                network.connect(source, i, toP, 0);
            }
            if (toQ > 0) {
                network.connect(i, sink, toQ, 0);
            }
            pHasMore |= toP > 0;
            qHasMore |= toQ > 0;
            work += graph.degree(v);
        }
        if (!pHasMore || !qHasMore) {
            return false; // nothing would hold one of them
        }
        boolean shorter = network.flow(source, sink) < before;
        BitSet small = network.reachedFrom(source); // the least that is left to p by a minimum cut
        BitSet large = network.reaching(sink);
        large.flip(0, nodes + 2); // the most
        int less = ofP - (small.cardinality() - 1); // nodes that p has less then
        int more = large.cardinality() - 1 - ofP;
        boolean chance = random.nextBoolean();
        // a shorter border at the least change of sizes; one of the same length at random, since that is only a change
        BitSet side = (shorter ? more < less : chance) ? large : small;
        boolean moved = false;
        for (int i = 0; i < nodes; i++) {
            int part = side.get(i) ? p : q;
            moved |= part != partOf[region[i]];
            partOf[region[i]] = part;
        }
        return moved;
    }

    /** Returns the work done since the beginning, in arcs read or about as much as that. */
    public long work() {
        return work + network.work();
    }
}
