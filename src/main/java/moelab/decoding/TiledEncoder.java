package moelab.decoding;

import java.util.List;
import moelab.linalg.Rows;
import moelab.linalg.weights.Weights;
import moelab.transformer.EncoderLayer;
import moelab.transformer.FeedForward;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Norm;
import moelab.transformer.layers.TokenBatch;
import org.ejml.data.FMatrixRMaj;

/**
 * The encoder for the few rows of a sentence, or of some: what {@link Transformer#encode} computes, with the products
 * that decoding uses, which are two to three times as fast for few rows.
 *
 * <p>The weights are copied. It allocates only when there are more rows than ever before. One instance serves one
 * thread.
 */
final class TiledEncoder {
    private record Layer(AttentionStep attention, Norm norm, FeedForward feedForward) {
        static Layer of(EncoderLayer l, Weights weights, PackedWeights packed) {
            return new Layer(
                    packed.attention(l.attentionNorm(), l.attention(), true, weights),
                    l.feedForwardNorm(),
                    packed.feedForward(l.feedForward()));
        }
    }

    private final Transformer model;
    private final int d;
    private final int inner; // columns of queries, keys and values
    private final List<Layer> layers;
    private final FMatrixRMaj x = new FMatrixRMaj(0, 0);
    private final FMatrixRMaj normed = new FMatrixRMaj(0, 0);
    private final FMatrixRMaj qkv = new FMatrixRMaj(0, 0);
    private final FMatrixRMaj context = new FMatrixRMaj(0, 0);
    private final FMatrixRMaj branch = new FMatrixRMaj(0, 0);

    TiledEncoder(Transformer model, PackedWeights packed) {
        this.model = model;
        this.d = model.config().modelDimension();
        this.inner = model.config().heads() * model.config().headDimension();
        this.layers = model.encoderLayers().stream()
                .map(l -> Layer.of(l, model.weights(), packed))
                .toList();
    }

    /**
     * Returns the encoder's output for these sentences, rows x d; valid until the next call.
     *
     * @param slots the rows of each sentence
     * @param weights scratch, room for the longest sentence and a vector more
     */
    FMatrixRMaj encode(TokenBatch source, int[][] slots, float[] weights) {
        int n = source.rows();
        x.reshape(n, d);
        normed.reshape(n, d);
        qkv.reshape(n, 3 * inner);
        context.reshape(n, inner);
        branch.reshape(n, d);
        for (int[] sentence : slots) {
            for (int t = 0; t < sentence.length; t++) {
                model.embedding().row(source.token(sentence[t]), t, x, sentence[t]);
            }
        }
        for (Layer layer : layers) {
            layer.attention.project(x, normed, qkv);
            for (int[] sentence : slots) {
                for (int row : sentence) {
                    layer.attention.attend(
                            qkv,
                            row,
                            qkv.data,
                            3 * inner,
                            inner,
                            sentence,
                            sentence.length,
                            row - sentence[0],
                            weights,
                            context);
                }
            }
            layer.attention.finish(context, x);
            layer.norm.apply(x, normed);
            layer.feedForward.apply(normed, branch);
            Rows.add(x, branch);
        }
        model.encoderNorm().apply(x, normed);
        return normed;
    }
}
