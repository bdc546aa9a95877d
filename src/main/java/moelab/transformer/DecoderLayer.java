package moelab.transformer;

import moelab.transformer.layers.Attention;
import moelab.transformer.layers.Gradients;
import moelab.transformer.layers.Norm;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.RelativePositionBias;
import moelab.transformer.layers.TokenBatch;
import moelab.transformer.layers.TransformerConfig;
import org.ejml.data.FMatrixRMaj;

/**
 * A pre-norm decoder layer.
 *
 * <pre>
 *   x = x + SelfAttention(Norm(x))              causal: a position sees itself and what came before
 *   x = x + CrossAttention(Norm(x), memory)     the encoder's output
 *   x = x + FFN(Norm(x))                        the part that becomes experts
 * </pre>
 */
public record DecoderLayer(
        Norm selfNorm, Attention self, Norm crossNorm, Attention cross, Norm feedForwardNorm, FeedForward feedForward) {

    DecoderLayer(Parameters p, String name, TransformerConfig c, RelativePositionBias positions) {
        this(
                Norm.create(p, name + ".selfNorm", c),
                new Attention(p, name + ".self", c, true, positions),
                Norm.create(p, name + ".crossNorm", c),
                new Attention(p, name + ".cross", c, false, null),
                Norm.create(p, name + ".feedForwardNorm", c),
                new DenseFeedForward(
                        p,
                        name + ".feedForward",
                        c.modelDimension(),
                        c.decoderFeedForward(),
                        c.architecture().biases()));
    }

    DecoderLayer with(FeedForward replacement) {
        return new DecoderLayer(selfNorm, self, crossNorm, cross, feedForwardNorm, replacement);
    }

    @Override
    public String toString() {
        return "decoder layer: " + feedForward;
    }

    record Trace(Residual.Attended self, Residual.Attended cross, Residual.Fed fed) {
        FMatrixRMaj output() {
            return fed.output();
        }
    }

    Trace forward(TokenBatch batch, FMatrixRMaj x, TokenBatch source, FMatrixRMaj memory, Dropout dropout) {
        Residual.Attended s = Residual.attend(selfNorm, self, batch, x, null, null, dropout);
        Residual.Attended c = Residual.attend(crossNorm, cross, batch, s.output(), source, memory, dropout);
        return new Trace(s, c, Residual.feed(feedForwardNorm, feedForward, c.output(), dropout));
    }

    /** Returns dX, and adds this layer's gradient of the encoder's output to {@code dMemory}. */
    FMatrixRMaj backward(Trace t, FMatrixRMaj dy, FMatrixRMaj dMemory, Gradients g, ActivationPenalty penalty) {
        FMatrixRMaj dx = Residual.feedBackward(feedForwardNorm, feedForward, t.fed, dy, g, penalty);
        dx = Residual.attendBackward(crossNorm, cross, t.cross, dx, dMemory, g);
        return Residual.attendBackward(selfNorm, self, t.self, dx, null, g);
    }
}
