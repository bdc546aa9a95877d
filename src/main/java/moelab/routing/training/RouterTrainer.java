package moelab.routing.training;

import moelab.experts.ExpertLayout;
import moelab.routing.Router;
import moelab.sparsity.Activations;
import moelab.transformer.DenseFeedForward;

/** Trains a router for a network that was split into experts, from what the network did on some tokens. */
@FunctionalInterface
public interface RouterTrainer {

    /**
     * Returns a router for this layer; the same arguments give the same router.
     *
     * @param network the dense network
     * @param layout its experts
     * @param seen the tokens to learn from; for a decoder, those that it reaches while it translates freely
     */
    Router train(DenseFeedForward network, ExpertLayout layout, Activations seen);
}
