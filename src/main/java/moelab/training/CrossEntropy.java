package moelab.training;

import moelab.linalg.Kernels;
import org.ejml.data.FMatrixRMaj;

/**
 * Cross-entropy with label smoothing (Szegedy et al. 2016, section 7): the target is right with probability 1 - e, and
 * e is spread evenly over all V vocabulary entries.
 *
 * <pre>
 *   loss     = -sum_v q_v log p_v,     q = e / V + (1 - e) [v = target]
 *   dlogits  = p - q
 * </pre>
 *
 * @param smoothing e, at least 0 and less than 1
 */
public record CrossEntropy(float smoothing) {

    public CrossEntropy {
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException(
                    "label smoothing is " + smoothing + ", expected at least 0 and less than 1");
        }
    }

    /**
     * Replaces logits by their gradient.
     *
     * @param logits rows x V; on return scale * dloss/dlogits
     * @param targets the right token of each row
     * @param scale factor of the gradient: 1 / (rows of the whole batch) for a mean
     * @return the sum over rows of -log p(target), in nats; without smoothing, so that runs with different smoothing
     *     compare
     */
    public double gradient(FMatrixRMaj logits, int[] targets, float scale) {
        int v = logits.numCols;
        double loss = 0;
        float share = smoothing / v * scale;
        for (int r = 0, at = 0; r < logits.numRows; r++, at += v) {
            Kernels.softmax(logits.data, at, v);
            loss -= Math.log(Math.max(logits.data[at + targets[r]], Float.MIN_NORMAL));
            for (int j = 0; j < v; j++) {
                logits.data[at + j] = logits.data[at + j] * scale - share;
            }
            logits.data[at + targets[r]] -= (1 - smoothing) * scale;
        }
        return loss;
    }

    @Override
    public String toString() {
        return "cross-entropy, label smoothing " + smoothing;
    }
}
