package moelab.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import moelab.decoding.GreedySearch;
import moelab.sparsity.Activations;
import moelab.sparsity.DecoderStates;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.Transformer;
import org.junit.jupiter.api.Test;

class PruningTest {
    private final Transformer model = TinyModels.model();
    private final Sentences text = TinyModels.test(model, 40);
    private final List<Activations> seen =
            DecoderStates.freeRunning(model, text.sources(), TinyModels.START, TinyModels.END, 1_000);

    @Test
    void allNeuronsAreTheModel() {
        Transformer all = Pruning.of(model, seen, 32);
        model.parameters()
                .forEach((name, w) -> assertArrayEquals(w.data, all.parameters().get(name).data, name));
    }

    /** Neurons that never fire, or whose output weights are 0, can go without any change of what is written. */
    @Test
    void theLeastUsefulNeuronsGoFirst() {
        DenseFeedForward network = (DenseFeedForward) model.decoderFeedForward(1);
        for (int k = 0; k < 16; k++) {
            network.outputWeights().set(5, k, 0);
            network.outputWeights().set(20, k, 0);
        }
        network.inputBias().set(0, 7, -1e6f);
        List<Activations> again =
                DecoderStates.freeRunning(model, text.sources(), TinyModels.START, TinyModels.END, 1_000);
        double[] useful = Pruning.usefulness(network, again.get(1));
        assertEquals(List.of(0.0, 0.0, 0.0), List.of(useful[5], useful[7], useful[20]));
        Transformer narrower = Pruning.of(model, again, 29);
        DenseFeedForward kept = (DenseFeedForward) narrower.decoderFeedForward(1);
        assertEquals(29, kept.hiddenDimension());
        assertEquals(29, narrower.config().decoderFeedForward());
        // neuron 31 of the dense network is now the last
        assertEquals(network.inputBias().get(0, 31), kept.inputBias().get(0, 28));
        assertEquals(network.inputWeights().get(3, 6), kept.inputWeights().get(3, 5));
        assertEquals(network.outputWeights().get(31, 2), kept.outputWeights().get(28, 2));
        Transformer firstLayerWhole = model.withDecoderFeedForward(1, kept);
        for (int[] source : text.sources()) {
            assertArrayEquals(
                    new GreedySearch(model, TinyModels.START, TinyModels.END).translate(source),
                    new GreedySearch(firstLayerWhole, TinyModels.START, TinyModels.END).translate(source));
        }
    }

    @Test
    void noMoreThanThereAreAndAtLeastOne() {
        assertThrows(IllegalArgumentException.class, () -> Pruning.of(model, seen, 0));
        assertThrows(IllegalArgumentException.class, () -> Pruning.of(model, seen, 33));
    }
}
