package moelab.linalg.weights;

import moelab.linalg.TileLayout;
import org.ejml.data.FMatrixRMaj;

/**
 * The weights of neurons in full precision, each neuron one stretch of memory: neuron j is column j of B, entry j of b
 * and row j of C in relu(x B + b) C. Only the neurons that fire are read. Immutable, so threads may share it.
 */
final class NeuronWeights {
    private static final int LEAD = TileLayout.LEAD;

    private final int depth;
    private final float[] bias;
    private final float[] neurons; // B[0..d-1, j], C[j, 0..d-1], one neuron after the other, behind LEAD floats

    /** @param order numbers of neurons; -1 stands for one that never fires */
    NeuronWeights(FMatrixRMaj b, FMatrixRMaj bias, FMatrixRMaj c, int[] order) {
        this.depth = b.numRows;
        this.bias = new float[order.length];
        this.neurons = new float[LEAD + order.length * 2 * depth];
        for (int place = 0; place < order.length; place++) {
            int j = order[place];
            if (j >= 0) {
                int at = LEAD + place * 2 * depth;
                this.bias[place] = bias.data[j];
                for (int k = 0; k < depth; k++) {
                    neurons[at + k] = b.data[k * b.numCols + j];
                }
                System.arraycopy(c.data, j * depth, neurons, at + depth, depth);
            }
        }
    }

    /** Returns the listed columns of B as a matrix of their own. */
    static FMatrixRMaj ordered(FMatrixRMaj b, int[] order) {
        FMatrixRMaj ordered = new FMatrixRMaj(b.numRows, order.length);
        for (int place = 0; place < order.length; place++) {
            for (int k = 0; k < b.numRows && order[place] >= 0; k++) {
                ordered.data[k * order.length + place] = b.data[k * b.numCols + order[place]];
            }
        }
        return ordered;
    }

    /** Returns b in this order; it must not be changed. */
    float[] bias() {
        return bias;
    }

    /** Computes the activations of the listed neurons and keeps those that fire. */
    void fire(float[] x, int xo, SparseRow firing) {
        firing.recompute(bias, neurons, 2 * depth, LEAD, x, xo, depth);
    }

    /** Computes y = y + h C. */
    void add(SparseRow firing, float[] y, int yo) {
        firing.multAdd(neurons, 2 * depth, LEAD + depth, y, yo, depth);
    }
}
