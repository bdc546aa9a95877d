package moelab.timing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import moelab.decoding.BeamSearch;
import moelab.decoding.GreedySearch;
import moelab.experiment.ProgressListener;
import moelab.experiment.Sentences;
import moelab.transformer.Transformer;

/**
 * Many models translate the same sentences, taking turns, so that whatever slows the machine down for a while slows all
 * of them alike.
 *
 * <p>The test set is cut into short blocks. In each round and block every model translates the block, sentence by
 * sentence on one thread, beginning with another model each time. A first part of the test set is translated by all
 * before the clock starts, so that nothing measured is interpreted or half compiled. Loading models, cutting text into
 * symbols and joining it again are outside.
 *
 * @param beam 1 for greedy search, more for beam search with length penalty 0.6
 * @param rounds how often everything is translated
 * @param block sentences that a model translates before the next one has its turn
 * @param warmUp sentences translated before
 */
public record InterleavedBenchmark(int beam, int rounds, int block, int warmUp) {
    private static final double LENGTH_PENALTY = 0.6;

    public InterleavedBenchmark {
        if (beam < 1 || rounds < 1 || block < 1 || warmUp < 0) {
            throw new IllegalArgumentException("beam " + beam + ", rounds " + rounds + ", block " + block + ", warm-up "
                    + warmUp + ", expected 1 or more of each and a warm-up of 0 or more");
        }
    }

    /**
     * What each of these models did, in their order.
     *
     * <p>If the thread is interrupted it ends with the rounds that are complete, or in the first round with the
     * sentences that all models have translated.
     *
     * @throws IllegalStateException if it is interrupted before there are any
     */
    public List<Timings> run(List<Transformer> models, Sentences test, ProgressListener watcher) {
        List<Function<int[], GreedySearch.Timed>> runners =
                models.stream().map(m -> search(m, test)).toList();
        List<int[]> sources = test.sources();
        for (int s = 0;
                s < Math.min(warmUp, sources.size()) && !Thread.currentThread().isInterrupted();
                s++) {
            for (Function<int[], GreedySearch.Timed> runner : runners) {
                runner.apply(sources.get(s));
            }
            watcher.at("warming up", s + 1, Math.min(warmUp, sources.size()));
        }
        int n = runners.size();
        long[][][] encode = new long[n][rounds][sources.size()];
        long[][][] decode = new long[n][rounds][sources.size()];
        int[][] steps = new int[n][sources.size()];
        String[][] written = new String[n][sources.size()];
        int turn = 0;
        for (int round = 0; round < rounds; round++) {
            for (int from = 0; from < sources.size(); from += block, turn++) {
                if (Thread.interrupted()) {
                    return timings(
                            encode, decode, steps, written, Math.max(1, round), round == 0 ? from : sources.size());
                }
                int to = Math.min(from + block, sources.size());
                for (int i = 0; i < n; i++) {
                    int m = (i + turn) % n;
                    for (int s = from; s < to; s++) {
                        GreedySearch.Timed timed = runners.get(m).apply(sources.get(s));
                        encode[m][round][s] = timed.encodeNanos();
                        decode[m][round][s] = timed.decodeNanos();
                        if (round == 0) {
                            steps[m][s] = timed.steps();
                            written[m][s] = test.text().apply(timed.symbols());
                        }
                    }
                }
                watcher.at(
                        "translating with " + n + " models",
                        (long) round * sources.size() + to,
                        (long) rounds * sources.size());
            }
        }
        return timings(encode, decode, steps, written, rounds, sources.size());
    }

    private static List<Timings> timings(
            long[][][] encode, long[][][] decode, int[][] steps, String[][] written, int rounds, int sentences) {
        if (sentences == 0) {
            throw new IllegalStateException("interrupted before anything was measured");
        }
        List<Timings> timings = new ArrayList<>();
        for (int m = 0; m < written.length; m++) {
            timings.add(new Timings(
                    Arrays.copyOf(encode[m], rounds),
                    Arrays.copyOf(decode[m], rounds),
                    Arrays.copyOf(steps[m], sentences),
                    Arrays.asList(written[m]).subList(0, sentences)));
        }
        return timings;
    }

    private Function<int[], GreedySearch.Timed> search(Transformer model, Sentences test) {
        return beam == 1
                ? new GreedySearch(model, test.start(), test.end())::timed
                : new BeamSearch(model, test.start(), test.end(), beam, LENGTH_PENALTY)::timed;
    }

    @Override
    public String toString() {
        return (beam == 1 ? "greedy" : "beam " + beam) + ", " + rounds + " rounds in blocks of " + block
                + " sentences, after " + warmUp + " to warm up";
    }
}
