package moelab.bench;

import java.util.List;
import java.util.function.Function;

/** The parts of {@code lab bench}, in the order in which they are measured. */
public enum BenchPart {
    /** Where a decoding step's time goes. */
    STEP(m -> new StepBench(m)),
    /** Greedy decoding, one sentence at a time. */
    DECODE(m -> new DecodeBench(m, 1)),
    /** Beam search with four hypotheses, one sentence at a time. */
    BEAM(m -> new DecodeBench(m, 4)),
    /** Several rows in one step: beams and batches. */
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

    /** Returns whether this part measures a model; the other parts measure generated data. */
    public boolean needsModel() {
        return ofModel;
    }

    /** Returns the benchmark of this part; {@code models} may be null if the part needs no model. */
    Benchmark benchmark(BenchModels models) {
        return benchmark.apply(models);
    }
}
