package moelab.training;

import java.util.Collection;
import java.util.IdentityHashMap;
import org.ejml.data.FMatrixRMaj;

/**
 * Adam (Kingma and Ba 2015, algorithm 1) with decoupled weight decay (Loshchilov and Hutter 2019).
 *
 * <pre>
 *   m = b1 m + (1 - b1) g,   v = b2 v + (1 - b2) g^2
 *   w = w - rate * (m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + e) + decay w)
 * </pre>
 *
 * b1 = 0.9 and b2 = 0.98 as in Vaswani et al. 2017. Vectors, which are biases and the gains of layer norms, do not
 * decay.
 */
public final class Adam {
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.98f;
    private static final float EPSILON = 1e-9f;
    private final float decay;
    private final IdentityHashMap<FMatrixRMaj, FMatrixRMaj> first = new IdentityHashMap<>(); // m of each weight
    private final IdentityHashMap<FMatrixRMaj, FMatrixRMaj> second = new IdentityHashMap<>(); // v of each weight

    /**
     * @param weights everything that will be updated
     * @param decay weight decay, 0 for none
     */
    public Adam(Collection<FMatrixRMaj> weights, float decay) {
        this.decay = decay;
        for (FMatrixRMaj w : weights) {
            first.put(w, new FMatrixRMaj(w.numRows, w.numCols));
            second.put(w, new FMatrixRMaj(w.numRows, w.numCols));
        }
    }

    /**
     * Updates one whole weight matrix.
     *
     * @param gradient its gradient, before scaling
     * @param scale factor of the gradient, for clipping
     * @param rate learning rate of this step
     * @param step number of this step, from 1
     */
    public void update(FMatrixRMaj weight, FMatrixRMaj gradient, float scale, double rate, long step) {
        update(weight, gradient, 0, weight.getNumElements(), scale, rate, step);
    }

    /** Updates the entries {@code from} to {@code to}, exclusive, of the matrix row by row. */
    void update(FMatrixRMaj weight, FMatrixRMaj gradient, int from, int to, float scale, double rate, long step) {
        float[] w = weight.data;
        float[] g = gradient.data;
        float[] m = first.get(weight).data;
        float[] v = second.get(weight).data;
        float stepRate = (float) (rate / (1 - Math.pow(BETA1, step)));
        float correction = (float) (1 / Math.sqrt(1 - Math.pow(BETA2, step)));
        float shrink = (float) (weight.numRows == 1 ? 0 : rate * decay);
        for (int i = from; i < to; i++) {
            float gi = g[i] * scale;
            m[i] = BETA1 * m[i] + (1 - BETA1) * gi;
            v[i] = BETA2 * v[i] + (1 - BETA2) * gi * gi;
            w[i] -= stepRate * m[i] / ((float) Math.sqrt(v[i]) * correction + EPSILON) + shrink * w[i];
        }
    }

    /** Returns the running mean of a weight's gradients; not a copy. */
    FMatrixRMaj first(FMatrixRMaj weight) {
        return first.get(weight);
    }

    /** Returns the running mean of a weight's squared gradients; not a copy. */
    FMatrixRMaj second(FMatrixRMaj weight) {
        return second.get(weight);
    }
}
