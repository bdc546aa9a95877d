package moelab.routing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import moelab.experts.ExpertContribution;
import moelab.experts.ExpertLayout;
import moelab.linalg.weights.Bfloat16Matrix;
import moelab.routing.training.CentroidTrainer;
import moelab.routing.training.RidgeTrainer;
import moelab.sparsity.Activations;
import moelab.sparsity.TinyNetworks;
import moelab.transformer.DenseFeedForward;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.RandomMatrices_FDRM;

@Domain(TinyNetworks.class)
@Domain(DomainContext.Global.class)
public class RoutersTest {

    /** Scores of every row, each read at its own offset. */
    public static FMatrixRMaj scores(Router router, FMatrixRMaj x) {
        FMatrixRMaj all = new FMatrixRMaj(x.numRows, router.experts());
        float[] row = new float[router.experts()];
        for (int r = 0; r < x.numRows; r++) {
            Arrays.fill(row, Float.NaN);
            router.scores(x.data, r * x.numCols, row);
            System.arraycopy(row, 0, all.data, r * row.length, row.length);
        }
        return all;
    }

    /** x w + b, as EJML computes it. */
    public static FMatrixRMaj linear(FMatrixRMaj x, FMatrixRMaj w, FMatrixRMaj b) {
        FMatrixRMaj y = new FMatrixRMaj(x.numRows, w.numCols);
        CommonOps_FDRM.mult(x, w, y);
        for (int at = 0; at < y.data.length; at++) {
            y.data[at] += b.data[at % w.numCols];
        }
        return y;
    }

    @Example
    void threadsWithRoutersOfTheirOwnDoNotDisturbEachOther() throws Exception {
        Random random = new Random(1);
        int d = 16;
        DenseFeedForward network = new DenseFeedForward(
                RandomMatrices_FDRM.rectangle(d, 32, random),
                RandomMatrices_FDRM.rectangle(1, 32, random),
                RandomMatrices_FDRM.rectangle(32, d, random),
                RandomMatrices_FDRM.rectangle(1, d, random));
        FMatrixRMaj x = RandomMatrices_FDRM.rectangle(50, d, random);
        FMatrixRMaj y = RandomMatrices_FDRM.rectangle(50, d, random);
        List<Router> routers = List.of(
                new OracleRouter(network, ExpertLayout.random(32, 8, 1), ExpertContribution.OUTPUT),
                new RandomRouter(d, 8, 1),
                new LinearRouter(
                        RandomMatrices_FDRM.rectangle(d, 8, random), RandomMatrices_FDRM.rectangle(1, 8, random)),
                new TwoLayerRouter(
                        RandomMatrices_FDRM.rectangle(d, 64, random),
                        RandomMatrices_FDRM.rectangle(1, 64, random),
                        RandomMatrices_FDRM.rectangle(64, 8, random),
                        RandomMatrices_FDRM.rectangle(1, 8, random),
                        TwoLayerRouter.Activation.RELU));
        for (Router router : routers) {
            float[] ofX = scores(router, x).data;
            float[] ofY = scores(router, y).data;
            Router another = router.another();
            CompletableFuture<Void> beside = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 200; i++) {
                    assertArrayEquals(ofY, scores(another, y).data);
                }
            });
            for (int i = 0; i < 200; i++) {
                assertArrayEquals(ofX, scores(router, x).data, router.toString());
            }
            beside.get();
        }
    }

    @Property(tries = 100)
    void theOracleKnowsTheTrueWork(
            @ForAll DenseFeedForward network,
            @ForAll FMatrixRMaj x,
            @ForAll long seed,
            @ForAll ExpertContribution work) {
        ExpertLayout layout = ExpertLayout.random(12, 4, seed);
        FMatrixRMaj expected = work.of(TinyNetworks.activations(network, x), network.outputWeights(), layout);
        OracleRouter oracle = new OracleRouter(network, layout, work);
        assertArrayEquals(expected.data, scores(oracle, x).data, 1e-3f);
        assertEquals(2 * 3 * 12, oracle.multiplyAdds());
    }

    @Property(tries = 50)
    void aRandomRouterFollowsFromSeedAndRow(@ForAll FMatrixRMaj x, @ForAll long seed) {
        FMatrixRMaj a = scores(new RandomRouter(3, 16, seed), x);
        assertArrayEquals(a.data, scores(new RandomRouter(3, 16, seed), x).data);
        assertFalse(Arrays.equals(a.data, scores(new RandomRouter(3, 16, seed + 1), x).data));
        for (float s : a.data) {
            assertEquals(true, s >= 0 && s < 1);
        }
    }

    @Property(tries = 50)
    void aRandomRoutersScoresDependOnEveryEntryOfTheRowAndOnNothingElse(
            @ForAll FMatrixRMaj x, @ForAll @IntRange(max = 2) int place, @ForAll long seed) {
        RandomRouter router = new RandomRouter(3, 16, seed);
        float[] row = new float[16];
        float[] again = new float[16];
        router.scores(x.data, 6, row); // the third row
        FMatrixRMaj other = x.copy();
        Arrays.fill(other.data, 0, 6, 1234);
        Arrays.fill(other.data, 9, other.data.length, 1234);
        router.scores(other.data, 6, again);
        assertArrayEquals(row, again);
        other.data[6 + place] += 100;
        router.scores(other.data, 6, again);
        assertFalse(Arrays.equals(row, again));
    }

    @Property(tries = 60)
    void severalRowsAreScoredAsOneByOne(
            @ForAll @IntRange(min = 1, max = 9) int rows,
            @ForAll @IntRange(min = 1, max = 40) int experts,
            @ForAll boolean whole,
            @ForAll long seed) {
        int n = whole ? 16 * (experts % 3 + 1) : experts;
        Random random = new Random(seed);
        FMatrixRMaj x = RandomMatrices_FDRM.rectangle(rows + 2, 7, -1, 1, random);
        LinearRouter router = new LinearRouter(
                RandomMatrices_FDRM.rectangle(7, n, -1, 1, random), RandomMatrices_FDRM.rectangle(1, n, -1, 1, random));
        float[] together = new float[rows * n];
        float[] one = new float[n];
        router.scores(x, 2, rows, together, new float[n]);
        for (int r = 0; r < rows; r++) {
            router.scores(x.data, (2 + r) * 7, one);
            assertArrayEquals(one, Arrays.copyOfRange(together, r * n, (r + 1) * n), 1e-5f);
        }
    }

    @Example
    void aRandomRouterChoosesEveryExpertEquallyOften() {
        RandomRouter router = new RandomRouter(1, 4, 3);
        int[] best = new int[4];
        float[] s = new float[4];
        Selection selection = new Selection(4, 0);
        for (int i = 0; i < 4000; i++) {
            router.scores(new float[] {i}, 0, s);
            selection.select(s, new Budget.TopK(1));
            best[selection.expert(0)]++;
        }
        for (int b : best) {
            assertEquals(1000, b, 120); // more than four standard deviations
        }
    }

    @Property(tries = 50)
    void linearScoresRowByRowAreTheProduct(@ForAll DenseFeedForward weights, @ForAll FMatrixRMaj x) {
        LinearRouter router = new LinearRouter(weights.inputWeights(), weights.inputBias());
        FMatrixRMaj expected = linear(x, Bfloat16Matrix.rounded(weights.inputWeights()), weights.inputBias());
        assertArrayEquals(expected.data, router.scores(x).data, 1e-4f);
        assertArrayEquals(router.scores(x).data, scores(router, x).data);
        assertSame(weights.inputWeights(), router.weights());
        assertEquals(36, router.multiplyAdds());
        assertThrows(
                IllegalArgumentException.class, () -> new LinearRouter(weights.inputWeights(), weights.outputBias()));
    }

    @Example
    void aCentroidIsTheNormalizedMeanColumn() {
        // columns (3,4), (3,4) in expert 0, so c/|c| = (0.6, 0.8); (0,2), (0,0) in expert 1, so (0, 1)
        FMatrixRMaj w1 = new FMatrixRMaj(new float[][] {{3, 0, 3, 0}, {4, 2, 4, 0}});
        FMatrixRMaj b1 = new FMatrixRMaj(new float[][] {{5, 1, 15, 3}});
        DenseFeedForward network = new DenseFeedForward(w1, b1, new FMatrixRMaj(4, 2), new FMatrixRMaj(1, 2));
        LinearRouter router = new CentroidTrainer().train(network, ExpertLayout.of(new int[] {0, 1, 0, 1}, 2), null);
        assertArrayEquals(new float[] {0.6f, 0, 0.8f, 1}, router.weights().data, 1e-6f);
        assertArrayEquals(new float[] {10 / 5f, 2 / 1f}, router.bias().data, 1e-6f);
    }

    @Property(tries = 20)
    void ridgeOnAPowerIsRidgeOnThatPowerOfTheWork(@ForAll DenseFeedForward network, @ForAll FMatrixRMaj x) {
        ExpertLayout layout = ExpertLayout.random(12, 3, 1);
        Activations seen = TinyNetworks.activations(network, x);
        FMatrixRMaj work = ExpertContribution.OUTPUT.of(seen, network.outputWeights(), layout);
        for (double power : new double[] {0, 0.5, 1}) {
            FMatrixRMaj y = work.copy();
            for (int i = 0; i < y.data.length; i++) {
                y.data[i] =
                        power == 0 ? y.data[i] > 0 ? 1 : 0 : power == 0.5 ? (float) Math.sqrt(y.data[i]) : y.data[i];
            }
            FMatrixRMaj expected = RidgeTrainer.fit(x, y, 0.1).weights();
            assertArrayEquals(
                    expected.data,
                    new RidgeTrainer(ExpertContribution.OUTPUT, 0.1, power)
                            .train(network, layout, seen)
                            .weights()
                            .data,
                    1e-5f);
        }
        assertEquals("ridge on the root of output", new RidgeTrainer(ExpertContribution.OUTPUT, 1e-3, 0.5).toString());
        assertThrows(IllegalArgumentException.class, () -> new RidgeTrainer(ExpertContribution.OUTPUT, 1e-3, -1));
    }

    @Property(tries = 50)
    void ridgeWithoutPenaltyRecoversALinearMap(@ForAll DenseFeedForward map) {
        FMatrixRMaj x =
                new FMatrixRMaj(new float[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 1, 1}, {2, -1, 3}, {-1, 2, 0}});
        LinearRouter router = RidgeTrainer.fit(x, linear(x, map.inputWeights(), map.inputBias()), 0);
        assertArrayEquals(map.inputWeights().data, router.weights().data, 1e-3f);
        assertArrayEquals(map.inputBias().data, router.bias().data, 1e-2f);
    }

    @Property(tries = 50)
    void ridgeEndsWhereItsObjectiveIsFlat(
            @ForAll DenseFeedForward numbers, @ForAll FMatrixRMaj x, @ForAll @IntRange(min = 1, max = 20) int tenths) {
        double lambda = tenths / 10.0;
        FMatrixRMaj y = new LinearRouter(numbers.inputWeights(), numbers.inputBias()).scores(x);
        for (int i = 0; i < y.data.length; i++) {
            y.data[i] = y.data[i] * y.data[i] / 4; // nothing linear
        }
        LinearRouter router = RidgeTrainer.fit(x, y, lambda);
        for (int e = 0; e < y.numCols; e++) {
            // by each weight; the last one is the bias, of an input that is always 1
            double[] slope = new double[x.numCols + 1];
            for (int i = 0; i <= x.numCols; i++) {
                slope[i] = lambda
                        * x.numRows
                        * (i == x.numCols
                                ? router.bias().get(0, e)
                                : router.weights().get(i, e));
            }
            for (int r = 0; r < x.numRows; r++) {
                double error = router.bias().get(0, e) - y.get(r, e);
                for (int i = 0; i < x.numCols; i++) {
                    error += (double) x.get(r, i) * router.weights().get(i, e);
                }
                for (int i = 0; i <= x.numCols; i++) {
                    slope[i] += error * (i == x.numCols ? 1 : x.get(r, i));
                }
            }
            assertArrayEquals(new double[x.numCols + 1], slope, 1e-3);
        }
    }

    @Property(tries = 30)
    void aLargeRidgePenaltyMakesAllWeightsZero(@ForAll DenseFeedForward network, @ForAll FMatrixRMaj x) {
        Activations seen = TinyNetworks.activations(network, x);
        LinearRouter router =
                new RidgeTrainer(ExpertContribution.MASS, 1e9).train(network, ExpertLayout.random(12, 3, 1), seen);
        for (float w : router.weights().data) {
            assertEquals(0, w, 1e-3);
        }
    }
}
