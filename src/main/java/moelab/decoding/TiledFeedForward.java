package moelab.decoding;

import java.util.Arrays;
import moelab.linalg.Kernels;
import moelab.linalg.Rows;
import moelab.linalg.weights.PackedMatrix;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.FeedForward;
import org.ejml.data.FMatrixRMaj;

/**
 * FFN(x) = relu(x W1 + b1) W2 + b2, every neuron computed, with the weights copied into the order in which decoding
 * reads them. A {@link DecoderState} replaces every {@link DenseFeedForward} by one of these, and it is the dense
 * baseline that experts are measured against.
 *
 * <p>Both products run at the speed at which the weights can be read. It allocates only when there are more rows than
 * ever before.
 */
public final class TiledFeedForward implements FeedForward {
    private final PackedMatrix w1;
    private final FMatrixRMaj b1;
    private final PackedMatrix w2;
    private final FMatrixRMaj b2;
    private final FMatrixRMaj hidden = new FMatrixRMaj(0, 0); // scratch

    TiledFeedForward(DenseFeedForward network) {
        w1 = network.weights().pack(network.inputWeights());
        b1 = network.inputBias().copy();
        w2 = network.weights().pack(network.outputWeights());
        b2 = network.outputBias().copy();
    }

    @Override
    public int modelDimension() {
        return w1.rows();
    }

    @Override
    public int hiddenDimension() {
        return w1.columns();
    }

    @Override
    public void apply(FMatrixRMaj x, FMatrixRMaj y) {
        hidden(x);
        Rows.fill(y, b2);
        w2.multAdd(hidden, y);
    }

    /** Returns H = relu(X W1 + b1), rows x d_ff; valid until the next call. */
    FMatrixRMaj hidden(FMatrixRMaj x) {
        hidden.reshape(x.numRows, hiddenDimension());
        Arrays.fill(hidden.data, 0, hidden.getNumElements(), 0);
        w1.multAdd(x, hidden);
        for (int r = 0; r < x.numRows; r++) {
            Kernels.addBiasRelu(hidden.data, r * hidden.numCols, b1.data, hidden.numCols);
        }
        return hidden;
    }

    FMatrixRMaj outputBias() {
        return b2;
    }
}
