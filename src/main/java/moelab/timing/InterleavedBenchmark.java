package moelab.timing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import moelab.decoding.GreedySearch;
import moelab.decoding.PackedWeights;
import moelab.experiment.ProgressListener;
import moelab.experiment.RowsAtOnce;
import moelab.experiment.Sentences;
import moelab.transformer.Transformer;

/**
 * Lets several models translate the same sentences in turns, so that whatever slows the machine down for a while slows
 * all of them down alike.
 *
 * <p>The test set is cut into short blocks. In each round, every model translates each block on one thread; the model
 * that begins changes from block to block. Before the clock starts, all models translate the first part of the test
 * set, so that the compiler has done its work. Loading models, splitting text into subwords and turning subwords back
 * into text are not timed.
 *
 * @param rows whether sentences are translated greedily, with a beam, or in batches
 * @param rounds how many times everything is translated
 * @param block number of sentences that a model translates before its turn is over, rounded up to whole batches
 * @param warmUp number of sentences translated before the clock starts
 */
public record InterleavedBenchmark(RowsAtOnce rows, int rounds, int block, int warmUp) {
    public InterleavedBenchmark {
        if (rounds < 1 || block < 1 || warmUp < 0) {
            throw new IllegalArgumentException("rounds " + rounds + ", block " + block + ", warm-up " + warmUp
                    + ", expected 1 or more of each and a warm-up of 0 or more");
        }
    }

    /** Creates a benchmark that translates one sentence at a time, with a beam of this width. */
    public InterleavedBenchmark(int beam, int rounds, int block, int warmUp) {
        this(RowsAtOnce.beam(beam), rounds, block, warmUp);
    }

    /**
     * Returns the times and translations of each model, in the order of the models.
     *
     * <p>If the thread is interrupted, the result has the rounds that were complete by then or, in the first round, the
     * sentences that all models had translated. The interrupt flag is then cleared.
     *
     * @throws IllegalStateException if the thread is interrupted before all models have translated a block
     */
    public List<Timings> run(List<Transformer> models, Sentences test, ProgressListener progress) {
        PackedWeights packed = new PackedWeights(); // shared by all models, so that equal weights are in memory once
        List<Function<List<int[]>, List<GreedySearch.Timed>>> runners = models.stream()
                .map(m -> rows.timed(m, test.start(), test.end(), packed))
                .toList();
        int batch = rows.batch();
        int turnLength = (block + batch - 1) / batch * batch; // whole batches
        List<int[]> sources = test.sources();
        int warm = Math.min(warmUp, sources.size());
        for (int s = 0; s < warm && !Thread.currentThread().isInterrupted(); s += batch) {
            int to = Math.min(s + batch, sources.size());
            for (Function<List<int[]>, List<GreedySearch.Timed>> runner : runners) {
                var unused = runner.apply(sources.subList(s, to));
            }
            progress.at("warming up", Math.min(to, warm), warm);
        }
        int n = runners.size();
        long[][][] encode = new long[n][rounds][sources.size()];
        long[][][] decode = new long[n][rounds][sources.size()];
        int[][] steps = new int[n][sources.size()];
        String[][] written = new String[n][sources.size()];
        int turn = 0;
        for (int round = 0; round < rounds; round++) {
            for (int from = 0; from < sources.size(); from += turnLength, turn++) {
                if (Thread.interrupted()) {
                    return timings(
                            encode, decode, steps, written, Math.max(1, round), round == 0 ? from : sources.size());
                }
                int to = Math.min(from + turnLength, sources.size());
                for (int i = 0; i < n; i++) {
                    int m = (i + turn) % n;
                    for (int first = from; first < to; first += batch) {
                        int s = first;
                        for (GreedySearch.Timed timed :
                                runners.get(m).apply(sources.subList(first, Math.min(first + batch, to)))) {
                            encode[m][round][s] = timed.encodeNanos();
                            decode[m][round][s] = timed.decodeNanos();
                            if (round == 0) {
                                steps[m][s] = timed.steps();
                                written[m][s] = test.text().apply(timed.tokens());
                            }
                            s++;
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
            throw new InterruptedMeasurementException();
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

    @Override
    public String toString() {
        return rows + ", " + rounds + " rounds in blocks of " + block + " sentences, after " + warmUp + " to warm up";
    }
}
