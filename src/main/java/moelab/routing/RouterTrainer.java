package moelab.routing;

import moelab.experts.ExpertLayout;
import moelab.sparsity.Activations;
import moelab.transformer.DenseFeedForward;

/** Makes a router for a network cut into experts, from what the network did on some tokens. */
@FunctionalInterface
public interface RouterTrainer {

    /**
     * The router of this layer; the same arguments give the same router.
     *
     * @param network the dense network
     * @param layout its experts
     * @param seen tokens to learn from, best the free-running states of a decoder
     */
    Router train(DenseFeedForward network, ExpertLayout layout, Activations seen);
}
