package moelab.exercise;

import moelab.transformer.FeedForward;
import org.ejml.data.FMatrixRMaj;

/**
 * A feed-forward network in its two halves.
 *
 * <pre>
 *   H = relu(X W1 + b1)      Y = H W2 + b2
 * </pre>
 */
public interface FeedForwardParts extends FeedForward {

    /**
     * H = relu(X W1 + b1): how much each neuron fires on each row.
     *
     * @param x X, rows x d; not changed
     * @param h result, rows x d_ff; overwritten
     */
    void hidden(FMatrixRMaj x, FMatrixRMaj h);

    /**
     * Y = H W2 + b2.
     *
     * @param h H, rows x d_ff; not changed
     * @param y result, rows x d; overwritten
     */
    void output(FMatrixRMaj h, FMatrixRMaj y);
}
