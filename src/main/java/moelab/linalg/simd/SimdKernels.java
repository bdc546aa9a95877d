package moelab.linalg.simd;

import jdk.incubator.vector.FloatVector;
import moelab.linalg.KernelSet;
import moelab.linalg.MatrixProduct;
import moelab.linalg.ScalarKernels;
import moelab.linalg.simd.tiles.Bfloat16Tiles;
import moelab.linalg.simd.tiles.ByteTiles;
import moelab.linalg.simd.tiles.TileBlocks;
import moelab.linalg.simd.tiles.Tiles;

/**
 * The kernels on the Vector API, with vectors as wide as the processor has them. Loaded by name, and only where the
 * module {@code jdk.incubator.vector} is.
 */
public final class SimdKernels implements KernelSet {
    /** Vectors of four floats have no vector of four bytes beside them. */
    private static final boolean BYTES = FloatVector.SPECIES_PREFERRED.length() >= 8;

    private static final KernelSet PLAIN = new ScalarKernels();

    @Override
    public int lanes() {
        return FloatVector.SPECIES_PREFERRED.length();
    }

    @Override
    public boolean packedWeightsPay() {
        return true;
    }

    @Override
    public MatrixProduct product() {
        return new VectorProduct();
    }

    @Override
    public float dot(float[] x, int xo, float[] y, int yo, int n) {
        return Stretches.dot(x, xo, y, yo, n);
    }

    @Override
    public void axpy(float a, float[] x, int xo, float[] y, int yo, int n) {
        Stretches.axpy(a, x, xo, y, yo, n);
    }

    @Override
    public float sum(float[] x, int xo, int n) {
        return Stretches.sum(x, xo, n);
    }

    @Override
    public float squaredDeviations(float[] x, int xo, int n, float center) {
        return Stretches.squaredDeviations(x, xo, n, center);
    }

    @Override
    public float max(float[] x, int xo, int n) {
        return Largest.max(x, xo, n);
    }

    @Override
    public int argMax(float[] x, int xo, int n) {
        return Largest.argMax(x, xo, n);
    }

    @Override
    public void pileMaxima(float[] x, int xo, int n, float[] maxima) {
        Largest.ofPiles(x, xo, n, maxima);
    }

    @Override
    public int countAtLeast(float threshold, float[] x, int xo, int n) {
        return Comparisons.countAtLeast(threshold, x, xo, n);
    }

    @Override
    public void flagAtLeast(float threshold, float[] x, int n, int[] flags) {
        Comparisons.flagAtLeast(threshold, x, n, flags);
    }

    @Override
    public int tilesAbove(float threshold, float[] h, int ho, int tiles, int[] found) {
        return Comparisons.tilesAbove(threshold, h, ho, tiles, found);
    }

    @Override
    public void addBiasRelu(float[] h, int ho, float[] bias, int n) {
        Stretches.addBiasRelu(h, ho, bias, n);
    }

    @Override
    public void scaleWhereActive(float factor, float[] h, float[] dh, int at, int n) {
        Stretches.scaleWhereActive(factor, h, dh, at, n);
    }

    @Override
    public void drop(int seed, int threshold, float keep, float[] x, int xo, int n) {
        Stretches.drop(seed, threshold, keep, x, xo, n);
    }

    @Override
    public float expAndSum(float[] x, int xo, int n, float shift) {
        return Exponentials.expAndSum(x, xo, n, shift);
    }

    @Override
    public void dots(
            int[] index,
            int from,
            int count,
            float[] rows,
            int stride,
            int column,
            float[] q,
            int qo,
            int n,
            float[] out) {
        ListedRows.dots(index, from, count, rows, stride, column, q, qo, n, out);
    }

    @Override
    public void addRows(
            int[] index,
            float[] value,
            int from,
            int count,
            float[] rows,
            int stride,
            int column,
            float[] y,
            int yo,
            int n) {
        ListedRows.addRows(index, value, from, count, rows, stride, column, y, yo, n);
    }

    @Override
    public void rowTimesTile(float[] tiles, int at, int width, int depth, float[] x, int xo, float[] y, int yo) {
        Tiles.row(tiles, at, width, depth, x, xo, y, yo);
    }

    @Override
    public void rowsTimesTile(
            float[] tiles, int at, int width, int depth, float[] x, int m, float[] y, int yo, int stride) {
        TileBlocks.rows(tiles, at, width, depth, x, m, y, yo, stride);
    }

    @Override
    public void rowsTimesListedTiles(
            float[] tiles,
            int[] list,
            int count,
            int depth,
            float[] start,
            float[] x,
            int xo,
            int m,
            float[] y,
            int yo,
            int stride) {
        TileBlocks.listedTiles(tiles, list, count, depth, start, x, xo, m, y, yo, stride);
    }

    @Override
    public void listedRowsTimesTile(
            float[] tiles,
            int at,
            int depth,
            float[] start,
            int so,
            float[] x,
            int[] xAt,
            float[] y,
            int[] yAt,
            int from,
            int count) {
        TileBlocks.listedRows(tiles, at, depth, start, so, x, xAt, y, yAt, from, count);
    }

    @Override
    public void rowTimesListedTiles(
            float[] tiles, int[] list, int count, int depth, float[] start, float[] x, int xo, float[] y, int yo) {
        Tiles.listed(tiles, list, count, depth, start, x, xo, y, yo);
    }

    @Override
    public void rowTimesBfloat16Tile(int[] pairs, int at, int width, int depth, float[] x, int xo, float[] y, int yo) {
        Bfloat16Tiles.tile(pairs, at, width, depth, x, xo, y, yo);
    }

    @Override
    public void unpackBfloat16Tile(int[] pairs, int at, int width, int depth, float[] floats) {
        Bfloat16Tiles.unpack(pairs, at, width, depth, floats);
    }

    @Override
    public void rowTimesListedBfloat16Tiles(
            int[] pairs, int[] list, int count, int depth, float[] start, float[] x, int xo, float[] y, int yo) {
        Bfloat16Tiles.listed(pairs, list, count, depth, start, x, xo, y, yo);
    }

    @Override
    public void rowTimesByteTile(
            byte[] tiles, int at, int width, int depth, float[] scale, int so, float[] x, int xo, float[] y, int yo) {
        if (BYTES) {
            ByteTiles.tile(tiles, at, width, depth, scale, so, x, xo, y, yo);
        } else {
            PLAIN.rowTimesByteTile(tiles, at, width, depth, scale, so, x, xo, y, yo);
        }
    }

    @Override
    public void unpackByteTile(byte[] tiles, int at, int width, int depth, float[] scale, int so, float[] floats) {
        if (BYTES) {
            ByteTiles.unpack(tiles, at, width, depth, scale, so, floats);
        } else {
            PLAIN.unpackByteTile(tiles, at, width, depth, scale, so, floats);
        }
    }

    @Override
    public void rowTimesListedByteTiles(
            byte[] tiles,
            int[] list,
            int count,
            int depth,
            float[] scale,
            float[] start,
            float[] x,
            int xo,
            float[] y,
            int yo) {
        if (BYTES) {
            ByteTiles.listed(tiles, list, count, depth, scale, start, x, xo, y, yo);
        } else {
            PLAIN.rowTimesListedByteTiles(tiles, list, count, depth, scale, start, x, xo, y, yo);
        }
    }

    @Override
    public void addByteRows(
            int[] index,
            float[] value,
            int count,
            byte[] rows,
            int stride,
            int column,
            float[] scale,
            float[] y,
            int yo,
            int n) {
        if (BYTES) {
            ByteRows.add(index, value, count, rows, stride, column, scale, y, yo, n);
        } else {
            PLAIN.addByteRows(index, value, count, rows, stride, column, scale, y, yo, n);
        }
    }

    @Override
    public String toString() {
        return "Vector API, " + FloatVector.SPECIES_PREFERRED.vectorBitSize() + " bits";
    }
}
