package moelab.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import moelab.transformer.layers.TokenBatch;

/** The sentence pairs of one optimizer step, or a shard of them that one thread computes. */
record Batch(List<Example> examples) {

    int targetTokens() {
        return examples.stream().mapToInt(e -> e.output().length).sum();
    }

    int sourceTokens() {
        return examples.stream().mapToInt(e -> e.source().length).sum();
    }

    TokenBatch sources() {
        return TokenBatch.of(examples.stream().map(Example::source).toList());
    }

    TokenBatch inputs() {
        return TokenBatch.of(examples.stream().map(Example::input).toList());
    }

    int[] outputs() {
        return examples.stream().flatMapToInt(e -> IntStream.of(e.output())).toArray();
    }

    /** Returns a batch of all pairs, and then all of them again. */
    Batch twice() {
        return new Batch(Stream.concat(examples.stream(), examples.stream()).toList());
    }

    /**
     * Returns this batch cut into {@code count} shards of nearly the same number of tokens: the longest pair first,
     * each to the shard that is lightest so far. How they are cut depends on the pairs alone. Some shards are empty if
     * there are too few pairs.
     */
    List<Batch> shards(int count) {
        List<List<Example>> shards = new ArrayList<>();
        for (int s = 0; s < count; s++) {
            shards.add(new ArrayList<>());
        }
        int[] load = new int[count];
        examples.stream()
                .sorted(Comparator.comparingInt((Example e) -> -e.output().length - e.source().length))
                .forEach(e -> {
                    int lightest = 0;
                    for (int s = 1; s < count; s++) {
                        lightest = load[s] < load[lightest] ? s : lightest;
                    }
                    shards.get(lightest).add(e);
                    load[lightest] += e.output().length + e.source().length;
                });
        return shards.stream().map(Batch::new).toList();
    }
}
