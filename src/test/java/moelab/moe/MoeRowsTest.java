package moelab.moe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import moelab.experts.ExpertLayout;
import moelab.routing.Budget;
import moelab.routing.JointRouting;
import moelab.routing.JointRule;
import moelab.routing.LinearRouter;
import moelab.routing.Routes;
import moelab.routing.RoutingPolicy;
import moelab.transformer.DenseFeedForward;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.RandomMatrices_FDRM;

/** Several rows at once are computed as the readable layer computes them. */
class MoeRowsTest {

    private static FMatrixRMaj random(int rows, int cols, long seed) {
        return RandomMatrices_FDRM.rectangle(rows, cols, -1, 1, new Random(seed));
    }

    /** 60 neurons in six experts of 10, which fill no tile, or in three of 20. */
    private static ReferenceMoeFeedForward reference(int experts, Budget budget, long seed) {
        DenseFeedForward network = new DenseFeedForward(
                random(20, 60, seed), random(1, 60, seed + 1), random(60, 20, seed + 2), random(1, 20, seed + 3));
        return new ReferenceMoeFeedForward(
                network,
                ExpertLayout.random(60, experts, seed),
                new LinearRouter(random(20, experts, seed + 4), random(1, experts, seed + 5)),
                budget);
    }

    private static MoeFeedForward moe(int experts, Budget budget, long seed) {
        ReferenceMoeFeedForward r = reference(experts, budget, seed);
        return new MoeFeedForward(r.network(), r.layout(), r.router(), budget);
    }

    @Property(tries = 60)
    void everyRowIsComputedAsTheReadableLayerComputesIt(
            @ForAll @IntRange(min = 1, max = 70) int rows,
            @ForAll @IntRange(min = 1, max = 2) int size,
            @ForAll @FloatRange(min = -2, max = 2) float threshold,
            @ForAll long seed) {
        ReferenceMoeFeedForward readable = reference(6 / size, new Budget.Threshold(threshold), seed);
        FMatrixRMaj x = random(rows, 20, seed + 6);
        FMatrixRMaj expected = new FMatrixRMaj(rows, 20);
        FMatrixRMaj y = new FMatrixRMaj(rows, 20);
        readable.apply(x, expected);
        moe(6 / size, readable.budget(), seed).apply(x, y);
        assertArrayEquals(expected.data, y.data, 1e-4f);
    }

    /** A student's policy: it rotates through the experts, two for every other row, and ignores the scores. */
    private record Rotating(int experts) implements RoutingPolicy {
        @Override
        public void choose(float[] scores, int rows, Routes routes) {
            routes.clear();
            for (int r = 0; r < rows; r++) {
                int e = r % (experts - 1);
                routes.add(r % 2 == 0 ? new int[] {e} : new int[] {e, e + 1});
            }
        }

        @Override
        public Budget budget() {
            return new Budget.TopK(1);
        }
    }

    @Property(tries = 60)
    void anyPolicyDecidesWhichExpertsAreComputed(
            @ForAll @IntRange(min = 2, max = 40) int rows,
            @ForAll @IntRange(min = 1, max = 2) int size,
            @ForAll @IntRange(max = 4) int count,
            @ForAll long seed) {
        int experts = 6 / size;
        ReferenceMoeFeedForward all = reference(experts, new Budget.TopK(experts), seed);
        FMatrixRMaj x = random(rows, 20, seed + 6);
        for (RoutingPolicy policy : new RoutingPolicy[] {
            new Rotating(experts), new JointRouting(new Budget.TopK(count), JointRule.SENTENCES, all.layout())
        }) {
            MoeFeedForward moe = new MoeFeedForward(all.network(), all.layout(), all.router(), policy);
            FMatrixRMaj y = new FMatrixRMaj(rows, 20);
            moe.apply(x, y);
            FMatrixRMaj expected = new FMatrixRMaj(rows, 20);
            for (int from = 0; from < rows; from += 32) {
                Routes routes = new Routes(32, experts);
                int n = Math.min(32, rows - from);
                float[] scores = new float[n * experts];
                all.router().scores(x, from, n, scores, new float[experts]);
                policy.choose(scores, n, routes);
                for (int r = 0; r < n; r++) {
                    addRow(all, routes, r, x, from + r, expected);
                }
            }
            assertArrayEquals(expected.data, y.data, 1e-4f, policy.toString());
            assertEquals(
                    policy instanceof Rotating
                            ? (rows + rows / 2) / (double) (rows * experts)
                            : Math.min(count, experts) / (double) experts,
                    moe.share(),
                    1e-9);
            if (policy instanceof JointRouting) {
                assertEquals(moe.share(), moe.union(), 1e-9);
            }
        }
    }

    /** The dense network with everything but the chosen neurons at zero. */
    private static void addRow(
            ReferenceMoeFeedForward all, Routes routes, int row, FMatrixRMaj x, int number, FMatrixRMaj y) {
        FMatrixRMaj one = new FMatrixRMaj(1, 20);
        System.arraycopy(x.data, number * 20, one.data, 0, 20);
        FMatrixRMaj h = new FMatrixRMaj(1, 60);
        all.network().hidden(one, h);
        for (int j = 0; j < 60; j++) {
            boolean used = false;
            for (int i = 0; i < routes.count(row); i++) {
                used |= routes.expert(row, i) == all.layout().expertOf(j);
            }
            h.data[j] = used ? h.data[j] : 0;
        }
        FMatrixRMaj out = new FMatrixRMaj(1, 20);
        all.network().output(h, out);
        System.arraycopy(out.data, 0, y.data, number * 20, 20);
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
}
