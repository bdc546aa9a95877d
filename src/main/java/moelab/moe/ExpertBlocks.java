package moelab.moe;

import moelab.experts.ExpertLayout;
import moelab.linalg.Kernels;
import moelab.transformer.DenseFeedForward;

/**
 * The weights of a feed-forward network laid out so that an expert is one contiguous block, and the kernel that runs one.
 *
 * <pre>
 *   in:   expert after expert, in it neuron after neuron: the d entries of W1[:,j]      d_ff x d
 *   out:  the same order: the d entries of W2[j,:]                                     d_ff x d
 *   bias: the same order: b1[j]
 * </pre>
 *
 * A neuron is one dot product and, if it fires, one scaled addition: the second product is skipped for every neuron that does not.
 */
public final class ExpertBlocks {
    private final int dimension;
    private final int expertSize;
    private final float[] in;
    private final float[] out;
    private final float[] bias;
    private final float[] outputBias;

    /** Copies the weights of this network into this layout's order. */
    public ExpertBlocks(DenseFeedForward network, ExpertLayout layout) {
        if (layout.neurons() != network.hiddenDimension()) {
            throw new IllegalArgumentException("layout of " + layout.neurons() + " neurons for a network of "
                    + network.hiddenDimension());
        }
        this.dimension = network.modelDimension();
        this.expertSize = layout.expertSize();
        int d = dimension;
        int n = layout.neurons();
        this.in = new float[n * d];
        this.out = new float[n * d];
        this.bias = new float[n];
        this.outputBias = network.outputBias().data.clone();
        for (int place = 0; place < n; place++) {
            int j = layout.neuron(place);
            bias[place] = network.inputBias().data[j];
            System.arraycopy(network.outputWeights().data, j * d, out, place * d, d);
            for (int k = 0; k < d; k++) {
                in[place * d + k] = network.inputWeights().data[k * n + j];
            }
        }
    }

    /** y = b2: what remains when no expert is computed. */
    void start(float[] y, int yo) {
        System.arraycopy(outputBias, 0, y, yo, dimension);
    }

    /** y = y + sum over the expert's neurons j of relu(x . W1[:,j] + b1[j]) W2[j,:], for one row. */
    void add(int expert, float[] x, int xo, float[] y, int yo) {
        int d = dimension;
        for (int place = expert * expertSize, end = place + expertSize; place < end; place++) {
            int at = place * d;
            float h = bias[place] + Kernels.dot(x, xo, in, at, d);
            if (h > 0) {
                Kernels.axpy(h, out, at, y, yo, d);
            }
        }
    }

    int dimension() {
        return dimension;
    }

    int neurons() {
        return bias.length;
    }

    int expertSize() {
        return expertSize;
    }
}
