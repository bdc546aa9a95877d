package moelab.bench;

import java.util.List;
import java.util.function.Function;

/** What can be measured, in the order in which it is. */
public enum BenchPart {
    /** Where a decoding step's time goes. */
    STEP(m -> new StepBench(m)),
    /** Greedy decoding, one sentence at a time. */
    DECODE(m -> new DecodeBench(m, 1)),
    /** Beam search. */
    BEAM(m -> new DecodeBench(m, 4)),
    /** Several rows at once. */
    BATCH(m -> new BatchBench(m, 4, List.of(2, 5, 10, 25))),
    /** Whole sentences, encoder included. */
    SENTENCE(m -> new SentenceBench(m)),
    /** Sentences per second on one thread and on all. */
    THREADS(m -> new ThreadBench(m, 4, Runtime.getRuntime().availableProcessors())),
    /** Tokens per second in training. */
    TRAINING(m -> new TrainingBench(
            m.corpus,
            m.model.vocabulary(),
            m.dense().config(),
            Runtime.getRuntime().availableProcessors(),
            16)),
    /** Graph partitioning. */
    PARTITION(new PartitionBench(2048, List.of(32, 64, 128), 183, 32)),
    /** Balanced k-means. */
    KMEANS(new KMeansBench(2048, 256, 64)),
    /** Counting which neurons fire together. */
    COACTIVATION(new CoActivationBench(100_000, 2048, List.of(0.03, 0.1, 0.3))),
    /** Matrix products. */
    PRODUCT(new ProductBench(128, 2048, 128));

    private final Function<BenchModels, Benchmark> benchmark;
    private final boolean ofModel;

    BenchPart(Function<BenchModels, Benchmark> ofModels) {
        this.benchmark = ofModels;
        this.ofModel = true;
    }

    BenchPart(Benchmark alone) {
        this.benchmark = models -> alone;
        this.ofModel = false;
    }

    /** Returns whether it measures a model and needs one, or generated data alone. */
    public boolean needsModel() {
        return ofModel;
    }

    /** @param models null if it needs none */
    Benchmark benchmark(BenchModels models) {
        return benchmark.apply(models);
    }
}
