package moelab.transformer;

import org.ejml.data.FMatrixRMaj;

/**
 * The position-wise feed-forward network of one Transformer layer: the seam of this whole project.
 *
 * <p>A dense model holds a {@link DenseFeedForward} in each layer. Turning it into a mixture of experts is one visible
 * replacement, {@code model.withDecoderFeedForward(layer, feedForward)}; counting activations is another, with a
 * feed-forward network that watches the one it wraps.
 *
 * <p>Implementations may keep scratch buffers: one instance serves one thread at a time.
 */
public interface FeedForward {

    /** Returns the width d of the rows that go in and come out. */
    int modelDimension();

    /** Returns the number of hidden neurons, d_ff. */
    int hiddenDimension();

    /**
     * Y = FFN(X), row by row; no row depends on another.
     *
     * @param x input, any number of rows x d
     * @param y result, the same shape as {@code x}; overwritten, and not the same matrix as {@code x}
     */
    void apply(FMatrixRMaj x, FMatrixRMaj y);
}
