package moelab.linalg.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The sum of a vector's lanes in an order that is ours: halves onto each other, then quarters, and so on.
 *
 * <pre>
 *   16 lanes:  i + (i + 8),  then  i + (i + 4),  then  i + (i + 2),  then  0 + 1
 * </pre>
 *
 * {@code reduceLanes(ADD)} leaves the order open, and the compiler of newer JDKs chooses another one than the
 * interpreter does: the same program then gives other bits as soon as it has been compiled. It also took longer where
 * it did keep an order, because it added lane after lane.
 */
final class LaneSums {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final VectorShuffle<Float> HALVES = exchange(L / 2);
    private static final VectorShuffle<Float> QUARTERS = exchange(L / 4);
    private static final VectorShuffle<Float> PAIRS = exchange(2);
    private static final VectorShuffle<Float> NEIGHBORS = exchange(1);
    private static final VectorShuffle<Float> FIRST_OF_QUARTERS =
            VectorShuffle.fromOp(S, lane -> (lane % 2 * 2 + lane / 2 % 2) * (L / 4) % L);
    private static final VectorMask<Float> UPPER = lanesWith(L / 2);
    private static final VectorMask<Float> ODD_QUARTERS = lanesWith(L / 4);

    private LaneSums() {}

    /** Returns the shuffle that exchanges lanes at this distance. */
    private static VectorShuffle<Float> exchange(int distance) {
        return VectorShuffle.fromOp(S, lane -> lane ^ distance);
    }

    private static VectorMask<Float> lanesWith(int bit) {
        boolean[] set = new boolean[L];
        for (int lane = 0; lane < L; lane++) {
            set[lane] = (lane & bit) != 0;
        }
        return VectorMask.fromArray(S, set, 0);
    }

    /** Returns the sum of all lanes. */
    static float sum(FloatVector s) {
        FloatVector t = s.add(s.rearrange(HALVES));
        t = t.add(t.rearrange(QUARTERS));
        if (L >= 16) {
            t = t.add(t.rearrange(PAIRS));
        }
        if (L >= 8) {
            t = t.add(t.rearrange(NEIGHBORS));
        }
        return t.lane(0);
    }

    /**
     * Adds the sums of four vectors to four entries of {@code out}. Four sums then take little longer than one, and
     * each comes out as {@link #sum} adds it.
     */
    static void addFourSums(FloatVector s0, FloatVector s1, FloatVector s2, FloatVector s3, float[] out, int at) {
        FloatVector s01 =
                s0.blend(s1.rearrange(HALVES), UPPER).add(s0.rearrange(HALVES).blend(s1, UPPER));
        FloatVector s23 =
                s2.blend(s3.rearrange(HALVES), UPPER).add(s2.rearrange(HALVES).blend(s3, UPPER));
        FloatVector s = s01.blend(s23.rearrange(QUARTERS), ODD_QUARTERS)
                .add(s01.rearrange(QUARTERS).blend(s23, ODD_QUARTERS));
        if (L >= 16) {
            s = s.add(s.rearrange(PAIRS));
        }
        if (L >= 8) {
            s = s.add(s.rearrange(NEIGHBORS));
        }
        // the quarters begin with the sums of s0, s2, s1 and s3; lane after lane would take longer than all the above
        LongVector pairs = s.rearrange(FIRST_OF_QUARTERS).reinterpretAsLongs();
        long first = pairs.lane(0);
        long second = pairs.lane(1);
        out[at] += Float.intBitsToFloat((int) first);
        out[at + 1] += Float.intBitsToFloat((int) (first >>> 32));
        out[at + 2] += Float.intBitsToFloat((int) second);
        out[at + 3] += Float.intBitsToFloat((int) (second >>> 32));
    }
}
