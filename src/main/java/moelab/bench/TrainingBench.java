package moelab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import moelab.experiment.ProgressListener;
import moelab.text.ParallelCorpus;
import moelab.text.SentencePair;
import moelab.text.subword.Vocabulary;
import moelab.timing.Interleaved;
import moelab.training.Trainer;
import moelab.training.TrainingListener;
import moelab.training.TrainingOptions;
import moelab.training.TrainingStep;
import moelab.transformer.layers.TransformerConfig;

/**
 * Measures target tokens per second in training, on one thread and on all, for the trained model's shape and for a
 * narrower one. The first steps, splitting the text into subwords, and evaluation are not timed.
 *
 * @param corpus the text to train on
 * @param vocabulary subwords of that text
 * @param shape shape of the trained model
 * @param threads number of threads that is measured beside one
 * @param steps number of training steps per run
 */
record TrainingBench(ParallelCorpus corpus, Vocabulary vocabulary, TransformerConfig shape, int threads, int steps)
        implements Benchmark {
    private static final int SKIPPED = 2; // steps of a run that do not count

    @Override
    public BenchTable run(Effort effort, ProgressListener progress) {
        TransformerConfig narrow = new TransformerConfig(
                shape.vocabularySize(),
                shape.modelDimension(),
                shape.heads(),
                2,
                2,
                8 * shape.modelDimension(),
                8 * shape.modelDimension(),
                shape.maxLength());
        List<TransformerConfig> shapes = narrow.equals(shape) ? List.of(shape) : List.of(shape, narrow);
        List<BenchResult> figures = new ArrayList<>();
        for (TransformerConfig config : shapes) {
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
            Map<String, Interleaved.Work> ways = new LinkedHashMap<>();
            for (int t : IntStream.of(1, threads).distinct().toArray()) {
                ways.put(t == 1 ? "1 thread" : t + " threads", () -> steps(config, t));
            }
            Interleaved times = effort.forLongWork().run("training", ways, progress);
            figures.addAll(BenchTable.figures(describe(config), times, "target tokens per second", us -> 1e6 / us));
        }
        return BenchTable.of(
                "Training, batches of " + TrainingOptions.defaults().batchTokens() + " target tokens", figures);
    }

    private static String describe(TransformerConfig c) {
        return String.format(
                Locale.ROOT,
                "d %d, %d+%d layers, FFN %,d and %,d",
                c.modelDimension(),
                c.encoderLayers(),
                c.decoderLayers(),
                c.encoderFeedForward(),
                c.decoderFeedForward());
    }

    private Interleaved.Cost steps(TransformerConfig config, int threadCount) {
        TrainingOptions options = TrainingOptions.defaults().toBuilder()
                .threads(threadCount)
                .evaluationSteps(Integer.MAX_VALUE)
                .build();
        List<SentencePair> few =
                corpus.train().subList(0, Math.min(corpus.train().size(), steps * options.batchTokens() / 8));
        ParallelCorpus small = new ParallelCorpus(
                corpus.name(),
                corpus.sourceLanguage(),
                corpus.targetLanguage(),
                few,
                corpus.validation().subList(0, 1),
                corpus.test().subList(0, 1));
        Trainer trainer = Trainer.fresh(small, vocabulary, config, options);
        Stopwatch watch = new Stopwatch(trainer);
        try {
            trainer.telling(watch).train();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // training without a file writes nothing
        }
        if (watch.last < steps) {
            Thread.currentThread().interrupt(); // the trainer, stopped by an interrupt, has cleared the flag
        }
        return new Interleaved.Cost(Math.max(1, watch.nanos), Math.max(1, watch.tokens));
    }

    private final class Stopwatch implements TrainingListener {
        private final Trainer trainer;
        private long begun;
        private long nanos;
        private long tokens;
        private long last;

        Stopwatch(Trainer trainer) {
            this.trainer = trainer;
        }

        @Override
        public void stepped(TrainingStep step) {
            last = step.number();
            if (last == SKIPPED) {
                begun = System.nanoTime();
            } else if (last > SKIPPED) {
                tokens += step.tokens();
                nanos = System.nanoTime() - begun;
            }
            if (last >= steps) {
                trainer.stop();
            }
        }
    }
}
