package moelab.experts;

import java.util.Locale;
import moelab.graph.Graph;
import moelab.graph.Partitioner;
import moelab.sparsity.Activations;
import moelab.sparsity.CoActivation;
import moelab.transformer.DenseFeedForward;

/**
 * Experts by cutting the co-activation graph: neurons are nodes, and two of them are joined by an edge whose weight is
 * how often they fire on the same token (Zhang et al. 2021, section 3.2, "co-activation graph split"). Equal parts with
 * a small cut are experts whose neurons fire together.
 *
 * <p>With {@link EdgeWeighting#OUTPUT} a pair weighs what both neurons add to the output of a token, not only that they
 * fire.
 *
 * @param weighing the weight that a pair gets from a token
 * @param partitioner cuts the graph
 * @param seed of the partitioner
 */
public record CoActivationSplitter(EdgeWeighting weighing, Partitioner partitioner, long seed) implements Splitter {

    /** What two neurons that fire on the same token add to the weight of their edge. */
    public enum EdgeWeighting {
        /** 1. */
        PLAIN,
        /** h[i] h[j]. */
        PRODUCT,
        /** h[i] |W2[i,:]| h[j] |W2[j,:]|. */
        OUTPUT
    }

    @Override
    public ExpertLayout split(DenseFeedForward network, Activations seen, int experts) {
        ExpertLayout.requireDivisible(network.hiddenDimension(), experts);
        if (seen.neurons() != network.hiddenDimension()) {
            throw new IllegalArgumentException(
                    "activations of " + seen.neurons() + " neurons, expected " + network.hiddenDimension());
        }
        CoActivation together = switch (weighing) {
            case PLAIN -> CoActivation.count(seen);
            case PRODUCT -> CoActivation.product(seen);
            case OUTPUT -> CoActivation.weighted(seen, network.outputWeights());
        };
        Graph graph = graph(together);
        return ExpertLayout.of(partitioner.partition(graph, experts, seed).toArray(), experts);
    }

    /**
     * Returns the co-activation graph: one node per neuron, and one edge per pair that fired together, weighted by its
     * count.
     */
    public static Graph graph(CoActivation together) {
        return Graph.of(together.neurons(), together::between);
    }

    @Override
    public String toString() {
        return weighing == EdgeWeighting.PLAIN
                ? "co-activation"
                : "co-activation by " + weighing.name().toLowerCase(Locale.ROOT);
    }
}
