package moelab.experts;

import moelab.sparsity.Activations;
import moelab.transformer.DenseFeedForward;

/**
 * Decides which neurons of a feed-forward network form an expert.
 *
 * <p>A good split puts neurons that fire on the same tokens into the same expert: then the work of a token is
 * concentrated in few of them, and the others can be skipped. Implementations are deterministic: seeds are constructor
 * arguments.
 */
public interface Splitter {

    /**
     * Cuts the network's neurons into experts of equal size.
     *
     * @param network the dense network, d_ff neurons
     * @param seen what it did on some tokens; a split by weights alone may ignore it
     * @param experts number of experts; must divide d_ff
     * @throws IllegalArgumentException if it does not, or if the activations are of another network
     */
    ExpertLayout split(DenseFeedForward network, Activations seen, int experts);
}
