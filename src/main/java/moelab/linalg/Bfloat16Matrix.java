package moelab.linalg;

import org.ejml.data.FMatrixRMaj;

/**
 * A matrix rounded to bfloat16, for products with one row: y = start + x B, with B (k x n). Half the bytes of a
 * {@link TiledMatrix}, and so half the time to read them, for what needs no more than eight significant bits: a
 * router's scores, which are only compared, or a first look ({@link ScreenedNeurons}).
 *
 * <p>A bfloat16 is the upper half of a float. Two of them share an int, those of row 2k above and of row 2k + 1 below,
 * so that a mask makes floats of sixteen of the one and a shift of the other:
 *
 * <pre>
 *   tile t:  B[0 | 1, 16t .. 16t+15], B[2 | 3, 16t .. 16t+15], ...
 * </pre>
 *
 * Sums are in float. Never changes, so threads may share it.
 */
public final class Bfloat16Matrix {
    private static final int TILE = ColumnTiles.TILE;

    private final int depth; // k
    private final int columns; // n
    // behind TiledMatrix.LEAD ints, tile after tile; the last one, if n is no multiple of 16, begins at column n - 16
    // and is zero where it overlaps
    private final int[] pairs;
    private final float radius; // of the margin
    private final TiledMatrix floats; // the rounded numbers as floats, where that is faster; or null

    /** B rounded. */
    public Bfloat16Matrix(FMatrixRMaj b) {
        depth = b.numRows;
        columns = b.numCols;
        radius = (float) radius(b);
        floats = pays() ? null : TiledMatrix.of(rounded(b));
        pairs = new int[TiledMatrix.LEAD + tiles() * length()];
        for (int j = 0; j < columns; j++) {
            int at = at(j / TILE) + j - start(j / TILE);
            for (int k = 0; k < depth; k++) {
                int bits = Float.floatToRawIntBits(rounded(b.data[k * columns + j]));
                pairs[at + k / 2 * TILE] |= k % 2 == 0 ? bits : bits >>> 16;
            }
        }
    }

    /**
     * Whether half the bytes are half the time here: with the Vector API, which multiplies faster than memory can be
     * read.
     */
    public static boolean pays() {
        return Simd.AVAILABLE;
    }

    /** The nearest bfloat16, of two the one that is even. */
    public static float rounded(float value) {
        int bits = Float.floatToRawIntBits(value);
        int half = 0x7fff + (bits >>> 16 & 1);
        return value == value ? Float.intBitsToFloat(bits + half & 0xffff0000) : Float.NaN;
    }

    /** Each entry as the nearest bfloat16; a new matrix. */
    public static FMatrixRMaj rounded(FMatrixRMaj matrix) {
        FMatrixRMaj r = new FMatrixRMaj(matrix.numRows, matrix.numCols);
        for (int at = 0; at < r.getNumElements(); at++) {
            r.data[at] = rounded(matrix.data[at]);
        }
        return r;
    }

    /**
     * The largest {@link #margin} of a column for an x of length 1: the norm of its rounding errors, and what two sums
     * of k terms in float can be off, k 2^-24 of the norms each.
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
     * How far off an entry of x B can be because B was rounded: |x . (w - rounded w)| is at most |x| |w - rounded w|
     * (Cauchy and Schwarz).
     *
     * @param x k entries from {@code xo} on
     */
    float margin(float[] x, int xo) {
        return radius * (float) Math.sqrt(Kernels.dot(x, xo, x, xo, depth));
    }

    private int tiles() {
        return (columns + TILE - 1) / TILE;
    }

    /** Ints of a tile. */
    private int length() {
        return (depth + 1) / 2 * TILE;
    }

    private int at(int tile) {
        return TiledMatrix.LEAD + tile * length();
    }

    /** The column at which a tile begins. */
    private int start(int tile) {
        return Math.max(0, Math.min(tile * TILE, columns - TILE));
    }

    /**
     * y = start + x B for one row.
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
        int whole = columns / TILE / 4 * 4; // tiles that are read four at a time
        for (int tile = 0; tile < whole; tile += 4) {
            Bfloat16Kernels.fourTiles(
                    pairs,
                    TiledMatrix.LEAD,
                    length(),
                    tile,
                    tile + 1,
                    tile + 2,
                    tile + 3,
                    depth,
                    start,
                    x,
                    xo,
                    y,
                    yo + tile * TILE);
        }
        System.arraycopy(start, whole * TILE, y, yo + whole * TILE, columns - whole * TILE);
        for (int tile = whole; tile < tiles(); tile++) {
            tile(tile, x, xo, y, yo + start(tile));
        }
    }

    /**
     * Some tiles of sixteen columns, wherever they lie: y[16 i + c] = start[16 t + c] + x B[:, 16 t + c], with t the
     * i-th tile listed. Nothing of the others is read.
     *
     * @param list numbers of tiles, none of them beyond n / 16; the first {@code count} entries count
     * @param start one entry a column of B
     * @param y 16 entries a listed tile, from {@code yo} on; overwritten
     */
    public void mult(int[] list, int count, float[] start, float[] x, int xo, float[] y, int yo) {
        int i = 0;
        for (; Simd.AVAILABLE && i + 4 <= count; i += 4) {
            Bfloat16Kernels.fourTiles(
                    pairs,
                    TiledMatrix.LEAD,
                    length(),
                    list[i],
                    list[i + 1],
                    list[i + 2],
                    list[i + 3],
                    depth,
                    start,
                    x,
                    xo,
                    y,
                    yo + i * TILE);
        }
        for (; i < count; i++) {
            System.arraycopy(start, list[i] * TILE, y, yo + i * TILE, TILE);
            tile(list[i], x, xo, y, yo + i * TILE);
        }
    }

    private void tile(int tile, float[] x, int xo, float[] y, int yo) {
        if (Simd.AVAILABLE && columns >= TILE) {
            Bfloat16Kernels.tile(pairs, at(tile), depth, x, xo, y, yo);
        } else {
            plain(at(tile), x, xo, y, yo, Math.min(TILE, columns));
        }
    }

    private void plain(int tile, float[] x, int xo, float[] y, int yo, int width) {
        for (int k = 0, at = tile; k < depth; k++, at += k % 2 == 0 ? TILE : 0) {
            for (int c = 0; c < width; c++) {
                y[yo + c] +=
                        x[xo + k] * Float.intBitsToFloat(k % 2 == 0 ? pairs[at + c] & 0xffff0000 : pairs[at + c] << 16);
            }
        }
    }

    @Override
    public String toString() {
        return depth + " x " + columns + " in bfloat16, " + pairs.length / 256 + " KiB";
    }
}
