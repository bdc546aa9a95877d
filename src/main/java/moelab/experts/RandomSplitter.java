package moelab.experts;

import moelab.sparsity.Activations;
import moelab.transformer.DenseFeedForward;

/**
 * Experts chosen at random: the baseline that any construction must beat.
 *
 * @param seed of the random choice
 */
public record RandomSplitter(long seed) implements Splitter {
    @Override
    public ExpertLayout split(DenseFeedForward network, Activations seen, int experts) {
        return ExpertLayout.random(network.hiddenDimension(), experts, seed);
    }

    @Override
    public String toString() {
        return "random";
    }
}
