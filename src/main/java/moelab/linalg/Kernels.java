package moelab.linalg;

/**
 * The vector loops inside a Transformer, on stretches of float arrays: with the Vector API where there is one, in plain
 * Java otherwise. Sums may differ between the two in the last bits, never between two runs of the same.
 */
public final class Kernels {
    private static final int LINE = 16; // floats in a cache line

    private Kernels() {}

    /** The dot product of n entries of x from xo on and n entries of y from yo on. */
    public static float dot(float[] x, int xo, float[] y, int yo, int n) {
        if (Simd.AVAILABLE) {
            return VectorKernels.dot(x, xo, y, yo, n);
        }
        float sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[xo + i] * y[yo + i];
        }
        return sum;
    }

    /** y = y + a x over n entries. */
    public static void axpy(float a, float[] x, int xo, float[] y, int yo, int n) {
        if (Simd.AVAILABLE) {
            VectorKernels.axpy(a, x, xo, y, yo, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            y[yo + i] += a * x[xo + i];
        }
    }

    /**
     * out[i] = the dot product of q with row index[i] of a matrix, for {@code count} rows: one query against cached
     * keys.
     *
     * @param rows row r at {@code rows[r * stride + column]}, of n entries
     * @param q n entries from {@code qo} on
     */
    public static void dots(
            int[] index, int count, float[] rows, int stride, int column, float[] q, int qo, int n, float[] out) {
        for (int i = Simd.AVAILABLE ? RowKernels.dots(index, count, rows, stride, column, q, qo, n, out) : 0;
                i < count;
                i++) {
            out[i] = dot(q, qo, rows, index[i] * stride + column, n);
        }
    }

    /**
     * y = y + the sum over i of value[i] times row index[i] of a matrix, for {@code count} rows; the others are not
     * read.
     *
     * @param rows row r at {@code rows[r * stride + column]}, of n entries
     * @param y n entries from {@code yo} on
     */
    public static void addRows(
            int[] index, float[] value, int count, float[] rows, int stride, int column, float[] y, int yo, int n) {
        int j = Simd.AVAILABLE ? RowKernels.addRows(index, value, count, rows, stride, column, y, yo, n) : 0;
        for (int i = 0; i < count && j < n; i++) {
            float v = value[i];
            for (int c = j, at = index[i] * stride + column; c < n; c++) {
                y[yo + c] += v * rows[at + c];
            }
        }
    }

    /**
     * Reads a number of each of the first eight cache lines of some rows, and does nothing with them: so many loads
     * that wait for nothing but memory are under way together, where {@link #dots}, which has more to do, waits for a
     * few at a time. Worth it for rows that have not been read for long.
     *
     * @param n entries of a row; short ones are left alone
     * @return to be used somehow, or the compiler would leave out all of it
     */
    static float touch(int[] index, int count, float[] rows, int stride, int column, int n) {
        float sum = 0;
        for (int i = 0; i < count && n >= 8 * LINE; i++) {
            // no loop over lines: with one, the compiler's checks take longer than the loads
            int at = index[i] * stride + column;
            sum += rows[at]
                    + rows[at + LINE]
                    + rows[at + 2 * LINE]
                    + rows[at + 3 * LINE]
                    + rows[at + 4 * LINE]
                    + rows[at + 5 * LINE]
                    + rows[at + 6 * LINE]
                    + rows[at + 7 * LINE];
        }
        return sum;
    }

    /** The sum of n entries. */
    public static float sum(float[] x, int xo, int n) {
        if (Simd.AVAILABLE) {
            return VectorKernels.sum(x, xo, n);
        }
        float sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[xo + i];
        }
        return sum;
    }

    /** The sum of (x - centre)^2 over n entries. */
    public static float squaredDeviations(float[] x, int xo, int n, float centre) {
        if (Simd.AVAILABLE) {
            return VectorKernels.squaredDeviations(x, xo, n, centre);
        }
        float sum = 0;
        for (int i = 0; i < n; i++) {
            sum += (x[xo + i] - centre) * (x[xo + i] - centre);
        }
        return sum;
    }

    /** The index of the largest of n entries, counted from 0; the first of several, 0 if none is a number. */
    public static int argMax(float[] x, int xo, int n) {
        if (Simd.AVAILABLE) {
            return VectorKernels.argMax(x, xo, n);
        }
        int best = 0;
        for (int i = 1; i < n; i++) {
            if (x[xo + i] > x[xo + best]) {
                best = i;
            }
        }
        return best;
    }

    /** How many of n entries are at least {@code threshold}; what is not a number is not. */
    public static int countAtLeast(float threshold, float[] x, int xo, int n) {
        if (Simd.AVAILABLE) {
            return VectorKernels.countAtLeast(threshold, x, xo, n);
        }
        int count = 0;
        for (int i = 0; i < n; i++) {
            count += x[xo + i] >= threshold ? 1 : 0;
        }
        return count;
    }

    /**
     * Says of n entries whether they are at least {@code threshold}: 1 or 0; what is not a number is not.
     *
     * @param x the entries, from 0 on
     * @param flags result, n entries
     */
    public static void flagAtLeast(float threshold, float[] x, int n, int[] flags) {
        int i = Simd.AVAILABLE ? VectorKernels.flagAtLeast(threshold, x, n, flags) : 0;
        for (; i < n; i++) {
            flags[i] = x[i] >= threshold ? 1 : 0;
        }
    }

    /**
     * Which tiles of sixteen entries have one above a threshold.
     *
     * @param h the tiles, one behind the other from {@code ho} on
     * @param found result, in ascending order; room for one more than there are tiles
     * @return how many
     */
    public static int tilesAbove(float threshold, float[] h, int ho, int tiles, int[] found) {
        if (Simd.AVAILABLE) {
            return VectorKernels.tilesAbove(threshold, h, ho, tiles, found);
        }
        int count = 0;
        for (int t = 0, at = ho; t < tiles; t++) {
            int any = 0;
            for (int end = at + ColumnTiles.TILE; at < end; at++) {
                any |= h[at] > threshold ? 1 : 0;
            }
            found[count] = t;
            count += any;
        }
        return count;
    }

    /** h = max(0, h + bias) over n entries. */
    public static void addBiasRelu(float[] h, int ho, float[] bias, int n) {
        if (Simd.AVAILABLE) {
            VectorKernels.addBiasRelu(h, ho, bias, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            h[ho + i] = Math.max(0, h[ho + i] + bias[i]);
        }
    }

    /** dh = 0 where h is not positive, over the first n entries: the way back through a ReLU. */
    public static void zeroWhereInactive(float[] h, float[] dh, int n) {
        if (Simd.AVAILABLE) {
            VectorKernels.zeroWhereInactive(h, dh, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            dh[i] = h[i] > 0 ? dh[i] : 0;
        }
    }

    /**
     * Drops some of the first n entries of x: factor[i] = 0 or {@code keep}, x = x * factor.
     *
     * <p>Entry i falls if a hash of (seed + i), the 32-bit finaliser of MurmurHash3, is below the threshold: a counter
     * instead of a state, so that entries can be drawn side by side, and alike with and without the Vector API.
     *
     * @param threshold of 2^24: how many in so many are dropped
     * @param keep what the others are multiplied with
     */
    public static void drop(int seed, int threshold, float keep, float[] x, float[] factor, int n) {
        int i = Simd.AVAILABLE ? VectorKernels.drop(seed, threshold, keep, x, factor, n) : 0;
        for (; i < n; i++) {
            int z = (seed + i) * 0x9E3779B9;
            z = (z ^ z >>> 16) * 0x85EBCA6B;
            z = (z ^ z >>> 13) * 0xC2B2AE35;
            factor[i] = (z ^ z >>> 16) >>> 8 < threshold ? 0 : keep;
            x[i] *= factor[i];
        }
    }

    /** Replaces n scores by exp(score) / sum of all exp(score); safe for scores of any size. */
    public static void softmax(float[] x, int offset, int n) {
        float max = Float.NEGATIVE_INFINITY;
        if (Simd.AVAILABLE) {
            max = VectorKernels.max(x, offset, n);
        } else {
            for (int i = 0; i < n; i++) {
                max = Math.max(max, x[offset + i]);
            }
        }
        float inverse = 1 / expAndSum(x, offset, n, max);
        for (int i = 0; i < n; i++) {
            x[offset + i] *= inverse;
        }
    }

    /** Replaces n scores by exp(score - shift), none of them above shift; their sum. */
    public static float expAndSum(float[] x, int offset, int n, float shift) {
        if (Simd.AVAILABLE) {
            return VectorKernels.expAndSum(x, offset, n, shift);
        }
        float sum = 0;
        for (int i = 0; i < n; i++) {
            x[offset + i] = (float) Math.exp(x[offset + i] - shift);
            sum += x[offset + i];
        }
        return sum;
    }
}
