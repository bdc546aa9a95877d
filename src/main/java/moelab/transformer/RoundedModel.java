package moelab.transformer;

import java.util.LinkedHashMap;
import java.util.Map;
import moelab.linalg.weights.Weights;
import moelab.transformer.layers.Parameters;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;

/** Rounds the weight matrices of a dense model to the format in which decoding is to read them. */
final class RoundedModel {
    private RoundedModel() {}

    static Transformer of(Transformer model, Weights format) {
        model.encoderLayers().forEach(layer -> requireDense(layer.feedForward()));
        model.decoderLayers().forEach(layer -> requireDense(layer.feedForward()));
        Map<String, FMatrixRMaj> rounded = new LinkedHashMap<>();
        model.parameters()
                .forEach((name, w) -> rounded.put(name, name.matches(".*\\.(weight|w1|w2)") ? format.rounded(w) : w));
        // the output projection reads the table's rows as columns, so it is these that have a scale each
        FMatrixRMaj columns =
                format.rounded(CommonOps_FDRM.transpose(model.embedding().table(), null));
        rounded.put("embedding", CommonOps_FDRM.transpose(columns, null));
        return Transformer.create(model.config(), Parameters.rounded(rounded, format));
    }

    private static void requireDense(FeedForward feedForward) {
        if (!(feedForward instanceof DenseFeedForward)) {
            throw new IllegalArgumentException("cannot round " + feedForward + ", expected a dense network");
        }
    }
}
