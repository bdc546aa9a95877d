package moelab.peers.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import java.util.Map;
import moelab.transformer.layers.TransformerConfig;

/**
 * The forward pass of our Transformer, in PyTorch's operations; the backward pass is PyTorch's own.
 *
 * <p>Linear layers, layer norm, softmax and log-softmax are one fused operation each; attention is a batched product
 * over all sentences and heads. A result belongs to the manager of its first operand, so a weight never comes first.
 */
final class TorchModel {
    private final TransformerConfig config;
    private final float dropout;
    private final NDArray rightShare;
    private final NDArray allShare;
    private final NDArray embeddingScale;
    private final NDArray scoreScale;

    /**
     * The losses of a batch.
     *
     * @param mean with label smoothing, mean over the tokens to predict: what is differentiated
     * @param nats sum of -log p over those tokens
     */
    record Loss(NDArray mean, NDArray nats) {}

    /**
     * Keeps all factors in {@code manager}: a number that DJL makes an array of for one product is freed before the
     * backward pass reads it.
     */
    TorchModel(NDManager manager, TransformerConfig config, float dropout, float smoothing) {
        this.config = config;
        this.dropout = dropout;
        rightShare = manager.create(1 - smoothing);
        allShare = manager.create(-smoothing / config.vocabularySize());
        embeddingScale = manager.create((float) Math.sqrt(config.modelDimension()));
        scoreScale = manager.create((float) (1 / Math.sqrt(config.headDimension())));
    }

    /** Returns the losses of a batch, whose token arrays belong to the manager that is to have all results. */
    Loss loss(Map<String, NDArray> weights, TorchBatch batch) {
        NDArray memory = embed(weights, batch.source());
        for (int i = 0; i < config.encoderLayers(); i++) {
            String layer = "encoder." + i;
            NDArray n = norm(weights, layer + ".attentionNorm", memory);
            memory = memory.add(dropped(attention(
                    weights, layer + ".attention", n, batch.source(), n, batch.source(), batch.sourceMask())));
            memory = memory.add(feedForward(weights, layer, memory));
        }
        memory = norm(weights, "encoder.norm", memory);
        NDArray x = embed(weights, batch.target());
        for (int i = 0; i < config.decoderLayers(); i++) {
            String layer = "decoder." + i;
            NDArray n = norm(weights, layer + ".selfNorm", x);
            x = x.add(dropped(
                    attention(weights, layer + ".self", n, batch.target(), n, batch.target(), batch.causalMask())));
            n = norm(weights, layer + ".crossNorm", x);
            x = x.add(dropped(attention(
                    weights, layer + ".cross", n, batch.target(), memory, batch.source(), batch.sourceMask())));
            x = x.add(feedForward(weights, layer, x));
        }
        x = norm(weights, "decoder.norm", x);
        return crossEntropy(Linear.linear(x, weights.get("embedding")).head(), batch);
    }

    private NDArray embed(Map<String, NDArray> weights, TorchBatch.Side side) {
        NDArray x = Embedding.embedding(side.tokens(), weights.get("embedding"), SparseFormat.DENSE)
                .head();
        return dropped(x.mul(embeddingScale).add(side.positions()));
    }

    private NDArray norm(Map<String, NDArray> weights, String name, NDArray x) {
        return LayerNorm.layerNorm(
                        x,
                        new Shape(config.modelDimension()),
                        weights.get(name + ".gain"),
                        weights.get(name + ".bias"),
                        config.architecture().normEpsilon())
                .head();
    }

    private NDArray feedForward(Map<String, NDArray> weights, String layer, NDArray x) {
        NDArray n = norm(weights, layer + ".feedForwardNorm", x);
        String name = layer + ".feedForward";
        NDArray h = Linear.linear(n, weights.get(name + ".w1"), weights.get(name + ".b1"))
                .head();
        h = dropped(Activation.relu(h));
        return dropped(Linear.linear(h, weights.get(name + ".w2"), weights.get(name + ".b2"))
                .head());
    }

    private NDArray attention(
            Map<String, NDArray> weights,
            String name,
            NDArray x,
            TorchBatch.Side queries,
            NDArray memory,
            TorchBatch.Side keys,
            NDArray mask) {
        int heads = config.heads();
        int d = config.headDimension();
        NDArray q = padded(linear(weights, name + ".query", x).mul(scoreScale), queries)
                .reshape(queries.sentences(), queries.length(), heads, d)
                .transpose(0, 2, 1, 3);
        NDList kv = padded(linear(weights, name + ".keyValue", memory), keys)
                .reshape(keys.sentences(), keys.length(), 2 * heads, d)
                .transpose(0, 2, 1, 3)
                .split(2, 1);
        NDArray p = q.matMul(kv.get(0).transpose(0, 1, 3, 2)).add(mask).softmax(-1);
        NDArray context = p.matMul(kv.get(1))
                .transpose(0, 2, 1, 3)
                .reshape((long) queries.sentences() * queries.length(), config.modelDimension());
        return linear(weights, name + ".output", queries.packed() ? rows(context, queries.collect()) : context);
    }

    private static NDArray linear(Map<String, NDArray> weights, String name, NDArray x) {
        return Linear.linear(x, weights.get(name + ".weight"), weights.get(name + ".bias"))
                .head();
    }

    private static NDArray padded(NDArray x, TorchBatch.Side side) {
        return side.packed() ? rows(x, side.spread()) : x;
    }

    /** Returns these rows of x, which may repeat; an embedding is the fastest way to choose rows and back. */
    private static NDArray rows(NDArray x, NDArray indices) {
        return Embedding.embedding(indices, x, SparseFormat.DENSE).head();
    }

    private NDArray dropped(NDArray x) {
        return dropout == 0 ? x : Dropout.dropout(x, dropout, true).head();
    }

    /** The formula of {@code moelab.training.CrossEntropy}: log p of the right token, and the mean of all log p. */
    private Loss crossEntropy(NDArray logits, TorchBatch batch) {
        NDArray logs = logits.logSoftmax(-1);
        NDArray right = logs.gather(batch.outputs(), 1);
        NDArray all = logs.sum(new int[] {1}, true);
        if (batch.counts() != null) {
            right = right.mul(batch.counts());
            all = all.mul(batch.counts());
        }
        NDArray nats = right.sum().neg();
        NDArray mean = nats.mul(rightShare).add(all.sum().mul(allShare)).mul(batch.perToken());
        return new Loss(mean, nats);
    }
}
