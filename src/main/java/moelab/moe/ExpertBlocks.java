package moelab.moe;

import java.util.Arrays;
import moelab.experts.ExpertLayout;
import moelab.linalg.ColumnTiles;
import moelab.linalg.ScreenedNeurons;
import moelab.linalg.SparseRow;
import moelab.routing.Selection;
import moelab.transformer.DenseFeedForward;
import org.ejml.data.FMatrixRMaj;

/**
 * The weights of a feed-forward network laid out so that an expert is one contiguous block, and the kernels that run
 * one.
 *
 * <pre>
 *   for a look:       expert after expert, its columns of W1 in half precision, in tiles of sixteen    d x (E * s)
 *   for what fires:   neuron after neuron in the same order, W1[:,j] and W2[j,:]                       (E * s) x 2d
 *   for several rows: its columns of W1 as they are, in tiles of sixteen                               d x (E * s)
 * </pre>
 *
 * Here s is the size of an expert rounded up to whole tiles; the neurons that fill it up have zero weights and never
 * fire. The first product of a chosen expert is read from end to end, for a single row in half precision first
 * ({@link ScreenedNeurons}), and the weights of neurons that fire as they are. No weight is gathered singly, and
 * nothing of an expert that is not chosen is touched.
 *
 * <p>Never changes; threads may share it.
 */
public final class ExpertBlocks {
    private final int dimension;
    private final int neurons;
    private final int expertSize; // padded
    private final ScreenedNeurons experts;
    private final float[] outputBias;

    /** Copies the weights of this network into this layout's order. */
    public ExpertBlocks(DenseFeedForward network, ExpertLayout layout) {
        if (layout.neurons() != network.hiddenDimension()) {
            throw new IllegalArgumentException(
                    "layout of " + layout.neurons() + " neurons for a network of " + network.hiddenDimension());
        }
        int d = network.modelDimension();
        int size = layout.expertSize();
        this.dimension = d;
        this.neurons = layout.neurons();
        this.expertSize = (size + ColumnTiles.TILE - 1) / ColumnTiles.TILE * ColumnTiles.TILE;
        this.outputBias = network.outputBias().data.clone();
        int[] order = new int[layout.experts() * expertSize];
        Arrays.fill(order, -1);
        for (int place = 0; place < neurons; place++) {
            order[place / size * expertSize + place % size] = layout.neuron(place);
        }
        this.experts = new ScreenedNeurons(network.inputWeights(), network.inputBias(), network.outputWeights(), order);
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
        for (int i = 0; i < count; i++) {
            tiles[i] = chosen.expert(i); // as they are if an expert is one tile, which it often is
        }
        for (int i = count * each - 1; each > 1 && i >= 0; i--) {
            tiles[i] = tiles[i / each] * each + i % each;
        }
        return count * each;
    }

    /**
     * The neurons of some tiles that fire on a row, relu(x . W1[:,j] + b1[j]) &gt; 0, each at its place.
     *
     * @param tiles which; the first {@code count} entries count
     * @param scratch room for 16 floats a tile
     * @param active result
     */
    void active(int[] tiles, int count, float[] x, float[] scratch, SparseRow active) {
        experts.fire(tiles, count, x, 0, scratch, active);
    }

    /**
     * What the neurons of experts {@code first} (inclusive) to {@code last} (exclusive) say to some rows of X before
     * ReLU, x . W1[:,j] + b1[j]. Rows are counted from row {@code from}; the result for row r, so counted, is at
     * {@code hidden[r * places()]}, each neuron at its place.
     *
     * @param rows which rows; the first {@code count} entries count
     */
    void hidden(int first, int last, float[] x, int from, int[] rows, int count, float[] hidden) {
        int place = first * expertSize;
        int end = last * expertSize;
        for (int i = 0; i < count; i++) {
            System.arraycopy(experts.bias(), place, hidden, rows[i] * places() + place, end - place);
        }
        experts.columns()
                .multAdd(
                        place / ColumnTiles.TILE,
                        end / ColumnTiles.TILE,
                        x,
                        from * dimension,
                        rows,
                        count,
                        hidden,
                        places());
    }

    /** Collects the neurons of an expert that fire on the row whose places begin at {@code ho}. */
    void active(int expert, float[] hidden, int ho, SparseRow active) {
        active.addPositive(hidden, ho + expert * expertSize, expertSize, expert * expertSize);
    }

    /** y = y + h W2 for the neurons that fire. */
    void output(SparseRow active, float[] y, int yo) {
        experts.add(active, y, yo);
    }

    int dimension() {
        return dimension;
    }

    int neurons() {
        return neurons;
    }

    /** Neurons and those that fill experts up to whole tiles. */
    int places() {
        return experts.tiles() * ColumnTiles.TILE;
    }

    @Override
    public String toString() {
        return "weights of " + neurons() + " neurons on rows of " + dimension() + ", expert after expert";
    }
}
