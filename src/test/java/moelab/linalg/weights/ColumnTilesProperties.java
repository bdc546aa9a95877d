package moelab.linalg.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import org.ejml.dense.row.RandomMatrices_FDRM;

/** Some columns of a product, with nothing computed of the others. */
class ColumnTilesProperties {

    private static FMatrixRMaj random(int rows, int cols, Random random) {
        return RandomMatrices_FDRM.rectangle(rows, cols, -1, 1, random);
    }

    /** Any n columns, here and there one of zeros. */
    private static int[] order(int n, Random random) {
        return IntStream.range(0, n)
                .map(j -> random.nextInt(5) == 0 ? -1 : random.nextInt(n))
                .toArray();
    }

    private static double product(float[] x, int xo, FMatrixRMaj b, int column) {
        double sum = 0;
        for (int k = 0; k < b.numRows && column >= 0; k++) {
            sum += x[xo + k] * (double) b.get(k, column);
        }
        return sum;
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void tilesThatLieApartAreTheirColumns(
            @ForAll @IntRange(max = 70) int k, @ForAll @IntRange(min = 1, max = 20) int count, @ForAll long seed) {
        int n = count * TileLayout.TILE;
        Random random = new Random(seed);
        FMatrixRMaj b = random(k, n, random);
        int[] order = order(n, random);
        ColumnTiles t = new ColumnTiles(b, order);
        float[] start = random(1, n, random).data;
        float[] x = random(1, k + 3, random).data;
        int[] list = IntStream.range(0, count).filter(i -> random.nextBoolean()).toArray();
        float[] y = new float[2 + list.length * TileLayout.TILE];
        t.mult(list, list.length, start, x, 3, y, 2);
        SparseRow apart = new SparseRow(n);
        SparseRow together = new SparseRow(n);
        apart.addTilesAbove(0, Arrays.copyOfRange(y, 2, y.length), list, list.length);
        for (int i = 0; i < list.length; i++) {
            int column = list[i] * TileLayout.TILE;
            for (int c = 0; c < TileLayout.TILE; c++) {
                assertEquals(
                        start[column + c] + product(x, 3, b, order[column + c]),
                        y[2 + i * TileLayout.TILE + c],
                        1e-6f * (k + 1));
            }
            together.addPositive(y, 2 + i * TileLayout.TILE, TileLayout.TILE, column);
        }
        FMatrixRMaj w = random(n, 5, random);
        float[] one = new float[5];
        float[] other = new float[5];
        apart.multAdd(w.data, 5, 0, one, 0, 5);
        together.multAdd(w.data, 5, 0, other, 0, 5);
        assertEquals(together.size(), apart.size());
        assertArrayEquals(other, one);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void tilesThatLieApartForSeveralRowsAreTheirColumnsAndNothingElse(
            @ForAll @IntRange(min = 1, max = 40) int k,
            @ForAll @IntRange(min = 1, max = 12) int count,
            @ForAll @IntRange(max = 10) int m,
            @ForAll long seed) {
        Random random = new Random(seed);
        int n = count * TileLayout.TILE;
        FMatrixRMaj b = random(k, n, random);
        int[] order = order(n, random);
        ColumnTiles t = new ColumnTiles(b, order);
        int[] list = IntStream.range(0, count).filter(i -> random.nextBoolean()).toArray();
        float[] start = random(1, n, random).data;
        float[] x = random(1, 5 + 10 * k, random).data;
        int stride = n + 3;
        float[] before = random(1, 2 + 10 * stride, random).data;
        float[] y = before.clone();
        t.mult(list, list.length, start, x, 5, m, y, 2, stride);
        for (int at = 0; at < y.length; at++) {
            int r = (at - 2) / stride;
            int j = (at - 2) % stride;
            if (at >= 2 && r < m && j < list.length * TileLayout.TILE) {
                int column = list[j / TileLayout.TILE] * TileLayout.TILE + j % TileLayout.TILE;
                assertEquals(start[column] + product(x, 5 + r * k, b, order[column]), y[at], 1e-6 * (k + 1));
            } else {
                assertEquals(before[at], y[at]);
            }
        }
    }

    @Example
    void onlyWholeTilesAreTaken() {
        FMatrixRMaj b = new FMatrixRMaj(3, 20);
        assertThrows(IllegalArgumentException.class, () -> new ColumnTiles(b, new int[20]));
        assertEquals("3 x 32 in 2 tiles of 16 columns, 0 KiB", new ColumnTiles(b, new int[32]).toString());
    }
}
