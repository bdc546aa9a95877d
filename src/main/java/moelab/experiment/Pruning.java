package moelab.experiment;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import moelab.sparsity.Activations;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TransformerConfig;
import org.ejml.data.FMatrixRMaj;

/**
 * Makes a dense model narrower: each decoder FFN keeps the neurons that contribute most on the recorded tokens.
 *
 * <pre>
 *   usefulness of neuron j = sum over tokens of h[j]  *  | W2[j,:] |
 * </pre>
 *
 * <p>This is the total length of the vectors that the neuron adds to the output, an upper bound on what its removal can
 * change. A pruned model loses much BLEU until it is fine-tuned; after that it is the rival of experts that needs no
 * router.
 */
public final class Pruning {
    private Pruning() {}

    /**
     * Returns a narrower model, with weights of its own, that keeps the most useful neurons of each decoder FFN in
     * their order.
     *
     * @param dense the model, which is not changed
     * @param seen inputs and activations of each decoder FFN on training sentences
     * @param neurons number of neurons to keep per FFN, from 1 to their present number
     * @throws IllegalArgumentException if that number is out of range
     */
    public static Transformer of(Transformer dense, List<Activations> seen, int neurons) {
        TransformerConfig c = dense.config();
        if (neurons < 1 || neurons > c.decoderFeedForward()) {
            throw new IllegalArgumentException(neurons + " neurons to keep, expected 1 to " + c.decoderFeedForward());
        }
        Map<String, FMatrixRMaj> weights = new LinkedHashMap<>();
        dense.parameters().forEach((name, w) -> weights.put(name, w.copy()));
        for (int layer = 0; layer < c.decoderLayers(); layer++) {
            DenseFeedForward network = (DenseFeedForward) dense.decoderFeedForward(layer);
            int[] kept = mostUseful(usefulness(network, seen.get(layer)), neurons);
            for (Map.Entry<String, FMatrixRMaj> entry : weights.entrySet()) {
                FMatrixRMaj original = dense.parameters().get(entry.getKey());
                if (original == network.outputWeights()) {
                    entry.setValue(rows(original, kept));
                } else if (original == network.inputWeights() || original == network.inputBias()) {
                    entry.setValue(columns(original, kept));
                }
            }
        }
        TransformerConfig narrower = new TransformerConfig(
                c.vocabularySize(),
                c.modelDimension(),
                c.heads(),
                c.encoderLayers(),
                c.decoderLayers(),
                c.encoderFeedForward(),
                neurons,
                c.maxLength(),
                c.architecture());
        return Transformer.create(narrower, Parameters.loaded(weights));
    }

    /** Returns the usefulness of every neuron of a network on these tokens. */
    static double[] usefulness(DenseFeedForward network, Activations seen) {
        double[] useful = new double[network.hiddenDimension()];
        for (int i = 0; i < seen.start(seen.rows()); i++) {
            useful[seen.neuron(i)] += seen.value(i);
        }
        FMatrixRMaj w2 = network.outputWeights();
        for (int j = 0; j < useful.length; j++) {
            double squares = 0;
            for (int k = 0; k < w2.numCols; k++) {
                squares += w2.get(j, k) * w2.get(j, k);
            }
            useful[j] *= Math.sqrt(squares);
        }
        return useful;
    }

    private static int[] mostUseful(double[] useful, int count) {
        return IntStream.range(0, useful.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer j) -> -useful[j]))
                .limit(count)
                .mapToInt(j -> j)
                .sorted()
                .toArray();
    }

    private static FMatrixRMaj rows(FMatrixRMaj w, int[] kept) {
        FMatrixRMaj out = new FMatrixRMaj(kept.length, w.numCols);
        for (int i = 0; i < kept.length; i++) {
            System.arraycopy(w.data, kept[i] * w.numCols, out.data, i * w.numCols, w.numCols);
        }
        return out;
    }

    private static FMatrixRMaj columns(FMatrixRMaj w, int[] kept) {
        FMatrixRMaj out = new FMatrixRMaj(w.numRows, kept.length);
        for (int r = 0; r < w.numRows; r++) {
            for (int i = 0; i < kept.length; i++) {
                out.data[r * kept.length + i] = w.data[r * w.numCols + kept[i]];
            }
        }
        return out;
    }
}
