package moelab.graph.annealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import moelab.graph.Graph;
import moelab.graph.HeavyEdgeMatching;
import moelab.graph.RandomGraphs;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Matchings: every node in its turn gets the best neighbor that is still free. */
@Domain(RandomGraphs.class)
@Domain(DomainContext.Global.class)
class MatchingProperties {

    @Property(tries = 200)
    void everyNodeInItsTurnGetsTheHeaviestEdgeToAFreeNeighbor(
            @ForAll Graph graph, @ForAll @IntRange(min = 1, max = 12) int heaviest, @ForAll long seed) {
        Graph g = heavy(graph, seed);
        int[] partner = HeavyEdgeMatching.match(g, heaviest, seed);
        assertEachHasTheBest(g, partner, heaviest, seed, (v, arc) -> g.weight(arc));
    }

    @Property(tries = 200)
    void everyNodeInItsTurnGetsTheLargestRatingOfAFreeNeighbor(
            @ForAll Graph graph, @ForAll @IntRange(min = 1, max = 12) int heaviest, @ForAll long seed) {
        Graph g = heavy(graph, seed);
        int[] partner = RatedMatching.match(g, heaviest, new SplittableRandom(seed));
        assertEachHasTheBest(
                g,
                partner,
                heaviest,
                seed,
                (v, arc) -> Math.pow(g.weight(arc), 2) / Math.max(1, g.nodeWeight(v) * g.nodeWeight(g.neighbor(arc))));
    }

    private static Graph heavy(Graph graph, long seed) {
        return graph.withNodeWeights(
                new SplittableRandom(seed).longs(graph.nodes(), 0, 7).toArray());
    }

    private interface Rating {
        double of(int v, int arc);
    }

    private static void assertEachHasTheBest(Graph g, int[] partner, long heaviest, long seed, Rating rating) {
        boolean[] taken = new boolean[g.nodes()];
        // the order of the turns
        for (int v : HeavyEdgeMatching.shuffled(g.nodes(), new SplittableRandom(seed))) {
            assertEquals(v, partner[partner[v]]);
            if (taken[v]) {
                continue;
            }
            double best = 0;
            double got = 0;
            for (int a = g.start(v); a < g.start(v + 1); a++) {
                int w = g.neighbor(a);
                if (!taken[w] && g.nodeWeight(v) + g.nodeWeight(w) <= heaviest) {
                    best = Math.max(best, rating.of(v, a));
                    got = partner[v] == w ? rating.of(v, a) : got;
                }
            }
            assertEquals(best, got); // 0 for a node that stays alone: only where nobody fits
            assertTrue((partner[v] == v) == (got == 0));
            taken[v] = true;
            taken[partner[v]] = true;
        }
    }

    @Example
    void ofEqualRatingsEachIsChosenAsOften() {
        Graph star = Graph.of(5, (i, j) -> i == 0 ? 3 : 0);
        SplittableRandom random = new SplittableRandom(2);
        int[] chosen = new int[5];
        for (int trial = 0; trial < 10_000; trial++) {
            chosen[RatedMatching.match(star, 2, random)[0]]++;
        }
        for (int leaf = 1; leaf < 5; leaf++) {
            assertEquals(2500, chosen[leaf], 200);
        }
    }

    @Example
    void aLightNodeIsPreferredOverAHeavyOne() {
        // Node 1 weighs 9 at the end of an edge of 5, node 2 weighs 1 at the end of one of 2: 25/9 is less than 4/1.
        Graph graph = Graph.of(3, List.of(new Graph.Edge(0, 1, 5), new Graph.Edge(0, 2, 2)))
                .withNodeWeights(1, 9, 1);
        assertEquals(25 / 9.0, RatedMatching.rating(graph, 0, 0));
        assertEquals(4, RatedMatching.rating(graph, 0, 1));
        assertEquals(25, RatedMatching.rating(graph.withNodeWeights(0, 9, 1), 0, 0));
    }

    @Property(tries = 50)
    void aShuffledListHasEveryNumberOnce(@ForAll @IntRange(max = 60) int n, @ForAll long seed) {
        int[] order = HeavyEdgeMatching.shuffled(n, new SplittableRandom(seed));
        assertArrayEquals(
                IntStream.range(0, n).toArray(), IntStream.of(order).sorted().toArray());
    }

    @Example
    void allOrdersAreDrawnAsOften() {
        SplittableRandom random = new SplittableRandom(1);
        int[] drawn = new int[9];
        for (int trial = 0; trial < 6000; trial++) {
            int[] order = HeavyEdgeMatching.shuffled(3, random);
            drawn[3 * order[0] + order[1]]++;
        }
        for (int first = 0; first < 3; first++) {
            for (int second = 0; second < 3; second++) {
                assertEquals(first == second ? 0 : 1000, drawn[3 * first + second], 150);
            }
        }
    }
}
