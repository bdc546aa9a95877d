package moelab.decoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import moelab.experts.ExpertLayout;
import moelab.linalg.weights.Weights;
import moelab.moe.MoeFeedForward;
import moelab.routing.Budget;
import moelab.routing.LinearRouter;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TokenBatch;
import moelab.transformer.layers.TransformerConfig;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A model whose weights are rounded decodes alike, whether the rounded weights are read as floats or in their format.
 */
class WeightFormatsTest {
    private static final int NEURONS = 64;
    private static final Transformer MODEL =
            Transformer.create(new TransformerConfig(70, 24, 2, 1, 2, 16, NEURONS, 20), Parameters.initialized(4));

    /** The scores after a few steps, for this many rows at once. */
    private static float[] scores(Transformer model, int rows) {
        DecoderState state = new DecoderState(model);
        state.begin(TokenBatch.of(List.of(new int[] {7, 8, 9, 10})), rows, 5);
        FMatrixRMaj logits = null;
        for (int t = 0; t < 4; t++) {
            int[] tokens = new int[rows];
            Arrays.fill(tokens, 11 + 3 * t);
            logits = state.step(tokens);
        }
        return Arrays.copyOf(logits.data, logits.getNumElements());
    }

    private static Transformer experts(Transformer model) {
        LinearRouter router = new LinearRouter(new FMatrixRMaj(24, 4), new FMatrixRMaj(1, 4));
        return model.withDecoderFeedForwards(
                f -> new MoeFeedForward(f, ExpertLayout.random(NEURONS, 4, 1), router, Budget.share(1, 4)));
    }

    @ParameterizedTest
    @EnumSource(Weights.class)
    void everyWayToDecodeComputesTheRoundedModel(Weights format) {
        Transformer rounded = MODEL.withWeights(format);
        assertEquals(format, rounded.weights());
        assertSame(rounded, rounded.withWeights(format));
        Transformer floats = Transformer.create(MODEL.config(), Parameters.loaded(rounded.parameters()));
        List<UnaryOperator<Transformer>> ways = List.of(
                m -> m,
                m -> m.withDecoderFeedForwards(ZeroSkippingFeedForward::new),
                m -> m.withDecoderFeedForwards(ScreenedFeedForward::new),
                WeightFormatsTest::experts);
        for (int rows : new int[] {1, 2, 6}) {
            float[] expected = scores(floats, rows);
            for (UnaryOperator<Transformer> way : ways) {
                assertArrayEquals(expected, scores(way.apply(rounded), rows), 2e-3f);
            }
        }
        if (format != Weights.FLOAT) {
            assertNotEquals(scores(MODEL, 1)[0], scores(rounded, 1)[0]);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> MODEL.withDecoderFeedForwards(ZeroSkippingFeedForward::new)
                            .withWeights(format));
        }
    }

    @ParameterizedTest
    @EnumSource(Weights.class)
    void greedySearchTakesTheBestScore(Weights format) {
        Transformer rounded = MODEL.withWeights(format);
        DecoderState state = new DecoderState(rounded);
        state.begin(TokenBatch.of(List.of(new int[] {7, 8, 9, 10})), 1, 5);
        DecoderState other = new DecoderState(rounded);
        other.begin(TokenBatch.of(List.of(new int[] {7, 8, 9, 10})), 1, 5);
        int[] next = {3};
        for (int t = 0; t < 5; t++) {
            FMatrixRMaj logits = other.step(new int[] {next[0]});
            state.step(new int[] {next[0]}, next);
            float best = logits.data[next[0]];
            for (int j = 0; j < logits.getNumElements(); j++) {
                assertTrue(logits.data[j] <= best + 1e-5f);
            }
        }
    }
}
