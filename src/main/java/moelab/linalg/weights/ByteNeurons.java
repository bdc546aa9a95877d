package moelab.linalg.weights;

import moelab.linalg.TileLayout;
import org.ejml.data.FMatrixRMaj;

/**
 * Neurons whose weights are bytes. The first product is computed from the bytes themselves, a quarter of what floats
 * take, so there is nothing to screen.
 */
public final class ByteNeurons implements Neurons {
    private final float[] bias;
    private final ByteColumnTiles tiles;
    private final PackedRows rows;

    /** Rounds these weights; see {@link Neurons#of}. */
    ByteNeurons(FMatrixRMaj b, FMatrixRMaj bias, FMatrixRMaj c, int[] order) {
        this.bias = new float[order.length];
        for (int place = 0; place < order.length; place++) {
            this.bias[place] = order[place] < 0 ? 0 : bias.data[order[place]];
        }
        this.tiles = new ByteColumnTiles(b, order);
        this.rows = new PackedRows(Weights.BYTE, c, order);
    }

    @Override
    public int tiles() {
        return bias.length / TileLayout.TILE;
    }

    @Override
    public float[] bias() {
        return bias;
    }

    @Override
    public void fire(int[] list, int count, float[] x, int xo, float[] scratch, SparseRow firing) {
        firing.clear();
        tiles.mult(list, count, bias, x, xo, scratch, 0);
        firing.addTilesAbove(0, scratch, list, count);
    }

    @Override
    public void preActivations(int[] list, int count, float[] x, int xo, int m, float[] y, int stride) {
        for (int r = 0; r < m; r++) { // a tile of bytes stays in the cache while the rows pass
            tiles.mult(list, count, bias, x, xo + r * tiles.depth(), y, r * stride);
        }
    }

    @Override
    public void preActivationsOfRows(int tile, float[] x, int[] xAt, float[] y, int[] yAt, int from, int rows) {
        for (int i = from; i < from + rows; i++) {
            tiles.mult(tile, bias, x, xAt[i], y, yAt[i]);
        }
    }

    @Override
    public void add(SparseRow firing, float[] y, int yo) {
        rows.multAdd(firing, y, yo);
    }

    @Override
    public String toString() {
        return bias.length + " neurons in bytes";
    }
}
