package moelab.study;

import moelab.experts.ExpertLayout;
import moelab.linalg.Kernels;
import moelab.moe.MoeFeedForward;
import moelab.routing.Selection;
import moelab.sparsity.Activations;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.FeedForward;
import org.ejml.data.FMatrixRMaj;

/**
 * A mixture of experts that adds, for every expert it skips, the mean output of that expert over the tokens on which it
 * is skipped.
 *
 * <pre>
 *   y     = MoE(x) + sum over skipped experts e of E[out_e | e is skipped]
 *   out_e = sum over the neurons j of expert e of h[j] W2[j,:]
 * </pre>
 *
 * The router runs a second time to find out what was skipped, because this class only has to show whether the
 * correction helps and need not be fast.
 */
public final class ConditionalMean implements FeedForward {
    private final MoeFeedForward experts;
    private final FMatrixRMaj means; // experts x d
    private final Selection selection;
    private final float[] scores;
    private final boolean[] chosen;

    /**
     * Computes each expert's mean output over the recorded states on which it is skipped.
     *
     * @param dense the dense network
     * @param experts the layer that skips experts
     * @param seen recorded decoder states with their activations
     */
    public ConditionalMean(DenseFeedForward dense, MoeFeedForward experts, Activations seen) {
        ExpertLayout layout = experts.layout();
        int d = dense.modelDimension();
        this.experts = experts;
        this.means = new FMatrixRMaj(layout.experts(), d);
        this.selection = new Selection(layout.experts(), layout.shared());
        this.scores = new float[layout.experts()];
        this.chosen = new boolean[layout.experts()];
        int[] times = new int[layout.experts()];
        for (int r = 0; r < seen.rows(); r++) {
            choose(seen.inputs(), r);
            for (int e = 0; e < chosen.length; e++) {
                times[e] += chosen[e] ? 0 : 1;
            }
            for (int i = seen.start(r); i < seen.start(r + 1); i++) {
                int e = layout.expertOf(seen.neuron(i));
                if (!chosen[e]) {
                    Kernels.axpy(seen.value(i), dense.outputWeights().data, seen.neuron(i) * d, means.data, e * d, d);
                }
            }
        }
        for (int i = 0; i < means.data.length; i++) {
            means.data[i] /= Math.max(1, times[i / d]);
        }
    }

    private void choose(FMatrixRMaj x, int row) {
        experts.router().scores(x.data, row * x.numCols, scores);
        selection.select(scores, experts.budget(), chosen);
    }

    @Override
    public int modelDimension() {
        return experts.modelDimension();
    }

    @Override
    public int hiddenDimension() {
        return experts.hiddenDimension();
    }

    @Override
    public void apply(FMatrixRMaj x, FMatrixRMaj y) {
        experts.apply(x, y);
        int d = x.numCols;
        for (int r = 0; r < x.numRows; r++) {
            choose(x, r);
            for (int e = 0; e < chosen.length; e++) {
                if (!chosen[e]) {
                    Kernels.axpy(1, means.data, e * d, y.data, r * d, d);
                }
            }
        }
    }

    @Override
    public String toString() {
        return experts + ", with the mean of each skipped expert";
    }
}
