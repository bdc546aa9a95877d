package moelab.bench;

import java.util.ArrayList;
import java.util.List;
import moelab.decoding.GreedySearch;
import moelab.decoding.StepClock;
import moelab.experiment.Sentences;
import moelab.timing.Interleaved;
import moelab.transformer.Transformer;

/**
 * Greedy translation of batches of sentences as work to be timed: the decoder's steps alone, split into their parts. A
 * unit is a target token, end tokens included.
 *
 * <p>Reading the clock adds about 0.3 microseconds to a step, the same for every model.
 */
final class TimedGreedySearch implements Interleaved.Work {
    private final GreedySearch search;
    private final List<List<int[]>> batches = new ArrayList<>();
    private final List<StepClock> clocks = new ArrayList<>(); // one per run
    private long tokens;
    private long steps;

    /** @param batch number of sentences translated at once, at least 1; the last batch may be smaller */
    TimedGreedySearch(Transformer model, Sentences sentences, int batch) {
        this.search = new GreedySearch(model, sentences.start(), sentences.end());
        for (int from = 0; from < sentences.size(); from += batch) {
            batches.add(sentences.sources().subList(from, Math.min(from + batch, sentences.size())));
        }
    }

    @Override
    public Interleaved.Cost run() {
        StepClock clock = new StepClock();
        search.watch(clock);
        long written = 0;
        for (List<int[]> batch : batches) {
            for (int[] tokens : search.translate(batch)) {
                written += tokens.length + 1;
            }
        }
        search.watch(null);
        clocks.add(clock);
        tokens += written;
        steps += clock.steps();
        return new Interleaved.Cost(
                clock.nanos().values().stream().mapToLong(Long::longValue).sum(), written);
    }

    /** Returns the clocks of the last {@code runs} runs. */
    List<StepClock> clocks(int runs) {
        return clocks.subList(clocks.size() - runs, clocks.size());
    }

    /**
     * Returns the mean number of rows per step over all runs, which is less than the batch because short translations
     * end early.
     */
    double rowsAtOnce() {
        return tokens / (double) steps;
    }
}
