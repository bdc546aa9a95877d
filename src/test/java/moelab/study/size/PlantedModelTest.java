package moelab.study.size;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import moelab.decoding.DecoderState;
import moelab.decoding.GreedySearch;
import moelab.linalg.weights.Weights;
import moelab.moe.MoeFeedForward;
import moelab.sparsity.Activations;
import moelab.sparsity.DecoderStates;
import moelab.sparsity.SparsityCounter;
import moelab.transformer.Transformer;
import moelab.transformer.layers.TokenBatch;
import moelab.transformer.layers.TransformerConfig;
import org.junit.jupiter.api.Test;

/** Random weights have the sparsity, and the experts, that were planted in them. */
class PlantedModelTest {
    private static final int SUBWORDS = 2000;
    private static final TransformerConfig SHAPE = PlantedModel.shape(128, 4, SUBWORDS, 20);

    private static List<int[]> sources(int count) {
        SplittableRandom random = new SplittableRandom(7);
        return Stream.generate(() -> random.ints(12, 0, SUBWORDS).toArray())
                .limit(count)
                .toList();
    }

    /** The scores after each of some tokens, whatever the model would have written. */
    private static float[] scores(Transformer model) {
        DecoderState state = new DecoderState(model);
        int[] tokens = new SplittableRandom(8).ints(6, 0, SUBWORDS).toArray();
        state.begin(TokenBatch.of(sources(1)), 1, tokens.length);
        float[] scores = new float[tokens.length * SUBWORDS];
        for (int t = 0; t < tokens.length; t++) {
            System.arraycopy(state.step(new int[] {tokens[t]}).data, 0, scores, t * SUBWORDS, SUBWORDS);
        }
        return scores;
    }

    @Test
    void fiveInAHundredNeuronsFireInEveryLayer() {
        Transformer model = PlantedModel.create(SHAPE, 1).dense();
        List<Activations> layers = Stream.concat(
                        DecoderStates.encoder(model, sources(40), 400).stream(),
                        DecoderStates.freeRunning(model, sources(40), 1, -1, 400).stream())
                .toList();
        assertEquals(8, layers.size());
        for (Activations layer : layers) {
            assertEquals(PlantedModel.INACTIVE, SparsityCounter.of(layer).inactive(), 0.025);
        }
    }

    @Test
    void aQuarterOfTheExpertsHoldsNearlyAllThatFires() {
        PlantedModel planted = PlantedModel.create(SHAPE, 1);
        Transformer quarter = planted.experts(0.25, true);
        MoeFeedForward moe = (MoeFeedForward) quarter.decoderFeedForward(0);
        Activations seen = DecoderStates.freeRunning(planted.dense(), sources(40), 1, -1, 400)
                .get(0);
        double all = 0;
        double held = 0;
        float[] scores = new float[moe.layout().experts()];
        for (int r = 0; r < seen.rows(); r++) {
            moe.router().scores(seen.inputs().data, r * seen.dimension(), scores);
            float[] sorted = scores.clone();
            Arrays.sort(sorted);
            float least = sorted[sorted.length * 3 / 4];
            for (int i = seen.start(r); i < seen.start(r + 1); i++) {
                all += seen.value(i);
                held += scores[moe.layout().expertOf(seen.neuron(i))] >= least ? seen.value(i) : 0;
            }
        }
        assertTrue(held > 0.95 * all, held / all + " of the activations");
    }

    @Test
    void screenedAndWithAllExpertsItComputesWhatTheDenseModelDoes() {
        for (Weights weights : List.of(Weights.FLOAT, Weights.BYTE)) {
            PlantedModel planted = PlantedModel.create(SHAPE, 2).withWeights(weights);
            float[] dense = scores(planted.dense());
            assertArrayEquals(dense, scores(planted.screened()), 1e-2f);
            assertArrayEquals(dense, scores(planted.experts(1, true)), 1e-2f);
        }
    }

    @Test
    void translationsDoNotRepeatOneTokenForever() {
        GreedySearch search = new GreedySearch(PlantedModel.create(SHAPE, 1).dense(), 1, -1);
        int repeated = 0;
        for (int[] source : sources(5)) {
            int[] translation = search.translate(source);
            assertEquals(20, translation.length);
            for (int t = 1; t < translation.length; t++) {
                repeated += translation[t] == translation[t - 1] ? 1 : 0;
            }
        }
        assertTrue(repeated < 50, repeated + " of 95 tokens");
    }

    @Test
    void theSameSeedGivesTheSameWeights() {
        Transformer again = PlantedModel.create(SHAPE, 3).dense();
        PlantedModel.create(SHAPE, 3)
                .dense()
                .parameters()
                .forEach((name, w) ->
                        assertArrayEquals(w.data, again.parameters().get(name).data, name));
    }

    @Test
    void neuronsThatFillNoGroupsAreRefused() {
        TransformerConfig odd = new TransformerConfig(SUBWORDS, 64, 1, 1, 1, 32, 40, 20);
        assertEquals(
                "a layer has 40 neurons, expected a multiple of 16, to plant groups",
                assertThrows(IllegalArgumentException.class, () -> PlantedModel.create(odd, 1))
                        .getMessage());
    }
}
