package moelab.transformer.layers;

import moelab.linalg.Kernels;
import org.ejml.data.FMatrixRMaj;

/**
 * Layer normalization (Ba, Kiros and Hinton 2016): each row to mean 0 and variance 1, then a gain and a bias for each
 * column.
 *
 * <pre>
 *   x^ = (x - mean) / sqrt(variance + epsilon)
 *   y  = gain * x^ + bias
 * </pre>
 */
public final class LayerNorm implements Norm {
    private final FMatrixRMaj gain; // 1 x d
    private final FMatrixRMaj bias; // 1 x d
    private final float epsilon;

    LayerNorm(Parameters p, String name, int dimension, float epsilon) {
        gain = p.constant(name + ".gain", dimension, 1);
        bias = p.constant(name + ".bias", dimension, 0);
        this.epsilon = epsilon;
    }

    @Override
    public NormTrace forward(FMatrixRMaj x) {
        FMatrixRMaj normalized = new FMatrixRMaj(x.numRows, x.numCols);
        FMatrixRMaj output = new FMatrixRMaj(x.numRows, x.numCols);
        float[] inverseDeviation = new float[x.numRows];
        for (int i = 0; i < x.numRows; i++) {
            inverseDeviation[i] = row(x, i, output, normalized.data);
        }
        return new NormTrace(normalized, inverseDeviation, output);
    }

    @Override
    public void apply(FMatrixRMaj x, FMatrixRMaj y) {
        for (int i = 0; i < x.numRows; i++) {
            int d = x.numCols;
            int at = i * d;
            float mean = Kernels.sum(x.data, at, d) / d;
            float inverse = inverseDeviation(x.data, at, d, mean);
            for (int j = 0; j < d; j++) { // with one result instead of two the compiler makes vectors of this
                y.data[at + j] = gain.data[j] * ((x.data[at + j] - mean) * inverse) + bias.data[j];
            }
        }
    }

    private float inverseDeviation(float[] x, int at, int d, float mean) {
        float variance = Kernels.squaredDeviations(x, at, d, mean) / d;
        return (float) (1 / Math.sqrt(variance + epsilon));
    }

    /** Writes row i of Y into {@code y} and its x^ into {@code normalized}, and returns 1 / deviation. */
    private float row(FMatrixRMaj x, int i, FMatrixRMaj y, float[] normalized) {
        int d = x.numCols;
        int at = i * d;
        float mean = Kernels.sum(x.data, at, d) / d;
        float inverse = inverseDeviation(x.data, at, d, mean);
        for (int j = 0; j < d; j++) {
            float n = (x.data[at + j] - mean) * inverse;
            normalized[at + j] = n;
            y.data[at + j] = gain.data[j] * n + bias.data[j];
        }
        return inverse;
    }

    /** dx = (g - mean(g) - x^ mean(g x^)) / deviation with g = gain * dy; dgain += sum of dy x^, dbias += sum of dy. */
    @Override
    public FMatrixRMaj backward(NormTrace t, FMatrixRMaj dy, Gradients gradients) {
        int d = dy.numCols;
        boolean wanted = gradients.wants(gain);
        float[] dGain = wanted ? gradients.of(gain).data : new float[d];
        float[] dBias = wanted ? gradients.of(bias).data : new float[d];
        float[] n = t.normalized().data;
        FMatrixRMaj dx = new FMatrixRMaj(dy.numRows, d);
        for (int i = 0, at = 0; i < dy.numRows; i++, at += d) {
            for (int j = 0; j < d; j++) {
                float out = dy.data[at + j];
                dGain[j] += out * n[at + j];
                dBias[j] += out;
                dx.data[at + j] = out * gain.data[j]; // g
            }
            float mean = Kernels.sum(dx.data, at, d) / d;
            float slope = Kernels.dot(dx.data, at, n, at, d) / d;
            for (int j = 0; j < d; j++) {
                dx.data[at + j] = (dx.data[at + j] - mean - n[at + j] * slope) * t.inverse()[i];
            }
        }
        return dx;
    }
}
