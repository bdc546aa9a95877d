package moelab.study.size;

import moelab.linalg.weights.Bfloat16Matrix;
import moelab.linalg.weights.Weights;
import moelab.transformer.layers.TransformerConfig;

/**
 * An estimate of the bytes of weights that the decoder reads per token. Once they do not fit into a cache, decoding
 * takes at least about as long as reading them.
 *
 * <pre>
 *   attention          b (4 d^2 + 2 d^2) per layer: self-attention and cross-attention
 *   dense network      b 2 d f per layer
 *   screened, float    2 d f + 8 a d f per layer: W1 in bfloat16; then W1 and W2 in float for neurons that fire
 *   screened, byte     d f + a d f per layer
 *   experts            as screened, with s times the first term, and 2 d E more for the router
 *   output             b V d, or 2 V d if the best entry is found by screening
 * </pre>
 *
 * All terms are in bytes, with b bytes per weight, f neurons of which a share a fires, E experts of which a share s is
 * computed, and V subwords. Keys, values, biases and scales are not counted. That the computed experts contain every
 * neuron that fires is an assumption: at small s they read somewhat less.
 *
 * @param attention bytes of the attention layers
 * @param feedForward bytes of the feed-forward networks, routers included
 * @param output bytes of the output projection
 */
public record WeightsRead(long attention, long feedForward, long output) {

    /** Returns the weights that the dense decoder reads. */
    public static WeightsRead dense(TransformerConfig c, Weights weights) {
        return of(c, weights, 2L * weights.bytes() * inputWeights(c));
    }

    /** Returns the weights that a decoder reads if it screens its neurons, of which a share {@code active} fires. */
    public static WeightsRead screened(TransformerConfig c, Weights weights, double active) {
        return of(c, weights, Math.round(inputWeights(c) * (screening(weights) + firing(weights, active))));
    }

    /**
     * Returns the weights that a decoder reads if it computes a share of its experts.
     *
     * @param size neurons per expert
     */
    public static WeightsRead experts(TransformerConfig c, Weights weights, double share, double active, int size) {
        double router = 2.0 / size; // bytes for each entry of W1
        return of(
                c,
                weights,
                Math.round(inputWeights(c) * (router + share * screening(weights) + firing(weights, active))));
    }

    private static WeightsRead of(TransformerConfig c, Weights weights, long feedForward) {
        long d = c.modelDimension();
        long inner = (long) c.heads() * c.headDimension();
        boolean screened = weights != Weights.BYTE && Bfloat16Matrix.pays();
        return new WeightsRead(
                6 * d * inner * c.decoderLayers() * weights.bytes(),
                feedForward,
                (screened ? Weights.HALF : weights).bytes() * d * c.vocabularySize());
    }

    /** Returns the number of entries of all matrices W1 together, d f per layer. */
    private static long inputWeights(TransformerConfig c) {
        return (long) c.modelDimension() * c.decoderFeedForward() * c.decoderLayers();
    }

    private static int screening(Weights weights) {
        return weights == Weights.BYTE ? 1 : 2;
    }

    private static double firing(Weights weights, double active) {
        return active * (weights == Weights.BYTE ? 1 : 8);
    }

    /** Returns the bytes of all parts. */
    public long bytes() {
        return attention + feedForward + output;
    }

    @Override
    public String toString() {
        return String.format(
                java.util.Locale.ROOT,
                "%.2f MB per token: attention %.2f, feed-forward %.2f, output %.2f",
                bytes() * 1e-6,
                attention * 1e-6,
                feedForward * 1e-6,
                output * 1e-6);
    }
}
