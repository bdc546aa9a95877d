package moelab.linalg;

import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;

/**
 * A matrix rounded to bfloat16, for products with one row: y = start + x B, with B (k x n). It has half the bytes of a
 * {@link TiledMatrix}, and so takes half the time to read. It serves what needs no more than eight significant bits: a
 * router's scores, which are only compared, and screening ({@link ScreenedNeurons}).
 *
 * <p>A bfloat16 is the upper half of a float. Two of them share an int, row 2k in the upper half and row 2k + 1 in the
 * lower one, so that one mask makes floats of sixteen entries of the one row, and one shift of sixteen entries of the
 * other:
 *
 * <pre>
 *   tile t:  B[0 | 1, 16t .. 16t+15], B[2 | 3, 16t .. 16t+15], ...
 * </pre>
 *
 * Sums are in float. Immutable, so threads may share it.
 */
public final class Bfloat16Matrix {
    private static final int TILE = ColumnTiles.TILE;
    private static final KernelSet KERNELS = KernelProvider.KERNELS;

    private final int depth; // k
    private final int columns; // n
    // behind TiledMatrix.LEAD ints, tile after tile; the last one, if n is no multiple of 16, begins at column n - 16
    // and is zero where it overlaps the one before
    private final int[] pairs;
    private final int[] groups; // 0, 1, 2, ...: the tiles that are read four at a time
    private final float radius; // of the margin
    private final TiledMatrix floats; // the rounded numbers as floats, where that is faster; or null

    /** Rounds B. */
    public Bfloat16Matrix(FMatrixRMaj b) {
        depth = b.numRows;
        columns = b.numCols;
        radius = (float) radius(b);
        floats = pays() ? null : TiledMatrix.of(rounded(b));
        groups = IntStream.range(0, columns / TILE / 4 * 4).toArray();
        pairs = new int[TiledMatrix.LEAD + tiles() * length()];
        for (int j = 0; j < columns; j++) {
            int at = at(j / TILE) + j - start(j / TILE);
            for (int k = 0; k < depth; k++) {
                int bits = Float.floatToRawIntBits(rounded(b.data[k * columns + j]));
                pairs[at + k / 2 * TILE] |= k % 2 == 0 ? bits : bits >>> 16;
            }
        }
    }

    /** Returns whether half the bytes take half the time here, as they do with the Vector API. */
    public static boolean pays() {
        return KERNELS.packedWeightsPay();
    }

    /** Returns the nearest bfloat16, and of two equally near ones the one whose last bit is 0. */
    public static float rounded(float value) {
        int bits = Float.floatToRawIntBits(value);
        int half = 0x7fff + (bits >>> 16 & 1);
        return value == value ? Float.intBitsToFloat(bits + half & 0xffff0000) : Float.NaN;
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
    private static double radius(FMatrixRMaj b) {
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
     * Returns how far off an entry of x B can be because B was rounded: |x . (w - rounded w)| is at most |x| |w -
     * rounded w| (Cauchy and Schwarz).
     *
     * @param x k entries from {@code xo} on
     */
    float margin(float[] x, int xo) {
        return radius * (float) Math.sqrt(Kernels.dot(x, xo, x, xo, depth));
    }

    private int tiles() {
        return (columns + TILE - 1) / TILE;
    }

    /** Returns the number of ints in a tile. */
    private int length() {
        return (depth + 1) / 2 * TILE;
    }

    private int at(int tile) {
        return TiledMatrix.LEAD + tile * length();
    }

    /** Returns the column with which a tile begins. */
    private int start(int tile) {
        return Math.max(0, Math.min(tile * TILE, columns - TILE));
    }

    /**
     * Computes y = start + x B for one row.
     *
     * @param start n entries
     * @param x k entries from {@code xo} on
     * @param y n entries from {@code yo} on; overwritten
     */
    public void mult(float[] start, float[] x, int xo, float[] y, int yo) {
        if (floats != null) {
            System.arraycopy(start, 0, y, yo, columns);
            floats.multAdd(x, xo, y, yo);
            return;
        }
        int whole = groups.length;
        KERNELS.rowTimesListedBfloat16Tiles(pairs, groups, whole, depth, start, x, xo, y, yo);
        System.arraycopy(start, whole * TILE, y, yo + whole * TILE, columns - whole * TILE);
        for (int tile = whole; tile < tiles(); tile++) {
            if (columns < TILE) {
                fewColumns(x, xo, y, yo);
            } else {
                KERNELS.rowTimesBfloat16Tile(pairs, at(tile), depth, x, xo, y, yo + start(tile));
            }
        }
    }

    /**
     * Computes some tiles of sixteen columns, wherever they lie: y[yo + 16 i + c] = start[16 t + c] + x B[:, 16 t + c]
     * with t = list[i]. Nothing of the others is read.
     *
     * @param list numbers of whole tiles, below n / 16; the first {@code count} entries count
     * @param start one entry per column of B
     * @param y 16 entries per listed tile, from {@code yo} on; overwritten
     */
    public void mult(int[] list, int count, float[] start, float[] x, int xo, float[] y, int yo) {
        KERNELS.rowTimesListedBfloat16Tiles(pairs, list, count, depth, start, x, xo, y, yo);
    }

    /** The product of a matrix with fewer columns than a tile. */
    private void fewColumns(float[] x, int xo, float[] y, int yo) {
        for (int k = 0; k < depth; k++) {
            for (int c = 0; c < columns; c++) {
                int pair = pairs[at(0) + k / 2 * TILE + c];
                y[yo + c] += x[xo + k] * Float.intBitsToFloat(k % 2 == 0 ? pair & 0xffff0000 : pair << 16);
            }
        }
    }

    @Override
    public String toString() {
        return depth + " x " + columns + " in bfloat16, " + pairs.length / 256 + " KiB";
    }
}
