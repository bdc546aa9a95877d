package moelab.linalg.weights;

import moelab.linalg.KernelProvider;
import moelab.linalg.KernelSet;
import moelab.linalg.Kernels;
import moelab.linalg.TileLayout;
import org.ejml.data.FMatrixRMaj;

/**
 * A matrix rounded to bfloat16, for products with one row or a few: half the bytes of a {@link TiledMatrix}, and so
 * half the time to read them, in the same tiles. It serves what needs no more than eight significant bits: a router's
 * scores, which are only compared, screening ({@link ScreenedLayer}), and all of a model whose weights are rounded so.
 *
 * <p>A bfloat16 is the upper half of a float. Two of them share an int, row 2k in the upper half and row 2k + 1 in the
 * lower one, so that one mask makes floats of sixteen entries of the one row, and one shift of sixteen entries of the
 * other:
 *
 * <pre>
 *   tile t:  B[0 | 1, 64t .. 64t+63], B[2 | 3, 64t .. 64t+63], ...
 * </pre>
 *
 * Sums are in float. Immutable, so threads may share it.
 */
public final class Bfloat16Matrix implements PackedMatrix {
    private static final int LEAD = TileLayout.LEAD;
    private static final KernelSet KERNELS = KernelProvider.KERNELS;

    private final int depth; // k
    private final TileLayout layout; // of pairs of rows
    private final int[] pairs; // behind LEAD ints
    private final float radius; // of the margin
    private final TiledMatrix floats; // the rounded numbers as floats, where that is faster; or null

    /** Rounds B. */
    public Bfloat16Matrix(FMatrixRMaj b) {
        depth = b.numRows;
        layout = new TileLayout((depth + 1) / 2, b.numCols);
        radius = (float) radius(b);
        floats = pays() ? null : TiledMatrix.of(rounded(b));
        pairs = new int[floats == null ? LEAD + layout.size() : 0];
        for (int j = 0; j < b.numCols && floats == null; j++) {
            for (int k = 0; k < depth; k++) {
                pairs[LEAD + layout.place(k / 2, j)] |= half(b.data[k * b.numCols + j], k);
            }
        }
    }

    /** Returns the half of a pair that row k holds. */
    static int half(float value, int k) {
        int bits = Float.floatToRawIntBits(rounded(value));
        return k % 2 == 0 ? bits : bits >>> 16;
    }

    /** Returns whether half the bytes take half the time here, as they do with the Vector API. */
    public static boolean pays() {
        return KERNELS.packedWeightsPay();
    }

    /** Returns the nearest bfloat16, and of two equally near ones the one whose last bit is 0. */
    public static float rounded(float value) {
        int bits = Float.floatToRawIntBits(value);
        int half = 0x7fff + (bits >>> 16 & 1);
        return Float.isNaN(value) ? Float.NaN : Float.intBitsToFloat(bits + half & 0xffff0000);
    }

    /** Returns a new matrix with each entry rounded to the nearest bfloat16. */
    public static FMatrixRMaj rounded(FMatrixRMaj matrix) {
        FMatrixRMaj r = new FMatrixRMaj(matrix.numRows, matrix.numCols);
        for (int at = 0; at < r.getNumElements(); at++) {
            r.data[at] = rounded(matrix.data[at]);
        }
        return r;
    }

    /**
     * Returns the largest {@link #margin} of a column for an x of length 1: the norm of the column's rounding errors,
     * plus what two sums of k terms in float can be off, k 2^-24 times the norm of the column each.
     */
    static double radius(FMatrixRMaj b) {
        double[] error = new double[b.numCols];
        double[] square = new double[b.numCols];
        for (int at = 0; at < b.getNumElements(); at++) {
            double e = b.data[at] - (double) rounded(b.data[at]);
            error[at % b.numCols] += e * e;
            square[at % b.numCols] += b.data[at] * (double) b.data[at];
        }
        double largest = 0;
        for (int j = 0; j < b.numCols; j++) {
            largest = Math.max(largest, Math.sqrt(error[j]) + 2 * b.numRows * 0x1p-24 * Math.sqrt(square[j]));
        }
        return largest;
    }

    /**
     * Returns how far off an entry of x B can be because B was rounded.
     *
     * @param x k entries from {@code xo} on
     */
    float margin(float[] x, int xo) {
        return margin(radius, x, xo, depth);
    }

    /** Returns |x| times a radius: |x . (w - rounded w)| is at most |x| |w - rounded w| (Cauchy and Schwarz). */
    static float margin(float radius, float[] x, int xo, int depth) {
        return radius * (float) Math.sqrt(Kernels.dot(x, xo, x, xo, depth));
    }

    @Override
    public int rows() {
        return depth;
    }

    @Override
    public int columns() {
        return layout.columns();
    }

    /**
     * Computes y = start + x B for one row.
     *
     * @param start n entries
     * @param x k entries from {@code xo} on
     * @param y n entries from {@code yo} on; overwritten
     */
    public void mult(float[] start, float[] x, int xo, float[] y, int yo) {
        System.arraycopy(start, 0, y, yo, columns());
        multAdd(x, xo, y, yo);
    }

    @Override
    public void multAdd(float[] x, int xo, float[] y, int yo) {
        if (floats != null) {
            floats.multAdd(x, xo, y, yo);
            return;
        }
        if (columns() < TileLayout.TILE) {
            fewColumns(x, xo, y, yo);
            return;
        }
        for (int c = 0; c < columns(); c += layout.width(c)) {
            int at = LEAD + c * layout.depth();
            KERNELS.rowTimesBfloat16Tile(pairs, at, layout.width(c), depth, x, xo, y, yo + layout.first(c));
        }
    }

    @Override
    public void multAdd(FMatrixRMaj x, FMatrixRMaj y) {
        PackedMatrix.requireShapes(x, this, y);
        if (floats != null) {
            floats.multAdd(x, y);
            return;
        }
        if (x.numRows < Scratch.FEW_ROWS || columns() < TileLayout.TILE) {
            for (int r = 0; r < x.numRows; r++) {
                multAdd(x.data, r * depth, y.data, r * columns());
            }
            return;
        }
        float[] tile = Scratch.tile(depth);
        for (int c = 0; c < columns(); c += layout.width(c)) {
            int width = layout.width(c);
            KERNELS.unpackBfloat16Tile(pairs, LEAD + c * layout.depth(), width, depth, tile);
            KERNELS.rowsTimesTile(tile, 0, width, depth, x.data, x.numRows, y.data, layout.first(c), columns());
        }
    }

    /** The product of a matrix with fewer columns than a tile. */
    private void fewColumns(float[] x, int xo, float[] y, int yo) {
        for (int k = 0; k < depth; k++) {
            for (int j = 0; j < columns(); j++) {
                int pair = pairs[LEAD + layout.place(k / 2, j)];
                y[yo + j] += x[xo + k] * Float.intBitsToFloat(k % 2 == 0 ? pair & 0xffff0000 : pair << 16);
            }
        }
    }

    @Override
    public String toString() {
        return depth + " x " + columns() + " in bfloat16, " + pairs.length / 256 + " KiB";
    }
}
