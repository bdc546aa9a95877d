package moelab.transformer.layers;

import moelab.linalg.Kernels;
import org.ejml.data.FMatrixRMaj;

/**
 * Root mean square norm (Zhang and Sennrich 2019), as T5 has it: like {@link LayerNorm}, but the mean stays where it is
 * and there is no bias.
 *
 * <pre>
 *   x^ = x / sqrt(mean(x^2) + epsilon)
 *   y  = gain * x^
 * </pre>
 */
public final class RmsNorm implements Norm {
    private final FMatrixRMaj gain; // 1 x d
    private final float epsilon;

    RmsNorm(Parameters p, String name, int dimension, float epsilon) {
        this.gain = p.constant(name + ".gain", dimension, 1);
        this.epsilon = epsilon;
    }

    @Override
    public NormTrace forward(FMatrixRMaj x) {
        FMatrixRMaj normalized = new FMatrixRMaj(x.numRows, x.numCols);
        FMatrixRMaj output = new FMatrixRMaj(x.numRows, x.numCols);
        float[] inverse = new float[x.numRows];
        for (int i = 0, at = 0; i < x.numRows; i++, at += x.numCols) {
            inverse[i] = inverse(x, at);
            for (int j = 0; j < x.numCols; j++) {
                normalized.data[at + j] = x.data[at + j] * inverse[i];
                output.data[at + j] = gain.data[j] * normalized.data[at + j];
            }
        }
        return new NormTrace(normalized, inverse, output);
    }

    @Override
    public void apply(FMatrixRMaj x, FMatrixRMaj y) {
        for (int i = 0, at = 0; i < x.numRows; i++, at += x.numCols) {
            float inverse = inverse(x, at);
            for (int j = 0; j < x.numCols; j++) {
                y.data[at + j] = gain.data[j] * (x.data[at + j] * inverse);
            }
        }
    }

    private float inverse(FMatrixRMaj x, int at) {
        float meanSquare = Kernels.dot(x.data, at, x.data, at, x.numCols) / x.numCols;
        return (float) (1 / Math.sqrt(meanSquare + epsilon));
    }

    /** dx = (g - x^ mean(g x^)) / root mean square, with g = gain * dy; dgain += sum of dy x^. */
    @Override
    public FMatrixRMaj backward(NormTrace t, FMatrixRMaj dy, Gradients gradients) {
        int d = dy.numCols;
        float[] dGain = gradients.wants(gain) ? gradients.of(gain).data : new float[d];
        float[] n = t.normalized().data;
        FMatrixRMaj dx = new FMatrixRMaj(dy.numRows, d);
        for (int i = 0, at = 0; i < dy.numRows; i++, at += d) {
            for (int j = 0; j < d; j++) {
                dGain[j] += dy.data[at + j] * n[at + j];
                dx.data[at + j] = dy.data[at + j] * gain.data[j]; // g
            }
            float slope = Kernels.dot(dx.data, at, n, at, d) / d;
            for (int j = 0; j < d; j++) {
                dx.data[at + j] = (dx.data[at + j] - n[at + j] * slope) * t.inverse()[i];
            }
        }
        return dx;
    }
}
