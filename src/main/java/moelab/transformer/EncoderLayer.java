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
 * A pre-norm encoder layer (Xiong et al. 2020): the residual stream x is only ever added to.
 *
 * <pre>
 *   x = x + Attention(Norm(x))
 *   x = x + FFN(Norm(x))
 * </pre>
 */
public record EncoderLayer(Norm attentionNorm, Attention attention, Norm feedForwardNorm, FeedForward feedForward) {

    EncoderLayer(Parameters p, String name, TransformerConfig c, RelativePositionBias positions) {
        this(
                Norm.create(p, name + ".attentionNorm", c),
                new Attention(p, name + ".attention", c, false, positions),
                Norm.create(p, name + ".feedForwardNorm", c),
                new DenseFeedForward(
                        p,
                        name + ".feedForward",
                        c.modelDimension(),
                        c.encoderFeedForward(),
                        c.architecture().biases()));
    }

    EncoderLayer with(FeedForward replacement) {
        return new EncoderLayer(attentionNorm, attention, feedForwardNorm, replacement);
    }

    @Override
    public String toString() {
        return "encoder layer: " + feedForward;
    }

    record Trace(Residual.Attended attended, Residual.Fed fed) {
        FMatrixRMaj output() {
            return fed.output();
        }
    }

    Trace forward(TokenBatch batch, FMatrixRMaj x, Dropout dropout) {
        Residual.Attended attended = Residual.attend(attentionNorm, attention, batch, x, null, null, dropout);
        return new Trace(attended, Residual.feed(feedForwardNorm, feedForward, attended.output(), dropout));
    }

    FMatrixRMaj backward(Trace t, FMatrixRMaj dy, Gradients g, ActivationPenalty penalty) {
        FMatrixRMaj dx = Residual.feedBackward(feedForwardNorm, feedForward, t.fed, dy, g, penalty);
        return Residual.attendBackward(attentionNorm, attention, t.attended, dx, null, g);
    }
}
