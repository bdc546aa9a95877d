package moelab.experiment;

import java.util.List;
import java.util.function.Consumer;
import moelab.experts.BestSplitter;
import moelab.experts.CoActivationSplitter;
import moelab.experts.KMeansSplitter;
import moelab.experts.RandomSplitter;
import moelab.experts.Splitter;
import moelab.graph.annealing.AnnealedPartitioner;

/** The named constructions of experts. */
public enum SplitKind {
    /** Neurons are assigned to experts uniformly at random. */
    RANDOM("random"),
    /** Equal parts of the co-activation graph, its edges weighted by what a pair of neurons adds to the output. */
    COACTIVATION("co-activation"),
    /** Balanced k-means over the columns of W1. */
    KMEANS("k-means"),
    /**
     * In each layer the best of three constructions (co-activation with edges weighted by output, plain co-activation,
     * k-means), judged by the share of the output that the best experts contribute.
     */
    BEST("the best of each layer");

    /** Share of the experts at which {@link #BEST} compares: at larger shares the constructions hardly differ. */
    private static final double COMPARED = 0.125;

    private final String label;

    SplitKind(String label) {
        this.label = label;
    }

    /** Returns a splitter of this kind. */
    public Splitter splitter(long seed) {
        return splitter(seed, contest -> {});
    }

    /**
     * Returns a splitter of this kind.
     *
     * @param listener receives what {@link #BEST} chose, and why
     */
    public Splitter splitter(long seed, Consumer<BestSplitter.Contest> listener) {
        return switch (this) {
            case RANDOM -> new RandomSplitter(seed);
            case COACTIVATION ->
                new CoActivationSplitter(CoActivationSplitter.EdgeWeighting.OUTPUT, new AnnealedPartitioner(), seed);
            case KMEANS -> new KMeansSplitter(seed);
            case BEST ->
                new BestSplitter(
                        List.of(
                                COACTIVATION.splitter(seed),
                                new CoActivationSplitter(
                                        CoActivationSplitter.EdgeWeighting.PLAIN, new AnnealedPartitioner(), seed),
                                KMEANS.splitter(seed)),
                        COMPARED,
                        listener);
        };
    }

    @Override
    public String toString() {
        return label;
    }
}
