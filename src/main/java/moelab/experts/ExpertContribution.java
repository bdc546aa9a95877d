package moelab.experts;

import java.util.Arrays;
import moelab.sparsity.Activations;
import org.ejml.data.FMatrixRMaj;

/**
 * What each expert contributes to each token: the quantity a router should predict and a split should concentrate.
 *
 * <pre>
 *   MASS:    sum over its neurons j of h[j]                  "as many activated neurons as possible"
 *   OUTPUT:  | sum over its neurons j of h[j] W2[j,:] |      what leaving the expert out does to the output
 * </pre>
 */
public enum ExpertContribution {
    /** Sum of the expert's activations. */
    MASS,
    /** Euclidean norm of the sum of the rows that the expert adds to the output. */
    OUTPUT;

    /**
     * Returns the contribution of every expert to every token, tokens x experts; nothing is negative.
     *
     * @param outputWeights W2, d_ff x d
     */
    public FMatrixRMaj of(Activations a, FMatrixRMaj outputWeights, ExpertLayout layout) {
        if (layout.neurons() != a.neurons() || outputWeights.numRows != a.neurons()) {
            throw new IllegalArgumentException(
                    "layout of " + layout.neurons() + " neurons and W2 of " + outputWeights.numRows
                            + " rows for activations of " + a.neurons() + " neurons, expected as many of all");
        }
        FMatrixRMaj work = new FMatrixRMaj(a.rows(), layout.experts());
        float[] sums = new float[this == OUTPUT ? layout.experts() * outputWeights.numCols : 0];
        for (int r = 0; r < a.rows(); r++) {
            if (this == MASS) {
                for (int i = a.start(r); i < a.start(r + 1); i++) {
                    work.data[r * work.numCols + layout.expertOf(a.neuron(i))] += a.value(i);
                }
            } else {
                outputNorms(a, r, outputWeights, layout, sums, work);
            }
        }
        return work;
    }

    private static void outputNorms(
            Activations a, int r, FMatrixRMaj w2, ExpertLayout layout, float[] sums, FMatrixRMaj work) {
        int d = w2.numCols;
        for (int i = a.start(r); i < a.start(r + 1); i++) {
            int e = layout.expertOf(a.neuron(i));
            int from = a.neuron(i) * d;
            float h = a.value(i);
            work.data[r * work.numCols + e] = 1; // touched
            for (int k = 0; k < d; k++) {
                sums[e * d + k] += h * w2.data[from + k];
            }
        }
        for (int e = 0; e < layout.experts(); e++) {
            if (work.data[r * work.numCols + e] != 0) {
                float squares = 0;
                for (int k = e * d; k < (e + 1) * d; k++) {
                    squares += sums[k] * sums[k];
                }
                work.data[r * work.numCols + e] = (float) Math.sqrt(squares);
                Arrays.fill(sums, e * d, (e + 1) * d, 0);
            }
        }
    }

    /**
     * Returns the share of all contributions that the best {@code count} experts of each token make, from 0 to 1: what
     * an oracle captures, and the objective by which splits are compared.
     *
     * @param work contributions, tokens x experts
     */
    public static double captured(FMatrixRMaj work, int count) {
        if (count < 0 || count > work.numCols) {
            throw new IllegalArgumentException("the best " + count + " experts, expected 0 to " + work.numCols);
        }
        double best = 0;
        double all = 0;
        float[] row = new float[work.numCols];
        for (int r = 0; r < work.numRows; r++) {
            System.arraycopy(work.data, r * row.length, row, 0, row.length);
            Arrays.sort(row);
            for (int e = 0; e < row.length; e++) {
                all += row[e];
                best += e >= row.length - count ? row[e] : 0;
            }
        }
        return all == 0 ? 1 : best / all;
    }
}
