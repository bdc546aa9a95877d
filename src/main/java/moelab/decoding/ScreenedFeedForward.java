package moelab.decoding;

import moelab.linalg.Rows;
import moelab.linalg.weights.ScreenedLayer;
import moelab.linalg.weights.SparseRow;
import moelab.linalg.weights.Weights;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.FeedForward;
import org.ejml.data.FMatrixRMaj;

/**
 * The dense network's function by screening: the first product in bfloat16 rules out the neurons that cannot fire, and
 * only the others are computed.
 *
 * <p>Lossless: no neuron that fires is missed ({@link ScreenedLayer}), and those that fire are computed from their full
 * weights. {@link ZeroSkippingFeedForward} saves the second product, and this halves the rest. Several rows are
 * computed by {@link ZeroSkippingFeedForward}, because rows share weight reads.
 */
public final class ScreenedFeedForward implements FeedForward {
    private final ZeroSkippingFeedForward skipping;
    private final ScreenedLayer neurons; // null: bytes, with which screening saves nothing
    private final FMatrixRMaj outputBias;
    private final float[] scratch;
    private final SparseRow active;

    /** Creates a network with the same function as this one; the weights are copied. */
    public ScreenedFeedForward(DenseFeedForward network) {
        int n = network.hiddenDimension();
        skipping = new ZeroSkippingFeedForward(network);
        neurons = network.weights() == Weights.BYTE
                ? null
                : new ScreenedLayer(network.inputWeights(), network.inputBias(), network.outputWeights());
        outputBias = network.outputBias().copy();
        scratch = new float[n];
        active = new SparseRow(n);
    }

    @Override
    public int modelDimension() {
        return skipping.modelDimension();
    }

    @Override
    public int hiddenDimension() {
        return skipping.hiddenDimension();
    }

    @Override
    public void apply(FMatrixRMaj x, FMatrixRMaj y) {
        if (x.numRows > 1 || neurons == null) {
            skipping.apply(x, y);
            return;
        }
        Rows.fill(y, outputBias);
        neurons.fire(x.data, 0, scratch, active);
        neurons.add(active, y.data, 0);
    }

    @Override
    public String toString() {
        return hiddenDimension() + " neurons, all screened in half precision, active ones computed";
    }
}
