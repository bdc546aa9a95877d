package moelab.linalg.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import moelab.linalg.ScalarKernels;

/** Kernels on stretches of one or two arrays. What is left after whole vectors is computed entry by entry. */
final class Stretches {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> SI = IntVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private Stretches() {}

    static float dot(float[] x, int xo, float[] y, int yo, int n) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = s0;
        int i = 0;
        for (; i + 2 * L <= n; i += 2 * L) { // two sums, so that no addition waits for the one before
            s0 = FloatVector.fromArray(S, x, xo + i).fma(FloatVector.fromArray(S, y, yo + i), s0);
            s1 = FloatVector.fromArray(S, x, xo + i + L).fma(FloatVector.fromArray(S, y, yo + i + L), s1);
        }
        if (i + L <= n) {
            s0 = FloatVector.fromArray(S, x, xo + i).fma(FloatVector.fromArray(S, y, yo + i), s0);
            i += L;
        }
        float sum = n >= L ? LaneSums.sum(s0.add(s1)) : 0;
        for (; i < n; i++) {
            sum += x[xo + i] * y[yo + i];
        }
        return sum;
    }

    static void axpy(float a, float[] x, int xo, float[] y, int yo, int n) {
        FloatVector av = FloatVector.broadcast(S, a);
        int i = 0;
        for (; i + L <= n; i += L) {
            av.fma(FloatVector.fromArray(S, x, xo + i), FloatVector.fromArray(S, y, yo + i))
                    .intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] += a * x[xo + i];
        }
    }

    static float sum(float[] x, int xo, int n) {
        FloatVector s = FloatVector.zero(S);
        int i = 0;
        for (; i + L <= n; i += L) {
            s = s.add(FloatVector.fromArray(S, x, xo + i));
        }
        float sum = n >= L ? LaneSums.sum(s) : 0;
        for (; i < n; i++) {
            sum += x[xo + i];
        }
        return sum;
    }

    static float squaredDeviations(float[] x, int xo, int n, float center) {
        FloatVector s = FloatVector.zero(S);
        int i = 0;
        for (; i + L <= n; i += L) {
            FloatVector c = FloatVector.fromArray(S, x, xo + i).sub(center);
            s = c.fma(c, s);
        }
        float sum = n >= L ? LaneSums.sum(s) : 0;
        for (; i < n; i++) {
            sum += (x[xo + i] - center) * (x[xo + i] - center);
        }
        return sum;
    }

    static void addBiasRelu(float[] h, int ho, float[] bias, int n) {
        int i = 0;
        for (; i + L <= n; i += L) {
            FloatVector.fromArray(S, h, ho + i)
                    .add(FloatVector.fromArray(S, bias, i))
                    .max(0)
                    .intoArray(h, ho + i);
        }
        for (; i < n; i++) {
            h[ho + i] = Math.max(0, h[ho + i] + bias[i]);
        }
    }

    static void scaleWhereActive(float factor, float[] h, float[] dh, int at, int n) {
        FloatVector zero = FloatVector.zero(S);
        int i = at;
        for (; i + L <= at + n; i += L) {
            VectorMask<Float> active = FloatVector.fromArray(S, h, i).compare(VectorOperators.GT, 0);
            zero.blend(FloatVector.fromArray(S, dh, i).mul(factor), active).intoArray(dh, i);
        }
        for (; i < at + n; i++) {
            dh[i] = h[i] > 0 ? factor * dh[i] : 0;
        }
    }

    /** Hashes one vector of entries at a time: {@link ScalarKernels#hash}. */
    static void drop(int seed, int threshold, float keep, float[] x, int xo, int n) {
        IntVector entry = IntVector.zero(SI).addIndex(1).add(seed);
        FloatVector kept = FloatVector.broadcast(S, keep);
        int i = 0;
        for (; i + L <= n; i += L, entry = entry.add(L)) {
            IntVector z = entry.mul(0x9E3779B9);
            z = z.lanewise(VectorOperators.XOR, z.lanewise(VectorOperators.LSHR, 16))
                    .mul(0x85EBCA6B);
            z = z.lanewise(VectorOperators.XOR, z.lanewise(VectorOperators.LSHR, 13))
                    .mul(0xC2B2AE35);
            z = z.lanewise(VectorOperators.XOR, z.lanewise(VectorOperators.LSHR, 16))
                    .lanewise(VectorOperators.LSHR, 8);
            // threshold - 1 - z is negative where the entry stays; its sign, spread over the lane, masks `keep`
            FloatVector f = z.sub(threshold - 1)
                    .neg()
                    .lanewise(VectorOperators.ASHR, 31)
                    .and(kept.reinterpretAsInts())
                    .reinterpretAsFloats();
            FloatVector.fromArray(S, x, xo + i).mul(f).intoArray(x, xo + i);
        }
        for (; i < n; i++) {
            x[xo + i] *= ScalarKernels.hash(seed + i) >>> 8 < threshold ? 0 : keep;
        }
    }
}
