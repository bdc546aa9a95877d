package moelab.linalg;

import org.ejml.data.FMatrixRMaj;

/**
 * Computes relu(x B + b) C for one row, exactly, although only the neurons that fire are computed in full precision.
 * Neuron j is column j of B, entry j of b and row j of C.
 *
 * <p>Screening multiplies with B rounded to bfloat16, which is half the bytes. A neuron whose rounded pre-activation is
 * further below zero than the margin of {@link Bfloat16Matrix} cannot fire. The few that remain are computed from their
 * full weights. Where few neurons fire, this is nearly twice as fast as the first product, and nothing is lost.
 *
 * <pre>
 *   screening:   B rounded, sixteen neurons per tile   {@link Bfloat16Matrix}
 *   neuron j:    B[0..d-1, j], C[j, 0..d-1]            one stretch of memory
 * </pre>
 *
 * Without the Vector API the time goes into multiplying and not into reading, and all of B is multiplied. Immutable, so
 * threads may share it.
 */
public final class ScreenedNeurons {
    private static final int LEAD = TiledMatrix.LEAD;

    private final int depth;
    private final float[] bias;
    private final float[] neurons; // one after the other, behind LEAD floats
    private final ColumnTiles tiles;
    private final Bfloat16Matrix rounded; // null: all of B is multiplied

    /**
     * @param b B, d x n
     * @param bias b, 1 x n
     * @param c C, n x d
     * @param order numbers of neurons, as many as a multiple of sixteen; -1 stands for one that never fires
     */
    public ScreenedNeurons(FMatrixRMaj b, FMatrixRMaj bias, FMatrixRMaj c, int[] order) {
        this.depth = b.numRows;
        this.tiles = new ColumnTiles(b, order);
        this.bias = new float[order.length];
        this.neurons = new float[LEAD + order.length * 2 * depth];
        FMatrixRMaj ordered = new FMatrixRMaj(depth, order.length);
        for (int place = 0; place < order.length; place++) {
            int j = order[place];
            if (j >= 0) {
                int at = LEAD + place * 2 * depth;
                this.bias[place] = bias.data[j];
                for (int k = 0; k < depth; k++) {
                    float w = b.data[k * b.numCols + j];
                    neurons[at + k] = w;
                    ordered.data[k * order.length + place] = w;
                }
                System.arraycopy(c.data, j * depth, neurons, at + depth, depth);
            }
        }
        this.rounded = Bfloat16Matrix.pays() ? new Bfloat16Matrix(ordered) : null;
    }

    /** Returns the number of tiles of sixteen neurons. */
    public int tiles() {
        return tiles.count();
    }

    /** Returns B in full precision, in tiles, for several rows at once. */
    public ColumnTiles columns() {
        return tiles;
    }

    /** Returns b in the order of the constructor; it must not be changed. */
    public float[] bias() {
        return bias;
    }

    /**
     * Finds the neurons of some tiles that fire on a row, and their activations.
     *
     * @param list numbers of tiles; the first {@code count} entries count
     * @param scratch room for 16 floats per listed tile
     * @param firing result; what it held before is discarded
     */
    public void fire(int[] list, int count, float[] x, int xo, float[] scratch, SparseRow firing) {
        firing.clear();
        if (rounded == null) {
            tiles.mult(list, count, bias, x, xo, scratch, 0);
            firing.addTilesAbove(0, scratch, list, count);
            return;
        }
        rounded.mult(list, count, bias, x, xo, scratch, 0);
        firing.addTilesAbove(-rounded.margin(x, xo), scratch, list, count);
        firing.recompute(bias, neurons, 2 * depth, LEAD, x, xo, depth);
    }

    /** Computes y = y + h C, with h the activations of the neurons that fire. */
    public void add(SparseRow firing, float[] y, int yo) {
        firing.multAdd(neurons, 2 * depth, LEAD + depth, y, yo, depth);
    }

    @Override
    public String toString() {
        return bias.length + " neurons between rows of " + depth + ", screened in bfloat16";
    }
}
