package moelab.graph.groups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import moelab.graph.Balance;
import moelab.graph.Graph;
import moelab.graph.Multilevel;
import moelab.graph.Partition;
import moelab.graph.RandomGraphs;
import moelab.graph.RandomStart;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Groups are partitions of their own, and the whole gains what they gain. */
class PartGroupsProperties {
    @Provide
    Arbitrary<Graph> sparse() {
        return RandomGraphs.ofNodes(2, 30, 40);
    }

    @Property(tries = 200)
    void theCutFallsByWhatGroupsGainAndSizesStayWithinTheBounds(
            @ForAll("sparse") Graph graph, @ForAll @IntRange(min = 1, max = 12) int k, @ForAll long seed) {
        int parts = Math.min(k, graph.nodes());
        Balance bounds = Balance.exact(graph, parts);
        Partition start = Partition.of(graph, RandomStart.draw(graph, parts, new SplittableRandom(seed)), parts);
        long[] gained = {0};
        PartGroups.Improver textbook = (inside, within, given) -> {
            assertTrue(given.parts() >= 2 && given.parts() <= Math.min(10, parts));
            assertTrue(within.admits(given));
            assertEquals(bounds.heaviest(), within.heaviest());
            assertEquals(bounds.lightest(), within.lightest());
            assertEquals(given.parts(), within.parts());
            assertTrue(given.cut() > 0, "parts that lie beside each other");
            Partition other = new Multilevel().partition(inside, given.parts(), seed);
            Partition better = within.admits(other) && other.cut() < given.cut() ? other : given;
            gained[0] += given.cut() - better.cut();
            return better;
        };
        long edges = 3L * graph.edges();
        Partition end = new PartGroups(graph, bounds, new SplittableRandom(seed)).improved(start, edges, textbook);
        assertTrue(bounds.admits(end));
        assertEquals(start.cut() - gained[0], end.cut());
        assertEquals(end, new PartGroups(graph, bounds, new SplittableRandom(seed)).improved(start, edges, textbook));
    }

    @Example
    void groupsAreDrawnUntilTheyHadAsManyEdgesAsAsked() {
        Graph graph = RandomGraphs.grid(8, 8);
        int[] quarters = new int[64];
        Arrays.setAll(quarters, v -> v / 16);
        Partition start = Partition.of(graph, quarters, 4);
        Balance bounds = Balance.exact(graph, 4);
        long[] seen = {0, 0};
        PartGroups.Improver nothing = (inside, within, given) -> {
            seen[0] += inside.edges();
            seen[1] = inside.edges();
            return given;
        };
        assertEquals(start, new PartGroups(graph, bounds, new SplittableRandom(2)).improved(start, 1000, nothing));
        assertTrue(seen[0] >= 1000 && seen[0] - seen[1] < 1000, Arrays.toString(seen));
        seen[0] = 0;
        assertEquals(start, new PartGroups(graph, bounds, new SplittableRandom(2)).improved(start, 0, nothing));
        assertEquals(0, seen[0]);
    }

    @Example
    void whereNothingIsCutThereIsNothingToDo() {
        Graph pairs = Graph.of(6, List.of(new Graph.Edge(0, 1), new Graph.Edge(2, 3), new Graph.Edge(4, 5)));
        Partition start = Partition.of(pairs, new int[] {0, 0, 1, 1, 2, 2}, 3);
        Partition end = new PartGroups(pairs, Balance.exact(pairs, 3), new SplittableRandom(1))
                .improved(start, 50, (inside, within, given) -> {
                    throw new AssertionError("no part lies beside another");
                });
        assertEquals(start, end);
    }
}
