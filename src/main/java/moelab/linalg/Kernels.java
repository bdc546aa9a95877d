package moelab.linalg;

/** The vector loops inside a Transformer, on stretches of float arrays. */
public final class Kernels {
    private Kernels() { }

    /** The dot product of n entries of x from xo on and n entries of y from yo on. */
    public static float dot(float[] x, int xo, float[] y, int yo, int n) {
        float sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[xo + i] * y[yo + i];
        }
        return sum;
    }

    /** y = y + a x over n entries. */
    public static void axpy(float a, float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] += a * x[xo + i];
        }
    }

    /** Replaces n scores by exp(score) / sum of all exp(score); safe for scores of any size. */
    public static void softmax(float[] x, int offset, int n) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            max = Math.max(max, x[offset + i]);
        }
        float sum = 0;
        for (int i = 0; i < n; i++) {
            x[offset + i] = (float) Math.exp(x[offset + i] - max);
            sum += x[offset + i];
        }
        for (int i = 0; i < n; i++) {
            x[offset + i] /= sum;
        }
    }
}
