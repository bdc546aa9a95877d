package moelab.graph;

/**
 * Refinement of a bisection by single moves (Fiduccia and Mattheyses 1982).
 *
 * <p>A pass moves every node at most once: of the nodes of largest gain on either side, the better one that keeps the
 * balance, also when its gain is negative, which is how it leaves a local minimum. Unlike the paper's, it begins with
 * the nodes on the boundary (with all while the balance is violated), and the neighbors of moved nodes join them. Moved
 * nodes are locked. At the end the best prefix of the moves is kept and the rest rolled back. Passes go on until one
 * brings nothing.
 *
 * <p>Where sizes must be exactly equal no single move is allowed, so within a pass the sides may be out of balance by
 * one more node than the bounds say, and only prefixes within the bounds can be kept. A start out of bounds is brought
 * in: a smaller violation counts for more than any cut.
 *
 * <p>A pass costs O(m log n) with a heap (O(m) with the paper's buckets, which need small gains).
 */
public final class FiducciaMattheyses {
    private final Bisection bisection;
    private final Graph graph;
    private final GainQueue[] free; // free[s] = nodes of side s that may move: on the boundary, or beside a moved node
    private final boolean[] locked;
    private final int[] moved; // the moves of this pass, in order
    private final int patience;

    /** @param patience a pass ends after this many moves without a new best */
    FiducciaMattheyses(Bisection bisection, int patience) {
        this.bisection = bisection;
        this.graph = bisection.graph;
        this.free = new GainQueue[] {new GainQueue(graph.nodes()), new GainQueue(graph.nodes())};
        this.locked = new boolean[graph.nodes()];
        this.moved = new int[graph.nodes()];
        this.patience = patience;
    }

    /**
     * Refines a partition in two parts until a pass brings nothing, and returns it.
     *
     * @throws IllegalArgumentException unless there are two parts
     */
    public static Partition refine(Partition start) {
        if (start.parts() != 2) {
            throw new IllegalArgumentException(start.parts() + " parts, expected 2");
        }
        Graph graph = start.graph();
        Balance balance = Balance.exact(graph, 2);
        Bisection b =
                new Bisection(graph.searchable(), start.toArray(), balance.firstSide(graph.totalNodeWeight(), 1, 1));
        new FiducciaMattheyses(b, graph.nodes()).run();
        return Partition.of(graph, b.side, 2);
    }

    /** Passes until one brings nothing. */
    void run() {
        long cut;
        long violation;
        do {
            cut = bisection.cut;
            violation = bisection.violation();
            pass();
        } while (bisection.violation() < violation || bisection.cut < cut);
    }

    private void pass() {
        for (int v = 0; v < graph.nodes(); v++) {
            locked[v] = false;
            if (isBoundary(v) || bisection.violation() > 0) {
                free[bisection.side[v]].put(v, bisection.gain[v]);
            }
        }
        long bestCut = bisection.cut;
        long bestViolation = bisection.violation();
        int best = 0;
        int moves = 0;
        for (int side = choose(); side >= 0 && moves - best < patience; side = choose()) {
            int v = free[side].top();
            free[side].remove(v);
            move(v);
            moved[moves++] = v;
            long violation = bisection.violation();
            if (violation < bestViolation || violation == bestViolation && bisection.cut < bestCut) {
                bestViolation = violation;
                bestCut = bisection.cut;
                best = moves;
            }
        }
        while (moves > best) { // roll back what came after the best prefix
            bisection.move(moved[--moves]);
        }
        free[0].clear();
        free[1].clear();
    }

    /**
     * Returns whether a node is on the boundary. Isolated nodes count as well, because only they can even out the sides
     * where no edge crosses.
     */
    private boolean isBoundary(int v) {
        for (int a = graph.start(v); a < graph.start(v + 1); a++) {
            if (bisection.side[graph.neighbor(a)] != bisection.side[v]) {
                return true;
            }
        }
        return graph.degree(v) == 0;
    }

    /**
     * Returns the side to move from: the one that is too heavy; else that of the larger gain that stays in reach of the
     * bounds; -1 if none.
     */
    private int choose() {
        int chosen = -1;
        for (int side = 0; side < 2; side++) {
            if (free[side].isEmpty()) {
                continue;
            }
            long after = bisection.violationAfter(free[side].top());
            boolean allowed = after <= (bisection.violation() == 0 ? graph.heaviestNode() : bisection.violation());
            if (allowed
                    && (chosen < 0
                            || free[side].topGain() > free[chosen].topGain()
                            || free[side].topGain() == free[chosen].topGain()
                                    && bisection.weight[side] > bisection.weight[chosen])) {
                chosen = side;
            }
        }
        return chosen;
    }

    private void move(int v) {
        locked[v] = true;
        bisection.move(v);
        for (int a = graph.start(v); a < graph.start(v + 1); a++) {
            int w = graph.neighbor(a);
            if (!locked[w]) {
                free[bisection.side[w]].put(w, bisection.gain[w]);
            }
        }
    }
}
