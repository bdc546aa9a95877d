package moelab.experts;

import moelab.sparsity.Activations;
import moelab.transformer.DenseFeedForward;

/**
 * Decides which neurons of a feed-forward network form an expert.
 *
 * <p>A good split puts neurons that fire on the same tokens into the same expert. Then few experts make most of the
 * output of a token, and the others can be skipped. Implementations are deterministic: seeds are constructor arguments.
 */
public interface Splitter {

    /**
     * Returns the network's neurons in experts of equal size.
     *
     * @param network the dense network, d_ff neurons
     * @param seen what the network did on some tokens; a split by weights alone may ignore it
     * @param experts number of experts, which must divide d_ff
     * @throws IllegalArgumentException if it does not, or if the activations are another network's
     */
    ExpertLayout split(DenseFeedForward network, Activations seen, int experts);
}
