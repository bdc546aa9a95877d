package moelab.linalg.weights;

import org.ejml.data.FMatrixRMaj;

/**
 * The neurons of relu(x B + b) C, of which some can be computed alone, in tiles of sixteen: neuron j is column j of B,
 * entry j of b and row j of C. In a feed-forward network, B is W1, b is b1 and C is W2. Nothing is read of tiles that
 * are not listed, and of C only the rows of neurons that fire. Immutable, so threads may share it.
 */
public sealed interface Neurons permits ScreenedNeurons, ByteNeurons {

    /**
     * Returns these neurons with weights in this format.
     *
     * @param b B, d x n
     * @param bias b, 1 x n
     * @param c C, n x d
     * @param order numbers of neurons, as many as a multiple of sixteen; -1 stands for one that never fires
     */
    static Neurons of(Weights weights, FMatrixRMaj b, FMatrixRMaj bias, FMatrixRMaj c, int[] order) {
        return weights == Weights.BYTE
                ? new ByteNeurons(b, bias, c, order)
                : new ScreenedNeurons(weights.rounded(b), bias, weights.rounded(c), order);
    }

    /** Returns the number of tiles of sixteen neurons. */
    int tiles();

    /** Returns b in the given order; it must not be changed. */
    float[] bias();

    /**
     * Finds the neurons of some tiles that fire on a row, and their activations.
     *
     * @param list numbers of tiles; the first {@code count} entries count
     * @param scratch room for 16 floats per listed tile
     * @param firing result; what it held before is discarded
     */
    void fire(int[] list, int count, float[] x, int xo, float[] scratch, SparseRow firing);

    /**
     * Computes the pre-activations of some tiles for the first m rows of X: y[r * stride + 16 i + c] = b[16 t + c] +
     * X[r,:] B[:, 16 t + c] with t = list[i].
     *
     * @param list numbers of tiles; the first {@code count} entries count
     * @param x row r at {@code x[xo + r * d]}
     */
    void preActivations(int[] list, int count, float[] x, int xo, int m, float[] y, int stride);

    /**
     * Computes the pre-activations of one tile for rows that lie anywhere: y[yAt[i] + c] = b[16 t + c] + x_i B[:, 16 t
     * + c], where x_i is the row that begins at x[xAt[i]].
     *
     * @param y 16 entries per row; overwritten
     * @param from first place in {@code xAt} and {@code yAt}
     * @param rows number of places
     */
    void preActivationsOfRows(int tile, float[] x, int[] xAt, float[] y, int[] yAt, int from, int rows);

    /** Computes y = y + h C, with h the activations of the neurons that fire. */
    void add(SparseRow firing, float[] y, int yo);
}
