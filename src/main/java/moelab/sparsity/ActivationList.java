package moelab.sparsity;

import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/** Activations that grow row by row. */
final class ActivationList {
    private final int dimension;
    private final int neurons;
    private int rows;
    private int entries;
    private float[] inputs;
    private int[] starts = new int[65];
    private int[] neuron = new int[1024];
    private float[] value = new float[1024];

    ActivationList(int dimension, int neurons) {
        this.dimension = dimension;
        this.neurons = neurons;
        this.inputs = new float[64 * dimension];
    }

    int rows() {
        return rows;
    }

    /** Adds a token: d inputs from {@code x[xo]} on, d_ff hidden activations from {@code h[ho]} on. */
    void add(float[] x, int xo, float[] h, int ho) {
        if ((rows + 1) * dimension > inputs.length) {
            inputs = Arrays.copyOf(inputs, 2 * inputs.length);
            starts = Arrays.copyOf(starts, inputs.length / dimension + 1);
        }
        if (entries + neurons > neuron.length) {
            neuron = Arrays.copyOf(neuron, Math.max(2 * neuron.length, entries + neurons));
            value = Arrays.copyOf(value, neuron.length);
        }
        System.arraycopy(x, xo, inputs, rows * dimension, dimension);
        for (int j = 0; j < neurons; j++) {
            if (h[ho + j] > 0) {
                neuron[entries] = j;
                value[entries++] = h[ho + j];
            }
        }
        starts[++rows] = entries;
    }

    Activations toActivations() {
        FMatrixRMaj x = new FMatrixRMaj(rows, dimension);
        System.arraycopy(inputs, 0, x.data, 0, rows * dimension);
        return new Activations(
                dimension,
                neurons,
                x,
                Arrays.copyOf(starts, rows + 1),
                Arrays.copyOf(neuron, entries),
                Arrays.copyOf(value, entries));
    }
}
