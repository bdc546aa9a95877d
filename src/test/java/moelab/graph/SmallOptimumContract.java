package moelab.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.Example;

/** What a {@link Partitioner} reaches on graphs so small that the least cut is known. */
public interface SmallOptimumContract extends PartitionerContract {

    /** How many of 100 small graphs have to be cut as well as trying all partitions does it. */
    default int optimalOfHundred() {
        return 75;
    }

    @Example
    default void smallGraphsAreCutAsWellAsTryingAllPartitionsDoes() {
        SplittableRandom random = new SplittableRandom(11);
        int optimal = 0;
        for (int trial = 0; trial < 200; trial++) {
            int n = random.nextInt(4, 11);
            int parts = random.nextInt(2, 5);
            Graph graph = RandomGraphs.draw(n, random.nextDouble(0.2, 1), 9, random);
            long least = RandomGraphs.leastCut(graph, parts);
            long found = subject().partition(graph, parts, trial).cut();
            assertTrue(found >= least, found + " is less than what all partitions cut, " + least);
            assertTrue(found <= 1.5 * least + 9, found + " is much more than the least cut, " + least);
            optimal += found == least ? 1 : 0;
        }
        assertTrue(optimal >= 2 * optimalOfHundred(), "only " + optimal + " of 200 graphs are cut optimally");
    }

    @Example
    default void namesDoNotChangeTheOptimumFound() {
        SplittableRandom random = new SplittableRandom(12);
        for (int trial = 0; trial < 30; trial++) {
            Graph graph = RandomGraphs.draw(8, random.nextDouble(0.3, 1), 9, random);
            Graph renamed = RandomGraphs.relabelled(graph, HeavyEdgeMatching.shuffled(8, random));
            assertEquals(
                    subject().best(graph, 2, trial, 12).cut(),
                    subject().best(renamed, 2, trial, 12).cut());
        }
    }

    @Example
    default void twoUnconnectedGroupsAreSeparated() {
        SplittableRandom random = new SplittableRandom(7);
        for (int trial = 0; trial < 10; trial++) {
            Graph blob = RandomGraphs.grid(3, 4);
            Graph blobs = Graph.of(24, (i, j) -> i / 12 == j / 12 ? blob.between(i % 12, j % 12) : 0);
            Graph renamed = RandomGraphs.relabelled(blobs, HeavyEdgeMatching.shuffled(24, random));
            assertEquals(0, subject().best(renamed, 2, trial, 12).cut());
        }
    }
}
