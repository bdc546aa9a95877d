package moelab.graph.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import moelab.graph.Balance;
import moelab.graph.Graph;
import moelab.graph.Partition;
import moelab.graph.RandomGraphs;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Bundles against what they say of themselves, recomputed from the partition. */
@Domain(RandomGraphs.class)
@Domain(DomainContext.Global.class)
class BundlesProperties {

    @Property(tries = 300)
    void aBundleChangesTheCutAndTwoSizesAsItSays(
            @ForAll Graph graph,
            @ForAll @IntRange(min = 2, max = 6) int k,
            @ForAll @IntRange(min = 1, max = 20) int most,
            @ForAll long seed) {
        MovedParts parts = new MovedParts(graph, RandomGraphs.parts(graph, k, seed), k);
        GrownSets sets = new GrownSets(graph, k, new SplittableRandom(seed));
        Bundles bundles = new Bundles(graph, sets, k, new SplittableRandom(seed));
        sets.grow(parts);
        bundles.find(parts, 2 * most); // a second search forgets the first
        bundles.find(parts, most);
        assertEquals(most, bundles.reach());
        for (int d = 0; d < sets.directions(); d++) {
            assertTrue(bundles.cost(d, 0) <= 0, "nothing need move");
            boolean any = false;
            for (int s = 0; s <= most; s++) {
                any |= s > 0 && (bundles.cost(d, s) < Transfers.NONE || bundles.cost(d ^ 1, s) < Transfers.NONE);
                if (bundles.cost(d, s) >= Transfers.NONE) {
                    continue;
                }
                long cut = parts.cut;
                long[] weight = parts.weight.clone();
                weight[sets.from(d)] -= s;
                weight[sets.from(d ^ 1)] += s;
                parts.mark();
                assertTrue(bundles.make(d, s, parts));
                assertEquals(cut + bundles.cost(d, s), parts.cut);
                assertArrayEquals(weight, parts.weight);
                assertTrue(s == 0 || !bundles.make(d, s, parts), "the nodes have gone");
                parts.undo();
            }
            assertTrue(any, "a first set touches no other");
        }
    }

    /** Adds a square grid, the first node of which hangs on a given node. */
    private static void hang(List<Graph.Edge> edges, int first, int side, int on) {
        for (int v = 0; v < side * side; v++) {
            if (v % side > 0) {
                edges.add(new Graph.Edge(first + v - 1, first + v));
            }
            if (v >= side) {
                edges.add(new Graph.Edge(first + v - side, first + v));
            }
        }
        edges.add(new Graph.Edge(first, on));
    }

    private static void clique(List<Graph.Edge> edges, int first, int nodes) {
        for (int v = first; v < first + nodes; v++) {
            for (int w = first; w < v; w++) {
                edges.add(new Graph.Edge(v, w));
            }
        }
    }

    /**
     * Two cliques, one of 40 nodes, on which grids of 16 and 25 nodes hang, and one of 8, on which a grid of 9 hangs.
     * Parts become equal if all three grids change sides: 16 + 25 - 9 = 32 nodes.
     */
    @Example
    void piecesOfBothPartsMakeSizesThatNoneOfThemMakesAlone() {
        List<Graph.Edge> edges = new ArrayList<>();
        clique(edges, 0, 40);
        hang(edges, 40, 4, 0);
        hang(edges, 56, 5, 1);
        clique(edges, 81, 8);
        hang(edges, 89, 3, 81);
        edges.add(new Graph.Edge(2, 82));
        Graph graph = Graph.of(98, edges);
        int[] partOf = new int[98];
        Arrays.fill(partOf, 81, 98, 1);
        long least = Transfers.NONE;
        long cut = Transfers.NONE;
        for (int seed = 0; seed < 10; seed++) { // sets that touch a piece may be drawn before it
            MovedParts parts = new MovedParts(graph, partOf.clone(), 2);
            GrownSets sets = new GrownSets(graph, 2, new SplittableRandom(seed));
            Bundles bundles = new Bundles(graph, sets, 2, new SplittableRandom(seed));
            sets.grow(parts);
            bundles.find(parts, 40);
            int d = sets.from(0) == 0 ? 0 : 1;
            least = Math.min(least, bundles.cost(d, 32));
            int[] balanced = partOf.clone();
            assertTrue(new SetExchange(graph, Balance.exact(graph, 2), new SplittableRandom(seed)).balance(balanced));
            cut = Math.min(cut, Partition.cut(graph, balanced));
        }
        assertEquals(3, least, "three bridges");
        assertEquals(4, cut, "and the edge between the cliques");
    }
}
