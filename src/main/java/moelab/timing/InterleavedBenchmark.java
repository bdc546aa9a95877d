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
 * Lets several models translate the same sentences in turns, so that whatever slows the machine down for a while slows
 * all of them down alike.
 *
 * <p>The test set is cut into short blocks. In each round, every model translates each block, one sentence at a time on
 * one thread; the model that begins changes from block to block. Before the clock starts, all models translate the
 * first part of the test set, so that the compiler has done its work. Loading models, splitting text into subwords and
 * joining them again are not timed.
 *
 * @param beam 1 for greedy search, more for beam search with the usual length penalty
 * @param rounds how many times everything is translated
 * @param block number of sentences that a model translates before it is the next one's turn
 * @param warmUp number of sentences translated before the clock starts
 */
public record InterleavedBenchmark(int beam, int rounds, int block, int warmUp) {
    public InterleavedBenchmark {
        if (beam < 1 || rounds < 1 || block < 1 || warmUp < 0) {
            throw new IllegalArgumentException("beam " + beam + ", rounds " + rounds + ", block " + block + ", warm-up "
                    + warmUp + ", expected 1 or more of each and a warm-up of 0 or more");
        }
    }

    /**
     * Returns the times and translations of each model, in the order of the models.
     *
     * <p>If the thread is interrupted, the result has the rounds that were complete by then or, in the first round, the
     * sentences that all models had translated.
     *
     * @throws IllegalStateException if the thread is interrupted before all models have translated a block
     */
    public List<Timings> run(List<Transformer> models, Sentences test, ProgressListener progress) {
        List<Function<int[], GreedySearch.Timed>> runners =
                models.stream().map(m -> search(m, test)).toList();
        List<int[]> sources = test.sources();
        for (int s = 0;
                s < Math.min(warmUp, sources.size()) && !Thread.currentThread().isInterrupted();
                s++) {
            for (Function<int[], GreedySearch.Timed> runner : runners) {
                runner.apply(sources.get(s));
            }
            progress.at("warming up", s + 1, Math.min(warmUp, sources.size()));
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
                progress.at(
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
                : new BeamSearch(model, test.start(), test.end(), beam, BeamSearch.LENGTH_PENALTY)::timed;
    }

    @Override
    public String toString() {
        return (beam == 1 ? "greedy" : "beam " + beam) + ", " + rounds + " rounds in blocks of " + block
                + " sentences, after " + warmUp + " to warm up";
    }
}
