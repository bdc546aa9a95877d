package moelab.linalg;

/**
 * The kernels in plain Java: the readable definition of each, and the implementation where there is no Vector API. Only
 * the tiles are written for speed: eight sums at once, which a compiler keeps in registers.
 */
public final class ScalarKernels extends ScalarTiles {
    private static final int TILE = TileLayout.TILE;

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public boolean packedWeightsPay() {
        return false;
    }

    @Override
    public MatrixProduct product() {
        return new EjmlProduct();
    }

    @Override
    public float dot(float[] x, int xo, float[] y, int yo, int n) {
        float sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[xo + i] * y[yo + i];
        }
        return sum;
    }

    @Override
    public void axpy(float a, float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] += a * x[xo + i];
        }
    }

    @Override
    public float sum(float[] x, int xo, int n) {
        float sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[xo + i];
        }
        return sum;
    }

    @Override
    public float squaredDeviations(float[] x, int xo, int n, float center) {
        float sum = 0;
        for (int i = 0; i < n; i++) {
            float deviation = x[xo + i] - center;
            sum += deviation * deviation;
        }
        return sum;
    }

    @Override
    public float max(float[] x, int xo, int n) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            max = Math.max(max, x[xo + i]);
        }
        return max;
    }

    @Override
    public int argMax(float[] x, int xo, int n) {
        int best = 0;
        for (int i = 1; i < n; i++) {
            if (x[xo + i] > x[xo + best]) {
                best = i;
            }
        }
        return best;
    }

    @Override
    public void pileMaxima(float[] x, int xo, int n, float[] maxima) {
        System.arraycopy(x, xo, maxima, 0, maxima.length);
        for (int i = maxima.length; i < n; i++) {
            int pile = i % maxima.length;
            maxima[pile] = Math.max(maxima[pile], x[xo + i]);
        }
    }

    @Override
    public int countAtLeast(float threshold, float[] x, int xo, int n) {
        int count = 0;
        for (int i = 0; i < n; i++) {
            count += x[xo + i] >= threshold ? 1 : 0;
        }
        return count;
    }

    @Override
    public void flagAtLeast(float threshold, float[] x, int n, int[] flags) {
        for (int i = 0; i < n; i++) {
            flags[i] = x[i] >= threshold ? 1 : 0;
        }
    }

    @Override
    public int tilesAbove(float threshold, float[] h, int ho, int tiles, int[] found) {
        int count = 0;
        for (int t = 0; t < tiles; t++) {
            int any = 0; // by arithmetic instead of a branch, which no processor could predict
            for (int i = ho + t * TILE; i < ho + (t + 1) * TILE; i++) {
                any |= h[i] > threshold ? 1 : 0;
            }
            found[count] = t;
            count += any;
        }
        return count;
    }

    @Override
    public void addBiasRelu(float[] h, int ho, float[] bias, int n) {
        for (int i = 0; i < n; i++) {
            h[ho + i] = Math.max(0, h[ho + i] + bias[i]);
        }
    }

    @Override
    public void scaleWhereActive(float factor, float[] h, float[] dh, int at, int n) {
        for (int i = at; i < at + n; i++) {
            dh[i] = h[i] > 0 ? factor * dh[i] : 0;
        }
    }

    @Override
    public void drop(int seed, int threshold, float keep, float[] x, int xo, int n) {
        for (int i = 0; i < n; i++) {
            x[xo + i] *= hash(seed + i) >>> 8 < threshold ? 0 : keep;
        }
    }

    /** Returns the 32-bit finalizer of MurmurHash3 (Appleby 2011) of a counter that is spread out first. */
    public static int hash(int counter) {
        int z = counter * 0x9E3779B9;
        z = (z ^ z >>> 16) * 0x85EBCA6B;
        z = (z ^ z >>> 13) * 0xC2B2AE35;
        return z ^ z >>> 16;
    }

    @Override
    public float expAndSum(float[] x, int xo, int n, float shift) {
        float sum = 0;
        for (int i = 0; i < n; i++) {
            x[xo + i] = (float) Math.exp(x[xo + i] - shift);
            sum += x[xo + i];
        }
        return sum;
    }

    @Override
    public void dots(
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
        for (int i = from; i < from + count; i++) {
            out[i] = dot(q, qo, rows, index[i] * stride + column, n);
        }
    }

    @Override
    public void addRows(
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
        for (int i = from; i < from + count; i++) {
            axpy(value[i], rows, index[i] * stride + column, y, yo, n);
        }
    }

    @Override
    public void addByteRows(
            int[] index,
            float[] value,
            int count,
            byte[] rows,
            int stride,
            int column,
            float[] scale,
            float[] y,
            int yo,
            int n) {
        for (int c = 0; c < n; c++) {
            float sum = 0;
            for (int i = 0; i < count; i++) {
                sum += value[i] * rows[index[i] * stride + column + c];
            }
            y[yo + c] += scale[c] * sum;
        }
    }

    @Override
    public String toString() {
        return "plain Java";
    }
}
