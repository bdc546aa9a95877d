package moelab.moe;

import java.util.Arrays;
import moelab.experts.ExpertLayout;
import moelab.linalg.ColumnTiles;
import moelab.linalg.SparseRow;
import moelab.linalg.TiledMatrix;
import moelab.routing.Selection;
import moelab.transformer.DenseFeedForward;
import org.ejml.data.FMatrixRMaj;

/**
 * The weights of a feed-forward network laid out so that an expert is one contiguous block, and the kernels that run one.
 *
 * <pre>
 *   in:   expert after expert, its columns of W1 in tiles of sixteen      d x (E * s)
 *   bias: the same order, b1[j]                                           E * s
 *   out:  the same order, row after row, W2[j,:]                          (E * s) x d
 * </pre>
 *
 * Here s is the size of an expert rounded up to whole tiles; the neurons that fill it up have zero weights and never fire. The first product of a
 * chosen expert is read from end to end; of the second only the rows of neurons that fire, as in
 * {@link moelab.transformer.ZeroSkippingFeedForward}. No weight is gathered singly, and nothing of an expert that is not chosen is touched.
 *
 * <p>Never changes; threads may share it.
 */
public final class ExpertBlocks {
    private final int dimension;
    private final int neurons;
    private final int expertSize; // padded
    private final ColumnTiles in;
    private final float[] out; // behind TiledMatrix.LEAD floats
    private final float[] bias;
    private final float[] outputBias;

    /** Copies the weights of this network into this layout's order. */
    public ExpertBlocks(DenseFeedForward network, ExpertLayout layout) {
        if (layout.neurons() != network.hiddenDimension()) {
            throw new IllegalArgumentException("layout of " + layout.neurons() + " neurons for a network of "
                    + network.hiddenDimension());
        }
        int d = network.modelDimension();
        int size = layout.expertSize();
        this.dimension = d;
        this.neurons = layout.neurons();
        this.expertSize = (size + ColumnTiles.TILE - 1) / ColumnTiles.TILE * ColumnTiles.TILE;
        this.out = new float[TiledMatrix.LEAD + layout.experts() * expertSize * d];
        this.bias = new float[layout.experts() * expertSize];
        this.outputBias = network.outputBias().data.clone();
        int[] order = new int[bias.length];
        Arrays.fill(order, -1);
        for (int place = 0; place < neurons; place++) {
            int padded = place / size * expertSize + place % size;
            int j = layout.neuron(place);
            order[padded] = j;
            bias[padded] = network.inputBias().data[j];
            System.arraycopy(network.outputWeights().data, j * d, out, TiledMatrix.LEAD + padded * d, d);
        }
        this.in = new ColumnTiles(network.inputWeights(), order);
    }

    /** Y = b2 in every row: what remains when no expert is computed. */
    void start(FMatrixRMaj y) {
        for (int r = 0; r < y.numRows; r++) {
            System.arraycopy(outputBias, 0, y.data, r * dimension, dimension);
        }
    }

    /**
     * The tiles of the chosen experts, in their order.
     *
     * @param chosen experts, the first {@code count} of the selection
     * @param tiles result, room for {@code places() / 16}
     * @return how many tiles
     */
    int tiles(Selection chosen, int count, int[] tiles) {
        int each = expertSize / ColumnTiles.TILE;
        for (int i = 0, at = 0; i < count; i++) {
            for (int t = chosen.expert(i) * each, end = t + each; t < end; t++) {
                tiles[at++] = t;
            }
        }
        return count * each;
    }

    /**
     * What the neurons of some tiles say to a row before ReLU: x . W1[:,j] + b1[j].
     *
     * @param tiles which; the first {@code count} entries count
     * @param hidden result, tile after tile as listed
     */
    void hidden(int[] tiles, int count, float[] x, float[] hidden) {
        in.mult(tiles, count, bias, x, 0, hidden, 0);
    }

    /**
     * The same for experts {@code first} (inclusive) to {@code last} (exclusive) and some rows of X, counted from row {@code from}; the result for row r, so counted, is at {@code hidden[r * places()]},
     * each neuron at its place.
     *
     * @param rows which rows; the first {@code count} entries count
     */
    void hidden(int first, int last, float[] x, int from, int[] rows, int count, float[] hidden) {
        int place = first * expertSize;
        int end = last * expertSize;
        for (int i = 0; i < count; i++) {
            System.arraycopy(bias, place, hidden, rows[i] * bias.length + place, end - place);
        }
        in.multAdd(place / ColumnTiles.TILE, end / ColumnTiles.TILE, x, from * dimension, rows, count, hidden, bias.length);
    }

    /** Collects the neurons of an expert that fire on the row whose places begin at {@code ho}. */
    void active(int expert, float[] hidden, int ho, SparseRow active) {
        active.addPositive(hidden, ho + expert * expertSize, expertSize, expert * expertSize);
    }

    /** y = y + h W2 for the neurons that fire. */
    void output(SparseRow active, float[] y, int yo) {
        active.multAdd(out, dimension, TiledMatrix.LEAD, y, yo, dimension);
    }

    int dimension() {
        return dimension;
    }

    int neurons() {
        return neurons;
    }

    /** Neurons and those that fill experts up to whole tiles. */
    int places() {
        return bias.length;
    }

    @Override
    public String toString() {
        return "weights of " + neurons() + " neurons on rows of " + dimension() + ", expert after expert";
    }
}
