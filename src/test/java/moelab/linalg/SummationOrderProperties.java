package moelab.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.FMatrixRMaj;

/**
 * The kernels add in an order that is written down here in plain Java, and so to the same bits whatever the compiler
 * makes of them: lane by lane first, then halves of the vector onto each other, then the entries that fill no vector.
 */
class SummationOrderProperties {
    private final KernelSet kernels = KernelProvider.KERNELS;
    private final int lanes = kernels.lanes();

    private static float[] random(int n, long seed) {
        Random random = new Random(seed);
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return x;
    }

    /** Halves onto each other until one lane is left. */
    private static float halved(float[] lane) {
        for (int half = lane.length / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                lane[i] += lane[i + half];
            }
        }
        return lane[0];
    }

    /** The products x y added up with this many running sums per lane, which take turns. */
    private float inOrder(float[] x, int xo, float[] y, int yo, int n, int sums) {
        if (lanes == 1) {
            float sum = 0;
            for (int i = 0; i < n; i++) {
                sum += x[xo + i] * y[yo + i];
            }
            return sum;
        }
        float[][] running = new float[sums][lanes];
        int whole = n - n % lanes;
        for (int i = 0; i < whole; i++) {
            int vector = i / lanes;
            // a last vector without partners goes to the first sum
            int s = vector / sums * sums + sums <= n / lanes ? vector % sums : 0;
            running[s][i % lanes] = Math.fma(x[xo + i], y[yo + i], running[s][i % lanes]);
        }
        float[] lane = running[0];
        for (int s = 1; s < sums; s++) {
            for (int i = 0; i < lanes; i++) {
                lane[i] += running[s][i];
            }
        }
        float sum = halved(lane);
        for (int i = whole; i < n; i++) {
            sum += x[xo + i] * y[yo + i];
        }
        return sum;
    }

    private static void assertBits(float expected, float actual) {
        assertEquals(Float.floatToRawIntBits(expected), Float.floatToRawIntBits(actual), expected + " and " + actual);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void sumsHaveTheBitsOfTheirOrder(
            @ForAll @IntRange(max = 300) int n, @ForAll @IntRange(max = 5) int offset, @ForAll long seed) {
        float[] x = random(n + offset, seed);
        float[] y = random(n + 3, ~seed);
        float[] ones = new float[n];
        Arrays.fill(ones, 1);
        float[] deviations = new float[n];
        for (int i = 0; i < n; i++) {
            deviations[i] = x[offset + i] - 0.5f;
        }
        assertBits(inOrder(x, offset, y, 3, n, 2), Kernels.dot(x, offset, y, 3, n));
        assertBits(inOrder(x, offset, ones, 0, n, 1), Kernels.sum(x, offset, n));
        assertBits(inOrder(deviations, 0, deviations, 0, n, 1), Kernels.squaredDeviations(x, offset, n, 0.5f));
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void productsOfListedRowsHaveTheBitsOfTheirOrder(
            @ForAll @IntRange(min = 1, max = 200) int n,
            @ForAll @IntRange(min = 1, max = 5) int fours,
            @ForAll long seed) {
        int count = 4 * fours;
        float[] rows = random(count * n, seed);
        float[] q = random(n, ~seed);
        int[] index = new Random(seed).ints(count, 0, count).toArray();
        float[] out = new float[count];
        Kernels.dots(index, 0, count, rows, n, 0, q, 0, n, out);
        FMatrixRMaj c = new FMatrixRMaj(1, count);
        FMatrixRMaj b = new FMatrixRMaj(count, n);
        b.data = rows;
        MatrixProduct.best().multTransB(new FMatrixRMaj(1, n, true, q), b, c);
        int sums = n < lanes ? 2 : 1;
        for (int i = 0; i < count; i++) {
            assertBits(inOrder(q, 0, rows, index[i] * n, n, sums), out[i]);
            if (lanes > 1) { // EJML has an order of its own
                assertBits(inOrder(q, 0, rows, i * n, n, 1), c.data[i]);
            }
        }
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void productsAddInTheOrderOfKWhereverAnEntryLies(
            @ForAll @IntRange(min = 1, max = 40) int m,
            @ForAll @IntRange(min = 1, max = 90) int k,
            @ForAll @IntRange(min = 1, max = 150) int n,
            @ForAll long seed) {
        if (lanes == 1) { // EJML has an order of its own
            return;
        }
        FMatrixRMaj a = new FMatrixRMaj(m, k, true, random(m * k, seed));
        FMatrixRMaj b = new FMatrixRMaj(k, n, true, random(k * n, ~seed));
        FMatrixRMaj start = new FMatrixRMaj(m, n, true, random(m * n, seed + 1));
        FMatrixRMaj c = start.copy();
        MatrixProduct.best().multAdd(a, b, c);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                float expected = start.get(i, j);
                for (int l = 0; l < k; l++) {
                    expected = Math.fma(a.get(i, l), b.get(l, j), expected);
                }
                assertBits(expected, c.get(i, j));
            }
        }
    }

    /** The first calls are interpreted, later ones compiled by one compiler and then by the other. */
    @Example
    void compilingChangesNoBit() {
        float[] x = random(1000, 1);
        float[] y = random(1000, 2);
        float[] scratch = new float[1000];
        IntToDoubleFunction everySum = n -> {
            System.arraycopy(x, 0, scratch, 0, n);
            return Kernels.dot(x, 0, y, 0, n)
                    + 3 * Kernels.sum(x, 0, n)
                    + 5 * Kernels.squaredDeviations(y, 0, n, 0.1f)
                    + 7 * Kernels.expAndSum(scratch, 0, n, 5);
        };
        double[] first = new double[100];
        Arrays.setAll(first, i -> everySum.applyAsDouble(10 * i));
        for (int round = 0; round < 300; round++) {
            for (int i = 0; i < first.length; i++) {
                assertEquals(first[i], everySum.applyAsDouble(10 * i));
            }
        }
    }
}
