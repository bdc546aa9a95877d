package moelab.linalg.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import moelab.linalg.TileLayout;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.RandomMatrices_FDRM;

/** Every format of weights: what rounding may change, and that nothing else changes. */
class WeightsProperties {

    private static FMatrixRMaj random(int rows, int cols, Random random) {
        return RandomMatrices_FDRM.rectangle(rows, cols, -1, 1, random);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void theProductIsEjmlsWithRoundedWeights(
            @ForAll Weights weights,
            @ForAll @IntRange(min = 1, max = 9) int m,
            @ForAll @IntRange(max = 70) int k,
            @ForAll @IntRange(min = 1, max = 200) int n,
            @ForAll long seed) {
        Random random = new Random(seed);
        FMatrixRMaj x = random(m, k, random);
        FMatrixRMaj b = random(k, n, random);
        FMatrixRMaj start = random(m, n, random);
        FMatrixRMaj expected = start.copy();
        if (k > 0) { // EJML complains of the shape
            CommonOps_FDRM.multAdd(x, weights.rounded(b), expected);
        }
        PackedMatrix packed = weights.pack(b);
        assertEquals(k, packed.rows());
        assertEquals(n, packed.columns());
        FMatrixRMaj y = start.copy();
        packed.multAdd(x, y);
        assertArrayEquals(expected.data, y.data, 1e-6f * (k + 1));
        float[] from = new float[k + 3];
        System.arraycopy(x.data, 0, from, 3, k);
        float[] row = new float[n + 2];
        System.arraycopy(start.data, 0, row, 1, n);
        packed.multAdd(from, 3, row, 1);
        assertArrayEquals(Arrays.copyOf(expected.data, n), Arrays.copyOfRange(row, 1, n + 1), 1e-6f * (k + 1));
        assertEquals(0, row[0]);
        assertEquals(0, row[n + 1]);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void whatIsRoundedStaysAsItIs(
            @ForAll Weights weights,
            @ForAll @IntRange(min = 1, max = 40) int k,
            @ForAll @IntRange(min = 1, max = 40) int n,
            @ForAll @IntRange(min = -30, max = 30) int exponent,
            @ForAll long seed) {
        FMatrixRMaj b = random(k, n, new Random(seed));
        CommonOps_FDRM.scale((float) Math.pow(2, exponent), b);
        FMatrixRMaj once = weights.rounded(b);
        assertArrayEquals(once.data, weights.rounded(once).data);
        float[] largest = new float[n];
        for (int at = 0; at < k * n; at++) {
            largest[at % n] = Math.max(largest[at % n], Math.abs(b.data[at]));
        }
        for (int at = 0; at < k * n; at++) {
            double allowed = switch (weights) {
                case FLOAT -> 0;
                case HALF -> Math.abs(b.data[at]) / 256.0;
                case BYTE -> largest[at % n] / 127.0 * 0.501;
            };
            assertTrue(Math.abs(b.data[at] - (double) once.data[at]) <= allowed);
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void neuronsInBytesAreThoseOfTheRoundedWeights(
            @ForAll @IntRange(min = 1, max = 150) int d,
            @ForAll @IntRange(min = 1, max = 6) int tiles,
            @ForAll long seed) {
        Random random = new Random(seed);
        int n = tiles * TileLayout.TILE;
        FMatrixRMaj b = random(d, n, random);
        FMatrixRMaj bias = random(1, n, random);
        FMatrixRMaj c = random(n, d, random);
        FMatrixRMaj x = random(6, d, random);
        int[] order = IntStream.range(0, n)
                .map(j -> random.nextInt(6) == 0 ? -1 : random.nextInt(n))
                .toArray();
        int[] list = IntStream.range(0, tiles).filter(t -> random.nextBoolean()).toArray();
        Neurons neurons = Neurons.of(Weights.BYTE, b, bias, c, order);
        SparseRow firing = new SparseRow(n);
        neurons.fire(list, list.length, x.data, 0, new float[n], firing);
        float[] y = new float[d];
        neurons.add(firing, y, 0);
        FMatrixRMaj first = Weights.BYTE.rounded(b);
        FMatrixRMaj second = Weights.BYTE.rounded(c);
        double[] expected = new double[d];
        double[][] hidden = new double[6][n];
        for (int place = 0; place < n; place++) {
            int j = order[place];
            int tile = place / TileLayout.TILE;
            for (int r = 0; r < 6 && j >= 0; r++) {
                for (int k = 0; k < d; k++) {
                    hidden[r][place] += x.get(r, k) * (double) first.get(k, j);
                }
            }
            double h = j < 0 ? 0 : Math.max(0, hidden[0][place] + bias.data[j]);
            for (int k = 0; k < d && h > 0 && Arrays.binarySearch(list, tile) >= 0; k++) {
                expected[k] += h * second.get(j, k);
            }
        }
        for (int k = 0; k < d; k++) {
            assertEquals(expected[k], y[k], 1e-5 * (d + n));
        }
        float[] several = new float[6 * n];
        neurons.preActivations(list, list.length, x.data, 0, 6, several, n);
        for (int r = 0; r < 6; r++) {
            for (int at = 0; at < list.length * TileLayout.TILE; at++) {
                int place = list[at / TileLayout.TILE] * TileLayout.TILE + at % TileLayout.TILE;
                int j = order[place];
                double expectation = j < 0 ? 0 : hidden[r][place] + bias.data[j];
                assertEquals(expectation, several[r * n + at], 1e-5 * d);
            }
        }
        for (int i = 0; i < list.length; i++) {
            float[] apart = new float[2 * TileLayout.TILE];
            // of three rows the last two are asked for
            neurons.preActivationsOfRows(
                    list[i], x.data, new int[] {5 * d, 0, 3 * d}, apart, new int[] {0, TileLayout.TILE, 0}, 1, 2);
            for (int column = 0; column < TileLayout.TILE; column++) {
                int at = i * TileLayout.TILE + column;
                assertEquals(several[at], apart[TileLayout.TILE + column], 1e-5 * d);
                assertEquals(several[3 * n + at], apart[column], 1e-5 * d);
            }
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aSparseRowTimesPackedRowsIsTheRoundedProduct(
            @ForAll Weights weights,
            @ForAll @IntRange(min = 1, max = 60) int k,
            @ForAll @IntRange(min = 1, max = 150) int n,
            @ForAll long seed) {
        Random random = new Random(seed);
        FMatrixRMaj c = random(k, n, random);
        FMatrixRMaj h = random(1, k, random);
        SparseRow positive = new SparseRow(k);
        positive.addPositive(h.data, 0, k, 0);
        float[] y = new float[n + 1];
        new PackedRows(weights, c).multAdd(positive, y, 1);
        for (int i = 0; i < k; i++) {
            h.data[i] = Math.max(0, h.data[i]);
        }
        FMatrixRMaj expected = new FMatrixRMaj(1, n);
        CommonOps_FDRM.mult(h, weights.rounded(c), expected);
        assertArrayEquals(expected.data, Arrays.copyOfRange(y, 1, n + 1), 1e-5f * (k + 1));
    }

    @Example
    void columnsOfZerosStayZerosAndShapesThatDoNotFitAreRefused() {
        FMatrixRMaj zeros = new FMatrixRMaj(3, 20);
        for (Weights weights : Weights.values()) {
            assertArrayEquals(zeros.data, weights.rounded(zeros).data);
            PackedMatrix packed = weights.pack(zeros);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> packed.multAdd(new FMatrixRMaj(2, 4), new FMatrixRMaj(2, 20)));
        }
        assertEquals("3 x 20 in bytes, 0 KiB", new ByteMatrix(zeros).toString());
        assertEquals(
                "16 neurons in bytes",
                Neurons.of(Weights.BYTE, zeros, zeros, new FMatrixRMaj(20, 3), new int[16])
                        .toString());
    }
}
