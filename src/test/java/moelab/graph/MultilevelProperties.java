package moelab.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Multilevel recursive bisection and the Fiduccia-Mattheyses refinement in it. */
class MultilevelProperties implements SmallOptimumContract {

    @Override
    public Partitioner subject() {
        return new Multilevel();
    }

    @Override
    public int optimalOfHundred() {
        return 70;
    }

    @Property(tries = 200)
    void refinementNeverRaisesTheCutAndKeepsTheBalance(@ForAll Graph graph, @ForAll long seed) {
        int[] order = HeavyEdgeMatching.shuffled(graph.nodes(), new SplittableRandom(seed));
        int[] partOf = new int[graph.nodes()];
        for (int i = 0; i < order.length; i++) {
            partOf[order[i]] = i % 2;
        }
        if (graph.nodes() > 1) {
            Partition start = Partition.of(graph, partOf, 2);
            Partition end = FiducciaMattheyses.refine(start);
            assertTrue(end.cut() <= start.cut());
            assertTrue(end.isBalanced());
        }
    }

    @Property(tries = 200)
    void refinementBringsAnyStartIntoBalance(@ForAll Graph graph, @ForAll long seed) {
        if (graph.nodes() > 1) {
            assertTrue(FiducciaMattheyses.refine(Partition.of(graph, RandomGraphs.parts(graph, 2, seed), 2))
                    .isBalanced());
        }
    }

    @Example
    void aNodeWithoutEdgesEvensUpTheSides() {
        // Nodes 0 and 1 belong together; only a move of node 2 or 3 keeps the sides equal.
        Graph graph = Graph.of(4, List.of(new Graph.Edge(0, 1)));
        assertEquals(
                0,
                FiducciaMattheyses.refine(Partition.of(graph, new int[] {0, 1, 0, 1}, 2))
                        .cut());
    }

    @Example
    void aPassGoesOnThroughLossesUntilTheyPay() {
        // A ladder of 2 x 6 cut lengthwise, 6 edges: each half's way to a cut across, 2 edges, first leads uphill.
        Graph ladder = RandomGraphs.grid(2, 6);
        Partition lengthwise = Partition.of(ladder, new int[] {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1}, 2);
        assertEquals(6, lengthwise.cut());
        assertEquals(2, FiducciaMattheyses.refine(lengthwise).cut());
    }

    @Property(tries = 200)
    void refinementKeepsAnyBoundsAndWithoutThemEndsWhereNoMoveHelps(
            @ForAll Graph graph, @ForAll @IntRange(max = 40) int play, @ForAll long seed) {
        int half = graph.nodes() / 2;
        Bisection b =
                new Bisection(graph, RandomGraphs.parts(graph, 2, seed), Math.max(0, half - play), half + 1 + play);
        long cut = b.cut;
        boolean within = b.violation() == 0;
        new FiducciaMattheyses(b, graph.nodes()).run();
        assertEquals(0, b.violation());
        assertTrue(!within || b.cut <= cut);
        for (int v = 0; v < graph.nodes(); v++) {
            assertTrue(b.gain[v] <= 0 || play < graph.nodes(), "node " + v);
        }
    }

    @Property(tries = 200)
    void aGrownSideIsAsHeavyAsWantedAndInOnePieceWhereTheGraphIs(
            @ForAll Graph graph,
            @ForAll @IntRange(max = 40) int least,
            @ForAll @IntRange(max = 3) int play,
            @ForAll long seed) {
        Graph cycle = Graph.of(
                graph.nodes() + 2,
                (i, j) -> j == i + 1 || i == 0 && j == graph.nodes() + 1
                        ? 1
                        : j < graph.nodes() ? 2 * graph.between(i, j) : 0);
        int from = Math.min(least, cycle.nodes() - play);
        Bisection b =
                GreedyGrowing.grow(cycle, new long[] {Math.max(0, from), from + play}, new SplittableRandom(seed));
        assertEquals((Math.max(0, from) + from + play) / 2, b.weight[0]);
        int[] piece = new int[cycle.nodes()];
        Arrays.setAll(piece, v -> v);
        for (int round = 0; round < cycle.nodes(); round++) {
            for (int v = 0; v < cycle.nodes(); v++) {
                for (int a = cycle.start(v); a < cycle.start(v + 1); a++) {
                    int w = cycle.neighbor(a);
                    piece[v] = b.side[v] == b.side[w] ? Math.min(piece[v], piece[w]) : piece[v];
                }
            }
        }
        assertTrue(IntStream.range(0, cycle.nodes())
                        .filter(v -> b.side[v] == 0)
                        .map(v -> piece[v])
                        .distinct()
                        .count()
                <= 1);
    }

    @Example
    void aSideGrowsByTheNodeThatRaisesTheCutLeast() {
        // Two cliques of six joined by an edge: whichever comes first is whole before the other begins.
        Graph cliques = Graph.of(12, (i, j) -> i / 6 == j / 6 || i == 5 && j == 6 ? 1 : 0);
        for (int seed = 0; seed < 20; seed++) {
            assertEquals(1, GreedyGrowing.grow(cliques, new long[] {6, 6}, new SplittableRandom(seed)).cut);
        }
    }

    @Example
    void aSideGrowsOnWhereTheGraphFallsApartAndPassesOverWhatIsTooHeavy() {
        Graph pairs = Graph.of(8, (i, j) -> i / 2 == j / 2 ? 1 : 0);
        for (int seed = 0; seed < 20; seed++) {
            assertEquals(4, GreedyGrowing.grow(pairs, new long[] {4, 4}, new SplittableRandom(seed)).weight[0]);
            Bisection b = GreedyGrowing.grow(
                    pairs.withNodeWeights(9, 1, 1, 1, 9, 1, 1, 1), new long[] {4, 4}, new SplittableRandom(seed));
            assertEquals(4, b.weight[0]);
            // all there is
            assertEquals(8, GreedyGrowing.grow(pairs, new long[] {9, 9}, new SplittableRandom(seed)).weight[0]);
        }
    }

    @Property(tries = 100)
    void anImbalanceIsKept(@ForAll Graph graph, @ForAll @IntRange(min = 1, max = 9) int k, @ForAll long seed) {
        int parts = Math.min(k, graph.nodes());
        Partition p = new Multilevel(0.3).partition(graph, parts, seed);
        assertTrue(p.imbalance() <= 0.3 + 1e-9 || p.isBalanced());
    }

    @Example
    void largeBlobsAreSeparatedAtOnce() {
        SplittableRandom random = new SplittableRandom(7);
        for (int trial = 0; trial < 20; trial++) {
            int[] name = HeavyEdgeMatching.shuffled(400, random);
            Graph grid = RandomGraphs.grid(10, 20);
            Graph blobs = Graph.of(400, (i, j) -> i / 200 == j / 200 ? grid.between(i % 200, j % 200) : 0);
            assertEquals(
                    0,
                    new Multilevel()
                            .partition(RandomGraphs.relabelled(blobs, name), 2, trial)
                            .cut());
        }
    }

    @Example
    void aGridIsCutAcross() {
        assertEquals(
                10, new Multilevel().best(RandomGraphs.grid(10, 40), 2, 1, 5).cut());
    }

    @Example
    void oneRunComesNearTheStraightCutOfASquare() {
        for (int seed = 0; seed < 6; seed++) {
            Partition p = new Multilevel().partition(RandomGraphs.grid(40, 40), 2, seed);
            assertTrue(p.cut() <= 1.2 * 40, p::toString);
        }
    }

    @Example
    void theBestIsTheFirstOfTheLeastCuts() {
        Graph path = RandomGraphs.grid(1, 4);
        List<Partition> found = List.of(
                Partition.of(path, new int[] {0, 1, 0, 1}, 2),
                Partition.of(path, new int[] {0, 0, 1, 1}, 2),
                Partition.of(path, new int[] {0, 1, 1, 0}, 2),
                Partition.of(path, new int[] {1, 1, 0, 0}, 2));
        Partitioner bySeed = (graph, parts, seed) -> found.get((int) seed - 7);
        assertEquals(found.get(0), bySeed.best(path, 2, 7, 1));
        assertEquals(found.get(1), bySeed.best(path, 2, 7, 2));
        assertEquals(found.get(1), bySeed.best(path, 2, 7, 4));
        assertEquals(found.get(3), bySeed.best(path, 2, 9, 2));
    }

    @Example
    void aWrongImbalanceIsRefused() {
        for (double imbalance : new double[] {-0.01, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new Multilevel(imbalance).partition(RandomGraphs.grid(2, 2), 2, 1));
        }
        assertThrows(IllegalArgumentException.class, () -> new Multilevel().best(RandomGraphs.grid(2, 2), 2, 1, 0));
    }
}
