package moelab.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Compressed sparse rows, partitions, coarsening and bisections. */
@Domain(RandomGraphs.class)
@Domain(DomainContext.Global.class)
class GraphProperties {

    @Property(tries = 200)
    void arcsAreSortedAndSymmetric(@ForAll Graph graph) {
        long twice = 0;
        for (int v = 0; v < graph.nodes(); v++) {
            for (int a = graph.start(v); a < graph.start(v + 1); a++) {
                assertTrue(a == graph.start(v) || graph.neighbor(a - 1) < graph.neighbor(a));
                assertTrue(graph.neighbor(a) != v);
                assertEquals(graph.weight(a), graph.between(graph.neighbor(a), v));
                twice += graph.weight(a);
            }
        }
        assertEquals(twice, 2 * graph.totalWeight());
        assertEquals(graph, Graph.of(graph.nodes(), graph::between));
        assertEquals(graph.hashCode(), Graph.of(graph.nodes(), graph::between).hashCode());
    }

    @Property(tries = 200)
    void theCutIsTheWeightBetweenParts(
            @ForAll Graph graph, @ForAll @IntRange(min = 1, max = 5) int parts, @ForAll long seed) {
        int[] partOf = RandomGraphs.parts(graph, parts, seed);
        long cut = 0;
        for (int v = 0; v < graph.nodes(); v++) {
            for (int w = v + 1; w < graph.nodes(); w++) {
                cut += partOf[v] == partOf[w] ? 0 : graph.between(v, w);
            }
        }
        Partition p = Partition.of(graph, partOf, parts);
        assertEquals(cut, p.cut());
        assertEquals(graph.totalWeight() - cut, p.captured());
        int nodes = 0;
        for (int part = 0; part < parts; part++) {
            for (int v : p.nodes(part)) {
                assertEquals(part, p.partOf(v));
            }
            nodes += p.nodes(part).length;
            assertEquals(p.size(part), p.nodes(part).length);
        }
        assertEquals(graph.nodes(), nodes);
    }

    @Property(tries = 200)
    void aPartitionOfTheCoarseGraphHasTheCutAndWeightsOfWhatItStandsFor(@ForAll Graph graph, @ForAll long seed) {
        int[] partner = HeavyEdgeMatching.match(graph, 3, seed);
        Coarsening c = Coarsening.ofMatching(graph, partner);
        for (int v = 0; v < graph.nodes(); v++) {
            assertEquals(v, partner[partner[v]]);
            assertTrue(partner[v] == v || graph.between(v, partner[v]) > 0);
            for (int w = 0; w < graph.nodes(); w++) {
                assertEquals(w == v || w == partner[v], c.coarseOf(v) == c.coarseOf(w));
            }
        }
        int[] coarseParts = RandomGraphs.parts(c.coarse(), 3, seed);
        Partition coarse = Partition.of(c.coarse(), coarseParts, 3);
        Partition fine = Partition.of(graph, c.project(coarseParts), 3);
        assertEquals(fine.cut(), coarse.cut());
        for (int p = 0; p < 3; p++) {
            assertEquals(fine.weight(p), coarse.weight(p));
        }
        assertEquals(
                c.coarse(), Graph.of(c.coarse().nodes(), c.coarse()::between).withNodeWeights(weights(c.coarse())));
    }

    @Property(tries = 200)
    void theMatchingLeavesNoTwoFreeNeighbors(@ForAll Graph graph, @ForAll long seed) {
        int[] partner = HeavyEdgeMatching.match(graph, 2, seed);
        for (int v = 0; v < graph.nodes(); v++) {
            for (int a = graph.start(v); a < graph.start(v + 1); a++) {
                assertTrue(partner[v] != v || partner[graph.neighbor(a)] != graph.neighbor(a));
            }
        }
    }

    @Property
    void threeHalvesOfTheMeanAreExactUntilTheTripleOverflows(
            @ForAll @LongRange(min = 0) long total, @ForAll @LongRange(min = 2, max = 1L << 40) long nodes) {
        BigInteger exact =
                BigInteger.valueOf(total).multiply(BigInteger.valueOf(3)).divide(BigInteger.valueOf(2 * nodes));
        long lost = exact.subtract(BigInteger.valueOf(Coarsening.threeHalves(total, nodes)))
                .longValueExact();
        assertTrue(0 <= lost && lost <= (total <= Long.MAX_VALUE / 3 ? 0 : 3), lost + " less");
    }

    @Example
    void threeHalvesAreExactUpToTheLastTripleThatFits() {
        long last = Long.MAX_VALUE / 3;
        assertEquals(3 * last / 2, Coarsening.threeHalves(last, 1));
        assertEquals((last + 1) / 2 * 3, Coarsening.threeHalves(last + 1, 1));
        assertEquals(7, Coarsening.threeHalves(5, 1));
        assertEquals(1, Coarsening.threeHalves(5, 7));
    }

    @Property(tries = 200)
    void cutAndGainsOfABisectionStayExactUnderMoves(@ForAll Graph graph, @ForAll long seed) {
        Bisection b = new Bisection(graph, RandomGraphs.parts(graph, 2, seed), graph.nodes() / 3, graph.nodes() / 2);
        SplittableRandom random = new SplittableRandom(seed);
        for (int move = 0; move < 20; move++) {
            int v = random.nextInt(graph.nodes());
            long promised = b.cut - b.gain[v];
            long violation = b.violationAfter(v);
            b.move(v);
            assertEquals(promised, b.cut);
            assertEquals(violation, b.violation());
            Bisection fresh = new Bisection(graph, b.side.clone(), 0, graph.nodes());
            assertEquals(fresh.cut, b.cut);
            assertEquals(fresh.weight[0], b.weight[0]);
            for (int w = 0; w < graph.nodes(); w++) {
                assertEquals(fresh.gain[w], b.gain[w]);
            }
        }
    }

    @Example
    void wrongGraphsAreRefused() {
        for (Graph.Edge e : List.of(
                new Graph.Edge(0, 0),
                new Graph.Edge(0, 3),
                new Graph.Edge(3, 0),
                new Graph.Edge(-1, 0),
                new Graph.Edge(0, -1))) {
            assertEquals(
                    "edge " + e.a() + " - " + e.b() + ", expected two different nodes from 0 to 2",
                    assertThrows(IllegalArgumentException.class, () -> Graph.of(3, List.of(e)))
                            .getMessage());
        }
        assertEquals(
                "edge 0 - 1 has weight 0, expected at least 1",
                assertThrows(IllegalArgumentException.class, () -> Graph.of(3, List.of(new Graph.Edge(0, 1, 0))))
                        .getMessage());
        assertEquals(
                "edge 1 - 0 comes twice",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Graph.of(
                                        3, List.of(new Graph.Edge(0, 1), new Graph.Edge(1, 2), new Graph.Edge(1, 0))))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> Graph.of(2, (i, j) -> -1));
        Graph two = Graph.of(2, (i, j) -> 5);
        assertThrows(IllegalArgumentException.class, () -> two.withNodeWeights(1));
        assertThrows(IllegalArgumentException.class, () -> two.withNodeWeights(1, -1));
        assertEquals(
                "node 1 is in part 2, expected 0 to 1",
                assertThrows(IllegalArgumentException.class, () -> Partition.of(two, new int[] {0, 2}, 2))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> Partition.of(two, new int[] {0, -1}, 2));
        assertThrows(IllegalArgumentException.class, () -> Partition.of(two, new int[] {0}, 2));
        assertThrows(IllegalArgumentException.class, () -> Coarsening.ofMatching(two, new int[] {1, 1}));
    }

    private static long[] weights(Graph graph) {
        long[] weights = new long[graph.nodes()];
        for (int v = 0; v < weights.length; v++) {
            weights[v] = graph.nodeWeight(v);
        }
        return weights;
    }
}
