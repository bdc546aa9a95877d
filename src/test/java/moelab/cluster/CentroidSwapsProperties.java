package moelab.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import moelab.cluster.assignment.SizeBounds;
import moelab.cluster.swaps.CentroidSwaps;
import moelab.cluster.swaps.SwapSearch;
import moelab.cluster.swaps.Swaps;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Swaps computed from means end where swaps read from tables do: at a clustering that no swap and no move improves. */
@Domain(SmallPointSets.class)
@Domain(DomainContext.Global.class)
class CentroidSwapsProperties {

    private static int[] dealt(Points points, long seed) {
        int[] order = ClusteringChecks.shuffled(points.n(), seed);
        int[] labels = new int[points.n()];
        for (int i = 0; i < labels.length; i++) {
            labels[order[i]] = i % points.k();
        }
        return labels;
    }

    private static double[] coordinates(Points points) {
        return KMeansSettings.doubles(points.matrix()).data;
    }

    private static int[] descended(Points points, SizeBounds bounds, int[] labels) {
        CentroidSwaps swaps = new CentroidSwaps(coordinates(points), points.d(), labels, bounds);
        swaps.run(() -> false);
        return swaps.labels();
    }

    @Property(tries = 300)
    void inTheEndNoSwapAndNoMoveLowersTheError(@ForAll Points points, @ForAll boolean free, @ForAll long seed) {
        int n = points.n();
        int k = points.k();
        SizeBounds bounds = free ? SizeBounds.between(k, 1, n) : SizeBounds.equal(n, k);
        int[] start = dealt(points, seed);
        int[] labels = descended(points, bounds, start);
        double error = points.squaredError(labels);
        double tolerance = 1e-9 * (1 + points.scatter());
        assertTrue(error <= points.squaredError(start) + tolerance);
        int[] size = new int[k];
        Arrays.stream(labels).forEach(c -> size[c]++);
        for (int i = 0; i < n; i++) {
            assertTrue(size[labels[i]] >= bounds.least(labels[i]) && size[labels[i]] <= bounds.most(labels[i]));
            for (int j = 0; j < n; j++) {
                int[] swapped = labels.clone();
                swapped[i] = labels[j];
                swapped[j] = labels[i];
                assertTrue(points.squaredError(swapped) >= error - tolerance, "swap " + i + " and " + j);
            }
            for (int c = 0; c < k; c++) {
                if (size[labels[i]] > bounds.least(labels[i]) && size[c] < bounds.most(c)) {
                    int[] moved = labels.clone();
                    moved[i] = c;
                    assertTrue(points.squaredError(moved) >= error - tolerance, "move " + i + " to " + c);
                }
            }
        }
    }

    @Example
    void onMoreThanAFewPointsItIsAsGoodAsTheSearchByTables() {
        double byMeans = 0;
        double byTables = 0;
        for (long seed = 0; seed < 10; seed++) {
            Points points = SmallPointSets.scattered(300, 4, 10, seed);
            int[] start = dealt(points, seed);
            byMeans += points.squaredError(descended(points, SizeBounds.equal(300, 10), start));
            CenteredPoints centered = new CenteredPoints(KMeansSettings.doubles(points.matrix()));
            Swaps swaps = new Swaps(centered.distances(), centered.inSearchOrder(start), SizeBounds.equal(300, 10));
            SwapSearch.run(swaps);
            byTables += points.squaredError(centered.inInputOrder(swaps.labels(), 10));
        }
        assertEquals(1, byMeans / byTables, 0.02);
    }

    @Example
    void itEndsWhenItIsTold() {
        Points points = SmallPointSets.scattered(200, 3, 5, 1);
        int[] start = dealt(points, 1);
        CentroidSwaps swaps = new CentroidSwaps(coordinates(points), 3, start, SizeBounds.equal(200, 5));
        assertEquals(0, swaps.run(() -> true));
        assertTrue(Arrays.equals(start, swaps.labels()));
        assertTrue(swaps.run(() -> false) > 0);
    }

    @Example
    void pointsFarFromTheOriginAreComparedByTheirDifferences() {
        double[] x = {1e15, 0, 1e15 + 2, 2, 1e15 + 100, 1e15 + 102};
        int[] start = {0, 1, 2, 1, 0, 2}; // 1e15 with 1e15 + 100, 1e15 + 2 with 1e15 + 102
        CentroidSwaps swaps = new CentroidSwaps(x, 1, start, SizeBounds.equal(6, 3));
        assertEquals(1, swaps.run(() -> false));
        int[] labels = swaps.labels();
        assertTrue(labels[0] == labels[2] && labels[4] == labels[5] && labels[1] == labels[3]);
    }
}
