package moelab.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import moelab.decoding.GreedySearch;
import moelab.experts.ExpertContribution;
import moelab.experts.ExpertLayout;
import moelab.moe.Moefication;
import moelab.routing.training.LogisticTrainer;
import moelab.sparsity.Activations;
import moelab.sparsity.DecoderStates;
import moelab.sparsity.SparsityCounter;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.Transformer;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A decoder layer in which no neuron ever fires is converted like any other, by every construction and router. */
class DeadLayerTest {
    private static final Transformer MODEL = deadModel();
    private static final List<Activations> STATES =
            DecoderStates.freeRunning(MODEL, TinyModels.sources(20, 3), TinyModels.START, TinyModels.END, 200);

    private static Transformer deadModel() {
        Transformer model = TinyModels.model();
        DenseFeedForward alive = (DenseFeedForward) model.decoderFeedForward(0);
        FMatrixRMaj bias = alive.inputBias().copy();
        Arrays.fill(bias.data, -1e6f);
        return model.withDecoderFeedForward(
                0, new DenseFeedForward(alive.inputWeights(), bias, alive.outputWeights(), alive.outputBias()));
    }

    @Test
    void noNeuronOfTheLayerFires() {
        assertEquals(1, SparsityCounter.of(STATES.get(0)).inactive());
        assertTrue(SparsityCounter.of(STATES.get(1)).inactive() < 1);
    }

    @ParameterizedTest
    @EnumSource(RouterKind.class)
    void everyRouterCopes(RouterKind router) {
        assertTranslates(SplitKind.RANDOM, router);
    }

    @ParameterizedTest
    @EnumSource(SplitKind.class)
    void everyConstructionCopes(SplitKind split) {
        assertTranslates(split, RouterKind.RIDGE);
    }

    private static void assertTranslates(SplitKind split, RouterKind router) {
        Moefication made = Moefication.of(MODEL, STATES, split.splitter(1), 8, router.trainer(8, 1), line -> {});
        Transformer half = made.keepByThreshold(0.5, STATES).transformer();
        int[] source = TinyModels.sources(1, 9).get(0);
        int[] written = new GreedySearch(half, TinyModels.START, TinyModels.END).translate(source);
        assertTrue(written.length <= MODEL.config().maxLength());
    }

    @Test
    void aTribuoModelWithoutALabelIsRefusedInOneLine() {
        DenseFeedForward dead = (DenseFeedForward) MODEL.decoderFeedForward(0);
        LogisticTrainer trainer = new LogisticTrainer(ExpertContribution.OUTPUT, 2, 100, 1, 1);
        String said = assertThrows(
                        IllegalArgumentException.class,
                        () -> trainer.fit(dead, ExpertLayout.random(32, 8, 1), STATES.get(0)))
                .getMessage();
        assertEquals(
                "no neuron of the layer fires on any of 100 tokens, expected tokens with an expert to learn", said);
    }
}
