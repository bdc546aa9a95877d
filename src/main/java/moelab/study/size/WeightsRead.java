package moelab.study.size;

import moelab.linalg.weights.Bfloat16Matrix;
import moelab.linalg.weights.Weights;
import moelab.transformer.layers.TransformerConfig;

/**
 * How many bytes of weights the decoder reads for one token, at least: nobody can decode faster than these bytes can be
 * read.
 *
 * <pre>
 *   attention          per layer 4 d^2 for the target's own tokens and 2 d^2 for the source's, b bytes each
 *   dense network      per layer 2 d f weights of b bytes
 *   screened, float    2 d f + 8 a d f bytes: W1 in bfloat16; of the share a that fires, W1 and W2 in float
 *   screened, byte     d f + a d f bytes
 *   experts            the share s of the screening, and a; the router, 2 d E bytes
 *   output             V d b bytes, or 2 V d where the best entry is found by screening
 * </pre>
 *
 * with f neurons, E experts, V subwords. Keys, values, biases and scales are not counted.
 *
 * @param attention bytes of the attention layers
 * @param feedForward bytes of the feed-forward networks, routers included
 * @param output bytes of the output projection
 */
public record WeightsRead(long attention, long feedForward, long output) {

    /** Returns what the dense decoder reads. */
    public static WeightsRead dense(TransformerConfig c, Weights weights) {
        return of(c, weights, 2L * weights.bytes() * neurons(c));
    }

    /** Returns what the decoder reads whose neurons are screened, a share {@code active} of which fires. */
    public static WeightsRead screened(TransformerConfig c, Weights weights, double active) {
        return of(c, weights, Math.round(neurons(c) * (screening(weights) + firing(weights, active))));
    }

    /** Returns what the decoder reads that computes a share of its experts, in which all neurons are that fire. */
    public static WeightsRead experts(TransformerConfig c, Weights weights, double share, double active, int size) {
        double router = 2.0 / size; // bytes for each entry of W1
        return of(c, weights, Math.round(neurons(c) * (router + share * screening(weights) + firing(weights, active))));
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

    /** Returns the entries of all matrices W1. */
    private static long neurons(TransformerConfig c) {
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
