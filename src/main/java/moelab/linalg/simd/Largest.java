package moelab.linalg.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The largest of many scores, and where it is. */
final class Largest {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> SI = IntVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final IntVector PLACES = IntVector.zero(SI).addIndex(1); // 0, 1, 2, ...

    private Largest() {}

    /**
     * Returns the place of the largest entry: finds the value first and its first place second. Both passes are short
     * beside the product that made the scores.
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
     * Returns the largest entry, by comparing integers that are ordered as the floats are: the larger of two integers
     * takes one instruction, the larger of two floats takes half a dozen, because of NaN and the two zeros.
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

    /** Writes the largest entry of each pile, as {@code KernelSet#pileMaxima} says; compares as {@link #max} does. */
    static void ofPiles(float[] x, int xo, int n, float[] maxima) {
        int piles = maxima.length;
        int whole = n / piles * piles;
        for (int p = 0; p < piles; p += L) {
            IntVector max = IntVector.broadcast(SI, ordered(Float.floatToRawIntBits(Float.NEGATIVE_INFINITY)));
            for (int i = p; i < whole; i += piles) {
                IntVector bits = FloatVector.fromArray(S, x, xo + i).reinterpretAsInts();
                max = max.max(bits.lanewise(VectorOperators.ASHR, 31)
                        .lanewise(VectorOperators.LSHR, 1)
                        .lanewise(VectorOperators.XOR, bits));
            }
            max.lanewise(VectorOperators.ASHR, 31)
                    .lanewise(VectorOperators.LSHR, 1)
                    .lanewise(VectorOperators.XOR, max)
                    .reinterpretAsFloats()
                    .intoArray(maxima, p);
        }
        for (int i = whole; i < n; i++) {
            maxima[i - whole] = Math.max(maxima[i - whole], x[xo + i]);
        }
    }

    /** Maps the bits of a float to an integer in the order of floats, and back. */
    private static int ordered(int bits) {
        return bits >> 31 >>> 1 ^ bits;
    }
}
