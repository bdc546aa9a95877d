package moelab.linalg.weights;

import org.ejml.data.FMatrixRMaj;

/**
 * Neurons that are screened: for one row, exactly the neurons that fire are computed in full precision.
 *
 * <p>Screening multiplies with B rounded to bfloat16, which is half the bytes. A neuron whose rounded pre-activation is
 * further below zero than the margin of {@link Bfloat16Matrix} cannot fire. The few that remain are computed from their
 * full weights. Where few neurons fire, this is nearly twice as fast as the first product, and nothing is lost.
 *
 * <pre>
 *   screening:      B rounded, sixteen neurons per tile   {@link Bfloat16Columns}
 *   neuron j:       B[0..d-1, j], C[j, 0..d-1]            {@link NeuronWeights}
 *   several rows:   B, sixteen neurons per tile           {@link ColumnTiles}
 * </pre>
 *
 * Without the Vector API the time goes into multiplying and not into reading, and all of B is multiplied.
 */
public final class ScreenedNeurons implements Neurons {
    private final NeuronWeights neurons;
    private final ColumnTiles tiles;
    private final Bfloat16Columns rounded; // null: all of B is multiplied

    /** Copies these weights; see {@link Neurons#of}. */
    ScreenedNeurons(FMatrixRMaj b, FMatrixRMaj bias, FMatrixRMaj c, int[] order) {
        neurons = new NeuronWeights(b, bias, c, order);
        tiles = new ColumnTiles(b, order);
        rounded = Bfloat16Matrix.pays() ? new Bfloat16Columns(NeuronWeights.ordered(b, order)) : null;
    }

    @Override
    public int tiles() {
        return tiles.count();
    }

    @Override
    public float[] bias() {
        return neurons.bias();
    }

    @Override
    public void fire(int[] list, int count, float[] x, int xo, float[] scratch, SparseRow firing) {
        firing.clear();
        if (rounded == null) {
            tiles.mult(list, count, bias(), x, xo, scratch, 0);
            firing.addTilesAbove(0, scratch, list, count);
            return;
        }
        rounded.mult(list, count, bias(), x, xo, scratch, 0);
        firing.addTilesAbove(-rounded.margin(x, xo), scratch, list, count);
        neurons.fire(x, xo, firing);
    }

    @Override
    public void preActivations(int[] list, int count, float[] x, int xo, int m, float[] y, int stride) {
        tiles.mult(list, count, bias(), x, xo, m, y, 0, stride);
    }

    @Override
    public void preActivationsOfRows(int tile, float[] x, int[] xAt, float[] y, int[] yAt, int from, int rows) {
        tiles.multRows(tile, bias(), x, xAt, y, yAt, from, rows);
    }

    @Override
    public void add(SparseRow firing, float[] y, int yo) {
        neurons.add(firing, y, yo);
    }

    @Override
    public String toString() {
        return bias().length + " neurons, screened in bfloat16";
    }
}
