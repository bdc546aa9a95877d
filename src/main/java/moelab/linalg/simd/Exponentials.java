package moelab.linalg.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Exponentials and their sum, for softmax. */
final class Exponentials {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final FloatVector LANES = FloatVector.zero(S).addIndex(1); // 0, 1, 2, ...

    private Exponentials() {}

    static float expAndSum(float[] x, int xo, int n, float shift) {
        // the last vector may be incomplete, if the array has room for the whole of it
        int end = xo + (n + L - 1) / L * L <= x.length ? n : n - n % L;
        float sum = end > 0 ? exp(x, xo, end, shift) : 0;
        for (int i = end; i < n; i++) {
            x[xo + i] = (float) Math.exp(x[xo + i] - shift);
            sum += x[xo + i];
        }
        return sum;
    }

    /**
     * Computes e^v to a relative error of about 1e-7 as 2^k e^r, with k = round(v / ln 2), r by Taylor's polynomial,
     * and 2^k written straight into the exponent bits. Works on whole vectors, of the last of which only the entries
     * below n change.
     *
     * <p>All of it stands in one loop: a method that takes a vector would put it on the heap whenever the compiler
     * chose not to inline that method.
     */
    private static float exp(float[] x, int xo, int n, float shift) {
        // 1.5 * 2^23: adding it rounds to a whole number
        FloatVector magic = FloatVector.broadcast(S, 12582912f);
        FloatVector zero = FloatVector.zero(S);
        FloatVector sum = zero;
        for (int i = 0; i < n; i += L) {
            FloatVector old = FloatVector.fromArray(S, x, xo + i);
            FloatVector v = old.sub(shift);
            v = v.blend(-87f, v.compare(VectorOperators.LT, -87f));
            FloatVector shifted = v.fma(FloatVector.broadcast(S, 1.442695041f), magic);
            FloatVector k = shifted.sub(magic);
            FloatVector r = k.fma(FloatVector.broadcast(S, -0.693359375f), v).sub(k.mul(-2.12194440e-4f));
            FloatVector p = r.fma(FloatVector.broadcast(S, 1f / 720), FloatVector.broadcast(S, 1f / 120));
            p = p.fma(r, FloatVector.broadcast(S, 1f / 24)).fma(r, FloatVector.broadcast(S, 1f / 6));
            p = p.fma(r, FloatVector.broadcast(S, 0.5f))
                    .fma(r, FloatVector.broadcast(S, 1f))
                    .fma(r, FloatVector.broadcast(S, 1f));
            FloatVector e = p.mul(shifted.reinterpretAsInts()
                    .lanewise(VectorOperators.LSHL, 23)
                    .add(Float.floatToRawIntBits(1f))
                    .reinterpretAsFloats());
            if (i + L <= n) {
                e.intoArray(x, xo + i);
                sum = sum.add(e);
            } else {
                VectorMask<Float> within = LANES.compare(VectorOperators.LT, n - i);
                old.blend(e, within).intoArray(x, xo + i);
                sum = sum.add(zero.blend(e, within));
            }
        }
        return LaneSums.sum(sum);
    }
}
