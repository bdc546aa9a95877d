package moelab.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import moelab.graph.annealing.AnnealedPartitioner;
import net.jqwik.api.Example;

/** What graphs and partitions say of themselves, and when they are equal. */
class GraphReportsTest {
    private static final Graph PATH =
            Graph.of(4, List.of(new Graph.Edge(2, 1, 5), new Graph.Edge(0, 1), new Graph.Edge(2, 3)));
    private static final Partition HALVES = Partition.of(PATH, new int[] {0, 0, 1, 1}, 2);

    @Example
    void graphsAndTheirStepsPrintAsReports() {
        assertEquals("graph of 4 nodes and 3 edges of weight 7 in all; largest degree 2", PATH.toString());
        assertEquals("2 - 1, weight 5", new Graph.Edge(2, 1, 5).toString());
        assertEquals(
                "4 nodes and 3 edges became 3 and 2",
                Coarsening.ofMatching(PATH, new int[] {0, 2, 1, 3}).toString());
        assertEquals("swap 1 and 2, gain -3", new KernighanLin.Swap(1, 2, -3).toString());
    }

    @Example
    void partitionsPrintTheirSizesAndCut() {
        assertEquals(
                String.format("4 nodes in 2 parts of 2%ncut 5 of 7 (71.43 %%), imbalance 0.0000"), HALVES.toString());
        assertEquals(
                String.format("4 nodes in 2 parts of 1 to 3%ncut 1 of 7 (14.29 %%), imbalance 0.5000"),
                Partition.of(PATH, new int[] {1, 1, 1, 0}, 2).toString());
        assertEquals(
                String.format("1 nodes in 1 parts of 1%ncut 0 of 0 (0.00 %%), imbalance 0.0000"),
                Partition.of(Graph.of(1, List.of()), new int[1], 1).toString());
    }

    @Example
    void partitionersPrintTheirSettings() {
        assertEquals("multilevel recursive bisection", new Multilevel().toString());
        assertEquals("multilevel recursive bisection, imbalance 0.03", new Multilevel(0.03).toString());
        assertEquals("annealed", new AnnealedPartitioner().toString());
        assertEquals("annealed, imbalance 0.03", new AnnealedPartitioner(0.03).toString());
        assertEquals("Kernighan-Lin on every pair of parts, from a random start", new KernighanLin().toString());
    }

    @Example
    void theImbalanceIsThatOfTheHeaviestPart() {
        assertEquals(0, HALVES.imbalance());
        assertEquals(
                2.0 * 9 / 12 - 1,
                Partition.of(PATH.withNodeWeights(1, 2, 4, 5), new int[] {0, 0, 1, 1}, 2)
                        .imbalance(),
                1e-12);
        assertEquals(
                0, Partition.of(PATH.withNodeWeights(0, 0, 0, 0), new int[4], 2).imbalance());
        assertEquals(1, Partition.of(PATH, new int[4], 2).imbalance());
    }

    @Example
    void graphsAreEqualIfNodesEdgesAndWeightsAre() {
        Graph same = Graph.of(4, (i, j) -> j == i + 1 ? i == 1 ? 5 : 1 : 0);
        assertEquals(PATH, same);
        assertEquals(PATH.hashCode(), same.hashCode());
        assertNotEquals(PATH, null);
        for (Graph other : List.of(
                PATH.withNodeWeights(1, 1, 1, 2),
                Graph.of(4, (i, j) -> j == i + 1 ? i == 1 ? 6 : 1 : 0),
                Graph.of(4, (i, j) -> j == i + 2 ? 5 : j == i + 3 ? 1 : 0),
                Graph.of(5, (i, j) -> j == i + 1 && j < 4 ? i == 1 ? 5 : 1 : 0))) {
            assertNotEquals(PATH, other);
            assertNotEquals(PATH.hashCode(), other.hashCode());
        }
    }

    @Example
    void partitionsAreEqualIfGraphPartsAndTheirNumberAre() {
        Partition same = Partition.of(PATH.withNodeWeights(1, 1, 1, 1), new int[] {0, 0, 1, 1}, 2);
        assertEquals(HALVES, same);
        assertEquals(HALVES.hashCode(), same.hashCode());
        for (Partition other :
                List.of(Partition.of(PATH, new int[] {0, 0, 1, 1}, 3), Partition.of(PATH, new int[] {1, 1, 0, 0}, 2))) {
            assertNotEquals(HALVES, other);
            assertNotEquals(HALVES.hashCode(), other.hashCode());
        }
        assertNotEquals(HALVES, Partition.of(PATH.withNodeWeights(1, 1, 1, 2), new int[] {0, 0, 1, 1}, 2));
        assertNotEquals(HALVES, null);
    }
}
