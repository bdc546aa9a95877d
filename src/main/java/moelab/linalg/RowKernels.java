package moelab.linalg;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The loop of {@link Kernels#addRows} on the Vector API. Loaded only where {@link Simd#AVAILABLE}. */
final class RowKernels {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private RowKernels() { }

    /** y += the rows in {@code index}, each times its value, over whole vectors of columns; how many columns that was. */
    static int addRows(int[] index, float[] value, int count, float[] rows, int stride, int column, float[] y, int yo, int n) {
        int j = 0; // each width is a method of its own, small enough to be compiled without a vector ever put on the heap
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
    private static void addEight(int[] index, float[] value, int count, float[] rows, int stride, int column, float[] y, int yo) {
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

    private static void addTwo(int[] index, float[] value, int count, float[] rows, int stride, int column, float[] y, int yo) {
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

    private static void addOne(int[] index, float[] value, int count, float[] rows, int stride, int column, float[] y, int yo) {
        FloatVector s = FloatVector.fromArray(S, y, yo);
        for (int i = 0; i < count; i++) {
            s = FloatVector.broadcast(S, value[i]).fma(FloatVector.fromArray(S, rows, index[i] * stride + column), s);
        }
        s.intoArray(y, yo);
    }
}
