package moelab.moe;

import java.util.Arrays;
import moelab.experts.ExpertLayout;
import moelab.linalg.TileLayout;
import moelab.linalg.weights.Neurons;
import moelab.linalg.weights.SparseRow;
import moelab.routing.Routes;
import moelab.transformer.DenseFeedForward;
import org.ejml.data.FMatrixRMaj;

/**
 * The weights of a feed-forward network, laid out so that the weights of an expert are one stretch of memory, and the
 * products of the experts that were chosen.
 *
 * <pre>
 *   screening:     expert after expert, its columns of W1 in bfloat16, in tiles of sixteen     d x (E * s)
 *   what fires:    neuron after neuron in the same order, W1[:,j] and W2[j,:]                   (E * s) x 2d
 *   several rows:  expert after expert, its columns of W1, in tiles of sixteen                 d x (E * s)
 * </pre>
 *
 * Here s is the size of an expert rounded up to whole tiles; the neurons that fill it up have zero weights and never
 * fire. For one row, the first product of a chosen expert is a screening in bfloat16, and only the neurons that may
 * fire are computed from their full weights ({@link Neurons}). For several rows the columns are multiplied as they are:
 * rows that choose together with all of their experts, four experts at a time, and rows that choose for themselves
 * expert by expert, each with the rows that use it. The second product reads the rows of W2 whose neuron fires. Nothing
 * of an expert that no row uses is read.
 *
 * <p>The weights never change, so threads may share an instance; the memory that a product needs is in a
 * {@link Workspace}, one per thread.
 */
public final class ExpertBlocks {
    private final int dimension;
    private final int neurons;
    private final int expertSize; // padded
    private final Neurons experts;
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
        this.expertSize = (size + TileLayout.TILE - 1) / TileLayout.TILE * TileLayout.TILE;
        this.outputBias = network.outputBias().data.clone();
        int[] order = new int[layout.experts() * expertSize];
        Arrays.fill(order, -1);
        for (int place = 0; place < neurons; place++) {
            order[place / size * expertSize + place % size] = layout.neuron(place);
        }
        this.experts = Neurons.of(
                network.weights(), network.inputWeights(), network.inputBias(), network.outputWeights(), order);
    }

    /** The memory that products need: made once, for up to a number of rows at a time. */
    static final class Workspace {
        private final int[] experts; // those of a row
        private final int[] tiles; // of these experts
        private final ExpertRows users; // the rows of each expert
        private final float[] hidden; // rows x places: X W1 + b1 of the listed tiles
        private final SparseRow active; // the activations of one row

        private Workspace(int experts, int places, int rows) {
            this.experts = new int[experts];
            this.tiles = new int[places / TileLayout.TILE];
            this.users = new ExpertRows(experts, rows);
            this.hidden = new float[rows * places];
            this.active = new SparseRow(places);
        }
    }

    /** Returns the memory for products with up to this many rows. */
    Workspace workspace(int rows) {
        return new Workspace(places() / expertSize, places(), rows);
    }

    /** Y = b2 in every row: what remains when no expert is computed. */
    void start(FMatrixRMaj y) {
        for (int r = 0; r < y.numRows; r++) {
            System.arraycopy(outputBias, 0, y.data, r * dimension, dimension);
        }
    }

    /**
     * Adds to some rows of Y what their experts give: Y[r,:] += sum over neurons j of the experts of row r of relu(x[r]
     * . W1[:,j] + b1[j]) W2[j,:].
     *
     * @param from number in X and Y of the row that is row 0 of the routes
     */
    void add(Routes routes, FMatrixRMaj x, FMatrixRMaj y, int from, Workspace w) {
        if (routes.rows() > 1 && !routes.together()) {
            addByExpert(routes, x, y, from, w);
        } else {
            addTogether(routes, x, y, from, w);
        }
    }

    /** Reads each expert once for all rows that use it. */
    private void addByExpert(Routes routes, FMatrixRMaj x, FMatrixRMaj y, int from, Workspace w) {
        ExpertRows users = w.users;
        users.of(routes, from * dimension, dimension, places(), expertSize);
        int each = expertSize / TileLayout.TILE;
        for (int e = 0; e < places() / expertSize; e++) {
            for (int t = 0; t < each && users.count(e) > 0; t++) {
                experts.preActivationsOfRows(
                        e * each + t, x.data, users.x(), w.hidden, users.activations(), users.first(e), users.count(e));
                users.nextTile(e, TileLayout.TILE);
            }
        }
        for (int r = 0; r < routes.rows(); r++) {
            int count = tiles(routes.union(r, r + 1, w.experts), w);
            addActivations(count, r, y, from + r, w);
        }
    }

    /** Reads the experts of the first row for all rows, which use the same. */
    private void addTogether(Routes routes, FMatrixRMaj x, FMatrixRMaj y, int from, Workspace w) {
        int rows = routes.rows();
        int count = tiles(routes.union(0, 1, w.experts), w);
        int at = from * dimension;
        if (rows == 1) {
            experts.fire(w.tiles, count, x.data, at, w.hidden, w.active);
            experts.add(w.active, y.data, at);
            return;
        }
        experts.preActivations(w.tiles, count, x.data, at, rows, w.hidden, places());
        for (int r = 0; r < rows; r++) {
            addActivations(count, r, y, from + r, w);
        }
    }

    /** Adds to a row of Y what the neurons of its tiles give that fire. */
    private void addActivations(int count, int row, FMatrixRMaj y, int number, Workspace w) {
        w.active.clear();
        w.active.addTilesAbove(0, w.hidden, row * places(), w.tiles, count);
        experts.add(w.active, y.data, number * dimension);
    }

    /** Lists the tiles of the first {@code count} experts of the workspace, in their order, and returns how many. */
    private int tiles(int count, Workspace w) {
        int each = expertSize / TileLayout.TILE;
        for (int i = 0; i < count * each; i++) {
            w.tiles[i] = each == 1 ? w.experts[i] : w.experts[i / each] * each + i % each;
        }
        return count * each;
    }

    int dimension() {
        return dimension;
    }

    int neurons() {
        return neurons;
    }

    /** Returns the number of neurons, with those that fill experts up to whole tiles. */
    private int places() {
        return experts.tiles() * TileLayout.TILE;
    }

    @Override
    public String toString() {
        return "weights of " + neurons() + " neurons on rows of " + dimension() + ", expert after expert";
    }
}
