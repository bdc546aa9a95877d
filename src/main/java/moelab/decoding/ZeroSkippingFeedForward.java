package moelab.decoding;

import moelab.linalg.Rows;
import moelab.linalg.weights.PackedRows;
import moelab.linalg.weights.SparseRow;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.FeedForward;
import org.ejml.data.FMatrixRMaj;

/**
 * A dense network that computes every neuron, and in the second product skips those whose activation is 0:
 *
 * <pre>
 *   H = relu(X W1 + b1),   Y[r,:] = b2 + sum over j with H[r,j] > 0 of H[r,j] W2[j,:]
 * </pre>
 *
 * Lossless, and without any router it saves the part of the second product that is multiplied by zero, at most half of
 * the network. It is the honest baseline of everything that skips neurons: a router that does not beat it by a clear
 * margin is not worth the BLEU that it loses.
 */
public final class ZeroSkippingFeedForward implements FeedForward {
    private final TiledFeedForward network;
    private final PackedRows rows; // W2
    private final SparseRow active;

    /** Creates a network with the same function as this one; the weights are copied. */
    public ZeroSkippingFeedForward(DenseFeedForward network) {
        this.network = new TiledFeedForward(network);
        this.rows = new PackedRows(network.weights(), network.outputWeights());
        this.active = new SparseRow(network.hiddenDimension());
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
        FMatrixRMaj h = network.hidden(x);
        Rows.fill(y, network.outputBias());
        int d = y.numCols;
        for (int r = 0; r < x.numRows; r++) {
            active.clear();
            active.addPositive(h.data, r * h.numCols, h.numCols, 0);
            rows.multAdd(active, y.data, r * d);
        }
    }

    @Override
    public String toString() {
        return hiddenDimension() + " neurons, all computed, the second product for active ones only";
    }
}
