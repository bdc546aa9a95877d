package moelab.cluster.assignment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;

/** What every exact assignment of points to clusters of bounded sizes promises. */
public interface AssignmentContract {

    /** Assigns points to clusters. */
    @FunctionalInterface
    interface Assignment {
        /**
         * Returns the cluster of each point.
         *
         * @param costs n x k
         * @param bounds of k clusters
         */
        int[] assign(DMatrixRMaj costs, SizeBounds bounds);
    }

    /** Returns the assignment under test. */
    Assignment subject();

    /** An assignment problem that is small enough for trying everything. */
    record Problem(DMatrixRMaj costs, SizeBounds bounds) {
        public static Problem of(int n, int k, int largest, boolean free, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            DMatrixRMaj costs = new DMatrixRMaj(n, k);
            Arrays.setAll(costs.data, at -> random.nextInt(largest + 1));
            if (!free) {
                return new Problem(costs, SizeBounds.equal(n, k));
            }
            int[] least = new int[k];
            int[] most = new int[k];
            // around the sizes of some assignment, so that there is one
            for (int i = 0; i < n; i++) {
                most[random.nextInt(k)]++;
            }
            for (int c = 0; c < k; c++) {
                least[c] = random.nextInt(most[c] + 1);
                most[c] += random.nextInt(3);
            }
            return new Problem(costs, SizeBounds.of(least, most));
        }

        int[] sizes(int[] labels) {
            int[] size = new int[costs.numCols];
            Arrays.stream(labels).forEach(c -> size[c]++);
            return size;
        }

        boolean admits(int[] size) {
            for (int c = 0; c < size.length; c++) {
                if (size[c] < bounds.least(c) || size[c] > bounds.most(c)) {
                    return false;
                }
            }
            return true;
        }

        double cost(int[] labels) {
            double sum = 0;
            for (int i = 0; i < labels.length; i++) {
                sum += costs.get(i, labels[i]);
            }
            return sum;
        }

        /** The least cost of all assignments within the bounds. */
        public double least() {
            return least(0, new int[costs.numCols], 0);
        }

        private double least(int i, int[] size, double cost) {
            if (i == costs.numRows) {
                return admits(size) ? cost : Double.POSITIVE_INFINITY;
            }
            double least = Double.POSITIVE_INFINITY;
            for (int c = 0; c < size.length; c++) {
                size[c]++;
                least = Math.min(least, least(i + 1, size, cost + costs.get(i, c)));
                size[c]--;
            }
            return least;
        }
    }

    @Property(tries = 200)
    default void sizesAreWithinTheirBounds(
            @ForAll @IntRange(min = 1, max = 30) int n,
            @ForAll @IntRange(min = 1, max = 8) int clusters,
            @ForAll boolean free,
            @ForAll long seed) {
        Problem p = Problem.of(n, Math.min(n, clusters), 50, free, seed);
        int[] labels = subject().assign(p.costs, p.bounds);
        assertEquals(n, labels.length);
        assertTrue(p.admits(p.sizes(labels)), () -> Arrays.toString(p.sizes(labels)) + ", bounds " + p.bounds);
    }

    @Property(tries = 200)
    default void noOtherAssignmentWithinTheBoundsCostsLess(
            @ForAll @IntRange(min = 1, max = 7) int n,
            @ForAll @IntRange(min = 1, max = 4) int clusters,
            @ForAll @IntRange(min = 1, max = 9) int largest,
            @ForAll boolean free,
            @ForAll long seed) {
        Problem p = Problem.of(n, Math.min(n, clusters), largest, free, seed);
        assertEquals(p.least(), p.cost(subject().assign(p.costs, p.bounds)));
    }

    @Property(tries = 100)
    default void whatAPointPaysInEveryClusterDoesNotMatter(
            @ForAll @IntRange(min = 1, max = 30) int n,
            @ForAll @IntRange(min = 1, max = 8) int clusters,
            @ForAll @IntRange(min = -1000, max = 1000) int more,
            @ForAll long seed) {
        Problem p = Problem.of(n, Math.min(n, clusters), 1000, true, seed);
        DMatrixRMaj dearer = p.costs.copy();
        for (int c = 0; c < dearer.numCols; c++) {
            dearer.add(0, c, more);
        }
        assertEquals(
                p.cost(subject().assign(p.costs, p.bounds)), p.cost(subject().assign(dearer, p.bounds)), 1e-9);
    }

    @Property(tries = 50)
    default void theCostsAreLeftAsTheyWere(
            @ForAll @IntRange(min = 1, max = 20) int n,
            @ForAll @IntRange(min = 1, max = 6) int clusters,
            @ForAll long seed) {
        Problem p = Problem.of(n, Math.min(n, clusters), 9, true, seed);
        double[] before = p.costs.data.clone();
        subject().assign(p.costs, p.bounds);
        assertArrayEquals(before, p.costs.data);
    }

    @Property(tries = 50)
    default void pointsThatDoNotFitAreRefusedWithTheNumbers(
            @ForAll @IntRange(min = 1, max = 20) int n, @ForAll @IntRange(min = 1, max = 6) int k) {
        for (SizeBounds wrong :
                new SizeBounds[] {SizeBounds.between(k, 0, (n - 1) / k), SizeBounds.between(k, n / k + 1, 2 * n)}) {
            String message = assertThrows(
                            IllegalArgumentException.class, () -> subject().assign(new DMatrixRMaj(n, k), wrong))
                    .getMessage();
            assertTrue(message.contains("" + n) && message.lines().count() == 1, message);
        }
    }
}
