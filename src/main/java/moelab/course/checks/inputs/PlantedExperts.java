package moelab.course.checks.inputs;

import java.util.Random;
import moelab.experts.ExpertContribution;
import moelab.experts.ExpertLayout;
import moelab.routing.Budget;
import moelab.routing.Router;
import moelab.routing.Selection;
import moelab.sparsity.Activations;
import moelab.transformer.DenseFeedForward;
import org.ejml.data.FMatrixRMaj;

/**
 * A network that was made of experts: the neurons of each look in nearly the same direction, so that they fire
 * together, and whether they do can be told from the token.
 *
 * @param network d x d_ff weights; neurons of the experts lie mixed
 * @param layout which neuron is of which expert
 */
public record PlantedExperts(DenseFeedForward network, ExpertLayout layout) {

    /**
     * Returns random planted experts.
     *
     * @param silent whether the last expert never fires
     */
    public static PlantedExperts of(int d, int experts, int expertSize, boolean silent, long seed) {
        Random random = new Random(seed);
        int n = experts * expertSize;
        ExpertLayout layout = ExpertLayout.random(n, experts, seed);
        FMatrixRMaj directions = gaussian(d, experts, random);
        FMatrixRMaj w1 = gaussian(d, n, random);
        FMatrixRMaj b1 = new FMatrixRMaj(1, n);
        for (int j = 0; j < n; j++) {
            for (int k = 0; k < d; k++) {
                w1.set(k, j, directions.get(k, layout.expertOf(j)) + 0.4f * w1.get(k, j));
            }
            b1.data[j] = silent && layout.expertOf(j) == experts - 1 ? -1000 : -2;
        }
        return new PlantedExperts(new DenseFeedForward(w1, b1, gaussian(n, d, random), new FMatrixRMaj(1, d)), layout);
    }

    /** Returns a copy whose network a student may change. */
    public PlantedExperts copy() {
        return new PlantedExperts(
                new DenseFeedForward(
                        network.inputWeights().copy(),
                        network.inputBias().copy(),
                        network.outputWeights().copy(),
                        network.outputBias().copy()),
                layout);
    }

    private static FMatrixRMaj gaussian(int rows, int cols, Random random) {
        FMatrixRMaj m = new FMatrixRMaj(rows, cols);
        for (int i = 0; i < m.data.length; i++) {
            m.data[i] = (float) random.nextGaussian();
        }
        return m;
    }

    /** Returns what the network does on this many random tokens. */
    public Activations tokens(int count, long seed) {
        FMatrixRMaj x = gaussian(count, network.modelDimension(), new Random(seed));
        FMatrixRMaj h = new FMatrixRMaj(count, network.hiddenDimension());
        network.hidden(x, h);
        return Activations.of(x, h);
    }

    /** Returns the share of all contributions that come from the k experts which a router prefers, from 0 to 1. */
    public double captured(Router router, Activations seen, int k) {
        FMatrixRMaj work = ExpertContribution.MASS.of(seen, network.outputWeights(), layout);
        Selection selection = new Selection(layout.experts(), 0);
        float[] scores = new float[layout.experts()];
        double chosen = 0;
        double all = 0;
        for (int r = 0; r < seen.rows(); r++) {
            router.scores(seen.inputs().data, r * seen.dimension(), scores);
            int n = selection.select(scores, new Budget.TopK(k));
            for (int i = 0; i < n; i++) {
                chosen += work.get(r, selection.expert(i));
            }
            for (int e = 0; e < layout.experts(); e++) {
                all += work.get(r, e);
            }
        }
        return chosen / all;
    }
}
