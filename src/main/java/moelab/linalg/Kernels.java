package moelab.linalg;

/**
 * The vector loops inside a Transformer, on stretches of float arrays.
 *
 * <p>They run on the Vector API where the JVM has it and in plain Java otherwise; {@link ScalarKernels} defines what
 * each computes. A result depends on nothing but the arguments and the width of the vectors: neither on the number of
 * threads nor on what the compiler has compiled so far.
 */
public final class Kernels {
    private static final KernelSet KERNELS = KernelProvider.KERNELS;
    private static final int LINE = 16; // floats in a cache line

    private Kernels() {}

    /** Returns the dot product of n entries of x from xo on and n entries of y from yo on. */
    public static float dot(float[] x, int xo, float[] y, int yo, int n) {
        return KERNELS.dot(x, xo, y, yo, n);
    }

    /** Computes y = y + a x over n entries. */
    public static void axpy(float a, float[] x, int xo, float[] y, int yo, int n) {
        KERNELS.axpy(a, x, xo, y, yo, n);
    }

    /**
     * Computes out[i] = q . (row index[i] of a matrix) for {@code count} indices i from {@code from} on: one query
     * against cached keys.
     *
     * @param rows row r at {@code rows[r * stride + column]}, of n entries
     * @param q n entries from {@code qo} on
     * @param out result; up to three entries behind the last one may be overwritten, if it has so many
     */
    public static void dots(
            int[] index,
            int from,
            int count,
            float[] rows,
            int stride,
            int column,
            float[] q,
            int qo,
            int n,
            float[] out) {
        KERNELS.dots(index, from, count, rows, stride, column, q, qo, n, out);
    }

    /**
     * Computes y = y + the sum of value[i] times row index[i] of a matrix, over {@code count} indices i from
     * {@code from} on. The other rows are not read.
     *
     * @param rows row r at {@code rows[r * stride + column]}, of n entries
     * @param y n entries from {@code yo} on
     */
    public static void addRows(
            int[] index,
            float[] value,
            int from,
            int count,
            float[] rows,
            int stride,
            int column,
            float[] y,
            int yo,
            int n) {
        KERNELS.addRows(index, value, from, count, rows, stride, column, y, yo, n);
    }

    /**
     * Brings the first eight cache lines of each listed row into the cache by reading one entry of each line. These
     * loads wait for nothing but memory, so many of them are under way at once, whereas {@link #dots}, which has more
     * to do, waits for a few at a time. It is worth its time for rows that have not been read for a long time.
     *
     * @param n entries of a row; rows shorter than eight lines are left alone
     * @return a sum to be stored somewhere, because the compiler removes loads whose values are not used
     */
    public static float prefetch(int[] index, int count, float[] rows, int stride, int column, int n) {
        float sum = 0;
        for (int i = 0; i < count && n >= 8 * LINE; i++) {
            // written out: with a loop over the lines, the compiler's checks take longer than the loads
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

    /** Returns the sum of n entries. */
    public static float sum(float[] x, int xo, int n) {
        return KERNELS.sum(x, xo, n);
    }

    /** Returns the sum of (x - center)^2 over n entries. */
    public static float squaredDeviations(float[] x, int xo, int n, float center) {
        return KERNELS.squaredDeviations(x, xo, n, center);
    }

    /**
     * Returns the index of the largest of n entries, counted from 0: the first one of equals. No entry may be NaN,
     * unless all are; then it is 0.
     */
    public static int argMax(float[] x, int xo, int n) {
        return KERNELS.argMax(x, xo, n);
    }

    /** Returns how many of n entries are at least {@code threshold}; NaN never counts. */
    public static int countAtLeast(float threshold, float[] x, int xo, int n) {
        return KERNELS.countAtLeast(threshold, x, xo, n);
    }

    /**
     * Sets flags[i] to 1 if x[i] is at least {@code threshold}, and to 0 if it is smaller or NaN.
     *
     * @param x n entries, from index 0 on
     * @param flags result, n entries
     */
    public static void flagAtLeast(float threshold, float[] x, int n, int[] flags) {
        KERNELS.flagAtLeast(threshold, x, n, flags);
    }

    /**
     * Finds the tiles of sixteen entries of which at least one is above a threshold.
     *
     * @param h the tiles, one after the other from {@code ho} on
     * @param found result: their numbers in ascending order; must have room for one more than there are tiles
     * @return how many there are
     */
    public static int tilesAbove(float threshold, float[] h, int ho, int tiles, int[] found) {
        return KERNELS.tilesAbove(threshold, h, ho, tiles, found);
    }

    /** Computes h = max(0, h + bias) over n entries. */
    public static void addBiasRelu(float[] h, int ho, float[] bias, int n) {
        KERNELS.addBiasRelu(h, ho, bias, n);
    }

    /**
     * Computes dh = factor * dh where h is positive, and 0 elsewhere, over n entries of both from {@code at} on: the
     * backward pass of a ReLU and of what multiplied its output.
     */
    public static void scaleWhereActive(float factor, float[] h, float[] dh, int at, int n) {
        KERNELS.scaleWhereActive(factor, h, dh, at, n);
    }

    /**
     * Drops some of the n entries of x from xo on at random: each is multiplied by 0 or {@code keep}.
     *
     * <p>Entry xo + i is dropped if a hash of (seed + i) is below the threshold ({@link ScalarKernels#hash}). A counter
     * takes the place of a generator's state, so that entries can be drawn side by side, and with the same outcome on
     * vectors and in plain Java.
     *
     * @param threshold the probability of being dropped, times 2^24
     * @param keep the factor of the entries that stay
     */
    public static void drop(int seed, int threshold, float keep, float[] x, int xo, int n) {
        KERNELS.drop(seed, threshold, keep, x, xo, n);
    }

    /** Replaces n scores by exp(score) / (sum of all exp(score)). The scores may be of any size. */
    public static void softmax(float[] x, int offset, int n) {
        float inverse = 1 / expAndSum(x, offset, n, KERNELS.max(x, offset, n));
        for (int i = 0; i < n; i++) {
            x[offset + i] *= inverse;
        }
    }

    /** Replaces n scores, none of them above {@code shift}, by exp(score - shift), and returns their sum. */
    public static float expAndSum(float[] x, int offset, int n, float shift) {
        return KERNELS.expAndSum(x, offset, n, shift);
    }
}
