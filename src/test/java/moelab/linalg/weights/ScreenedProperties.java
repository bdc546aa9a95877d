package moelab.linalg.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import moelab.linalg.Kernels;
import moelab.linalg.TileLayout;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.RandomMatrices_FDRM;

/** Screening must change nothing. */
class ScreenedProperties {

    private static FMatrixRMaj random(int rows, int cols, Random random) {
        return RandomMatrices_FDRM.rectangle(rows, cols, -1, 1, random);
    }

    private static double product(FMatrixRMaj x, FMatrixRMaj b, int column) {
        double sum = 0;
        for (int k = 0; k < b.numRows; k++) {
            sum += x.data[k] * (double) b.get(k, column);
        }
        return sum;
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void neuronsThatFireAreFoundAndCountWithAllTheirDigits(
            @ForAll @IntRange(min = 1, max = 150) int d,
            @ForAll @IntRange(min = 1, max = 6) int tiles,
            @ForAll boolean close,
            @ForAll long seed) {
        Random random = new Random(seed);
        int n = tiles * TileLayout.TILE;
        FMatrixRMaj x = random(1, d, random);
        FMatrixRMaj b = random(d, n, random);
        FMatrixRMaj bias = random(1, n, random);
        FMatrixRMaj c = random(n, d, random);
        int[] order = IntStream.range(0, n)
                .map(j -> random.nextInt(6) == 0 ? -1 : random.nextInt(n))
                .toArray();
        for (int j = 0; close && j < n; j++) { // where rounding decides who fires
            bias.data[j] = (float) (random.nextGaussian() * 0.002 * Math.sqrt(d) - product(x, b, j));
        }
        int[] list = IntStream.range(0, tiles).filter(t -> random.nextBoolean()).toArray();
        SparseRow firing = new SparseRow(n);
        Neurons neurons = Neurons.of(Weights.FLOAT, b, bias, c, order);
        neurons.fire(list, list.length, x.data, 0, new float[n], firing);
        float[] y = new float[d];
        neurons.add(firing, y, 0);
        double[] expected = new double[d];
        int sure = 0;
        int perhaps = 0; // where single precision itself is in doubt
        for (int t : list) {
            for (int place = t * TileLayout.TILE; place < (t + 1) * TileLayout.TILE; place++) {
                int j = order[place];
                double h = j < 0 ? 0 : product(x, b, j) + bias.data[j];
                sure += h > 1e-5 * d ? 1 : 0;
                perhaps += h > -1e-5 * d && h != 0 ? 1 : 0;
                for (int k = 0; k < d && h > 0; k++) {
                    expected[k] += h * c.get(j, k);
                }
            }
        }
        assertTrue(firing.size() >= sure && firing.size() <= perhaps, firing + ", expected " + sure + " to " + perhaps);
        for (int k = 0; k < d; k++) {
            assertEquals(expected[k], y[k], 1e-5 * (d + n));
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aWholeLayerFindsWhatItsPartsFind(
            @ForAll @IntRange(min = 1, max = 150) int d,
            @ForAll @IntRange(min = 1, max = 12) int tiles,
            @ForAll long seed) {
        Random random = new Random(seed);
        int n = tiles * TileLayout.TILE;
        FMatrixRMaj b = random(d, n, random);
        FMatrixRMaj bias = random(1, n, random);
        FMatrixRMaj c = random(n, d, random);
        float[] x = random(1, d + 2, random).data;
        int[] all = IntStream.range(0, n).toArray();
        Neurons parts = Neurons.of(Weights.FLOAT, b, bias, c, all);
        ScreenedLayer layer = new ScreenedLayer(b, bias, c);
        SparseRow one = new SparseRow(n);
        SparseRow other = new SparseRow(n);
        parts.fire(IntStream.range(0, tiles).toArray(), tiles, x, 2, new float[n], one);
        layer.fire(x, 2, new float[n], other);
        float[] expected = new float[d + 1];
        float[] actual = new float[d + 1];
        parts.add(one, expected, 1);
        layer.add(other, actual, 1);
        assertEquals(one.size(), other.size());
        assertArrayEquals(expected, actual, 1e-5f * (d + n));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void theLargestProductIsFoundHoweverCloseTheOthersAre(
            @ForAll @IntRange(min = 1, max = 150) int d,
            @ForAll @IntRange(min = 1, max = 200) int n,
            @ForAll boolean close,
            @ForAll long seed) {
        Random random = new Random(seed);
        FMatrixRMaj x = random(1, d, random);
        FMatrixRMaj e = random(n, d, random);
        for (int j = 1; close && j < n; j++) { // nearly the same row again and again
            for (int k = 0; k < d; k++) {
                e.data[j * d + k] = e.data[k] * (1 + 0.004f * (random.nextFloat() - 0.5f));
            }
        }
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            largest = Math.max(largest, Kernels.dot(x.data, 0, e.data, j * d, d));
        }
        float[] from = new float[d + 2];
        System.arraycopy(x.data, 0, from, 2, d);
        int found = new ScreenedArgMax(e).of(from, 2);
        assertEquals(largest, Kernels.dot(x.data, 0, e.data, found * d, d), 1e-6 * d);
    }

    @Example
    void ofEqualRowsTheFirstIsTakenAndWithoutNumbersTheFirstOfAll() {
        FMatrixRMaj e = new FMatrixRMaj(new float[][] {{1, 0}, {0, 2}, {0, 2}, {0, -1}});
        ScreenedArgMax largest = new ScreenedArgMax(e);
        assertEquals(1, largest.of(new float[] {1, 1}, 0));
        assertEquals(0, largest.of(new float[] {0, 0}, 0));
        assertEquals(3, largest.of(new float[] {0, -1}, 0));
        assertEquals(0, largest.of(new float[] {Float.NaN, 1}, 0));
        assertEquals("the largest of 4 products, screened in bfloat16", largest.toString());
        FMatrixRMaj b = new FMatrixRMaj(2, 4);
        FMatrixRMaj c = new FMatrixRMaj(4, 2);
        Neurons neurons = Neurons.of(Weights.FLOAT, b, new FMatrixRMaj(1, 4), c, new int[16]);
        assertEquals("16 neurons, screened in bfloat16", neurons.toString());
        ScreenedLayer layer = new ScreenedLayer(b, new FMatrixRMaj(1, 4), c);
        assertEquals("4 neurons, all screened in bfloat16", layer.toString());
    }
}
