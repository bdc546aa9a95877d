package moelab.graph.exchange;

import java.util.Arrays;
import java.util.SplittableRandom;
import moelab.graph.Graph;

/**
 * Connected sets of nodes that could move to a neighboring part, and the best few for every two parts and every size.
 *
 * <p>A set grows from a boundary node. The next is always that neighbor of the set, in the same part, whose move adds
 * least to the cut. Of equal ones either the latest is taken, which follows chains to their ends, or a random one.
 *
 * <p>Most sets are the same as the time before, since parts change in few places only: they are kept.
 *
 * <p>Two parts with an edge between them have two directions, d and d ^ 1.
 */
final class GrownSets {
    /** Largest size. On uk and add20 with the same work, 10 to 16 do alike; 40 and 100 do worse, having fewer tries. */
    static final int MOST = 12;

    private static final int KEPT = 3; // best sets of each direction and size: 3 and 4 do alike

    private static final int RENEWED = 8; // one in this many of the sets that could be kept grows anew

    private final Graph graph;
    private final int k;
    private final SplittableRandom random;
    private final int[] directionOf; // directionOf[p k + q] = number of that direction, -1 for none
    private final int[] last; // last[q] = the last node from which a set grew that could move to q
    private int[] from = new int[64]; // direction d leads from this part
    private int directions;
    private SetList sets = new SetList();
    private SetList old = new SetList(); // those of the time before
    private final int[] first; // first[v] = the first set that grew from v; those of a node follow each other
    private final StaleNodes stale; // since the time before
    private int[] best = new int[0]; // best[slot(d, s) + i] = a set, or -1; the cheapest first
    private long[] bestCost = new long[0]; // its cost, which spares a look at the set; Transfers.NONE for none
    private final int[] state; // of a node while a set grows: below round not seen, round beside it, round + 1 inside
    private final long[] gain; // of moving a node beside the set
    private final int[] beside; // nodes beside the set
    private int round;
    private long work;

    GrownSets(Graph graph, int parts, SplittableRandom random) {
        this.graph = graph;
        this.k = parts;
        this.random = random;
        this.directionOf = new int[parts * parts];
        this.last = new int[parts];
        this.state = new int[graph.nodes()];
        this.gain = new long[graph.nodes()];
        this.beside = new int[graph.nodes()];
        this.first = new int[graph.nodes()];
        this.stale = new StaleNodes(graph);
    }

    /**
     * Grows sets from all boundary nodes, in place of the old ones. A set is kept if neither its nodes nor their
     * neighbors have moved, because then it costs the same, unless it is one of a few that are drawn to grow anew.
     */
    void grow(MovedParts parts) {
        stale.find(parts.partOf);
        SetList grown = sets;
        sets = old;
        old = grown;
        sets.size = 0;
        Arrays.fill(directionOf, -1);
        Arrays.fill(last, -1);
        directions = 0;
        int[] partOf = parts.partOf;
        work += graph.nodes() + 2L * graph.edges();
        for (int v = 0; v < graph.nodes(); v++) {
            int before = stale.contains(v) ? -1 : first[v]; // else the same parts are beside v, in the same order
            first[v] = sets.size;
            for (int a = graph.start(v); a < graph.start(v + 1); a++) {
                int q = partOf[graph.neighbor(a)];
                if (q != partOf[v] && last[q] != v) { // one set for each part beside v
                    last[q] = v;
                    int d = direction(partOf[v], q);
                    sets.reserve();
                    sets.direction[sets.size] = d;
                    if (before < 0 || !keeps(before++)) {
                        sets.length[sets.size] = grow(parts, v, q);
                    }
                    for (int s = 1; s <= sets.length[sets.size]; s++) {
                        offer(d, s, sets.size);
                    }
                    sets.size++;
                }
            }
        }
    }

    /** Returns whether an old set can be kept, and then takes it over. */
    private boolean keeps(int set) {
        for (int i = 0; i < old.length[set]; i++) {
            if (stale.contains(old.node[set * MOST + i])) {
                return false;
            }
        }
        if (random.nextInt(RENEWED) == 0) { // with other choices it may become better
            return false;
        }
        work += MOST;
        sets.copy(old, set);
        return true;
    }

    private int direction(int p, int q) {
        if (directionOf[p * k + q] < 0) {
            if (directions + 2 > from.length) {
                from = Arrays.copyOf(from, 2 * from.length);
            }
            directionOf[p * k + q] = directions;
            directionOf[q * k + p] = directions + 1;
            from[directions++] = p;
            from[directions++] = q;
            if (best.length < slot(directions, 0)) {
                best = Arrays.copyOf(best, 2 * slot(directions, 0));
                bestCost = Arrays.copyOf(bestCost, best.length);
            }
            Arrays.fill(best, slot(directions - 2, 0), slot(directions, 0), -1);
            Arrays.fill(bestCost, slot(directions - 2, 0), slot(directions, 0), Transfers.NONE);
        }
        return directionOf[p * k + q];
    }

    /** Returns the size of a new set around v. */
    private int grow(MovedParts parts, int v, int q) {
        int start = sets.size * MOST;
        int p = parts.partOf[v];
        boolean latest = random.nextBoolean();
        if (round > Integer.MAX_VALUE - 4) { // after a billion sets
            Arrays.fill(state, 0);
            round = 0;
        }
        round += 2;
        state[v] = round;
        gain[v] = parts.gain(v, q);
        beside[0] = v;
        int size = 1; // of beside
        int length = 0;
        long sum = 0;
        while (size > 0 && length < MOST) {
            int at = choose(size, latest);
            int x = beside[at];
            System.arraycopy(beside, at + 1, beside, at, --size - at);
            state[x] = round + 1;
            sum -= gain[x];
            sets.node[start + length] = x;
            sets.cost[start + length++] = sum;
            work += size + graph.degree(x);
            for (int a = graph.start(x); a < graph.start(x + 1); a++) {
                int y = graph.neighbor(a);
                if (parts.partOf[y] != p || state[y] == round + 1) {
                    continue;
                }
                if (state[y] != round) {
                    state[y] = round;
                    gain[y] = parts.gain(y, q);
                    beside[size++] = y;
                    work += graph.degree(y);
                }
                gain[y] += 2 * graph.weight(a);
            }
        }
        return length;
    }

    private int choose(int size, boolean latest) {
        int at = size - 1;
        for (int i = size - 2; i >= 0; i--) {
            long more = gain[beside[i]] - gain[beside[at]];
            if (more > 0 || more == 0 && !latest && random.nextBoolean()) {
                at = i;
            }
        }
        return at;
    }

    /** Keeps a set if it is among the cheapest of its direction and size, only the cheapest of those that overlap. */
    private void offer(int d, int size, int set) {
        int slot = slot(d, size);
        long price = cost(set, size);
        if (price >= bestCost[slot + KEPT - 1]) {
            return;
        }
        for (int i = 0; i < KEPT && best[slot + i] >= 0; i++) {
            if (overlap(best[slot + i], set, size)) {
                if (bestCost[slot + i] <= price) {
                    return;
                }
                shift(slot + i + 1, slot + i, KEPT - 1 - i);
                best[slot + KEPT - 1] = -1;
                bestCost[slot + KEPT - 1] = Transfers.NONE;
                i--;
            }
        }
        int at = 0;
        while (bestCost[slot + at] <= price) { // the last one costs more
            at++;
        }
        shift(slot + at, slot + at + 1, KEPT - 1 - at);
        best[slot + at] = set;
        bestCost[slot + at] = price;
    }

    private void shift(int from, int to, int slots) {
        System.arraycopy(best, from, best, to, slots);
        System.arraycopy(bestCost, from, bestCost, to, slots);
    }

    /** Returns whether one of two sets contains the node that the other began with: a quick sign that they overlap. */
    private boolean overlap(int a, int b, int size) {
        for (int i = 0; i < size; i++) {
            if (node(a, i) == node(b, 0) || node(b, i) == node(a, 0)) {
                return true;
            }
        }
        return false;
    }

    private static int slot(int d, int size) {
        return (d * (MOST + 1) + size) * KEPT;
    }

    /** Returns the number of sets. */
    int count() {
        return sets.size;
    }

    /** Returns the number of nodes of a set. */
    int length(int set) {
        return sets.length[set];
    }

    /** Returns the direction in which a set could move. */
    int direction(int set) {
        return sets.direction[set];
    }

    /** Returns the number of directions. */
    int directions() {
        return directions;
    }

    /** Returns the part that direction d leads from; it leads to {@code from(d ^ 1)}. */
    int from(int d) {
        return from[d];
    }

    /** Returns the i-th best set of a direction and size, the cheapest first, or -1. */
    int best(int d, int size, int i) {
        return i < KEPT ? best[slot(d, size) + i] : -1;
    }

    /** Returns the cost of the i-th best set of a direction and size, {@link Transfers#NONE} if there is none. */
    long bestCost(int d, int size, int i) {
        return i < KEPT ? bestCost[slot(d, size) + i] : Transfers.NONE;
    }

    /** Returns what moving the first nodes of a set adds to the cut. */
    long cost(int set, int size) {
        return sets.cost[set * MOST + size - 1];
    }

    /** Returns the i-th node of a set. */
    int node(int set, int i) {
        return sets.node[set * MOST + i];
    }

    /** Returns the work done since the beginning, in arcs read. */
    long work() {
        return work;
    }
}
