package moelab.linalg.weights;

import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/**
 * All neurons of relu(x B + b) C for one row, screened as {@link ScreenedNeurons} are. Since no neuron is left out, B
 * rounded lies in wide tiles, which are read at the full bandwidth of the memory. Immutable, so threads may share it.
 */
public final class ScreenedLayer {
    private final NeuronWeights neurons;
    private final PackedMatrix looked; // B rounded, or B itself where rounding gains nothing
    private final Bfloat16Matrix rounded; // the same, or null

    /**
     * @param b B, d x n
     * @param bias b, 1 x n
     * @param c C, n x d
     */
    public ScreenedLayer(FMatrixRMaj b, FMatrixRMaj bias, FMatrixRMaj c) {
        int[] order = new int[b.numCols];
        Arrays.setAll(order, j -> j);
        neurons = new NeuronWeights(b, bias, c, order);
        rounded = Bfloat16Matrix.pays() ? new Bfloat16Matrix(b) : null;
        looked = rounded != null ? rounded : TiledMatrix.of(b);
    }

    /**
     * Finds the neurons that fire on a row, and their activations.
     *
     * @param scratch room for n floats
     * @param firing result; what it held before is discarded
     */
    public void fire(float[] x, int xo, float[] scratch, SparseRow firing) {
        int n = neurons.bias().length;
        firing.clear();
        System.arraycopy(neurons.bias(), 0, scratch, 0, n);
        looked.multAdd(x, xo, scratch, 0);
        if (rounded == null) {
            firing.addPositive(scratch, 0, n, 0);
            return;
        }
        firing.addAbove(-rounded.margin(x, xo), scratch, 0, n, 0);
        neurons.fire(x, xo, firing);
    }

    /** Computes y = y + h C, with h the activations of the neurons that fire. */
    public void add(SparseRow firing, float[] y, int yo) {
        neurons.add(firing, y, yo);
    }

    @Override
    public String toString() {
        return neurons.bias().length + " neurons, all screened in bfloat16";
    }
}
