package moelab.linalg.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The weighted sum of listed rows of bytes, with eight vectors of sums in registers while the rows go by. */
final class ByteRows {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final VectorSpecies<Byte> SB =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, 8 * L)));

    private ByteRows() {}

    static void add(
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
        int j = 0;
        for (; j + 8 * L <= n; j += 8 * L) {
            addEight(index, value, count, rows, stride, column + j, scale, j, y, yo + j);
        }
        for (; j + L <= n; j += L) {
            addOne(index, value, count, rows, stride, column + j, scale, j, y, yo + j);
        }
        for (; j < n; j++) {
            float sum = 0;
            for (int i = 0; i < count; i++) {
                sum += value[i] * rows[index[i] * stride + column + j];
            }
            y[yo + j] += scale[j] * sum;
        }
    }

    private static void addEight(
            int[] index,
            float[] value,
            int count,
            byte[] rows,
            int stride,
            int column,
            float[] scale,
            int so,
            float[] y,
            int yo) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        FloatVector s4 = s0;
        FloatVector s5 = s0;
        FloatVector s6 = s0;
        FloatVector s7 = s0;
        for (int i = 0; i < count; i++) {
            FloatVector v = FloatVector.broadcast(S, value[i]);
            int at = index[i] * stride + column;
            s0 = v.fma(ByteVector.fromArray(SB, rows, at).convertShape(VectorOperators.B2F, S, 0), s0);
            s1 = v.fma(ByteVector.fromArray(SB, rows, at + L).convertShape(VectorOperators.B2F, S, 0), s1);
            s2 = v.fma(ByteVector.fromArray(SB, rows, at + 2 * L).convertShape(VectorOperators.B2F, S, 0), s2);
            s3 = v.fma(ByteVector.fromArray(SB, rows, at + 3 * L).convertShape(VectorOperators.B2F, S, 0), s3);
            s4 = v.fma(ByteVector.fromArray(SB, rows, at + 4 * L).convertShape(VectorOperators.B2F, S, 0), s4);
            s5 = v.fma(ByteVector.fromArray(SB, rows, at + 5 * L).convertShape(VectorOperators.B2F, S, 0), s5);
            s6 = v.fma(ByteVector.fromArray(SB, rows, at + 6 * L).convertShape(VectorOperators.B2F, S, 0), s6);
            s7 = v.fma(ByteVector.fromArray(SB, rows, at + 7 * L).convertShape(VectorOperators.B2F, S, 0), s7);
        }
        s0.fma(FloatVector.fromArray(S, scale, so), FloatVector.fromArray(S, y, yo))
                .intoArray(y, yo);
        s1.fma(FloatVector.fromArray(S, scale, so + L), FloatVector.fromArray(S, y, yo + L))
                .intoArray(y, yo + L);
        s2.fma(FloatVector.fromArray(S, scale, so + 2 * L), FloatVector.fromArray(S, y, yo + 2 * L))
                .intoArray(y, yo + 2 * L);
        s3.fma(FloatVector.fromArray(S, scale, so + 3 * L), FloatVector.fromArray(S, y, yo + 3 * L))
                .intoArray(y, yo + 3 * L);
        s4.fma(FloatVector.fromArray(S, scale, so + 4 * L), FloatVector.fromArray(S, y, yo + 4 * L))
                .intoArray(y, yo + 4 * L);
        s5.fma(FloatVector.fromArray(S, scale, so + 5 * L), FloatVector.fromArray(S, y, yo + 5 * L))
                .intoArray(y, yo + 5 * L);
        s6.fma(FloatVector.fromArray(S, scale, so + 6 * L), FloatVector.fromArray(S, y, yo + 6 * L))
                .intoArray(y, yo + 6 * L);
        s7.fma(FloatVector.fromArray(S, scale, so + 7 * L), FloatVector.fromArray(S, y, yo + 7 * L))
                .intoArray(y, yo + 7 * L);
    }

    private static void addOne(
            int[] index,
            float[] value,
            int count,
            byte[] rows,
            int stride,
            int column,
            float[] scale,
            int so,
            float[] y,
            int yo) {
        FloatVector s = FloatVector.zero(S);
        for (int i = 0; i < count; i++) {
            int at = index[i] * stride + column;
            s = FloatVector.broadcast(S, value[i])
                    .fma(ByteVector.fromArray(SB, rows, at).convertShape(VectorOperators.B2F, S, 0), s);
        }
        s.fma(FloatVector.fromArray(S, scale, so), FloatVector.fromArray(S, y, yo))
                .intoArray(y, yo);
    }
}
