package moelab.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import moelab.experts.ExpertContribution;
import moelab.experts.ExpertLayout;
import moelab.experts.RandomSplitter;
import moelab.moe.MoeFeedForward;
import moelab.moe.MoeModel;
import moelab.moe.Moefication;
import moelab.moe.SkipCorrection;
import moelab.moe.Stack;
import moelab.routing.Budget;
import moelab.routing.RandomRouter;
import moelab.routing.training.RidgeTrainer;
import moelab.sparsity.Activations;
import moelab.sparsity.DecoderStates;
import moelab.sparsity.TinyNetworks;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.FeedForward;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TokenBatch;
import moelab.transformer.layers.TransformerConfig;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Corrections for skipped experts, and the encoder's experts. */
class SkipCorrectionTest {
    private static final int D = 6;
    private static final int ROWS = 400;
    private final DenseFeedForward dense =
            new DenseFeedForward(random(D, 24, 1), random(1, 24, 2), random(24, D, 3), random(1, D, 4));
    private final FMatrixRMaj x = random(ROWS, D, 5);
    private final Activations seen = TinyNetworks.activations(dense, x);

    private static FMatrixRMaj random(int rows, int cols, long seed) {
        Random random = new Random(seed);
        FMatrixRMaj m = new FMatrixRMaj(rows, cols);
        for (int i = 0; i < m.data.length; i++) {
            m.data[i] = (float) random.nextGaussian();
        }
        return m;
    }

    private MoeFeedForward keeping(int experts) {
        return new MoeFeedForward(
                dense, ExpertLayout.random(24, 8, 7), new RandomRouter(D, 8, 9), new Budget.TopK(experts));
    }

    private FMatrixRMaj output(FeedForward network) {
        FMatrixRMaj y = new FMatrixRMaj(ROWS, D);
        network.apply(x, y);
        return y;
    }

    private double squaredError(FeedForward network) {
        FMatrixRMaj wanted = output(dense);
        FMatrixRMaj y = output(network);
        double sum = 0;
        for (int i = 0; i < y.data.length; i++) {
            sum += (y.data[i] - wanted.data[i]) * (double) (y.data[i] - wanted.data[i]);
        }
        return sum;
    }

    @Test
    void whereNothingIsSkippedNothingIsCorrected() {
        assertArrayEquals(output(dense).data, output(SkipCorrection.fit(dense, keeping(8), seen, 3)).data, 1e-3f);
        assertArrayEquals(output(dense).data, output(new ConditionalMean(dense, keeping(8), seen)).data, 1e-3f);
    }

    @Test
    void everyRankBringsTheOutputNearer() {
        double before = squaredError(keeping(3));
        for (int rank = 0; rank <= D; rank++) {
            double after = squaredError(SkipCorrection.fit(dense, keeping(3), seen, rank));
            assertTrue(after < before * 1.0001, "rank " + rank + ": " + after + ", before " + before);
            before = after;
        }
        assertTrue(before < 0.9 * squaredError(keeping(3)), "a linear guess should explain some of what is skipped");
    }

    @Test
    void rankZeroAndTheConditionalMeanCorrectTheMean() {
        for (FeedForward corrected :
                List.of(SkipCorrection.fit(dense, keeping(3), seen, 0), new ConditionalMean(dense, keeping(3), seen))) {
            FMatrixRMaj y = output(corrected);
            FMatrixRMaj wanted = output(dense);
            for (int k = 0; k < D; k++) {
                double difference = 0;
                for (int r = 0; r < ROWS; r++) {
                    difference += (y.get(r, k) - wanted.get(r, k)) / ROWS;
                }
                assertEquals(0, difference, 1e-3, corrected + ", column " + k);
            }
        }
    }

    @Test
    void rankOutOfRangeIsRefused() {
        assertEquals(
                "rank of the correction is 7, expected 0 to 6",
                assertThrows(IllegalArgumentException.class, () -> SkipCorrection.fit(dense, keeping(3), seen, 7))
                        .getMessage());
    }

    @Test
    void encoderLayersBecomeExpertsToo() {
        Transformer model =
                Transformer.create(new TransformerConfig(20, 8, 2, 2, 2, 16, 16, 12), Parameters.initialized(3));
        List<int[]> sources = List.of(new int[] {3, 4, 5, 1}, new int[] {7, 8, 1}, new int[] {9, 2, 6, 11, 1});
        List<Activations> states = DecoderStates.encoder(model, sources, 1000);
        Moefication encoder = Moefication.of(
                Stack.ENCODER,
                model,
                states,
                new RandomSplitter(1),
                4,
                new RidgeTrainer(ExpertContribution.OUTPUT, 1e-3),
                line -> {});
        TokenBatch batch = TokenBatch.of(sources);
        assertArrayEquals(
                model.encode(batch).data, encoder.keep(1).transformer().encode(batch).data, 1e-4f);
        MoeModel half = encoder.keep(0.5);
        assertTrue(
                distance(model.encode(batch), half.transformer().encode(batch)) > 1e-3,
                "half of the encoder's experts changes something");
        assertEquals(0.5, half.share(), 1e-9);

        List<int[]> starts = List.of(new int[] {0, 3}, new int[] {0}, new int[] {0, 9, 9});
        Moefication decoder = Moefication.of(
                model,
                DecoderStates.teacherForced(model, sources, starts, 1000),
                new RandomSplitter(1),
                4,
                new RidgeTrainer(ExpertContribution.OUTPUT, 1e-3),
                line -> {});
        Transformer both = encoder.in(decoder.keep(0.5).transformer()).keep(0.5).transformer();
        assertTrue(both.decoderFeedForward(1) instanceof MoeFeedForward
                && both.encoderFeedForward(1) instanceof MoeFeedForward);
        assertEquals(
                "states of 1 layers for a model of 2 encoder layers",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Moefication.of(
                                        Stack.ENCODER,
                                        model,
                                        states.subList(0, 1),
                                        new RandomSplitter(1),
                                        4,
                                        new RidgeTrainer(ExpertContribution.OUTPUT, 1e-3),
                                        line -> {}))
                        .getMessage());
    }

    private static double distance(FMatrixRMaj a, FMatrixRMaj b) {
        double most = 0;
        for (int i = 0; i < a.data.length; i++) {
            most = Math.max(most, Math.abs(a.data[i] - b.data[i]));
        }
        return most;
    }
}
