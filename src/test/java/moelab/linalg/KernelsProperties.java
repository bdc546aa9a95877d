package moelab.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.ejml.dense.row.RandomMatrices_FDRM;

/** The kernels that train and normalize, against their definitions, on lengths around whole vectors. */
class KernelsProperties {

    private static float[] random(int n, long seed) {
        return RandomMatrices_FDRM.rectangle(1, n, -1, 1, new Random(seed)).data;
    }

    @Property(tries = 200)
    void sumsAreSums(
            @ForAll @IntRange(max = 150) int n,
            @ForAll @IntRange(max = 5) int offset,
            @ForAll @FloatRange(min = -2, max = 2) float centre,
            @ForAll long seed) {
        float[] x = random(n + offset, seed);
        double sum = 0;
        double squares = 0;
        for (int i = offset; i < n + offset; i++) {
            sum += x[i];
            squares += Math.pow(x[i] - (double) centre, 2);
        }
        assertEquals(sum, Kernels.sum(x, offset, n), 1e-6 * (n + 1));
        assertEquals(squares, Kernels.squaredDeviations(x, offset, n, centre), 1e-5 * (n + 1));
    }

    @Property(tries = 300)
    void argMaxIsTheFirstLargest(
            @ForAll @IntRange(min = 1, max = 150) int n,
            @ForAll @IntRange(max = 5) int offset,
            @ForAll @IntRange(min = 1, max = 20) int values,
            @ForAll long seed) {
        Random random = new Random(seed);
        float[] x = new float[n + offset]; // few different values, so that there are ties
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextInt(values) - 10;
        }
        int best = 0;
        for (int i = 1; i < n; i++) {
            best = x[offset + i] > x[offset + best] ? i : best;
        }
        assertEquals(best, Kernels.argMax(x, offset, n));
    }

    @Property(tries = 200)
    void reluForwardAndBack(
            @ForAll @IntRange(max = 150) int n, @ForAll @IntRange(max = 5) int offset, @ForAll long seed) {
        float[] before = random(n + offset, seed);
        float[] bias = random(n, ~seed);
        float[] h = before.clone();
        Kernels.addBiasRelu(h, offset, bias, n);
        for (int i = 0; i < h.length; i++) {
            assertEquals(i < offset ? before[i] : Math.max(0, before[i] + bias[i - offset]), h[i]);
        }
        float[] dh = random(n + offset + 1, seed + 1);
        float[] slope = dh.clone();
        Kernels.scaleWhereActive(3, h, dh, 0, n + offset);
        for (int i = 0; i < dh.length; i++) {
            assertEquals(i == n + offset ? slope[i] : h[i] > 0 ? 3 * slope[i] : 0, dh[i]);
        }
    }

    @Property(tries = 100)
    void droppingFollowsFromSeedAndPlaceAlone(
            @ForAll @IntRange(max = 150) int n,
            @ForAll int seed,
            @ForAll @FloatRange(min = 0, max = 0.99f) float rate) {
        float[] x = random(n, seed);
        float[] before = x.clone();
        int threshold = Math.round(rate * 0x1p24f);
        Kernels.drop(seed, threshold, 1 / (1 - rate), x, 0, n);
        for (int i = 0; i < n; i++) {
            float[] one = {1};
            // a single entry never fills a vector
            Kernels.drop(seed + i, threshold, 1 / (1 - rate), one, 0, 1);
            assertTrue(one[0] == 0 || one[0] == 1 / (1 - rate));
            assertEquals(before[i] * one[0], x[i]);
        }
    }

    @Property(tries = 30)
    void theShareDroppedIsTheRate(@ForAll int seed, @ForAll @FloatRange(min = 0, max = 0.99f) float rate) {
        int n = 40_000;
        float[] x = new float[n];
        Arrays.fill(x, 1);
        Kernels.drop(seed, Math.round(rate * 0x1p24f), 2, x, 0, n);
        int dropped = 0;
        for (float f : x) {
            dropped += f == 0 ? 1 : 0;
        }
        // five and a half standard deviations
        assertEquals(rate, dropped / (double) n, 5.5 * Math.sqrt(rate * (1 - rate) / n));
    }
}
