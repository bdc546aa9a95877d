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
 * Makes a dense model narrower: of each decoder FFN the neurons stay that do most on the recorded tokens.
 *
 * <pre>
 *   usefulness of neuron j = sum over tokens of h[j]  *  | W2[j,:] |
 * </pre>
 *
 * <p>That is the length of everything the neuron adds to the output, an upper bound of what its absence can change.
 * Such a model loses much until it is trained on; trained on, it is the rival of experts that needs no router.
 */
public final class Pruning {
    private Pruning() {}

    /**
     * Returns a model of its own weights with the most useful neurons of each decoder FFN, in the order they had.
     *
     * @param dense the model, which is not changed
     * @param seen what each decoder FFN did on training sentences
     * @param neurons how many stay, from 1 to as many as there are
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
                c.maxLength());
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
