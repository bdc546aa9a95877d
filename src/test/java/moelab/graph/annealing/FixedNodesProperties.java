package moelab.graph.annealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
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

/** Fixed nodes are where they are fixed, parts are balanced, and the free nodes gather around them. */
@Domain(RandomGraphs.class)
@Domain(DomainContext.Global.class)
class FixedNodesProperties {

    @Property(tries = 100)
    void fixedNodesAreInTheirPartsAndPartsAreBalanced(
            @ForAll Graph graph,
            @ForAll @IntRange(min = 1, max = 6) int k,
            @ForAll @IntRange(max = 100) int percent,
            @ForAll long seed) {
        int parts = Math.min(k, graph.nodes());
        SplittableRandom random = new SplittableRandom(seed);
        int[] fixed = balancedParts(graph.nodes(), parts, random);
        for (int v = 0; v < fixed.length; v++) {
            fixed[v] = random.nextInt(100) < percent ? fixed[v] : -1;
        }
        Partition p = new AnnealedPartitioner().fixed(fixed).partition(graph, parts, seed);
        for (int v = 0; v < fixed.length; v++) {
            assertTrue(fixed[v] < 0 || p.partOf(v) == fixed[v], "node " + v);
        }
        assertTrue(p.isBalanced(), p::toString);
        assertEquals(p, new AnnealedPartitioner().fixed(fixed).partition(graph, parts, seed));
    }

    @Property(tries = 300)
    void partsAreNamedAfterTheFixedNodesInThem(@ForAll @IntRange(min = 1, max = 6) int parts, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] free = random.ints(12, 0, parts).toArray();
        int[] fixed = random.ints(12, -1, parts).toArray();
        int[][] agreement = new int[parts][parts];
        for (int v = 0; v < free.length; v++) {
            if (fixed[v] >= 0) {
                agreement[free[v]][fixed[v]]++;
            }
        }
        int[] name = new FixedNodes(fixed).names(free, parts);
        int[] named = new int[parts]; // the other way round
        Arrays.fill(named, -1);
        for (int p = 0; p < parts; p++) {
            assertEquals(-1, named[name[p]], "two parts of one name");
            named[name[p]] = p;
        }
        for (int p = 0; p < parts; p++) {
            for (int q = 0; q < parts; q++) { // p may be denied the name q only by a part that has more of q's nodes
                assertTrue(agreement[p][q] <= Math.max(agreement[p][name[p]], agreement[named[q]][q]), p + ", " + q);
            }
        }
    }

    private static int[] balancedParts(int nodes, int parts, SplittableRandom random) {
        int[] partOf = new int[nodes];
        int turn = random.nextInt(parts);
        for (int v = 0; v < nodes; v++) {
            partOf[v] = (v + turn) % parts;
        }
        return partOf;
    }

    @Example
    void twoCornersOfAGridDivideItBetweenThem() {
        Graph grid = RandomGraphs.grid(20, 20);
        int[] fixed = new int[400];
        Arrays.fill(fixed, -1);
        fixed[0] = 1;
        fixed[399] = 0;
        Partition p = new AnnealedPartitioner().fixed(fixed).partition(grid, 2, 1);
        assertEquals(1, p.partOf(0));
        assertEquals(0, p.partOf(399));
        assertTrue(p.cut() <= 24, p::toString); // 20 without fixed nodes
        // two neighbors apart cost a little
        fixed[399] = -1;
        fixed[1] = 0;
        assertTrue(new AnnealedPartitioner().fixed(fixed).partition(grid, 2, 1).cut() <= 30);
    }

    @Example
    void whatCannotBeIsRefused() {
        Graph path = RandomGraphs.grid(1, 4);
        refused("3 fixed parts for a graph of 4 nodes, expected one for each", path, 2, -1, -1, -1);
        refused("node 2 is fixed in part 2, expected -1 or 0 to 1", path, 2, -1, -1, 2, -1);
        refused("the nodes fixed in part 0 weigh 3, expected at most 2", path, 2, 0, 0, -1, 0);
        Graph heavy = path.withNodeWeights(5, 5, 1, 1);
        refused(
                "the nodes fixed in part 0 weigh 10, expected at most "
                        + Balance.exact(heavy, 2).heaviest(),
                heavy,
                2,
                0,
                0,
                -1,
                -1);
    }

    private static void refused(String message, Graph graph, int parts, int... fixed) {
        assertEquals(
                message,
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new AnnealedPartitioner().fixed(fixed).partition(graph, parts, 1))
                        .getMessage());
    }

    @Example
    void moreEffortIsMoreWork() {
        Graph grid = RandomGraphs.grid(15, 40);
        long usual = 0;
        long little = 0;
        for (long seed = 0; seed < 4; seed++) {
            usual += new AnnealedPartitioner().partition(grid, 10, seed).cut();
            little += new AnnealedPartitioner()
                    .effort(0.002)
                    .partition(grid, 10, seed)
                    .cut();
        }
        assertTrue(usual < little, usual + " and " + little);
        for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new AnnealedPartitioner().effort(wrong));
        }
    }
}
