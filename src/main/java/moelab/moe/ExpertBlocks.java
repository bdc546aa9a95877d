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
 * up to four rows, and rows that choose together, are multiplied with the union of their experts, which is faster than
 * to tell them apart. More rows that choose for themselves would have nearly all experts in their union, so each expert
 * is multiplied with the rows that use it, and with no other. The second product reads the rows of W2 whose neuron
 * fires. Nothing of an expert that no row uses is read.
 *
 * <p>The weights never change, so threads may share an instance; the memory that a product needs is in a
 * {@link Workspace}, one per thread.
 */
public final class ExpertBlocks {
    /**
     * Rows that are multiplied with the union of their experts. At 1/4 of the experts of the shipped model a step of 4
     * rows takes 41 us so, and 44 us expert by expert; one of 5 rows 56 and 51 us, one of 25 rows 262 and 164 us.
     */
    private static final int ROWS = 4;

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
        private final int[] experts; // the union of some rows
        private final int[] tiles; // of these experts
        private final boolean[] marked; // tiles of the experts that a row uses
        private final ExpertRows users; // the rows of each expert
        private final float[] hidden; // rows x places: X W1 + b1 of the listed tiles
        private final SparseRow active; // the activations of one row

        private Workspace(int experts, int places, int rows) {
            this.experts = new int[experts];
            this.tiles = new int[places / TileLayout.TILE];
            this.marked = new boolean[tiles.length];
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
        if (routes.rows() > ROWS && !routes.together()) {
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
            w.active.clear();
            w.active.addTilesAbove(0, w.hidden, r * places(), w.tiles, count);
            experts.add(w.active, y.data, (from + r) * dimension);
        }
    }

    /** Reads the union of the rows' experts. */
    private void addTogether(Routes routes, FMatrixRMaj x, FMatrixRMaj y, int from, Workspace w) {
        int rows = routes.rows();
        int count = tiles(routes.union(0, rows, w.experts), w);
        int at = from * dimension;
        if (rows == 1) {
            experts.fire(w.tiles, count, x.data, at, w.hidden, w.active);
            experts.add(w.active, y.data, at);
            return;
        }
        experts.preActivations(w.tiles, count, x.data, at, rows, w.hidden, places());
        for (int r = 0; r < rows; r++) {
            w.active.clear();
            w.active.addTilesAbove(0, w.hidden, r * places(), w.tiles, count);
            if (!routes.together()) {
                mark(routes, r, w);
                w.active.retainTiles(w.marked);
            }
            experts.add(w.active, y.data, at + r * dimension);
        }
    }

    /** Marks the tiles of the experts that a row uses. */
    private void mark(Routes routes, int row, Workspace w) {
        int each = expertSize / TileLayout.TILE;
        Arrays.fill(w.marked, false);
        for (int i = 0; i < routes.count(row); i++) {
            int tile = routes.expert(row, i) * each;
            Arrays.fill(w.marked, tile, tile + each, true);
        }
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
