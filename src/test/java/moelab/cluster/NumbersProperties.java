package moelab.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import moelab.cluster.assignment.BalancedAssignment;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.ejml.data.DMatrixRMaj;

/** Balanced k-means on any finite numbers: outliers, huge and tiny coordinates, equal points, many clusters. */
@Domain(SmallPointSets.class)
@Domain(DomainContext.Global.class)
class NumbersProperties {

    private static DMatrixRMaj line(double... points) {
        return new DMatrixRMaj(points.length, 1, true, points);
    }

    /** The squared error of a clustering of points on a line, in exact arithmetic but for 50 digits of the means. */
    private static BigDecimal exactError(DMatrixRMaj points, int[] labels, int k) {
        BigDecimal error = BigDecimal.ZERO;
        for (int c = 0; c < k; c++) {
            BigDecimal sum = BigDecimal.ZERO;
            BigDecimal squares = BigDecimal.ZERO;
            long size = 0;
            for (int i = 0; i < labels.length; i++) {
                if (labels[i] == c) {
                    BigDecimal x = new BigDecimal(points.data[i]);
                    sum = sum.add(x);
                    squares = squares.add(x.multiply(x));
                    size++;
                }
            }
            error = error.add(squares.subtract(sum.multiply(sum).divide(new BigDecimal(size), new MathContext(400))));
        }
        return error;
    }

    @Example
    void anOutlierDoesNotHideWhatIsNear() {
        DMatrixRMaj points = line(0, 1, 100, 101, 200, 201, 1e12, 1e12);
        for (long seed = 0; seed < 20; seed++) {
            Clustering c = new BalancedKMeans(4, seed).fit(points);
            assertEquals(1.5, c.squaredError(), () -> c.toString());
            assertArrayEquals(new int[] {0, 0, 1, 1, 2, 2, 3, 3}, c.labels());
            assertArrayEquals(new double[] {0.5, 100.5, 200.5, 1e12}, c.centroids().data);
        }
    }

    @Property(tries = 30)
    void noSwapLowersTheErrorHoweverFarAwayOtherPointsAre(
            @ForAll @IntRange(min = 4, max = 16) int digits,
            @ForAll @IntRange(min = 2, max = 4) int k,
            @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DMatrixRMaj points = new DMatrixRMaj(4 * k, 1);
        for (int i = 0; i < 4 * k; i++) {
            points.data[i] = random.nextInt(1000) + (random.nextInt(4) == 0 ? Math.pow(10, digits) : 0);
        }
        Clustering c = new BalancedKMeans(k, seed).fit(points);
        int[] labels = c.labels();
        BigDecimal error = exactError(points, labels, k);
        assertEquals(error.doubleValue(), c.squaredError(), 1e-9 * error.doubleValue());
        for (int i = 0; i < labels.length; i++) {
            for (int j = i + 1; j < labels.length; j++) {
                int[] swapped = labels.clone();
                swapped[i] = labels[j];
                swapped[j] = labels[i];
                BigDecimal gain = error.subtract(exactError(points, swapped, k));
                // two clusters of points near each other show any gain; beside an outlier it is lost in rounding
                double largest = 0;
                for (int p = 0; p < labels.length; p++) {
                    boolean concerned = labels[p] == labels[i] || labels[p] == labels[j];
                    largest = concerned ? Math.max(largest, Math.abs(points.data[p])) : largest;
                }
                assertTrue(
                        gain.doubleValue() <= 1e-9 * largest * largest,
                        () -> "swapping two points gains " + gain.doubleValue() + " of " + c);
            }
        }
    }

    @Property(tries = 60)
    void aPowerOfTwoScalesTheErrorExactly(
            @ForAll Points points, @ForAll @IntRange(min = -300, max = 300) int exponent, @ForAll long seed) {
        DMatrixRMaj plain = KMeansSettings.doubles(points.matrix());
        DMatrixRMaj scaled = plain.copy();
        Arrays.setAll(scaled.data, at -> Math.scalb(plain.data[at], exponent));
        Clustering c = new BalancedKMeans(points.k(), seed).fit(plain);
        Clustering far = new BalancedKMeans(points.k(), seed).fit(scaled);
        assertArrayEquals(c.labels(), far.labels());
        assertEquals(Math.scalb(c.squaredError(), 2 * exponent), far.squaredError(), Math.scalb(1e-9, 2 * exponent));
    }

    @Example
    void hugeAndTinyCoordinatesAreClusteredAsAnyOthers() {
        for (double unit : new double[] {1e153, 1e-200, 1e-300, Double.MIN_VALUE}) {
            Clustering c = new BalancedKMeans(2, 1).fit(line(0, 4 * unit, 100 * unit, 104 * unit));
            assertArrayEquals(new int[] {0, 0, 1, 1}, c.labels());
        }
        assertEquals(
                16e306,
                new BalancedKMeans(2, 1).fit(line(0, 4e153, 100e153, 104e153)).squaredError(),
                1e298);
        assertEquals(
                "the points are too far apart, expected a squared error of less than 1.8e308",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new BalancedKMeans(2, 1).fit(line(-1e300, 0, 1e300, Double.MAX_VALUE)))
                        .getMessage());
    }

    @Example
    void equalPointsAndOnePointPerClusterNeedNoSearch() {
        Clustering equal = new BalancedKMeans(2_000, 1).fit(new DMatrixRMaj(2_000, 3));
        assertEquals(0, equal.squaredError());
        assertEquals(0, equal.iterations());
        DMatrixRMaj own = new DMatrixRMaj(20_000, 1);
        Arrays.setAll(own.data, i -> i);
        Clustering each = new BalancedLloyd(20_000, 1).fit(own); // a matrix of n x k numbers would take 3 GB
        assertEquals(0, each.squaredError());
        assertArrayEquals(own.data, each.centroids().data);
    }

    @Example
    void manyEqualPointsAreSeatedWithoutASearch() {
        int[] labels = new BalancedAssignment(new DMatrixRMaj(3_000, 1_500)).labels();
        int[] size = new int[1_500];
        Arrays.stream(labels).forEach(c -> size[c]++);
        assertEquals(2, Arrays.stream(size).max().getAsInt());
    }

    @Example
    void memoryIsCheckedBeforeItIsTaken() {
        DMatrixRMaj points = new DMatrixRMaj(200_000, 1);
        points.data[0] = 1;
        String message = assertThrows(IllegalArgumentException.class, () -> new BalancedLloyd(199_999, 1).fit(points))
                .getMessage();
        assertTrue(
                // (8 n k + 12 k^2 + 16 n d) / 2^20
                message.startsWith("clustering 200000 points into 199999 clusters needs 762,937 MiB of memory")
                        && message.lines().count() == 1,
                message);
    }
}
