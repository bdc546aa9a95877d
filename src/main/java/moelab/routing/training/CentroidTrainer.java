package moelab.routing.training;

import moelab.experts.ExpertLayout;
import moelab.routing.LinearRouter;
import moelab.sparsity.Activations;
import moelab.transformer.DenseFeedForward;
import org.ejml.data.FMatrixRMaj;

/**
 * Scores an expert by the similarity of the token to the expert's center; nothing is learned (MoEfication's "parameter
 * center", Zhang et al. 2021, section 3.3).
 *
 * <pre>
 *   score[e] = x . c / |c|   with c = mean over the expert's neurons j of W1[:,j],   plus mean b1[j] / |c|
 * </pre>
 */
public record CentroidTrainer() implements RouterTrainer {
    @Override
    public LinearRouter train(DenseFeedForward network, ExpertLayout layout, Activations seen) {
        if (layout.neurons() != network.hiddenDimension()) {
            throw new IllegalArgumentException(
                    "layout of " + layout.neurons() + " neurons for a network of " + network.hiddenDimension());
        }
        int d = network.modelDimension();
        FMatrixRMaj w = new FMatrixRMaj(d, layout.experts());
        FMatrixRMaj b = new FMatrixRMaj(1, layout.experts());
        for (int e = 0; e < layout.experts(); e++) {
            double squares = 0;
            for (int k = 0; k < d; k++) {
                double sum = 0;
                for (int j : layout.neurons(e)) {
                    sum += network.inputWeights().get(k, j);
                }
                w.set(k, e, (float) (sum / layout.expertSize()));
                squares += w.get(k, e) * (double) w.get(k, e);
            }
            double bias = 0;
            for (int j : layout.neurons(e)) {
                bias += network.inputBias().data[j] / layout.expertSize();
            }
            double norm = squares == 0 ? 1 : Math.sqrt(squares);
            for (int k = 0; k < d; k++) {
                w.set(k, e, (float) (w.get(k, e) / norm));
            }
            b.data[e] = (float) (bias / norm);
        }
        return new LinearRouter(w, b);
    }

    @Override
    public String toString() {
        return "centroid";
    }
}
