package moelab.graph.annealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import moelab.graph.Graph;
import moelab.graph.Partition;
import moelab.graph.RandomGraphs;
import moelab.graph.RandomStart;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** What a changing partition keeps up to date is what counting again gives; a random one is within the bounds. */
@Domain(RandomGraphs.class)
@Domain(DomainContext.Global.class)
class MutablePartitionProperties {

    @Property(tries = 150)
    void cutWeightsAndBoundaryStayExactUnderMoves(
            @ForAll Graph graph, @ForAll @IntRange(min = 2, max = 5) int parts, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        MutablePartition p = new MutablePartition(graph, RandomGraphs.parts(graph, parts, seed), parts);
        for (int move = 0; move < 20; move++) {
            int v = random.nextInt(graph.nodes());
            int to = (p.partOf[v] + random.nextInt(1, parts)) % parts;
            p.move(v, to, p.connection(v, to) - p.connection(v, p.partOf[v]));
            Partition fresh = Partition.of(graph, p.partOf, parts);
            assertEquals(fresh.cut(), p.cut);
            assertEquals(fresh.captured(), p.captured());
            for (int part = 0; part < parts; part++) {
                assertEquals(fresh.weight(part), p.weight[part]);
            }
            boolean[] listed = new boolean[graph.nodes()];
            for (int i = 0; i < p.boundarySize(); i++) {
                assertFalse(listed[p.boundaryNode(i)]);
                listed[p.boundaryNode(i)] = true;
            }
            for (int w = 0; w < graph.nodes(); w++) {
                boolean outer = false;
                for (int a = graph.start(w); a < graph.start(w + 1); a++) {
                    outer |= p.partOf[graph.neighbor(a)] != p.partOf[w];
                }
                assertEquals(outer, listed[w]);
            }
        }
    }

    @Property(tries = 100)
    void aRandomStartIsWithinTheBoundsWhateverTheNodesWeigh(
            @ForAll Graph graph, @ForAll @IntRange(min = 1, max = 9) int k, @ForAll long seed) {
        int parts = Math.min(k, graph.nodes());
        SplittableRandom random = new SplittableRandom(seed);
        Graph heavy = graph.withNodeWeights(random.longs(graph.nodes(), 0, 30).toArray());
        assertTrue(Partition.of(heavy, RandomStart.draw(heavy, parts, random), parts)
                .isBalanced());
        assertTrue(Partition.of(graph, RandomStart.draw(graph, parts, random), parts)
                .isBalanced());
    }

    @Example
    void nodesOfWeightZeroAreSpreadEvenly() {
        Graph graph = Graph.of(10, (i, j) -> 1).withNodeWeights(7, 7, 7, 0, 0, 0, 0, 0, 0, 0);
        Partition p = Partition.of(graph, RandomStart.draw(graph, 3, new SplittableRandom(1)), 3);
        for (int part = 0; part < 3; part++) {
            assertEquals(7, p.weight(part));
            assertTrue(p.size(part) == 3 || p.size(part) == 4);
        }
    }
}
