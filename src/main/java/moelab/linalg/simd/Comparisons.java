package moelab.linalg.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import moelab.linalg.TileLayout;

/** Which entries reach a threshold, and how many. */
final class Comparisons {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private Comparisons() {}

    /**
     * Returns the number of entries that reach the threshold. It counts in floats, which are exact up to 2^24 per lane:
     * adding ones where a mask is set is fast on every processor, counting the bits of the mask is not.
     */
    static int countAtLeast(float threshold, float[] x, int xo, int n) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector one = FloatVector.broadcast(S, 1);
        FloatVector sum = zero;
        int i = 0;
        for (; i + L <= n; i += L) {
            sum = sum.add(zero.blend(one, FloatVector.fromArray(S, x, xo + i).compare(VectorOperators.GE, threshold)));
        }
        int count = (int) LaneSums.sum(sum);
        for (; i < n; i++) {
            count += x[xo + i] >= threshold ? 1 : 0;
        }
        return count;
    }

    /**
     * Flags the entries that reach the threshold. The integer 1 is made of the float 1.0, which is 0x3f800000, by
     * shifting it 29 bits to the right.
     */
    static void flagAtLeast(float threshold, float[] x, int n, int[] flags) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector one = FloatVector.broadcast(S, 1);
        int i = 0;
        for (; i + L <= n; i += L) {
            zero.blend(one, FloatVector.fromArray(S, x, i).compare(VectorOperators.GE, threshold))
                    .reinterpretAsInts()
                    .lanewise(VectorOperators.LSHR, 29)
                    .intoArray(flags, i);
        }
        for (; i < n; i++) {
            flags[i] = x[i] >= threshold ? 1 : 0;
        }
    }

    /**
     * Lists the tiles with an entry above the threshold, and returns how many. What is found is collected in floats and
     * not in a mask: on vectors of 256 bits and fewer, JDK 17 keeps a mask that lives through a loop as an array on the
     * heap.
     */
    static int tilesAbove(float threshold, float[] h, int ho, int tiles, int[] found) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector one = FloatVector.broadcast(S, 1);
        int count = 0;
        for (int t = 0, at = ho; t < tiles; t++) {
            FloatVector above = zero;
            for (int v = 0; v < TileLayout.TILE; v += L, at += L) {
                above = above.blend(one, FloatVector.fromArray(S, h, at).compare(VectorOperators.GT, threshold));
            }
            found[count] = t;
            count += above.compare(VectorOperators.GT, 0).anyTrue() ? 1 : 0;
        }
        return count;
    }
}
