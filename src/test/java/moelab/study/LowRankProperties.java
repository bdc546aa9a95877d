package moelab.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import moelab.transformer.DenseFeedForward;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.SpecializedOps_FDRM;
import org.ejml.simple.SimpleMatrix;
import org.ejml.simple.SimpleSVD;

/** Matrices of low rank are found again, and of others the nearest. */
class LowRankProperties {
    private static FMatrixRMaj random(int rows, int columns, SplittableRandom random) {
        FMatrixRMaj m = new FMatrixRMaj(rows, columns);
        for (int i = 0; i < m.data.length; i++) {
            m.data[i] = (float) random.nextDouble(-1, 1);
        }
        return m;
    }

    private static FMatrixRMaj product(FMatrixRMaj a, FMatrixRMaj b) {
        FMatrixRMaj c = new FMatrixRMaj(a.numRows, b.numCols);
        CommonOps_FDRM.mult(a, b, c);
        return c;
    }

    @Property(tries = 100)
    void aMatrixOfTheRankIsItsOwnNearest(
            @ForAll @IntRange(min = 1, max = 12) int rows,
            @ForAll @IntRange(min = 1, max = 12) int columns,
            @ForAll @IntRange(min = 1, max = 14) int rank,
            @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FMatrixRMaj m = product(random(rows, rank, random), random(rank, columns, random));
        float[] before = m.data.clone();
        assertArrayEquals(m.data, LowRank.nearest(m, rank).data, 1e-4f);
        assertArrayEquals(before, m.data);
    }

    /** Eckart and Young: what is left out are the smallest singular values. */
    @Property(tries = 100)
    void theDistanceIsThatOfTheSmallestSingularValues(
            @ForAll @IntRange(min = 1, max = 10) int rows,
            @ForAll @IntRange(min = 1, max = 10) int columns,
            @ForAll @IntRange(min = 1, max = 5) int rank,
            @ForAll long seed) {
        FMatrixRMaj m = random(rows, columns, new SplittableRandom(seed));
        SimpleSVD<SimpleMatrix> svd = SimpleMatrix.wrap(m).svd();
        double expected = 0;
        for (int k = rank; k < Math.min(rows, columns); k++) {
            expected += svd.getSingleValue(k) * svd.getSingleValue(k);
        }
        float distance = SpecializedOps_FDRM.diffNormF(m, LowRank.nearest(m, rank));
        assertEquals(expected, distance * distance, 1e-4);
    }

    @Example
    void onlyTheInputWeightsOfANetworkChange() {
        // The singular values of W1 are 3 and 1.
        FMatrixRMaj w1 = new FMatrixRMaj(new float[][] {{3, 0, 0}, {0, 1, 0}});
        FMatrixRMaj w2 = new FMatrixRMaj(new float[][] {{1, 2}, {3, 4}, {5, 6}});
        DenseFeedForward network = new DenseFeedForward(w1, new FMatrixRMaj(1, 3), w2, new FMatrixRMaj(1, 2));
        DenseFeedForward low = LowRank.inputWeights(network, 1);
        assertArrayEquals(new float[] {3, 0, 0, 0, 0, 0}, low.inputWeights().data, 1e-6f);
        assertSame(w2, low.outputWeights());
        assertSame(network.inputBias(), low.inputBias());
    }

    @Example
    void whatCannotBeDoneIsOneLine() {
        FMatrixRMaj m = new FMatrixRMaj(new float[][] {{1, Float.NaN}});
        assertEquals(
                "rank is 0, expected at least 1",
                assertThrows(IllegalArgumentException.class, () -> LowRank.nearest(m, 0))
                        .getMessage());
        assertEquals(
                "entry 1 of a matrix of 1 x 2 is NaN, expected finite values",
                assertThrows(IllegalArgumentException.class, () -> LowRank.nearest(m, 1))
                        .getMessage());
    }
}
