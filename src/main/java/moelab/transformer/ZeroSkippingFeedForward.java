package moelab.transformer;

import moelab.linalg.Kernels;
import org.ejml.data.FMatrixRMaj;

/**
 * A dense network that computes every neuron but adds up only those that fire:
 *
 * <pre>
 *   H = relu(X W1 + b1),   Y[r,:] = b2 + sum over j with H[r,j] > 0 of H[r,j] W2[j,:]
 * </pre>
 *
 * Lossless, and without any router it saves the part of the second product that is multiplied by zero, at most half of the network. It is the honest
 * baseline of everything that leaves neurons out: what a router does not beat by a clear margin is not worth its loss.
 */
public final class ZeroSkippingFeedForward implements FeedForward {
    private final DenseFeedForward network;
    private final FMatrixRMaj hidden = new FMatrixRMaj(0, 0);

    /** Skips zeros in this network, whose weights it shares. */
    public ZeroSkippingFeedForward(DenseFeedForward network) {
        this.network = network;
    }

    @Override
    public int modelDimension() {
        return network.modelDimension();
    }

    @Override
    public int hiddenDimension() {
        return network.hiddenDimension();
    }

    @Override
    public void apply(FMatrixRMaj x, FMatrixRMaj y) {
        int n = hiddenDimension();
        int d = modelDimension();
        hidden.reshape(x.numRows, n);
        network.hidden(x, hidden);
        float[] w2 = network.outputWeights().data;
        for (int r = 0; r < x.numRows; r++) {
            System.arraycopy(network.outputBias().data, 0, y.data, r * d, d);
            for (int j = 0, at = r * n; j < n; j++, at++) {
                if (hidden.data[at] > 0) {
                    Kernels.axpy(hidden.data[at], w2, j * d, y.data, r * d, d);
                }
            }
        }
    }

    @Override
    public String toString() {
        return "dense network of " + hiddenDimension() + " neurons, zeros skipped in the second product";
    }
}
