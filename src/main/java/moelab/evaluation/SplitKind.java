package moelab.evaluation;

import moelab.experts.CoActivationSplitter;
import moelab.experts.KMeansSplitter;
import moelab.experts.RandomSplitter;
import moelab.experts.Splitter;
import moelab.graph.Multilevel;

/** The constructions of experts that can be asked for by name. */
public enum SplitKind {
    /** Drawn by lot. */
    RANDOM("random"),
    /** Equal parts of the co-activation graph, weighted by what a pair adds to the output. */
    COACTIVATION("co-activation"),
    /** Balanced k-means over the columns of W1. */
    KMEANS("k-means");

    private final String label;

    SplitKind(String label) {
        this.label = label;
    }

    /** A splitter of this kind. */
    public Splitter splitter(long seed) {
        return switch (this) {
            case RANDOM -> new RandomSplitter(seed);
            case COACTIVATION -> new CoActivationSplitter(CoActivationSplitter.Weighing.OUTPUT, new Multilevel(0), seed);
            case KMEANS -> new KMeansSplitter(seed);
        };
    }

    @Override
    public String toString() {
        return label;
    }
}
