package moelab.moe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import moelab.experts.ExpertLayout;
import moelab.routing.Budget;
import moelab.routing.LinearRouter;
import moelab.transformer.DenseFeedForward;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.RandomMatrices_FDRM;

/** Experts outside and rows inside computes what one row at a time does, and allocates as little: nothing. */
class MoeRowsTest {

    private static FMatrixRMaj random(int rows, int cols, long seed) {
        return RandomMatrices_FDRM.rectangle(rows, cols, -1, 1, new Random(seed));
    }

    /** 60 neurons in six experts of 10, which fill no tile, or in three of 20. */
    private static MoeFeedForward moe(int experts, Budget budget, long seed) {
        DenseFeedForward network = new DenseFeedForward(
                random(20, 60, seed), random(1, 60, seed + 1), random(60, 20, seed + 2), random(1, 20, seed + 3));
        return new MoeFeedForward(
                network,
                ExpertLayout.random(60, experts, seed),
                new LinearRouter(random(20, experts, seed + 4), random(1, experts, seed + 5)),
                budget);
    }

    @Property(tries = 60)
    void rowsTogetherAreTheRowsOneByOne(
            @ForAll @IntRange(min = 1, max = 70) int rows,
            @ForAll @IntRange(min = 1, max = 2) int size,
            @ForAll @FloatRange(min = -2, max = 2) float threshold,
            @ForAll long seed) {
        int experts = 6 / size;
        MoeFeedForward moe = moe(experts, new Budget.Threshold(threshold), seed);
        FMatrixRMaj x = random(rows, 20, seed + 6);
        FMatrixRMaj together = new FMatrixRMaj(rows, 20);
        moe.apply(x, together);
        double share = moe.share();
        double union = moe.union();
        // a pass touches at least what any of its rows computes, and a last one may have few rows
        int passes = (rows + 31) / 32;
        assertTrue(
                union * passes * Math.min(rows, 32) >= (share - 1e-9) * rows && union <= 1,
                union + " of the experts touched, " + share + " computed for a row, " + rows + " rows");
        moe.resetCounts();
        FMatrixRMaj one = new FMatrixRMaj(1, 20);
        FMatrixRMaj y = new FMatrixRMaj(1, 20);
        for (int r = 0; r < rows; r++) {
            System.arraycopy(x.data, r * 20, one.data, 0, 20);
            moe.apply(one, y);
            for (int k = 0; k < 20; k++) {
                assertEquals(together.get(r, k), y.data[k], 1e-4);
            }
        }
        assertEquals(share, moe.share(), 1e-9);
        assertEquals(share, moe.union(), 1e-9);
    }

    @Example
    void itAllocatesNothing() {
        MoeFeedForward moe = moe(6, new Budget.TopK(2), 1);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int rows : new int[] {1, 5, 40}) {
            FMatrixRMaj x = random(rows, 20, rows);
            FMatrixRMaj y = new FMatrixRMaj(rows, 20);
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 100_000 && least > 0; round++) { // an interpreter boxes vectors
                long before =
                        threads.getThreadAllocatedBytes(Thread.currentThread().getId());
                moe.apply(x, y);
                least = Math.min(
                        least,
                        threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
            }
            assertEquals(0, least, rows + " rows");
        }
    }
}
