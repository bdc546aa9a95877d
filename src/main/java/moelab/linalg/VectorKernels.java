package moelab.linalg;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Kernels} on the Vector API. Loaded only where {@link Simd#AVAILABLE}. */
final class VectorKernels {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> SI = IntVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final FloatVector LANES = FloatVector.zero(S).addIndex(1); // 0, 1, 2, ...

    private static final IntVector PLACES = IntVector.zero(SI).addIndex(1);

    private VectorKernels() {}

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
        float sum = n >= L ? s.reduceLanes(VectorOperators.ADD) : 0;
        for (; i < n; i++) {
            sum += x[xo + i];
        }
        return sum;
    }

    static float squaredDeviations(float[] x, int xo, int n, float centre) {
        FloatVector s = FloatVector.zero(S);
        int i = 0;
        for (; i + L <= n; i += L) {
            FloatVector c = FloatVector.fromArray(S, x, xo + i).sub(centre);
            s = c.fma(c, s);
        }
        float sum = n >= L ? s.reduceLanes(VectorOperators.ADD) : 0;
        for (; i < n; i++) {
            sum += (x[xo + i] - centre) * (x[xo + i] - centre);
        }
        return sum;
    }

    /**
     * Finds the value first and its first place second; both passes are short beside the product that made the scores.
     */
    static int argMax(float[] x, int xo, int n) {
        float max = max(x, xo, n);
        int i = 0;
        while (i + L <= n
                && !FloatVector.fromArray(S, x, xo + i)
                        .compare(VectorOperators.EQ, max)
                        .anyTrue()) {
            i += L;
        }
        for (; i < n; i++) {
            if (x[xo + i] == max) {
                return i;
            }
        }
        return 0;
    }

    /**
     * Counts in floats, which are exact far beyond any n; adding ones where a mask is set is fast on every processor,
     * counting its bits is not.
     */
    static int countAtLeast(float threshold, float[] x, int xo, int n) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector one = FloatVector.broadcast(S, 1);
        FloatVector sum = zero;
        int i = 0;
        for (; i + L <= n; i += L) {
            sum = sum.add(zero.blend(one, FloatVector.fromArray(S, x, xo + i).compare(VectorOperators.GE, threshold)));
        }
        int count = (int) sum.reduceLanes(VectorOperators.ADD);
        for (; i < n; i++) {
            count += x[xo + i] >= threshold ? 1 : 0;
        }
        return count;
    }

    /**
     * Flags whole vectors; how many entries that was. The exponent of 1.0 ends in the lowest bit when its 29 lower bits
     * are gone.
     */
    static int flagAtLeast(float threshold, float[] x, int n, int[] flags) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector one = FloatVector.broadcast(S, 1);
        int i = 0;
        for (; i + L <= n; i += L) {
            zero.blend(one, FloatVector.fromArray(S, x, i).compare(VectorOperators.GE, threshold))
                    .reinterpretAsInts()
                    .lanewise(VectorOperators.LSHR, 29)
                    .intoArray(flags, i);
        }
        return i;
    }

    static int tilesAbove(float threshold, float[] h, int ho, int tiles, int[] found) {
        int count = 0;
        for (int t = 0, at = ho; t < tiles; t++) {
            VectorMask<Float> above = FloatVector.fromArray(S, h, at).compare(VectorOperators.GT, threshold);
            at += L;
            for (int v = L; v < ColumnTiles.TILE; v += L, at += L) {
                above = above.or(FloatVector.fromArray(S, h, at).compare(VectorOperators.GT, threshold));
            }
            found[count] = t;
            count += above.anyTrue() ? 1 : 0;
        }
        return count;
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

    static void zeroWhereInactive(float[] h, float[] dh, int n) {
        FloatVector zero = FloatVector.zero(S);
        int i = 0;
        for (; i + L <= n; i += L) {
            VectorMask<Float> active = FloatVector.fromArray(S, h, i).compare(VectorOperators.GT, 0);
            zero.blend(FloatVector.fromArray(S, dh, i), active).intoArray(dh, i);
        }
        for (; i < n; i++) {
            dh[i] = h[i] > 0 ? dh[i] : 0;
        }
    }

    /** Draws whole vectors of entries; how many entries that was. */
    static int drop(int seed, int threshold, float keep, float[] x, float[] factor, int n) {
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
            // threshold - 1 - z is negative where the entry stays: its sign, spread over the lane, cuts `keep` out of
            // the bits
            FloatVector f = z.sub(threshold - 1)
                    .neg()
                    .lanewise(VectorOperators.ASHR, 31)
                    .and(kept.reinterpretAsInts())
                    .reinterpretAsFloats();
            f.intoArray(factor, i);
            FloatVector.fromArray(S, x, i).mul(f).intoArray(x, i);
        }
        return i;
    }

    /**
     * The largest of n entries, by way of whole numbers in the same order: the largest of two of those is one
     * instruction, of two floats, for the sake of zeros and what is not a number, half a dozen.
     */
    static float max(float[] x, int xo, int n) {
        IntVector m = IntVector.broadcast(SI, ordered(Float.floatToRawIntBits(Float.NEGATIVE_INFINITY)));
        int i = 0;
        for (; i + L <= n; i += L) {
            IntVector bits = FloatVector.fromArray(S, x, xo + i).reinterpretAsInts();
            m = m.max(bits.lanewise(VectorOperators.ASHR, 31)
                    .lanewise(VectorOperators.LSHR, 1)
                    .lanewise(VectorOperators.XOR, bits));
        }
        if (i < n && xo + i + L <= x.length) {
            IntVector bits = FloatVector.fromArray(S, x, xo + i).reinterpretAsInts();
            IntVector last = bits.lanewise(VectorOperators.ASHR, 31)
                    .lanewise(VectorOperators.LSHR, 1)
                    .lanewise(VectorOperators.XOR, bits);
            m = m.max(m.blend(last, PLACES.compare(VectorOperators.LT, n - i)));
            i = n;
        }
        int max = m.reduceLanes(VectorOperators.MAX);
        for (; i < n; i++) {
            max = Math.max(max, ordered(Float.floatToRawIntBits(x[xo + i])));
        }
        return Float.intBitsToFloat(ordered(max));
    }

    /** Between the bits of a float and whole numbers in the order of floats, both ways. */
    private static int ordered(int bits) {
        return bits >> 31 >>> 1 ^ bits;
    }

    /** x = exp(x - shift) over n entries, none of them above shift; their sum. */
    static float expAndSum(float[] x, int xo, int n, float shift) {
        // in vectors, if the array has room for the last one
        int i = xo + (n + L - 1) / L * L <= x.length ? n : n - n % L;
        float sum = i > 0 ? exp(x, xo, i, shift) : 0;
        for (; i < n; i++) {
            x[xo + i] = (float) Math.exp(x[xo + i] - shift);
            sum += x[xo + i];
        }
        return sum;
    }

    /**
     * The same to a relative error of about 1e-7, in whole vectors of which only the first n entries are changed: e^v =
     * 2^k e^r with k = round(v / ln 2) and r by Taylor's polynomial; 2^k is written straight into the exponent bits.
     * One loop and no method that takes a vector, which would be put on the heap whenever the compiler chose not to
     * inline it.
     */
    private static float exp(float[] x, int xo, int n, float shift) {
        // 1.5 * 2^23: adding it rounds to a whole number
        FloatVector magic = FloatVector.broadcast(S, 12582912f);
        FloatVector zero = FloatVector.zero(S);
        FloatVector sum = zero;
        for (int i = 0; i < n; i += L) {
            FloatVector old = FloatVector.fromArray(S, x, xo + i);
            FloatVector v = old.sub(shift).max(-87f);
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
            VectorMask<Float> within = LANES.compare(VectorOperators.LT, n - i);
            old.blend(e, within).intoArray(x, xo + i);
            sum = sum.add(zero.blend(e, within));
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }
}
