package moelab.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The pass of the paper, step by step against its definition, and what holds where it stops. */
class KernighanLinProperties implements SmallOptimumContract {

    @Override
    public Partitioner subject() {
        return new KernighanLin();
    }

    @Property(tries = 100)
    void everyStepTakesTheBestFreePairAndItsGainIsExact(
            @ForAll Graph graph, @ForAll @IntRange(min = 2, max = 4) int parts, @ForAll long seed) {
        int[] partOf = RandomGraphs.parts(graph, parts, seed);
        Set<Integer> free = new TreeSet<>();
        for (int v = 0; v < partOf.length; v++) {
            free.add(v);
        }
        int[] now = partOf.clone();
        List<KernighanLin.Swap> swaps = KernighanLin.pass(graph, partOf, 0, 1);
        for (KernighanLin.Swap s : swaps) {
            assertTrue(free.contains(s.a()) && free.contains(s.b()));
            assertEquals(0, partOf[s.a()]);
            assertEquals(1, partOf[s.b()]);
            for (int a : free) {
                for (int b : free) {
                    if (partOf[a] == 0 && partOf[b] == 1) {
                        assertTrue(gain(graph, now, a, b) <= s.gain());
                    }
                }
            }
            assertEquals(gain(graph, now, s.a(), s.b()), s.gain());
            now[s.a()] = 1;
            now[s.b()] = 0;
            free.remove(s.a());
            free.remove(s.b());
        }
        assertFalse(free.stream().anyMatch(v -> partOf[v] == 0) && free.stream().anyMatch(v -> partOf[v] == 1));
    }

    private static long gain(Graph graph, int[] partOf, int a, int b) {
        int[] after = partOf.clone();
        after[a] = partOf[b];
        after[b] = partOf[a];
        return Partition.cut(graph, partOf) - Partition.cut(graph, after);
    }

    @Property(tries = 200)
    void improvingNeverRaisesTheCutNorChangesSizesAndStopsOnlyWhereNoPrefixHelps(
            @ForAll Graph graph, @ForAll @IntRange(min = 1, max = 4) int parts, @ForAll long seed) {
        Partition start = Partition.of(graph, RandomGraphs.parts(graph, parts, seed), parts);
        Partition end = KernighanLin.improve(start);
        assertTrue(end.cut() <= start.cut());
        for (int p = 0; p < parts; p++) {
            assertEquals(start.size(p), end.size(p));
            for (int q = p + 1; q < parts; q++) {
                assertEquals(0, KernighanLin.bestPrefix(KernighanLin.pass(graph, end.toArray(), p, q)));
            }
        }
    }

    @Example
    void theBestPrefixIsTheShortestOfLargestSum() {
        assertEquals(0, KernighanLin.bestPrefix(List.of()));
        assertEquals(0, KernighanLin.bestPrefix(swaps(-1, 1)));
        assertEquals(3, KernighanLin.bestPrefix(swaps(2, -3, 4, 0, -2)));
        assertEquals(1, KernighanLin.bestPrefix(swaps(2, -3, 3)));
    }

    private static List<KernighanLin.Swap> swaps(long... gains) {
        return Arrays.stream(gains)
                .mapToObj(g -> new KernighanLin.Swap(0, 1, g))
                .toList();
    }

    @Example
    void aSwapThatLosesIsTakenWhenLaterOnesWinMore() {
        // Two cliques of four, two nodes of each on the wrong side, and two of the misplaced ones tied to each other by
        // a heavy edge.
        Graph graph = Graph.of(8, (i, j) -> i == 2 && j == 6 ? 6 : i / 4 == j / 4 ? 2 : 0);
        Partition start = Partition.of(graph, new int[] {0, 0, 1, 1, 1, 1, 1, 0}, 2);
        assertTrue(KernighanLin.improve(start).cut() <= start.cut());
        Partition best = new KernighanLin().best(graph, 2, 1, 5);
        assertEquals(RandomGraphs.leastCut(graph, 2), best.cut());
    }
}
