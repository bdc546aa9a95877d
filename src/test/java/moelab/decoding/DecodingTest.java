package moelab.decoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import java.util.stream.IntStream;
import moelab.linalg.Kernels;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.FeedForward;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TokenBatch;
import moelab.transformer.layers.TransformerConfig;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.RandomMatrices_FDRM;

/** The feed-forward networks of decoding compute what the trained one does. */
class DecodingTest {

    @Property(tries = 200)
    void networksLaidOutForDecodingAreTheDenseOne(
            @ForAll @IntRange(min = 1, max = 9) int rows,
            @ForAll @IntRange(min = 1, max = 40) int d,
            @ForAll @IntRange(min = 1, max = 70) int neurons,
            @ForAll long seed) {
        Random random = new Random(seed);
        DenseFeedForward dense = new DenseFeedForward(
                random(d, neurons, random),
                random(1, neurons, random),
                random(neurons, d, random),
                random(1, d, random));
        FMatrixRMaj x = random(rows, d, random);
        FMatrixRMaj expected = new FMatrixRMaj(rows, d);
        FMatrixRMaj y = new FMatrixRMaj(rows, d);
        dense.apply(x, expected);
        for (FeedForward same : new FeedForward[] {
            new TiledFeedForward(dense), new ZeroSkippingFeedForward(dense), new ScreenedFeedForward(dense)
        }) {
            assertEquals(d, same.modelDimension());
            assertEquals(neurons, same.hiddenDimension());
            // more rows before, fewer now
            same.apply(random(rows + 3, d, random), new FMatrixRMaj(rows + 3, d));
            same.apply(x, y);
            assertArrayEquals(expected.data, y.data, 1e-5f * (d + neurons));
        }
    }

    private static FMatrixRMaj random(int rows, int cols, Random random) {
        return RandomMatrices_FDRM.rectangle(rows, cols, -1, 1, random);
    }

    @Property(tries = 50)
    void theNextTokenIsTheOneWithTheBestScore(@ForAll @IntRange(min = 1, max = 3) int sentences, @ForAll long seed) {
        Transformer model =
                Transformer.create(new TransformerConfig(70, 12, 2, 1, 1, 16, 24, 20), Parameters.initialized(seed));
        TokenBatch source = TokenBatch.of(IntStream.range(0, sentences)
                .mapToObj(s -> new int[] {3 + s, 4, 5})
                .toList());
        DecoderState scoring = new DecoderState(model);
        DecoderState choosing = new DecoderState(model);
        scoring.begin(source, 1, 8);
        choosing.begin(source, 1, 8);
        int[] tokens = new int[sentences];
        for (int t = 0; t < 8; t++) {
            FMatrixRMaj scores = scoring.step(tokens);
            choosing.step(tokens, tokens);
            for (int s = 0; s < sentences; s++) {
                float best = scores.get(s, Kernels.argMax(scores.data, s * 70, 70));
                assertEquals(best, scores.get(s, tokens[s]), 1e-5f); // the same, or as good
            }
        }
    }

    @Example
    void onlyDenseNetworksAreReplacedAllAtOnce() {
        Transformer model =
                Transformer.create(new TransformerConfig(50, 32, 2, 1, 2, 16, 128, 20), Parameters.initialized(1));
        Transformer skipping = model.withDecoderFeedForward(
                1, new ZeroSkippingFeedForward((DenseFeedForward) model.decoderFeedForward(1)));
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> skipping.withDecoderFeedForwards(ScreenedFeedForward::new))
                .getMessage();
        assertEquals(
                "decoder layer 1 holds 128 neurons, all computed, the second product for active ones only, "
                        + "expected a dense network",
                message);
    }
}
