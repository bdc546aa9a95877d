package moelab.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import moelab.cluster.assignment.AssignmentContract;
import moelab.cluster.assignment.BalancedAssignment;
import moelab.cluster.assignment.SizeBounds;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.ejml.data.DMatrixRMaj;

/** Bounds on sizes: the exact assignment keeps its contract with them, and so do both searches. */
@Domain(SmallPointSets.class)
@Domain(DomainContext.Global.class)
class SizeBoundsProperties implements AssignmentContract {

    @Override
    public Assignment subject() {
        return (costs, bounds) -> new BalancedAssignment(costs, new double[costs.numCols], bounds).labels();
    }

    @Property(tries = 100)
    void pricesOfAnotherProblemLeadToTheSameCost(@ForAll @IntRange(min = 1, max = 7) int n, @ForAll long seed) {
        Problem p = Problem.of(n, Math.min(n, 3), 20, true, seed);
        double[] prices = new BalancedAssignment(
                        Problem.of(n, p.costs().numCols, 20, false, seed + 1).costs())
                .prices();
        assertEquals(p.least(), new BalancedAssignment(p.costs(), prices, p.bounds()).cost());
    }

    @Example
    void largeClustersKeepListsOfMoversAndStayOptimal() {
        // 600 points per cluster, where more than one mover is kept; the prices prove the optimum
        DMatrixRMaj costs = Problem.of(3_000, 5, 100_000, false, 3).costs();
        BalancedAssignment assignment = new BalancedAssignment(costs);
        double[] prices = assignment.prices();
        int[] labels = assignment.labels();
        for (int i = 0; i < labels.length; i++) {
            for (int c = 0; c < 5; c++) {
                assertTrue(
                        costs.get(i, labels[i]) - prices[labels[i]] <= costs.get(i, c) - prices[c] + 1e-6,
                        "point " + i + " would rather be in cluster " + c);
            }
        }
    }

    @Property(tries = 100)
    void searchesKeepTheBoundsAndEndWhereNoMoveWithinThemHelps(
            @ForAll Points points, @ForAll @IntRange(max = 2) int spread, @ForAll boolean byMeans, @ForAll long seed) {
        int n = points.n();
        int k = points.k();
        SizeBounds bounds = SizeBounds.between(k, Math.max(0, n / k - spread), (n + k - 1) / k + spread);
        BalancedKMeans search = new BalancedKMeans(k, seed).sizes(bounds).sweeps(5);
        Clustering c = (byMeans ? search.mostByTables(0) : search).fit(points.matrix());
        ClusteringChecks.centroidsWithEmpty(points, c);
        double error = points.squaredError(c.labels());
        double tolerance = 1e-5 * (1 + points.scatter());
        int[] size = c.sizes();
        for (int s : size) {
            assertTrue(s >= bounds.least(0) && s <= bounds.most(0), () -> points + ": " + Arrays.toString(size));
        }
        for (int i = 0; i < n; i++) {
            for (int to = 0; to < k; to++) {
                int from = c.label(i);
                if (size[from] > Math.max(1, bounds.least(from)) && size[to] > 0 && size[to] < bounds.most(to)) {
                    int[] moved = c.labels();
                    moved[i] = to;
                    assertTrue(points.squaredError(moved) >= error - tolerance, () -> points + ": " + c);
                }
            }
        }
    }

    @Example
    void wideBoundsLetGroupsOfUnequalSizeBeFound() {
        DMatrixRMaj points = new DMatrixRMaj(new double[][] {{0}, {1}, {2}, {3}, {4}, {100}, {101}, {200}});
        Clustering c =
                new BalancedKMeans(3, 1).sizes(SizeBounds.between(3, 1, 5)).fit(points);
        assertArrayEquals(new int[] {0, 0, 0, 0, 0, 1, 1, 2}, c.labels());
        Clustering lloyd = new BalancedLloyd(3, 1)
                .sizes(SizeBounds.of(new int[] {0, 0, 0}, new int[] {5, 5, 5}))
                .restarts(5)
                .fit(points);
        assertEquals(c.squaredError(), lloyd.squaredError(), 1e-9);
    }

    @Example
    void whatCannotBeIsRefusedWithTheNumbers() {
        DMatrixRMaj points = new DMatrixRMaj(new double[][] {{0}, {1}, {2}, {3}, {4}});
        refused(
                "2 clusters hold from 0 to 4 points together, expected a range that contains the number of points, 5",
                () -> new BalancedKMeans(2, 1)
                        .sizes(SizeBounds.between(2, 0, 2))
                        .fit(points));
        refused(
                "sizes of 3 clusters, expected 2",
                () -> new BalancedLloyd(2, 1).sizes(SizeBounds.between(3, 0, 5)).fit(points));
        refused("cluster 0 holds from 3 to 2 points, expected a range from 0", () -> SizeBounds.between(2, 3, 2));
        refused(
                "cluster 1 holds from -1 to 2 points, expected a range from 0",
                () -> SizeBounds.of(new int[] {0, -1}, new int[] {2, 2}));
        refused("1 least sizes and 2 largest, expected as many", () -> SizeBounds.of(new int[1], new int[2]));
        refused(
                "the start has 2 centers of 2 dimensions, expected 2 of 1",
                () -> new BalancedKMeans(2, 1).start(new DMatrixRMaj(2, 2)).fit(points));
    }

    private static void refused(String message, Runnable call) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }

    @Example
    void aSearchBeginsWhereItIsTold() {
        DMatrixRMaj points = new DMatrixRMaj(new double[][] {{0}, {1}, {10}, {11}});
        DMatrixRMaj centers = new DMatrixRMaj(new double[][] {{11}, {0}});
        Clustering c = new BalancedLloyd(2, 1).start(centers).fit(points);
        assertEquals(2, c.seedingError()); // 1 + 1: one point of each pair is off its center by 1
        assertArrayEquals(new int[] {0, 0, 1, 1}, c.labels());
        assertArrayEquals(
                c.labels(), new BalancedKMeans(2, 5).start(centers).fit(points).labels());
    }

    @Example
    void aSearchEndsWhenItIsToldAndKeepsWhatItHas() {
        Points points = SmallPointSets.scattered(2_000, 8, 20, 1);
        AtomicInteger asked = new AtomicInteger();
        Clustering c = new BalancedKMeans(20, 1)
                .restarts(1000)
                .stopWhen(() -> asked.incrementAndGet() > 3)
                .fit(points.matrix());
        ClusteringChecks.sizes(points, c);
        ClusteringChecks.error(points, c);
        assertTrue(asked.get() < 100, asked + " questions");
        Clustering full = new BalancedKMeans(20, 1).sweeps(0).fit(points.matrix());
        assertTrue(full.squaredError() < c.squaredError());
    }

    @Example
    void otherPointsAreAssignedAfterwards() {
        DMatrixRMaj points = new DMatrixRMaj(new double[][] {{0}, {1}, {10}, {11}});
        Clustering c = new BalancedKMeans(2, 1).fit(points);
        DMatrixRMaj others = new DMatrixRMaj(new double[][] {{0}, {1}, {2}, {12}});
        assertArrayEquals(new int[] {0, 0, 0, 1}, c.assign(others, SizeBounds.between(2, 0, 4)));
        assertArrayEquals(new int[] {0, 0, 1, 1}, c.assign(others, SizeBounds.equal(4, 2)));
        refused(
                "the points have 2 dimensions, expected 1 as the centers",
                () -> c.assign(new DMatrixRMaj(2, 2), SizeBounds.equal(2, 2)));
    }
}
