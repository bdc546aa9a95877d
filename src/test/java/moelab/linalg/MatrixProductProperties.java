package moelab.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.RandomMatrices_FDRM;

/** The fast products and kernels against EJML's and against the definitions, on shapes even and odd. */
class MatrixProductProperties {
    private static final KernelSet FAST =
            KernelProvider.all().get(KernelProvider.all().size() - 1);

    private final MatrixProduct reference = new EjmlProduct();

    /** Sizes around the blocks of four rows, one and two vectors, and the depth of a panel; zero and one included. */
    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.integers().between(0, 70)),
                Tuple.of(1, Arbitraries.of(127, 128, 129, 257, 511, 512, 513, 600)));
    }

    @Property(tries = 300)
    void allSixFormsAgreeWithEjml(
            @ForAll("sizes") int m, @ForAll("sizes") int k, @ForAll("sizes") int n, @ForAll long seed) {
        MatrixProduct fast = FAST.product(); // EJML itself where there is no Vector API
        Random random = new Random(seed);
        FMatrixRMaj a = random(m, k, random);
        FMatrixRMaj b = random(k, n, random);
        FMatrixRMaj at = random(k, m, random);
        FMatrixRMaj bt = random(n, k, random);
        FMatrixRMaj c = random(m, n, random);
        compare(k, c, x -> reference.mult(a, b, x), x -> fast.mult(a, b, x));
        compare(k, c, x -> reference.multAdd(a, b, x), x -> fast.multAdd(a, b, x));
        compare(k, c, x -> reference.multTransA(at, b, x), x -> fast.multTransA(at, b, x));
        compare(k, c, x -> reference.multAddTransA(at, b, x), x -> fast.multAddTransA(at, b, x));
        compare(k, c, x -> reference.multTransB(a, bt, x), x -> fast.multTransB(a, bt, x));
        compare(k, c, x -> reference.multAddTransB(a, bt, x), x -> fast.multAddTransB(a, bt, x));
    }

    private static FMatrixRMaj random(int rows, int cols, Random random) {
        return RandomMatrices_FDRM.rectangle(rows, cols, -1, 1, random);
    }

    private static FMatrixRMaj rows(FMatrixRMaj a, int from, int count) {
        FMatrixRMaj some = new FMatrixRMaj(count, a.numCols);
        System.arraycopy(a.data, from * a.numCols, some.data, 0, count * a.numCols);
        return some;
    }

    private static void compare(int k, FMatrixRMaj start, Consumer<FMatrixRMaj> reference, Consumer<FMatrixRMaj> fast) {
        FMatrixRMaj expected = start.copy();
        FMatrixRMaj actual = start.copy();
        fast.accept(actual);
        if (k > 0) { // where there is nothing to sum EJML leaves C as it was; see anEmptySumIsZero
            reference.accept(expected);
            for (int i = 0; i < expected.getNumElements(); i++) {
                assertEquals(expected.data[i], actual.data[i], 1e-6 * (k + 1), "entry " + i);
            }
        }
    }

    /** Whatever is in C, even what is not a number, is gone after a product that does not add. */
    @Property(tries = 60)
    void aProductThatDoesNotAddForgetsWhatWasThere(
            @ForAll("sizes") int m, @ForAll("sizes") int k, @ForAll("sizes") int n, @ForAll long seed) {
        Random random = new Random(seed);
        FMatrixRMaj a = random(m, k, random);
        FMatrixRMaj at = random(k, m, random);
        FMatrixRMaj b = random(k, n, random);
        FMatrixRMaj bt = random(n, k, random);
        forgets(m, n, x -> FAST.product().mult(a, b, x), x -> FAST.product().multAdd(a, b, x));
        forgets(
                m,
                n,
                x -> FAST.product().multTransA(at, b, x),
                x -> FAST.product().multAddTransA(at, b, x));
        forgets(
                m,
                n,
                x -> FAST.product().multTransB(a, bt, x),
                x -> FAST.product().multAddTransB(a, bt, x));
    }

    private static void forgets(int m, int n, Consumer<FMatrixRMaj> product, Consumer<FMatrixRMaj> adding) {
        if (FAST.lanes() == 1) { // EJML leaves C as it was where there is nothing to sum
            return;
        }
        FMatrixRMaj expected = new FMatrixRMaj(m, n);
        FMatrixRMaj actual = new FMatrixRMaj(m, n);
        Arrays.fill(actual.data, Float.NaN);
        adding.accept(expected);
        product.accept(actual);
        assertArrayEquals(expected.data, actual.data);
    }

    /** Several A' B are added as if all A and all B stood one below the other. */
    @Property(tries = 60)
    void productsOfPartsAddUpToTheProductOfTheWhole(
            @ForAll @IntRange(max = 40) int m,
            @ForAll @Size(max = 4) List<@From("sizes") Integer> rows,
            @ForAll @IntRange(max = 70) int n,
            @ForAll long seed) {
        Random random = new Random(seed);
        int k = rows.stream().mapToInt(r -> r).sum();
        FMatrixRMaj a = random(k, m, random);
        FMatrixRMaj b = random(k, n, random);
        List<FMatrixRMaj> as = new ArrayList<>();
        List<FMatrixRMaj> bs = new ArrayList<>();
        int from = 0;
        for (int r : rows) {
            as.add(rows(a, from, r));
            bs.add(rows(b, from, r));
            from += r;
        }
        FMatrixRMaj c = random(m, n, random);
        compare(k, c, x -> reference.multAddTransA(a, b, x), x -> FAST.product().multAddTransA(as, bs, x));
        compare(k, c, x -> reference.multTransA(a, b, x), x -> FAST.product().multTransA(as, bs, x));
        compare(k, c, x -> reference.multTransA(a, b, x), x -> reference.multTransA(as, bs, x));
        forgets(
                m,
                n,
                x -> FAST.product().multTransA(as, bs, x),
                x -> FAST.product().multAddTransA(as, bs, x));
    }

    /** Blocks of four rows, of two and of one add in the same order, so that a row can be in any of them. */
    @Property(tries = 60)
    void aRowDoesNotDependOnTheRowsBesideIt(
            @ForAll @IntRange(min = 16, max = 40) int m,
            @ForAll("sizes") int k,
            @ForAll("sizes") int n,
            @ForAll long seed) {
        if (FAST.lanes() == 1) { // EJML has an order of its own
            return;
        }
        Random random = new Random(seed);
        FMatrixRMaj a = random(m, k, random);
        FMatrixRMaj b = random(k, n, random);
        FMatrixRMaj all = new FMatrixRMaj(m, n);
        FAST.product().mult(a, b, all);
        FMatrixRMaj fewer = new FMatrixRMaj(m - 1, n); // the last rows are in smaller blocks
        FAST.product().mult(rows(a, 0, m - 1), b, fewer);
        assertArrayEquals(fewer.data, Arrays.copyOf(all.data, (m - 1) * n));
    }

    @Example
    void anEmptySumIsZero() {
        if (FAST.lanes() == 1) { // EJML has an order of its own
            return;
        }
        FMatrixRMaj c = new FMatrixRMaj(new float[][] {{1, 2}, {3, 4}});
        FAST.product().multAdd(new FMatrixRMaj(2, 0), new FMatrixRMaj(0, 2), c);
        assertEquals(4, c.get(1, 1));
        FAST.product().mult(new FMatrixRMaj(2, 0), new FMatrixRMaj(0, 2), c);
        assertEquals(0, c.get(1, 1));
    }

    @Example
    void shapesThatDoNotFitAreRefused() {
        if (FAST.lanes() == 1) { // EJML has an order of its own
            return;
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> FAST.product().mult(new FMatrixRMaj(2, 3), new FMatrixRMaj(2, 3), new FMatrixRMaj(2, 3)));
    }

    @Property(tries = 300)
    void dotIsTheSumOfProducts(
            @ForAll @IntRange(min = 0, max = 150) int n,
            @ForAll @IntRange(min = 0, max = 5) int offset,
            @ForAll long seed) {
        FMatrixRMaj x = random(1, n + offset, new Random(seed));
        FMatrixRMaj y = random(1, n + 2 * offset, new Random(~seed));
        double expected = 0;
        for (int i = 0; i < n; i++) {
            expected += (double) x.data[offset + i] * y.data[2 * offset + i];
        }
        assertEquals(expected, Kernels.dot(x.data, offset, y.data, 2 * offset, n), 1e-6 * (n + 1));
    }

    @Property(tries = 300)
    void axpyTouchesItsStretchAndNothingElse(
            @ForAll @IntRange(min = 0, max = 150) int n,
            @ForAll @IntRange(min = 0, max = 5) int offset,
            @ForAll long seed) {
        FMatrixRMaj x = random(1, n, new Random(seed));
        FMatrixRMaj y = random(1, n + 2 * offset, new Random(~seed));
        float[] before = y.data.clone();
        Kernels.axpy(0.75f, x.data, 0, y.data, offset, n);
        for (int i = 0; i < before.length; i++) {
            boolean inside = i >= offset && i < offset + n;
            assertEquals(before[i] + (inside ? 0.75f * x.data[i - offset] : 0), y.data[i], inside ? 1e-6 : 0);
        }
    }

    @Property(tries = 300)
    void softmaxIsADistributionInTheRatioOfTheExponentials(
            @ForAll @IntRange(min = 1, max = 150) int n,
            @ForAll @IntRange(min = -200, max = 200) int level,
            @ForAll @IntRange(min = 1, max = 60) int range,
            @ForAll long seed) {
        float[] x = RandomMatrices_FDRM.rectangle(1, n + 2, level - range, level + range, new Random(seed)).data;
        float[] scores = x.clone();
        Kernels.softmax(x, 1, n);
        double sum = 0;
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 1; i <= n; i++) {
            max = Math.max(max, scores[i]);
        }
        for (int i = 1; i <= n; i++) {
            sum += Math.exp(scores[i] - max);
        }
        for (int i = 1; i <= n; i++) {
            double expected = Math.exp(scores[i] - max) / sum;
            assertEquals(expected, x[i], 3e-6 * expected + 1e-30);
        }
        assertEquals(scores[0], x[0]);
        assertEquals(scores[n + 1], x[n + 1]);
    }
}
