package moelab.transformer;

import org.ejml.data.FMatrixRMaj;

/**
 * What a loss adds for active FFN neurons, so that training makes them rare.
 *
 * @param kind the norm that is penalized
 * @param weight factor of the sum over rows; 0 for none
 */
public record ActivationPenalty(PenaltyKind kind, float weight) {

    /** Which norm of one row h of hidden activations, all of them at least 0. */
    public enum PenaltyKind {
        /** sum_j h_j: pulls every active neuron down by the same force. */
        L1,
        /**
         * (sum_j h_j)^2 / sum_j h_j^2, from 1 to d_ff (Yang, Wen and Li 2020): does not care for scale, only for how
         * many carry it.
         */
        SQUARE_HOYER
    }

    /** No penalty. */
    public static final ActivationPenalty NONE = new ActivationPenalty(PenaltyKind.L1, 0);

    /**
     * Adds weight * d norm / d h to {@code dh} (both rows x d_ff); inactive neurons too, whose gradient ends at the
     * ReLU.
     */
    public void addGradient(FMatrixRMaj h, FMatrixRMaj dh) {
        if (weight == 0) {
            return;
        }
        Slopes s = slopes(h);
        for (int i = 0, at = 0; i < h.numRows; i++) {
            for (int j = 0; j < h.numCols; j++, at++) {
                dh.data[at] += s.constant[i] + s.linear[i] * h.data[at];
            }
        }
    }

    /** The gradient of the penalty: constant[i] + linear[i] h for every entry h of row i. */
    record Slopes(float[] constant, float[] linear) {}

    /** Returns the gradient for these activations, rows x d_ff. */
    Slopes slopes(FMatrixRMaj h) {
        Slopes s = new Slopes(new float[h.numRows], new float[h.numRows]);
        if (weight == 0) {
            return s;
        }
        for (int i = 0; i < h.numRows; i++) {
            float sum = 0;
            float squares = 0;
            if (kind == PenaltyKind.SQUARE_HOYER) {
                for (int j = i * h.numCols; j < (i + 1) * h.numCols; j++) {
                    sum += h.data[j];
                    squares += h.data[j] * h.data[j];
                }
            }
            s.constant[i] = kind == PenaltyKind.L1 ? weight : squares == 0 ? 0 : weight * 2 * sum / squares;
            s.linear[i] = squares == 0 ? 0 : -weight * 2 * (sum / squares) * (sum / squares);
        }
        return s;
    }

    @Override
    public String toString() {
        return weight == 0 ? "no penalty" : kind + " penalty of " + weight;
    }
}
