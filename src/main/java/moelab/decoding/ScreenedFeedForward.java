package moelab.decoding;

import java.util.Arrays;
import java.util.stream.IntStream;
import moelab.linalg.ColumnTiles;
import moelab.linalg.Rows;
import moelab.linalg.ScreenedNeurons;
import moelab.linalg.SparseRow;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.FeedForward;
import org.ejml.data.FMatrixRMaj;

/**
 * The dense network's function by screening: the first product in bfloat16 rules out the neurons that cannot fire, and
 * only the others are computed.
 *
 * <p>Lossless: no neuron that fires is missed ({@link ScreenedNeurons}), and those that fire are computed from their
 * full weights. {@link ZeroSkippingFeedForward} saves the second product, and this halves the rest. Several rows are
 * computed by {@link ZeroSkippingFeedForward}, because rows share weight reads.
 */
public final class ScreenedFeedForward implements FeedForward {
    private final ZeroSkippingFeedForward skipping;
    private final ScreenedNeurons neurons;
    private final FMatrixRMaj outputBias;
    private final int[] tiles;
    private final float[] scratch;
    private final SparseRow active;

    /** Creates a network with the same function as this one; the weights are copied. */
    public ScreenedFeedForward(DenseFeedForward network) {
        int n = network.hiddenDimension();
        int[] order = new int[(n + ColumnTiles.TILE - 1) / ColumnTiles.TILE * ColumnTiles.TILE];
        Arrays.setAll(order, j -> j < n ? j : -1);
        skipping = new ZeroSkippingFeedForward(network);
        neurons = new ScreenedNeurons(network.inputWeights(), network.inputBias(), network.outputWeights(), order);
        outputBias = network.outputBias().copy();
        tiles = IntStream.range(0, neurons.tiles()).toArray();
        scratch = new float[order.length];
        active = new SparseRow(order.length);
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
        if (x.numRows > 1) {
            skipping.apply(x, y);
            return;
        }
        Rows.fill(y, outputBias);
        neurons.fire(tiles, tiles.length, x.data, 0, scratch, active);
        neurons.add(active, y.data, 0);
    }

    @Override
    public String toString() {
        return hiddenDimension() + " neurons, all looked at in half precision, active ones computed";
    }
}
