package moelab.linalg;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Kernels} on the Vector API. Loaded only where {@link Simd#AVAILABLE}. */
final class VectorKernels {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private VectorKernels() { }

    static float dot(float[] x, int xo, float[] y, int yo, int n) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = s0;
        int i = 0;
        for (; i + 2 * L <= n; i += 2 * L) { // two sums, so that one addition need not wait for the one before
            s0 = FloatVector.fromArray(S, x, xo + i).fma(FloatVector.fromArray(S, y, yo + i), s0);
            s1 = FloatVector.fromArray(S, x, xo + i + L).fma(FloatVector.fromArray(S, y, yo + i + L), s1);
        }
        if (i + L <= n) {
            s0 = FloatVector.fromArray(S, x, xo + i).fma(FloatVector.fromArray(S, y, yo + i), s0);
            i += L;
        }
        float sum = n >= L ? s0.add(s1).reduceLanes(VectorOperators.ADD) : 0;
        for (; i < n; i++) {
            sum += x[xo + i] * y[yo + i];
        }
        return sum;
    }

    static void axpy(float a, float[] x, int xo, float[] y, int yo, int n) {
        FloatVector av = FloatVector.broadcast(S, a);
        int i = 0;
        for (; i + L <= n; i += L) {
            av.fma(FloatVector.fromArray(S, x, xo + i), FloatVector.fromArray(S, y, yo + i)).intoArray(y, yo + i);
        }
        for (; i < n; i++) {
            y[yo + i] += a * x[xo + i];
        }
    }

    static float max(float[] x, int xo, int n) {
        float max = Float.NEGATIVE_INFINITY;
        int i = 0;
        if (n >= L) {
            FloatVector m = FloatVector.fromArray(S, x, xo);
            for (i = L; i + L <= n; i += L) {
                m = m.max(FloatVector.fromArray(S, x, xo + i));
            }
            max = m.reduceLanes(VectorOperators.MAX);
        }
        for (; i < n; i++) {
            max = Math.max(max, x[xo + i]);
        }
        return max;
    }

    /** x = exp(x - shift) over n entries; their sum. */
    static float expAndSum(float[] x, int xo, int n, float shift) {
        FloatVector s = FloatVector.zero(S);
        int i = 0;
        for (; i + L <= n; i += L) {
            FloatVector e = exp(FloatVector.fromArray(S, x, xo + i).sub(shift));
            e.intoArray(x, xo + i);
            s = s.add(e);
        }
        float sum = n >= L ? s.reduceLanes(VectorOperators.ADD) : 0;
        for (; i < n; i++) {
            x[xo + i] = (float) Math.exp(x[xo + i] - shift);
            sum += x[xo + i];
        }
        return sum;
    }

    /**
     * exp of numbers at most 0, to a relative error of about 1e-7: e^v = 2^k e^r with k = round(v / ln 2) and r by Taylor's polynomial;
     * 2^k is written straight into the exponent bits.
     */
    private static FloatVector exp(FloatVector v) {
        v = v.max(-87f);
        FloatVector magic = FloatVector.broadcast(S, 12582912f); // 1.5 * 2^23: adding it rounds to a whole number
        FloatVector shifted = v.fma(FloatVector.broadcast(S, 1.442695041f), magic);
        FloatVector k = shifted.sub(magic);
        FloatVector r = k.fma(FloatVector.broadcast(S, -0.693359375f), v).sub(k.mul(-2.12194440e-4f));
        FloatVector p = r.fma(FloatVector.broadcast(S, 1f / 720), FloatVector.broadcast(S, 1f / 120));
        p = p.fma(r, FloatVector.broadcast(S, 1f / 24)).fma(r, FloatVector.broadcast(S, 1f / 6));
        p = p.fma(r, FloatVector.broadcast(S, 0.5f)).fma(r, FloatVector.broadcast(S, 1f)).fma(r, FloatVector.broadcast(S, 1f));
        FloatVector scale = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23)
                .add(Float.floatToRawIntBits(1f)).reinterpretAsFloats();
        return p.mul(scale);
    }
}
