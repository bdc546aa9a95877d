package moelab.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import moelab.linalg.weights.Bfloat16Matrix;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Every implementation of the kernels against the one in plain Java, all in this JVM, on lengths around whole vectors
 * and tiles. Where the JVM has no Vector API, plain Java meets itself.
 */
class KernelSetProperties {
    private static final int TILE = TileLayout.TILE;
    private static final int WIDE = TileLayout.WIDE;
    private static final int LEAD = TileLayout.LEAD;

    private final KernelSet plain = new ScalarKernels();
    private final List<KernelSet> all = KernelProvider.all();

    private static float[] random(int n, Random random) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = 2 * random.nextFloat() - 1;
        }
        return x;
    }

    /** Few different numbers, so that there are equal ones. */
    private static float[] coarse(int n, Random random) {
        float[] values = {-2, -1, -0f, 0, 1, 2, Float.NEGATIVE_INFINITY};
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = values[random.nextInt(values.length)];
        }
        return x;
    }

    private static int[] some(int count, int below, Random random) {
        return random.ints(count, 0, below).toArray();
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void sumsAgree(@ForAll @IntRange(max = 150) int n, @ForAll @IntRange(max = 5) int offset, @ForAll long seed) {
        Random random = new Random(seed);
        float[] x = random(n + offset, random);
        float[] y = random(n + 2 * offset, random);
        for (KernelSet kernels : all) {
            assertEquals(plain.dot(x, offset, y, 2 * offset, n), kernels.dot(x, offset, y, 2 * offset, n), 1e-6 * n);
            assertEquals(plain.sum(x, offset, n), kernels.sum(x, offset, n), 1e-6 * n);
            float expected = plain.squaredDeviations(x, offset, n, 0.25f);
            assertEquals(expected, kernels.squaredDeviations(x, offset, n, 0.25f), 1e-6 * n);
            float[] one = y.clone();
            float[] other = y.clone();
            plain.axpy(0.75f, x, offset, one, offset, n);
            kernels.axpy(0.75f, x, offset, other, offset, n);
            assertArrayEquals(one, other, 1e-6f);
            float[] scores = x.clone();
            float[] same = x.clone();
            float sum = plain.expAndSum(scores, offset, n, 1);
            assertEquals(sum, kernels.expAndSum(same, offset, n, 1), 1e-6 * sum);
            assertArrayEquals(scores, same, 1e-6f);
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void comparisonsAgreeExactly(
            @ForAll @IntRange(max = 150) int n, @ForAll @IntRange(max = 5) int offset, @ForAll long seed) {
        Random random = new Random(seed);
        float[] x = coarse(n + offset, random);
        float threshold = coarse(1, random)[0];
        int[] flags = new int[n];
        plain.flagAtLeast(threshold, x, n, flags);
        int[] found = new int[n / TILE + 1];
        int tiles = plain.tilesAbove(threshold, x, offset, n / TILE, found);
        for (KernelSet kernels : all) {
            assertTrue(plain.max(x, offset, n) == kernels.max(x, offset, n));
            if (n > 0) {
                assertEquals(x[offset + plain.argMax(x, offset, n)], x[offset + kernels.argMax(x, offset, n)]);
            }
            if (n >= TILE) {
                assertArrayEquals(maxima(plain, x, offset, n), maxima(kernels, x, offset, n));
            }
            assertEquals(plain.countAtLeast(threshold, x, offset, n), kernels.countAtLeast(threshold, x, offset, n));
            int[] others = new int[n];
            kernels.flagAtLeast(threshold, x, n, others);
            assertArrayEquals(flags, others);
            int[] same = new int[n / TILE + 1];
            assertEquals(tiles, kernels.tilesAbove(threshold, x, offset, n / TILE, same));
            assertArrayEquals(Arrays.copyOf(found, tiles), Arrays.copyOf(same, tiles));
        }
    }

    private static float[] maxima(KernelSet kernels, float[] x, int offset, int n) {
        float[] maxima = new float[n >= WIDE ? WIDE : TILE];
        kernels.pileMaxima(x, offset, n, maxima);
        return maxima;
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void entriesAgreeExactly(
            @ForAll @IntRange(max = 150) int n, @ForAll @IntRange(max = 5) int offset, @ForAll long seed) {
        Random random = new Random(seed);
        float[] h = random(n + offset, random);
        float[] bias = random(n, random);
        float[] slope = random(n, random);
        int threshold = random.nextInt(1 << 24);
        for (KernelSet kernels : all) {
            float[] one = h.clone();
            float[] other = h.clone();
            plain.addBiasRelu(one, offset, bias, n);
            kernels.addBiasRelu(other, offset, bias, n);
            assertArrayEquals(one, other);
            float[] back = slope.clone();
            float[] same = slope.clone();
            plain.scaleWhereActive(1.5f, h, back, n / 3, n - n / 3);
            kernels.scaleWhereActive(1.5f, h, same, n / 3, n - n / 3);
            assertArrayEquals(back, same);
            plain.drop((int) seed, threshold, 1.5f, one, offset, n);
            kernels.drop((int) seed, threshold, 1.5f, other, offset, n);
            assertArrayEquals(one, other);
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void listedRowsAgree(
            @ForAll @IntRange(max = 20) int count,
            @ForAll @IntRange(max = 300) int n,
            @ForAll @IntRange(max = 3) int column,
            @ForAll long seed) {
        Random random = new Random(seed);
        int stride = n + column;
        float[] rows = random(12 * stride, random);
        float[] q = random(n + 2, random);
        int[] index = some(count, 12, random);
        float[] value = random(count, random);
        int from = count == 0 ? 0 : random.nextInt(count);
        for (KernelSet kernels : all) {
            float[] expected = random(count + 4, random);
            float[] actual = expected.clone();
            plain.dots(index, from, count - from, rows, stride, column, q, 2, n, expected);
            kernels.dots(index, from, count - from, rows, stride, column, q, 2, n, actual);
            assertArrayEquals(Arrays.copyOf(expected, count), Arrays.copyOf(actual, count), 1e-6f * (n + 1));
            float[] exact = Arrays.copyOf(actual, count); // without room for rows that do not exist
            kernels.dots(index, from, count - from, rows, stride, column, q, 2, n, exact);
            assertArrayEquals(Arrays.copyOf(expected, count), exact, 1e-6f * (n + 1));
            float[] one = q.clone();
            float[] other = q.clone();
            plain.addRows(index, value, from, count - from, rows, stride, column, one, 1, n);
            kernels.addRows(index, value, from, count - from, rows, stride, column, other, 1, n);
            assertArrayEquals(one, other, 1e-6f * (count + 1));
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void tilesAgree(
            @ForAll @IntRange(max = 70) int depth,
            @ForAll @IntRange(max = 9) int m,
            @ForAll boolean wide,
            @ForAll long seed) {
        Random random = new Random(seed);
        int width = wide ? WIDE : TILE;
        int at = random.nextInt(3);
        int stride = width + random.nextInt(4);
        float[] tiles = random(at + width * depth, random);
        float[] x = random(m * depth + 1 + depth, random);
        for (KernelSet kernels : all) {
            float[] expected = random(1 + (m + 1) * stride, random);
            float[] actual = expected.clone();
            plain.rowTimesTile(tiles, at, width, depth, x, 1, expected, 1);
            kernels.rowTimesTile(tiles, at, width, depth, x, 1, actual, 1);
            assertArrayEquals(expected, actual, 1e-6f * (depth + 1));
            plain.rowsTimesTile(tiles, at, width, depth, x, m, expected, 1, stride);
            kernels.rowsTimesTile(tiles, at, width, depth, x, m, actual, 1, stride);
            assertArrayEquals(expected, actual, 3e-6f * (depth + 1));
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void chosenTilesAgree(
            @ForAll @IntRange(max = 70) int depth, @ForAll @IntRange(max = 9) int count, @ForAll long seed) {
        Random random = new Random(seed);
        float[] tiles = random(LEAD + 9 * TILE * depth, random);
        int[] pairs = random.ints(LEAD + 9L * TILE * ((depth + 1) / 2), 0x3f000000, 0x3f800000)
                .map(bits -> bits & 0xffff0000 | bits >>> 16)
                .toArray();
        float[] start = random(9 * TILE, random);
        float[] x = random(2 + 20 * depth, random);
        int[] list = some(count, 9, random);
        int m = random.nextInt(20);
        int stride = 9 * TILE + 3;
        int[] xAt = IntStream.range(0, 20).map(r -> 2 + 7 * r % 20 * depth).toArray();
        int[] yAt = IntStream.range(0, 20).map(r -> 3 + 3 * r % 20 * stride).toArray();
        float tolerance = 1e-6f * (depth + 1);
        for (KernelSet kernels : all) {
            float[] expected = random(3 + 20 * stride, random);
            float[] actual = expected.clone();
            plain.rowTimesListedTiles(tiles, list, count, depth, start, x, 2, expected, 3);
            kernels.rowTimesListedTiles(tiles, list, count, depth, start, x, 2, actual, 3);
            assertArrayEquals(expected, actual, tolerance);
            plain.rowTimesListedBfloat16Tiles(pairs, list, count, depth, start, x, 2, expected, 3);
            kernels.rowTimesListedBfloat16Tiles(pairs, list, count, depth, start, x, 2, actual, 3);
            assertArrayEquals(expected, actual, tolerance);
            plain.rowsTimesListedTiles(tiles, list, count, depth, start, x, 2, m, expected, 3, stride);
            kernels.rowsTimesListedTiles(tiles, list, count, depth, start, x, 2, m, actual, 3, stride);
            assertArrayEquals(expected, actual, 3 * tolerance);
            int t = random.nextInt(9);
            int tile = LEAD + t * TILE * depth;
            plain.listedRowsTimesTile(tiles, tile, depth, start, t * TILE, x, xAt, expected, yAt, 20 - m, m);
            kernels.listedRowsTimesTile(tiles, tile, depth, start, t * TILE, x, xAt, actual, yAt, 20 - m, m);
            assertArrayEquals(expected, actual, 3 * tolerance);
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void packedTilesAgree(
            @ForAll @IntRange(max = 70) int depth,
            @ForAll @IntRange(max = 9) int count,
            @ForAll boolean wide,
            @ForAll long seed) {
        Random random = new Random(seed);
        int width = wide ? WIDE : TILE;
        int[] pairs = random.ints(2 + (long) width * ((depth + 1) / 2), 0x3f000000, 0x3f800000)
                .map(bits -> bits & 0xffff0000 | bits >>> 16)
                .toArray();
        byte[] bytes = new byte[TileLayout.BYTE_LEAD + 9 * WIDE * depth];
        random.nextBytes(bytes);
        float[] scale = random(9 * WIDE, random);
        float[] start = random(9 * WIDE, random);
        float[] x = random(2 + depth, random);
        int[] list = some(count, 9, random);
        float tolerance = 1e-6f * (depth + 1);
        for (KernelSet kernels : all) {
            float[] expected = random(3 + 9 * WIDE, random);
            float[] actual = expected.clone();
            plain.rowTimesBfloat16Tile(pairs, 2, width, depth, x, 2, expected, 3);
            kernels.rowTimesBfloat16Tile(pairs, 2, width, depth, x, 2, actual, 3);
            assertArrayEquals(expected, actual, tolerance);
            plain.rowTimesByteTile(bytes, 5, width, depth, scale, 1, x, 2, expected, 3);
            kernels.rowTimesByteTile(bytes, 5, width, depth, scale, 1, x, 2, actual, 3);
            assertArrayEquals(expected, actual, 129 * tolerance);
            plain.rowTimesListedByteTiles(bytes, list, count, depth, scale, start, x, 2, expected, 3);
            kernels.rowTimesListedByteTiles(bytes, list, count, depth, scale, start, x, 2, actual, 3);
            assertArrayEquals(expected, actual, 129 * tolerance);
            float[] floats = new float[width * depth];
            float[] same = new float[width * depth];
            plain.unpackBfloat16Tile(pairs, 2, width, depth, floats);
            kernels.unpackBfloat16Tile(pairs, 2, width, depth, same);
            assertArrayEquals(floats, same);
            plain.unpackByteTile(bytes, 5, width, depth, scale, 1, floats);
            kernels.unpackByteTile(bytes, 5, width, depth, scale, 1, same);
            assertArrayEquals(floats, same);
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void listedRowsOfBytesAgree(
            @ForAll @IntRange(max = 20) int count, @ForAll @IntRange(max = 300) int n, @ForAll long seed) {
        Random random = new Random(seed);
        byte[] rows = new byte[12 * (n + 3)];
        random.nextBytes(rows);
        int[] index = some(count, 12, random);
        float[] value = random(count, random);
        float[] scale = random(n, random);
        for (KernelSet kernels : all) {
            float[] expected = random(n + 2, random);
            float[] actual = expected.clone();
            plain.addByteRows(index, value, count, rows, n + 3, 3, scale, expected, 1, n);
            kernels.addByteRows(index, value, count, rows, n + 3, 3, scale, actual, 1, n);
            assertArrayEquals(expected, actual, 1e-4f * (count + 1));
        }
    }

    @Example
    void theFastestThatThisJvmHasIsChosen() {
        boolean off = "off".equals(System.getProperty("moelab.simd"));
        KernelSet expected = off ? all.get(0) : all.get(all.size() - 1);
        assertSame(expected.getClass(), KernelProvider.KERNELS.getClass());
        assertSame(expected.product().getClass(), MatrixProduct.best().getClass());
        assertEquals("plain Java", plain.toString());
        assertEquals(expected.lanes() > 1, Bfloat16Matrix.pays());
        if (expected.lanes() > 1) {
            assertEquals("Vector API, " + 32 * expected.lanes() + " bits", expected.toString());
        }
    }
}
