package moelab.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import moelab.text.ParallelCorpus;
import moelab.text.subword.Vocabulary;

/**
 * A batch of the trainer's, for other engines to see: its sentence pairs as subwords.
 *
 * <p>It stands in the trainer's package because the trainer shows its batches to nobody else.
 */
public final class SharedBatch {
    final Batch batch;

    private SharedBatch(Batch batch) {
        this.batch = batch;
    }

    /**
     * Returns the first batches of an epoch, as the trainer makes them.
     *
     * @param longest pairs with more subwords than this on either side are left out
     * @param count number of batches
     */
    public static List<SharedBatch> first(
            ParallelCorpus corpus, Vocabulary vocabulary, TrainingOptions options, int longest, int count) {
        try (Workers workers = new Workers(options.threads())) {
            return Epoch.batches(corpus.train(), vocabulary, options, longest, 0, workers).stream()
                    .limit(count)
                    .map(SharedBatch::new)
                    .toList();
        }
    }

    /**
     * Returns the same pairs in batches of nearly the same length, as engines want them that pad: sorted, and then cut
     * where the trainer would cut.
     */
    public static List<SharedBatch> sorted(List<SharedBatch> batches, TrainingOptions options) {
        List<Example> examples = new ArrayList<>();
        batches.forEach(b -> examples.addAll(b.batch.examples()));
        examples.sort(Comparator.comparingInt((Example e) -> e.output().length).thenComparing(e -> e.source().length));
        return Epoch.cut(examples, options.batchTokens()).stream()
                .map(SharedBatch::new)
                .toList();
    }

    /** Returns the source sentences, with their end tokens. */
    public List<int[]> sources() {
        return batch.examples().stream().map(Example::source).toList();
    }

    /** Returns what the decoder is given: the start token and the target sentence. */
    public List<int[]> inputs() {
        return batch.examples().stream().map(Example::input).toList();
    }

    /** Returns what the decoder should predict: the target sentence and the end token. */
    public List<int[]> outputs() {
        return batch.examples().stream().map(Example::output).toList();
    }

    /** Returns the number of tokens to predict. */
    public int targetTokens() {
        return batch.targetTokens();
    }
}
