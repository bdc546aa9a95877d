package moelab.linalg.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
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
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.RandomMatrices_FDRM;

/** Products for one row or a few, and for rows that are mostly zero, against EJML's. */
class TiledMatrixProperties {

    private static FMatrixRMaj random(int rows, int cols, Random random) {
        return RandomMatrices_FDRM.rectangle(rows, cols, -1, 1, random);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void theProductIsEjmls(
            @ForAll @IntRange(min = 1, max = 9) int m,
            @ForAll @IntRange(max = 70) int k,
            @ForAll @IntRange(min = 1, max = 200) int n,
            @ForAll long seed) {
        Random random = new Random(seed);
        FMatrixRMaj x = random(m, k, random);
        FMatrixRMaj b = random(k, n, random);
        FMatrixRMaj start = random(m, n, random);
        FMatrixRMaj expected = start.copy();
        if (k > 0) { // where there is nothing to sum EJML does nothing either, but complains of the shape
            CommonOps_FDRM.multAdd(x, b, expected);
        }
        FMatrixRMaj bt = CommonOps_FDRM.transpose(b, null);
        int[] all = IntStream.range(0, n).toArray();
        for (TiledMatrix t : new TiledMatrix[] {TiledMatrix.of(b), TiledMatrix.ofRows(bt, all)}) {
            FMatrixRMaj y = start.copy();
            t.multAdd(x, y);
            assertArrayEquals(expected.data, y.data, 1e-6f * (k + 1));
            float[] row = Arrays.copyOf(start.data, n); // nothing beyond the n columns is written
            t.multAdd(x.data, 0, row, 0);
            assertArrayEquals(Arrays.copyOf(expected.data, n), row, 1e-6f * (k + 1));
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void rowsInAnotherOrderAreColumnsInThatOrder(
            @ForAll @IntRange(min = 1, max = 20) int k,
            @ForAll @IntRange(min = 1, max = 200) int n,
            @ForAll long seed) {
        Random random = new Random(seed);
        FMatrixRMaj x = random(1, k, random);
        FMatrixRMaj a = random(30, k, random);
        int[] order = random.ints(n, 0, 30).toArray();
        float[] y = new float[n];
        TiledMatrix.ofRows(a, order).multAdd(x.data, 0, y, 0);
        for (int j = 0; j < n; j++) {
            assertEquals(Kernels.dot(x.data, 0, a.data, order[j] * k, k), y[j], 1e-6f * (k + 1));
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void countingIsCounting(@ForAll @IntRange(max = 70) int n, @ForAll long seed) {
        Random random = new Random(seed);
        float[] x = new float[n + 2];
        float[] special = {Float.NaN, Float.NEGATIVE_INFINITY, -1, -0f, 0, 1, Float.POSITIVE_INFINITY};
        for (int i = 0; i < x.length; i++) {
            x[i] = special[random.nextInt(special.length)];
        }
        for (float threshold : new float[] {Float.NEGATIVE_INFINITY, -1, -0f, 0, 1, Float.POSITIVE_INFINITY}) {
            int count = 0;
            for (int i = 2; i < x.length; i++) {
                count += x[i] >= threshold ? 1 : 0;
            }
            assertEquals(count, Kernels.countAtLeast(threshold, x, 2, n));
            float[] from = Arrays.copyOfRange(x, 2, n + 2);
            int[] flags = new int[n];
            Kernels.flagAtLeast(threshold, from, n, flags);
            int[] tiles = new int[n / TileLayout.TILE + 1];
            int some = Kernels.tilesAbove(threshold, x, 2, n / TileLayout.TILE, tiles);
            int[] expected = IntStream.range(0, n / TileLayout.TILE)
                    .filter(t -> IntStream.range(t * TileLayout.TILE, (t + 1) * TileLayout.TILE)
                            .anyMatch(i -> from[i] > threshold))
                    .toArray();
            for (int i = 0; i < n; i++) {
                assertEquals(from[i] >= threshold ? 1 : 0, flags[i]);
            }
            assertArrayEquals(expected, Arrays.copyOf(tiles, some));
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aSparseRowTimesAMatrixIsThePositivePartTimesIt(
            @ForAll @IntRange(max = 60) int k,
            @ForAll @IntRange(min = 1, max = 150) int n,
            @ForAll @IntRange(max = 3) int column,
            @ForAll long seed) {
        Random random = new Random(seed);
        float[] h = random(1, k + 2, random).data;
        FMatrixRMaj w = random(k + 5, n + column, random);
        float[] y = random(1, n + 1, random).data;
        float[] before = y.clone();
        if (k > 1) {
            h[2] = 0;
            h[3] = -0f;
        }
        SparseRow row = new SparseRow(k);
        row.addPositive(h, 2, k / 2, 5);
        row.addPositive(h, 2 + k / 2, k - k / 2, 5 + k / 2); // in two parts, as experts come
        row.multAdd(w.data, n + column, column, y, 1, n);
        int positive = 0;
        for (int i = 0; i < k; i++) {
            positive += h[2 + i] > 0 ? 1 : 0;
        }
        assertEquals(positive, row.size());
        assertEquals(before[0], y[0]);
        for (int j = 0; j < n; j++) {
            double sum = before[1 + j];
            for (int i = 0; i < k; i++) {
                sum += Math.max(0, h[2 + i]) * (double) w.get(5 + i, column + j);
            }
            assertEquals(sum, y[1 + j], 1e-6 * (k + 1));
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aQueryMeetsTheRowsItIsToldTo(
            @ForAll @IntRange(max = 20) int count, @ForAll @IntRange(min = 1, max = 70) int n, @ForAll long seed) {
        Random random = new Random(seed);
        FMatrixRMaj keys = random(12, n + 3, random);
        float[] q = random(1, n + 1, random).data;
        int[] index = random.ints(count, 0, 12).toArray();
        float[] out = new float[count];
        Kernels.dots(index, 0, count, keys.data, n + 3, 3, q, 1, n, out);
        for (int i = 0; i < count; i++) {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                sum += q[1 + j] * (double) keys.get(index[i], 3 + j);
            }
            assertEquals(sum, out[i], 1e-6 * (n + 1));
        }
    }

    @Example
    void shapesThatDoNotFitAreRefused() {
        TiledMatrix t = TiledMatrix.of(new FMatrixRMaj(3, 20));
        assertThrows(IllegalArgumentException.class, () -> t.multAdd(new FMatrixRMaj(2, 4), new FMatrixRMaj(2, 20)));
        assertThrows(IllegalArgumentException.class, () -> t.multAdd(new FMatrixRMaj(2, 3), new FMatrixRMaj(1, 20)));
        assertEquals("3 x 20 in tiles of 64 columns, 0 KiB", t.toString());
    }
}
