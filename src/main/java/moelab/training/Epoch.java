package moelab.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import moelab.random.Seeds;
import moelab.random.Shuffle;
import moelab.text.SentencePair;
import moelab.text.subword.Vocabulary;

/**
 * The batches of one pass over the training text: every pair once, in a new order and (with merge dropout) a new
 * spelling.
 *
 * <p>All of it follows from the seed and the number of the epoch, so that a resumed run meets the batches it would have
 * met. Pairs are not sorted into batches of one length, as padded batches need it: ragged ones have no padding to save,
 * and a mixture of lengths is the better sample of the text. Length decides which shard a pair goes to
 * ({@link Batch#shards}).
 */
final class Epoch {
    private Epoch() {}

    /**
     * Returns the batches of epoch {@code number}, counted from 0.
     *
     * @param longest pairs with more tokens than this on either side are left out
     */
    static List<Batch> batches(
            List<SentencePair> pairs,
            Vocabulary vocabulary,
            TrainingOptions options,
            int longest,
            int number,
            Workers workers) {
        SplittableRandom seeds = new SplittableRandom(Seeds.of(options.seed(), Seeds.EPOCH, number));
        int[] order = Shuffle.permutation(pairs.size(), seeds);
        long[] spelling = seeds.longs(pairs.size()).toArray();
        List<Example> examples = new ArrayList<>(workers.map(
                IntStream.of(order).boxed().toList(),
                i -> Example.of(
                        pairs.get(i), vocabulary, options.subwordDropout(), new SplittableRandom(spelling[i]))));
        examples.removeIf(e -> e.source().length > longest || e.output().length > longest);
        return cut(examples, options.batchTokens());
    }

    /** Returns the examples in batches: a batch ends with the example by which it has this many target tokens. */
    static List<Batch> cut(List<Example> examples, int targetTokens) {
        List<Batch> batches = new ArrayList<>();
        int from = 0;
        int tokens = 0;
        for (int to = 1; to <= examples.size(); to++) {
            tokens += examples.get(to - 1).output().length;
            if (tokens >= targetTokens || to == examples.size()) {
                batches.add(new Batch(List.copyOf(examples.subList(from, to))));
                from = to;
                tokens = 0;
            }
        }
        return batches;
    }
}
