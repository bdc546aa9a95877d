package moelab.training;

import java.util.Arrays;
import moelab.linalg.Kernels;
import org.ejml.data.FMatrixRMaj;

/**
 * R-Drop (Liang et al. 2021): every sentence goes through the model twice, under two dropout masks, and the loss adds
 * what the two answers p and q differ by. It doubles the work of a step, which is worth its time on little text.
 *
 * <pre>
 *   loss = (CE(p) + CE(q)) / 2 + a/4 (KL(p || q) + KL(q || p))        for each target token
 *   dKL(p || q)/dz_p = p (log p/q - KL(p || q)),  dKL(q || p)/dz_p = p - q
 * </pre>
 *
 * @param weight a, at least 0; 0 for one pass and cross-entropy alone
 */
record RDrop(float weight) {

    /** Returns whether batches have to be doubled. */
    boolean on() {
        return weight > 0;
    }

    /**
     * Replaces the logits of a doubled batch by the gradient of the whole loss.
     *
     * @param logits 2 n rows x V, row r + n being the same token as row r under another mask; on return scale *
     *     dloss/dlogits
     * @param targets the right token of each of the 2 n rows
     * @param scale 1 / (target tokens of the whole batch, each counted once)
     * @return the mean over both passes of the sum over tokens of -log p(target)
     */
    double gradient(FMatrixRMaj logits, int[] targets, CrossEntropy loss, float scale) {
        int v = logits.numCols;
        float[] z = Arrays.copyOf(logits.data, logits.getNumElements());
        float[] probability = z.clone();
        double nats = loss.gradient(logits, targets, scale / 2) / 2;
        int half = z.length / 2;
        for (int p = 0, q = half; p < half; p += v, q += v) {
            Kernels.softmax(probability, p, v);
            Kernels.softmax(probability, q, v);
            addDivergence(z, probability, p, q, v, scale * weight / 4, logits.data);
        }
        return nats;
    }

    /** Adds the gradient of both divergences for one token, whose two rows begin at p and q. */
    private static void addDivergence(
            float[] z, float[] probability, int p, int q, int v, float factor, float[] gradient) {
        float shift = normalizer(z, probability, p, v) - normalizer(z, probability, q, v);
        float forward = 0; // KL(p || q)
        float backward = 0; // KL(q || p)
        for (int j = 0; j < v; j++) {
            float logRatio = z[p + j] - z[q + j] - shift;
            forward += probability[p + j] * logRatio;
            backward -= probability[q + j] * logRatio;
        }
        for (int j = 0; j < v; j++) {
            float logRatio = z[p + j] - z[q + j] - shift;
            float difference = probability[p + j] - probability[q + j];
            gradient[p + j] += factor * (probability[p + j] * (logRatio - forward) + difference);
            gradient[q + j] -= factor * (probability[q + j] * (logRatio + backward) + difference);
        }
    }

    /** Returns log sum_j exp z_j = z_k - log p_k, for the most probable k. */
    private static float normalizer(float[] z, float[] probability, int at, int v) {
        int k = at + Kernels.argMax(z, at, v);
        return z[k] - (float) Math.log(probability[k]);
    }
}
