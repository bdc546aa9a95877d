package moelab.linalg.simd;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Products with listed rows of a matrix: of one row with each of them, and of their weighted sum. */
final class ListedRows {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private ListedRows() {}

    /** Takes four rows at a time, the last one repeated where {@code out} has room for the results. */
    static void dots(
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
        int i = from;
        int end = from + count;
        int last = end - 1;
        for (; n >= L && i < end && i + 4 <= out.length; i += 4) {
            Arrays.fill(out, i, i + 4, 0);
            addFourDots(
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
        for (; i < end; i++) {
            out[i] = Stretches.dot(q, qo, rows, index[i] * stride + column, n);
        }
    }

    /** Adds the dot products of q with the rows that begin at r0 to r3 to four entries of {@code out}. */
    static void addFourDots(
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
        LaneSums.addFourSums(s0, s1, s2, s3, out, at);
        for (; j < n; j++) {
            out[at] += q[qo + j] * rows[r0 + j];
            out[at + 1] += q[qo + j] * rows[r1 + j];
            out[at + 2] += q[qo + j] * rows[r2 + j];
            out[at + 3] += q[qo + j] * rows[r3 + j];
        }
    }

    /**
     * Keeps some vectors of y in registers while all rows go by. Each width is a method of its own, small enough to be
     * compiled without putting a vector on the heap.
     */
    static void addRows(
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
        int end = from + count;
        int j = 0;
        for (; j + 8 * L <= n; j += 8 * L) {
            addEight(index, value, from, end, rows, stride, column + j, y, yo + j);
        }
        for (; j + 2 * L <= n; j += 2 * L) {
            addTwo(index, value, from, end, rows, stride, column + j, y, yo + j);
        }
        for (; j + L <= n; j += L) {
            addOne(index, value, from, end, rows, stride, column + j, y, yo + j);
        }
        for (int i = from; i < end && j < n; i++) {
            float v = value[i];
            for (int c = j, at = index[i] * stride + column; c < n; c++) {
                y[yo + c] += v * rows[at + c];
            }
        }
    }

    private static void addEight(
            int[] index, float[] value, int from, int end, float[] rows, int stride, int column, float[] y, int yo) {
        FloatVector s0 = FloatVector.fromArray(S, y, yo);
        FloatVector s1 = FloatVector.fromArray(S, y, yo + L);
        FloatVector s2 = FloatVector.fromArray(S, y, yo + 2 * L);
        FloatVector s3 = FloatVector.fromArray(S, y, yo + 3 * L);
        FloatVector s4 = FloatVector.fromArray(S, y, yo + 4 * L);
        FloatVector s5 = FloatVector.fromArray(S, y, yo + 5 * L);
        FloatVector s6 = FloatVector.fromArray(S, y, yo + 6 * L);
        FloatVector s7 = FloatVector.fromArray(S, y, yo + 7 * L);
        for (int i = from; i < end; i++) {
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
            int[] index, float[] value, int from, int end, float[] rows, int stride, int column, float[] y, int yo) {
        FloatVector s0 = FloatVector.fromArray(S, y, yo);
        FloatVector s1 = FloatVector.fromArray(S, y, yo + L);
        for (int i = from; i < end; i++) {
            FloatVector v = FloatVector.broadcast(S, value[i]);
            int at = index[i] * stride + column;
            s0 = v.fma(FloatVector.fromArray(S, rows, at), s0);
            s1 = v.fma(FloatVector.fromArray(S, rows, at + L), s1);
        }
        s0.intoArray(y, yo);
        s1.intoArray(y, yo + L);
    }

    private static void addOne(
            int[] index, float[] value, int from, int end, float[] rows, int stride, int column, float[] y, int yo) {
        FloatVector s = FloatVector.fromArray(S, y, yo);
        for (int i = from; i < end; i++) {
            s = FloatVector.broadcast(S, value[i]).fma(FloatVector.fromArray(S, rows, index[i] * stride + column), s);
        }
        s.intoArray(y, yo);
    }
}
