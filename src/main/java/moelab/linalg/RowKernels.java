package moelab.linalg;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** {@link Kernels#dots} and {@link Kernels#addRows} on the Vector API. Loaded only where {@link Simd#AVAILABLE}. */
final class RowKernels {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final VectorShuffle<Float> HALVES = exchange(L / 2);
    private static final VectorShuffle<Float> QUARTERS = exchange(L / 4);
    private static final VectorShuffle<Float> PAIRS = exchange(2);
    private static final VectorShuffle<Float> NEIGHBOURS = exchange(1);
    private static final VectorMask<Float> UPPER = lanes(L / 2);
    private static final VectorMask<Float> ODD = lanes(L / 4); // the second and the last quarter

    private RowKernels() {}

    /** Lanes so far apart change places. */
    private static VectorShuffle<Float> exchange(int distance) {
        return VectorShuffle.fromOp(S, lane -> lane ^ distance);
    }

    private static VectorMask<Float> lanes(int bit) {
        boolean[] set = new boolean[L];
        for (int lane = 0; lane < L; lane++) {
            set[lane] = (lane & bit) != 0;
        }
        return VectorMask.fromArray(S, set, 0);
    }

    /**
     * Dot products of four rows at a time, the last one repeated if there is room for its results; how many rows that
     * was.
     */
    static int dots(
            int[] index, int count, float[] rows, int stride, int column, float[] q, int qo, int n, float[] out) {
        int i = 0;
        int last = count - 1;
        for (; n >= L && i < count && i + 4 <= out.length; i += 4) {
            fourDots(
                    rows,
                    index[i] * stride + column,
                    index[Math.min(i + 1, last)] * stride + column,
                    index[Math.min(i + 2, last)] * stride + column,
                    index[Math.min(i + 3, last)] * stride + column,
                    q,
                    qo,
                    n,
                    out,
                    i);
        }
        return i;
    }

    /**
     * Four vectors of sums become one of four times L/4 lanes, by adding halves to halves and quarters to quarters, and
     * only then lane to lane: adding across each vector by itself takes longer than all the rest.
     */
    private static void fourDots(
            float[] rows, int r0, int r1, int r2, int r3, float[] q, int qo, int n, float[] out, int at) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int j = 0;
        for (; j + L <= n; j += L) {
            FloatVector v = FloatVector.fromArray(S, q, qo + j);
            s0 = v.fma(FloatVector.fromArray(S, rows, r0 + j), s0);
            s1 = v.fma(FloatVector.fromArray(S, rows, r1 + j), s1);
            s2 = v.fma(FloatVector.fromArray(S, rows, r2 + j), s2);
            s3 = v.fma(FloatVector.fromArray(S, rows, r3 + j), s3);
        }
        FloatVector s01 =
                s0.blend(s1.rearrange(HALVES), UPPER).add(s0.rearrange(HALVES).blend(s1, UPPER));
        FloatVector s23 =
                s2.blend(s3.rearrange(HALVES), UPPER).add(s2.rearrange(HALVES).blend(s3, UPPER));
        // s0, s2, s1, s3
        FloatVector s = s01.blend(s23.rearrange(QUARTERS), ODD)
                .add(s01.rearrange(QUARTERS).blend(s23, ODD));
        if (L >= 16) {
            s = s.add(s.rearrange(PAIRS));
        }
        if (L >= 8) {
            s = s.add(s.rearrange(NEIGHBOURS));
        }
        float d0 = s.lane(0);
        float d2 = s.lane(L / 4);
        float d1 = s.lane(L / 2);
        float d3 = s.lane(3 * L / 4);
        for (; j < n; j++) {
            d0 += q[qo + j] * rows[r0 + j];
            d1 += q[qo + j] * rows[r1 + j];
            d2 += q[qo + j] * rows[r2 + j];
            d3 += q[qo + j] * rows[r3 + j];
        }
        out[at] = d0;
        out[at + 1] = d1;
        out[at + 2] = d2;
        out[at + 3] = d3;
    }

    /**
     * y += the rows in {@code index}, each times its value, over whole vectors of columns; how many columns that was.
     */
    static int addRows(
            int[] index, float[] value, int count, float[] rows, int stride, int column, float[] y, int yo, int n) {
        // each width is a method of its own, small enough to be compiled without a vector ever put on the heap
        int j = 0;
        for (; j + 8 * L <= n; j += 8 * L) {
            addEight(index, value, count, rows, stride, column + j, y, yo + j);
        }
        for (; j + 2 * L <= n; j += 2 * L) {
            addTwo(index, value, count, rows, stride, column + j, y, yo + j);
        }
        for (; j + L <= n; j += L) {
            addOne(index, value, count, rows, stride, column + j, y, yo + j);
        }
        return j;
    }

    /** Eight vectors of y in registers while the rows go by. */
    private static void addEight(
            int[] index, float[] value, int count, float[] rows, int stride, int column, float[] y, int yo) {
        FloatVector s0 = FloatVector.fromArray(S, y, yo);
        FloatVector s1 = FloatVector.fromArray(S, y, yo + L);
        FloatVector s2 = FloatVector.fromArray(S, y, yo + 2 * L);
        FloatVector s3 = FloatVector.fromArray(S, y, yo + 3 * L);
        FloatVector s4 = FloatVector.fromArray(S, y, yo + 4 * L);
        FloatVector s5 = FloatVector.fromArray(S, y, yo + 5 * L);
        FloatVector s6 = FloatVector.fromArray(S, y, yo + 6 * L);
        FloatVector s7 = FloatVector.fromArray(S, y, yo + 7 * L);
        for (int i = 0; i < count; i++) {
            FloatVector v = FloatVector.broadcast(S, value[i]);
            int at = index[i] * stride + column;
            s0 = v.fma(FloatVector.fromArray(S, rows, at), s0);
            s1 = v.fma(FloatVector.fromArray(S, rows, at + L), s1);
            s2 = v.fma(FloatVector.fromArray(S, rows, at + 2 * L), s2);
            s3 = v.fma(FloatVector.fromArray(S, rows, at + 3 * L), s3);
            s4 = v.fma(FloatVector.fromArray(S, rows, at + 4 * L), s4);
            s5 = v.fma(FloatVector.fromArray(S, rows, at + 5 * L), s5);
            s6 = v.fma(FloatVector.fromArray(S, rows, at + 6 * L), s6);
            s7 = v.fma(FloatVector.fromArray(S, rows, at + 7 * L), s7);
        }
        s0.intoArray(y, yo);
        s1.intoArray(y, yo + L);
        s2.intoArray(y, yo + 2 * L);
        s3.intoArray(y, yo + 3 * L);
        s4.intoArray(y, yo + 4 * L);
        s5.intoArray(y, yo + 5 * L);
        s6.intoArray(y, yo + 6 * L);
        s7.intoArray(y, yo + 7 * L);
    }

    private static void addTwo(
            int[] index, float[] value, int count, float[] rows, int stride, int column, float[] y, int yo) {
        FloatVector s0 = FloatVector.fromArray(S, y, yo);
        FloatVector s1 = FloatVector.fromArray(S, y, yo + L);
        for (int i = 0; i < count; i++) {
            FloatVector v = FloatVector.broadcast(S, value[i]);
            int at = index[i] * stride + column;
            s0 = v.fma(FloatVector.fromArray(S, rows, at), s0);
            s1 = v.fma(FloatVector.fromArray(S, rows, at + L), s1);
        }
        s0.intoArray(y, yo);
        s1.intoArray(y, yo + L);
    }

    private static void addOne(
            int[] index, float[] value, int count, float[] rows, int stride, int column, float[] y, int yo) {
        FloatVector s = FloatVector.fromArray(S, y, yo);
        for (int i = 0; i < count; i++) {
            s = FloatVector.broadcast(S, value[i]).fma(FloatVector.fromArray(S, rows, index[i] * stride + column), s);
        }
        s.intoArray(y, yo);
    }
}
