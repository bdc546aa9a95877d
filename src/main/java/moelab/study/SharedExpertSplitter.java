package moelab.study;

import java.util.Arrays;
import moelab.experts.ExpertLayout;
import moelab.experts.Splitter;
import moelab.sparsity.Activations;
import moelab.sparsity.SparsityCounter;
import moelab.transformer.DenseFeedForward;
import org.ejml.data.FMatrixRMaj;

/**
 * Puts the neurons that fire most often into shared experts, which are always computed, and leaves the other neurons to
 * another splitter.
 *
 * <p>A neuron that fires on most tokens makes its whole expert necessary on most tokens, whatever the other neurons of
 * the expert do. Shared experts (DeepSeekMoE, Dai et al. 2024) spare the router the decision about such neurons. The
 * ablations show that here they do not help.
 *
 * @param rest splitter of the other neurons
 * @param shared number of shared experts
 */
public record SharedExpertSplitter(Splitter rest, int shared) implements Splitter {
    @Override
    public ExpertLayout split(DenseFeedForward network, Activations seen, int experts) {
        int n = network.hiddenDimension();
        ExpertLayout.requireDivisible(n, experts);
        if (shared < 0 || shared >= experts) {
            throw new IllegalArgumentException(
                    shared + " of " + experts + " experts are shared, expected fewer than all");
        }
        int busy = shared * (n / experts);
        int[] order = SparsityCounter.of(seen).mostActive();
        int[] others = Arrays.copyOfRange(order, busy, n);
        Arrays.sort(others);
        ExpertLayout split = rest.split(restrict(network, others), seen.restrictedTo(others), experts - shared);
        int[] expertOf = new int[n];
        for (int i = 0; i < busy; i++) {
            expertOf[order[i]] = i / (n / experts);
        }
        for (int i = 0; i < others.length; i++) {
            expertOf[others[i]] = shared + split.expertOf(i);
        }
        return ExpertLayout.of(expertOf, experts).withShared(shared);
    }

    private static DenseFeedForward restrict(DenseFeedForward network, int[] kept) {
        int d = network.modelDimension();
        FMatrixRMaj w1 = new FMatrixRMaj(d, kept.length);
        FMatrixRMaj b1 = new FMatrixRMaj(1, kept.length);
        FMatrixRMaj w2 = new FMatrixRMaj(kept.length, d);
        for (int i = 0; i < kept.length; i++) {
            b1.data[i] = network.inputBias().data[kept[i]];
            for (int k = 0; k < d; k++) {
                w1.set(k, i, network.inputWeights().get(k, kept[i]));
                w2.set(i, k, network.outputWeights().get(kept[i], k));
            }
        }
        return new DenseFeedForward(w1, b1, w2, network.outputBias());
    }

    @Override
    public String toString() {
        return rest + ", " + shared + " shared";
    }
}
