package moelab.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** From any start parts come within their bounds, and those that are within them already stay as they are. */
@Domain(RandomGraphs.class)
@Domain(DomainContext.Global.class)
class RebalancingProperties {

    @Property(tries = 300)
    void anyStartComesWithinTheBounds(
            @ForAll Graph graph,
            @ForAll @IntRange(min = 1, max = 9) int k,
            @ForAll @IntRange(min = 1, max = 50) int largest,
            @ForAll boolean play,
            @ForAll long seed) {
        Graph g = graph.withNodeWeights(
                new SplittableRandom(seed).longs(graph.nodes(), 0, largest).toArray());
        int parts = Math.min(k, g.nodes());
        Balance bounds = Balance.within(g, parts, play ? 0.3 : 0);
        int[] start = RandomGraphs.parts(g, parts, seed);
        int[] given = start.clone();
        Partition p = Partition.of(g, Rebalancing.within(g, start, bounds), parts);
        assertTrue(bounds.admits(p), () -> p + " and " + bounds);
        assertArrayEquals(given, start);
        assertArrayEquals(p.toArray(), Rebalancing.within(g, p.toArray(), bounds));
    }

    /** While single moves mend something, each is the one that costs least cut per unit of weight that it mends. */
    @Property(tries = 300)
    void movesAreThoseOfTheReadableVersion(
            @ForAll Graph graph, @ForAll @IntRange(min = 2, max = 5) int k, @ForAll long seed) {
        Assume.that(graph.nodes() >= k);
        SplittableRandom random = new SplittableRandom(seed);
        Graph g = graph.withNodeWeights(random.longs(graph.nodes(), 0, 5).toArray());
        int[] start = RandomGraphs.parts(g, k, seed);
        Balance bounds = random.nextBoolean()
                ? Balance.exact(g, k)
                : new Balance(k, 1, 2 + g.totalNodeWeight() / k, g.totalNodeWeight() / (double) k, 1);
        int[] moved = movedReadably(g, start, bounds);
        Assume.that(moved != null && Arrays.stream(moved).distinct().count() == k);
        assertArrayEquals(moved, Rebalancing.within(g, start, bounds));
    }

    /** Returns the parts after the cheapest moves, with everything computed anew; null if no move mends anything. */
    private static int[] movedReadably(Graph g, int[] start, Balance bounds) {
        int[] partOf = start.clone();
        while (violation(g, partOf, bounds) > 0) {
            int worst = 0;
            for (int p = 1; p < bounds.parts(); p++) {
                worst = bounds.violation(weight(g, partOf, p)) > bounds.violation(weight(g, partOf, worst)) ? p : worst;
            }
            boolean out = weight(g, partOf, worst) > bounds.heaviest();
            int[] best = null;
            double least = Double.POSITIVE_INFINITY;
            for (int v = 0; v < partOf.length; v++) {
                for (int q = 0; q < bounds.parts(); q++) {
                    int[] next = partOf.clone();
                    next[v] = q;
                    long mends = violation(g, partOf, bounds) - violation(g, next, bounds);
                    long loss = Partition.cut(g, next) - Partition.cut(g, partOf);
                    boolean wanted = out ? partOf[v] == worst : partOf[v] != worst && q == worst;
                    if (wanted && q != partOf[v] && mends > 0 && loss / (double) mends < least) {
                        least = loss / (double) mends;
                        best = next;
                    }
                }
            }
            if (best == null) {
                return null;
            }
            partOf = best;
        }
        return partOf;
    }

    private static long violation(Graph g, int[] partOf, Balance bounds) {
        return IntStream.range(0, bounds.parts())
                .mapToLong(p -> bounds.violation(weight(g, partOf, p)))
                .sum();
    }

    private static long weight(Graph g, int[] partOf, int part) {
        return IntStream.range(0, partOf.length)
                .filter(v -> partOf[v] == part)
                .mapToLong(g::nodeWeight)
                .sum();
    }

    /** Two nodes of parts that weighed the same change places: one swap is enough, so no more is done. */
    @Property(tries = 300)
    void oneSwapMendsWhatOneSwapBroke(
            @ForAll @IntRange(min = 2, max = 5) int parts,
            @ForAll @IntRange(min = 1, max = 3) int pairs,
            @ForAll @IntRange(min = 0, max = 9) int below,
            @ForAll @IntRange(min = 0, max = 9) int above,
            @ForAll boolean othersLocked,
            @ForAll long seed) {
        // Pairs that weigh 249 together; no node is light enough to mend by a move what a swap has broken.
        SplittableRandom random = new SplittableRandom(seed);
        int n = 2 * parts * pairs;
        long[] weights = new long[n];
        int[] start = new int[n];
        for (int v = 0; v < n; v += 2) {
            weights[v] = random.nextInt(100, 150);
            weights[v + 1] = 249 - weights[v];
            start[v] = v / 2 % parts;
            start[v + 1] = start[v];
        }
        Graph g = RandomGraphs.grid(1, n).withNodeWeights(weights);
        Balance bounds = new Balance(parts, 249L * pairs - below, 249L * pairs + above, 249.0 * pairs, 150);
        int a = random.nextInt(n);
        int b = random.nextInt(n);
        int part = start[a];
        start[a] = start[b];
        start[b] = part;
        Assume.that(violation(g, start, bounds) > 0);
        boolean[] locked = new boolean[n];
        Arrays.fill(locked, othersLocked);
        locked[a] = false;
        locked[b] = false;
        int[] partOf = Rebalancing.within(g, start, bounds, locked);
        assertEquals(0, violation(g, partOf, bounds));
        assertEquals(
                2, IntStream.range(0, n).filter(v -> partOf[v] != start[v]).count(), () -> Arrays.toString(partOf));
        assertTrue(IntStream.range(0, n).allMatch(v -> !locked[v] || partOf[v] == start[v]));
    }

    @Example
    void detoursHelpWhereNoSwapMendsAnything() {
        // 50 + 10 and 49 + 5 + 4, and 59 each is wanted: 10 has to change places with 5 and 4, and only these are free.
        long[] weights = {10, 10, 10, 10, 10, 10, 7, 7, 7, 7, 7, 7, 7, 5, 4};
        int[] start = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1};
        boolean[] locked = new boolean[weights.length];
        Arrays.fill(locked, 0, 13, true);
        locked[5] = false;
        Graph g = RandomGraphs.grid(1, weights.length).withNodeWeights(weights);
        int[] partOf = Rebalancing.within(g, start, new Balance(2, 59, 59, 59, 10), locked);
        assertArrayEquals(new int[] {0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0}, partOf);
    }

    @Example
    void lockedNodesStayWhereNothingIsWithinTheBounds() {
        // Both nodes of weight 9 are locked in one part; the greedy partition shares the others out.
        Graph g = RandomGraphs.grid(1, 6).withNodeWeights(9, 9, 1, 1, 1, 1);
        boolean[] locked = {true, true, false, false, false, false};
        int[] partOf = Rebalancing.within(g, new int[6], new Balance(2, 11, 11, 11, 9), locked);
        assertEquals(0, partOf[0]);
        assertEquals(0, partOf[1]);
        assertEquals(2, Arrays.stream(partOf).filter(p -> p == 1).count(), () -> Arrays.toString(partOf));
    }

    /** An empty part gets the node that is tied least to its own part, of the parts that can spare one. */
    @Property(tries = 200)
    void anEmptyPartGetsTheNodeThatIsTiedLeast(
            @ForAll Graph graph, @ForAll @IntRange(min = 1, max = 4) int filled, @ForAll long seed) {
        Assume.that(graph.nodes() > filled);
        int[] start = RandomGraphs.parts(graph, filled, seed);
        Balance bounds = new Balance(filled + 1, 0, graph.totalNodeWeight(), 1, 1);
        Assume.that(Arrays.stream(start).distinct().count() == filled);
        int best = -1;
        long least = Long.MAX_VALUE;
        for (int v = 0; v < start.length; v++) {
            int part = start[v];
            long tie = 0;
            for (int a = graph.start(v); a < graph.start(v + 1); a++) {
                tie += start[graph.neighbor(a)] == part ? graph.weight(a) : 0;
            }
            if (tie < least && Arrays.stream(start).filter(p -> p == part).count() > 1) {
                least = tie;
                best = v;
            }
        }
        int[] expected = start.clone();
        expected[best] = filled;
        assertArrayEquals(expected, Rebalancing.within(graph, start, bounds));
    }

    @Example
    void theNodeThatLosesLeastMoves() {
        // A path of 5 nodes of weight 2 in parts of 4 and 1: its end at the cut goes over, at no loss.
        Graph path = RandomGraphs.grid(1, 5).withNodeWeights(2, 2, 2, 2, 2);
        assertArrayEquals(
                new int[] {0, 0, 0, 1, 1}, Rebalancing.within(path, new int[] {0, 0, 0, 0, 1}, Balance.exact(path, 2)));
        assertArrayEquals(
                new int[] {1, 1, 0, 0, 0},
                Rebalancing.within(path, new int[] {1, 0, 0, 0, 0}, new Balance(2, 4, 6, 5, 0)));
    }

    @Example
    void nodesChangePlacesWhereAllAreTooHeavyToMove() {
        // 9 + 8 and 7 + 6: only the swap of 9 and 8 with 7 or 6 evens them up.
        Graph four = RandomGraphs.grid(1, 4).withNodeWeights(9, 8, 7, 6);
        int[] partOf = Rebalancing.within(four, new int[] {0, 0, 1, 1}, Balance.exact(four, 2));
        Partition p = Partition.of(four, partOf, 2);
        assertEquals(15, p.weight(0));
        assertEquals(15, p.weight(1));
    }

    @Example
    void anEmptyPartGetsTheNodeThatLosesLeast() {
        Graph path = RandomGraphs.grid(1, 4).withNodeWeights(0, 0, 0, 0);
        int[] partOf = Rebalancing.within(path, new int[4], Balance.exact(path, 2));
        assertEquals(1, Partition.cut(path, partOf));
        assertEquals(2, Arrays.stream(partOf).distinct().count());
    }

    @Example
    void perfectBalanceNeedNotCostTheCut() {
        SplittableRandom random = new SplittableRandom(5);
        double logarithms = 0;
        for (int trial = 0; trial < 40; trial++) {
            int side = random.nextInt(10, 31);
            int k = random.nextInt(2, 13);
            Graph plain = RandomGraphs.grid(side, side);
            Graph g = plain.withNodeWeights(random.longs(side * side, 1, 30).toArray());
            Partition p = new Multilevel().partition(g, k, trial);
            assertTrue(p.isBalanced());
            logarithms += Math.log(p.cut()
                    / (double) new Multilevel().partition(plain, k, trial).cut());
        }
        double ratio = Math.exp(logarithms / 40);
        assertTrue(ratio < 1.5, "cuts " + ratio + " times what nodes of weight 1 need");
    }
}
