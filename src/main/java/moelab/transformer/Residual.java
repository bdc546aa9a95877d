package moelab.transformer;

import moelab.linalg.Rows;
import moelab.transformer.layers.Attention;
import moelab.transformer.layers.Gradients;
import moelab.transformer.layers.Norm;
import moelab.transformer.layers.TokenBatch;
import org.ejml.data.FMatrixRMaj;

/**
 * The two kinds of residual branch, forward and backward: x + dropout(Attention(Norm(x))) and x +
 * dropout(FFN(Norm(x))).
 *
 * <p>Encoder and decoder layers are made of these. A null dropout means that the model is being used, not trained:
 * nothing is dropped, and a feed-forward network need not be trainable.
 */
final class Residual {
    private Residual() {}

    /** An attention branch that was computed. */
    record Attended(
            Norm.NormTrace norm, Attention.AttentionTrace attention, Dropout.Mask dropped, FMatrixRMaj output) {}

    /** A feed-forward branch that was computed; {@code feedForward} is null when nothing was trained. */
    record Fed(Norm.NormTrace norm, TrainableFeedForward.Trace feedForward, Dropout.Mask dropped, FMatrixRMaj output) {}

    /** Returns x + dropout(Attention(Norm(x))); a null memory means self-attention, to the normalized x itself. */
    static Attended attend(
            Norm norm,
            Attention attention,
            TokenBatch batch,
            FMatrixRMaj x,
            TokenBatch memoryBatch,
            FMatrixRMaj memory,
            Dropout dropout) {
        Norm.NormTrace n = norm.forward(x);
        boolean self = memory == null;
        Attention.AttentionTrace a =
                attention.forward(batch, n.output(), self ? batch : memoryBatch, self ? n.output() : memory);
        Dropout.Mask dropped = dropout == null ? null : dropout.apply(a.result());
        return new Attended(n, a, dropped, Rows.sum(x, a.result()));
    }

    /** Returns dX from dY; for attention to a memory, the gradient of the memory is added to {@code dMemory}. */
    static FMatrixRMaj attendBackward(
            Norm norm, Attention attention, Attended t, FMatrixRMaj dy, FMatrixRMaj dMemory, Gradients g) {
        FMatrixRMaj branch = dy.copy();
        t.dropped.multiply(branch);
        FMatrixRMaj[] d = attention.backward(t.attention, branch, g);
        Rows.add(dMemory == null ? d[0] : dMemory, d[1]);
        FMatrixRMaj dx = norm.backward(t.norm, d[0], g);
        Rows.add(dx, dy);
        return dx;
    }

    /** Returns x + dropout(FFN(Norm(x))). */
    static Fed feed(Norm norm, FeedForward feedForward, FMatrixRMaj x, Dropout dropout) {
        Norm.NormTrace n = norm.forward(x);
        if (dropout == null) {
            FMatrixRMaj y = new FMatrixRMaj(x.numRows, x.numCols);
            feedForward.apply(n.output(), y);
            return new Fed(n, null, null, Rows.sum(x, y));
        }
        TrainableFeedForward.Trace f = trainable(feedForward).forward(n.output(), dropout);
        Dropout.Mask dropped = dropout.apply(f.output());
        return new Fed(n, f, dropped, Rows.sum(x, f.output()));
    }

    static FMatrixRMaj feedBackward(
            Norm norm, FeedForward feedForward, Fed t, FMatrixRMaj dy, Gradients g, ActivationPenalty penalty) {
        FMatrixRMaj branch = dy.copy();
        t.dropped.multiply(branch);
        FMatrixRMaj dx = norm.backward(t.norm, trainable(feedForward).backward(t.feedForward, branch, g, penalty), g);
        Rows.add(dx, dy);
        return dx;
    }

    private static TrainableFeedForward trainable(FeedForward feedForward) {
        if (feedForward instanceof TrainableFeedForward trainable) {
            return trainable;
        }
        throw new IllegalStateException(
                feedForward.getClass().getSimpleName() + " cannot be trained, expected a TrainableFeedForward");
    }
}
