package moelab.graph.annealing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import moelab.graph.Balance;
import moelab.graph.Graph;
import moelab.graph.Multilevel;
import moelab.graph.Partition;
import moelab.graph.RandomGraphs;
import moelab.graph.groups.PartGroups;
import org.junit.jupiter.api.Test;

/**
 * How often the strong partitioner searches a sparse graph, in which way, and what it keeps: told a second time, more
 * plainly. Both must end with the same partition, and have drawn as many random numbers.
 */
class SearchPolicyTest {
    @Test
    void aSmallGraphIsSearchedInTheBetterWayAsOftenAsTheWorkAllows() {
        for (int seed = 0; seed < 6; seed++) {
            assertFollowed(RandomGraphs.grid(9, 9), 5, 0, 0.2, 1, seed);
        }
    }

    @Test
    void aGraphWithoutShapeIsSearchedManyTimes() {
        Graph graph = RandomGraphs.draw(120, 0.04, 9, new SplittableRandom(8));
        for (int seed = 0; seed < 4; seed++) {
            assertFollowed(graph, 6, 0, 1, 1, seed);
            assertFollowed(graph, 6, 0.3, 1, 1, seed);
        }
    }

    @Test
    void moreEffortIsMoreSearchesAndLittleEffortIsOne() {
        Graph grid = RandomGraphs.grid(3, 20);
        for (double effort : new double[] {0.01, 0.05, 0.3, 1, 2.5}) {
            assertFollowed(grid, 4, 0, 0.5, effort, 1);
        }
    }

    @Test
    void smallPartsOfUnequalWeightAreSearchedWithoutLevelsFirst() {
        for (int seed = 0; seed < 4; seed++) {
            assertFollowed(RandomGraphs.grid(10, 12), 6, 0.3, 0.2, 1, seed);
            assertFollowed(RandomGraphs.grid(20, 20), 2, 0.3, 0.05, 1, seed);
        }
    }

    @Test
    void aLargeGraphIsSearchedByOneWayOnlyAndAgainWithMoreEffort() {
        Graph large = RandomGraphs.grid(320, 320);
        assertTrue(large.edges() > 200_000);
        assertFollowed(large, 2, 0, 0.6, 2, 2);
        assertFollowed(large, 3, 0.02, 0.1, 1, 3);
    }

    @Test
    void from16PartsOnAQuarterOfTheWorkIsForGroups() {
        Graph grid = RandomGraphs.grid(30, 30);
        double effort = 0.05;
        for (int parts : new int[] {15, 16}) {
            Balance bounds = Balance.exact(grid, parts);
            SplittableRandom random = new SplittableRandom(7);
            Partition moved = AnnealedPartitioner.moves(grid, bounds, 1, effort, random);
            double share = parts == 16 ? 0.25 : 0;
            Partition whole = new Evolution(grid, bounds, (1 - share) * effort, random).improved(moved);
            Partition groups = new PartGroups(grid, bounds, random)
                    .improved(
                            whole,
                            (long) (share / 0.1 * effort * grid.edges()),
                            (inside, within, start) -> new Evolution(inside, within, 0.1, random).improved(start));
            Partition textbook = new Multilevel().partition(grid, parts, 7);
            assertEquals(
                    best(List.of(groups, textbook), bounds),
                    new AnnealedPartitioner().effort(effort).partition(grid, parts, 7));
        }
    }

    @Test
    void aGraphInBetweenGoesOnWithWhatDidBetterInAFifthOfTheWork() {
        Set<Boolean> occurred = new HashSet<>();
        SplittableRandom draws = new SplittableRandom(6);
        List<Graph> graphs = List.of(
                RandomGraphs.grid(9, 9),
                RandomGraphs.grid(3, 30),
                RandomGraphs.draw(80, 0.06, 9, draws),
                RandomGraphs.draw(70, 0.12, 9, draws));
        for (Graph graph : graphs) {
            for (int seed = 0; seed < 3; seed++) {
                Balance bounds = Balance.exact(graph, 5);
                SplittableRandom random = new SplittableRandom(seed);
                Partition swapped = fiveTimesSwapped(graph, bounds, 0.2, random);
                Partition moved = AnnealedPartitioner.moves(graph, bounds, 0.2, 1, random);
                boolean moves = moved.cut() < swapped.cut();
                Partition more = moves
                        ? AnnealedPartitioner.moves(graph, bounds, 0.8, 1, random)
                        : fiveTimesSwapped(graph, bounds, 0.8, random);
                Partition textbook = new Multilevel().partition(graph, 5, seed);
                assertEquals(
                        best(List.of(moves ? moved : swapped, more, textbook), bounds),
                        new AnnealedPartitioner().partition(graph, 5, seed));
                occurred.add(moves);
            }
        }
        assertEquals(2, occurred.size(), "both ways win somewhere");
    }

    /** Returns the best of five searches by swaps, each with this share of 200 swaps for every pair of nodes. */
    static Partition fiveTimesSwapped(Graph graph, Balance bounds, double share, SplittableRandom random) {
        long budget = (long) (share * 200 * graph.nodes() * graph.nodes());
        List<Partition> found = new ArrayList<>();
        for (int run = 0; run < 5; run++) {
            int[] partOf = SwapAnnealing.partition(graph, bounds, budget, random);
            found.add(Partition.of(graph, partOf, bounds.parts()));
        }
        return best(found, bounds);
    }

    private static void assertFollowed(
            Graph graph, int parts, double imbalance, double share, double effort, int seed) {
        Balance bounds = Balance.within(graph, parts, imbalance);
        SplittableRandom random = new SplittableRandom(seed);
        SplittableRandom again = new SplittableRandom(seed);
        Partition told = told(graph, bounds, share, effort, again);
        assertEquals(told, AnnealedPartitioner.moves(graph, bounds, share, effort, random));
        assertEquals(again.nextLong(), random.nextLong(), "random numbers drawn");
    }

    private static Partition told(Graph graph, Balance bounds, double share, double effort, SplittableRandom random) {
        double usual = Math.max(Math.min(200e6, 20_000.0 * graph.edges()), 1_500.0 * graph.edges());
        long budget = (long) (share * effort * usual);
        AnnealedMultilevel search = new AnnealedMultilevel(graph, bounds, budget, effort, random);
        boolean small = bounds.lightest() <= 1 && graph.nodes() < 150L * bounds.parts();
        List<Supplier<int[]>> ways =
                small ? List.of(search::flat, search::partition) : List.of(search::partition, search::flat);
        List<Partition> found = new ArrayList<>();
        if (graph.edges() > 200_000) {
            long first = search.work();
            for (int run = 0; run < Math.max(1, effort); run++) {
                if (run == 0 || search.work() + first <= budget) {
                    found.add(Partition.of(graph, ways.get(0).get(), bounds.parts()));
                    first = run == 0 ? search.work() : first;
                }
            }
            return best(found, bounds);
        }
        found.add(Partition.of(graph, search.textbook(), bounds.parts()));
        long[] work = new long[2]; // of each way
        for (int way = 0; way < 2; way++) {
            if (search.work() + work[0] > budget && way == 1) {
                return best(found, bounds);
            }
            long before = search.work();
            found.add(Partition.of(graph, ways.get(way).get(), bounds.parts()));
            work[way] = search.work() - before;
        }
        int better = best(found, bounds) == found.get(2) ? 1 : 0;
        for (int run = 2; run < 30 * Math.max(1, effort) && search.work() + work[better] <= budget; run++) {
            found.add(Partition.of(graph, ways.get(better).get(), bounds.parts()));
        }
        assertTrue(found.size() <= 1 + 30 * Math.max(1, effort));
        return best(found, bounds);
    }

    /** Returns the first of the least cuts among the partitions within the bounds. */
    private static Partition best(List<Partition> found, Balance bounds) {
        return found.stream()
                .filter(bounds::admits)
                .min(Comparator.comparingLong(Partition::cut))
                .orElse(null);
    }
}
