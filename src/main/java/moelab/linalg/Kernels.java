package moelab.linalg;

/**
 * The vector loops inside a Transformer, on stretches of float arrays: with the Vector API where there is one, in plain
 * Java otherwise. Sums may differ between the two in the last bits, never between two runs of the same.
 */
public final class Kernels {
    private Kernels() { }

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

    /** Replaces n scores by exp(score) / sum of all exp(score); safe for scores of any size. */
    public static void softmax(float[] x, int offset, int n) {
        float sum = 0;
        if (Simd.AVAILABLE) {
            sum = VectorKernels.expAndSum(x, offset, n, VectorKernels.max(x, offset, n));
        } else {
            float max = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < n; i++) {
                max = Math.max(max, x[offset + i]);
            }
            for (int i = 0; i < n; i++) {
                x[offset + i] = (float) Math.exp(x[offset + i] - max);
                sum += x[offset + i];
            }
        }
        float inverse = 1 / sum;
        for (int i = 0; i < n; i++) {
            x[offset + i] *= inverse;
        }
    }
}
