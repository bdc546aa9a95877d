package moelab.transformer;

import java.util.ArrayList;
import java.util.List;
import moelab.linalg.Kernels;
import moelab.transformer.layers.Attention;
import moelab.transformer.layers.Gradients;
import moelab.transformer.layers.Norm;
import moelab.transformer.layers.TokenBatch;
import org.ejml.data.FMatrixRMaj;

/**
 * One forward pass through a {@link Transformer} for sentences whose translations are known, and its backward pass.
 *
 * <p>It keeps what the backward pass needs: the input and output of every layer.
 */
public final class ForwardPass {
    private final Transformer model;
    private final TokenBatch source;
    private final TokenBatch target; // null: only encoded
    private final List<EncoderLayer.Trace> encoder = new ArrayList<>();
    private final List<DecoderLayer.Trace> decoder = new ArrayList<>();
    private Dropout.Mask sourceDropped;
    private Dropout.Mask targetDropped;
    private Norm.NormTrace memory;
    private Norm.NormTrace top;
    private FMatrixRMaj logits;

    private ForwardPass(Transformer model, TokenBatch source, TokenBatch target) {
        this.model = model;
        this.source = source;
        this.target = target;
    }

    static ForwardPass of(Transformer model, TokenBatch source, TokenBatch target, Dropout dropout) {
        if (source.sentences() != target.sentences()) {
            throw new IllegalArgumentException(
                    source.sentences() + " source sentences but " + target.sentences() + " targets");
        }
        ForwardPass pass = new ForwardPass(model, source, target);
        pass.encode(dropout);
        pass.decode(dropout);
        return pass;
    }

    /** Returns the encoder's output, rows x d. */
    static FMatrixRMaj encoded(Transformer model, TokenBatch source) {
        ForwardPass pass = new ForwardPass(model, source, null);
        pass.encode(null);
        return pass.memory.output();
    }

    private void encode(Dropout dropout) {
        FMatrixRMaj x = model.embedding().forward(source);
        sourceDropped = dropout == null ? null : dropout.apply(x);
        for (EncoderLayer layer : model.encoderLayers()) {
            EncoderLayer.Trace trace = layer.forward(source, x, dropout);
            encoder.add(trace);
            x = trace.output();
        }
        memory = model.encoderNorm().forward(x);
    }

    private void decode(Dropout dropout) {
        FMatrixRMaj x = model.embedding().forward(target);
        targetDropped = dropout == null ? null : dropout.apply(x);
        for (DecoderLayer layer : model.decoderLayers()) {
            DecoderLayer.Trace trace = layer.forward(target, x, source, memory.output(), dropout);
            decoder.add(trace);
            x = trace.output();
        }
        top = model.decoderNorm().forward(x);
        logits = new FMatrixRMaj(target.rows(), model.config().vocabularySize());
        model.embedding().project(top.output(), logits);
    }

    /**
     * Adds dLoss/dWeight of every weight that {@code gradients} wants to it. The pass must have been made with dropout
     * (rate 0 will do). Where nothing is wanted of the encoder and the embedding, the way back ends at the decoder.
     *
     * @param dLogits dLoss/dLogits, rows x V
     * @param encoderPenalty what the loss adds for the encoder's hidden activations
     * @param decoderPenalty what the loss adds for the decoder's
     */
    public void backward(
            FMatrixRMaj dLogits,
            Gradients gradients,
            ActivationPenalty encoderPenalty,
            ActivationPenalty decoderPenalty) {
        FMatrixRMaj dx = model.embedding().projectBackward(top.output(), dLogits, gradients);
        dx = model.decoderNorm().backward(top, dx, gradients);
        FMatrixRMaj dMemory = new FMatrixRMaj(source.rows(), model.config().modelDimension());
        for (int i = decoder.size() - 1; i >= 0; i--) {
            dx = model.decoderLayers().get(i).backward(decoder.get(i), dx, dMemory, gradients, decoderPenalty);
        }
        targetDropped.multiply(dx);
        model.embedding().backward(target, dx, gradients);
        if (!wantsEncoder(gradients)) {
            return;
        }

        dx = model.encoderNorm().backward(memory, dMemory, gradients);
        for (int i = encoder.size() - 1; i >= 0; i--) {
            dx = model.encoderLayers().get(i).backward(encoder.get(i), dx, gradients, encoderPenalty);
        }
        sourceDropped.multiply(dx);
        model.embedding().backward(source, dx, gradients);
    }

    private boolean wantsEncoder(Gradients gradients) {
        return model.parameters().entrySet().stream()
                .filter(e -> !e.getKey().startsWith("decoder"))
                .anyMatch(e -> gradients.wants(e.getValue()));
    }

    /** Returns the score of every vocabulary entry after every target position, rows x V. */
    public FMatrixRMaj logits() {
        return logits;
    }

    /**
     * Returns the share of the decoder's hidden activations that are 0, over all its layers; what dropout set to 0 is
     * not counted. The pass must have been made with dropout, of which a rate of 0 will do.
     */
    public double decoderInactive() {
        long active = 0;
        long all = 0;
        for (DecoderLayer.Trace layer : decoder) {
            FMatrixRMaj h = layer.fed().feedForward().hidden();
            active += Kernels.countAtLeast(Float.MIN_VALUE, h.data, 0, h.getNumElements());
            all += layer.fed().feedForward().dropped().kept(h.getNumElements());
        }
        return (all - active) / (double) Math.max(1, all);
    }

    /** Returns the attention of one head of a decoder layer to the source, for sentence 0: queries x keys. */
    public FMatrixRMaj crossAttention(int layer, int head) {
        Transformer.requireLayer(layer, decoder.size(), "decoder");
        Attention.AttentionTrace a = decoder.get(layer).cross().attention();
        int n = a.queries().length(0);
        int m = a.keys().length(0);
        int heads = model.config().heads();
        if (head < 0 || head >= heads) {
            throw new IllegalArgumentException(
                    "there is no head " + head + " in decoder layer " + layer + ", expected 0 to " + (heads - 1));
        }
        FMatrixRMaj w = new FMatrixRMaj(n, m);
        System.arraycopy(a.weights(), head * n * m, w.data, 0, n * m);
        return w;
    }
}
