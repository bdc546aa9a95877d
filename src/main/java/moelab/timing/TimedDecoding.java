package moelab.timing;

import java.util.List;
import moelab.decoding.GreedySearch;
import moelab.decoding.StepClock;
import moelab.transformer.Transformer;

/**
 * Greedy translation of some sentences, one at a time, as work to be timed; a unit is one step of the decoder.
 *
 * <p>The decoder is free-running: it reads its own output. The encoder is not counted.
 */
public final class TimedDecoding {
    private final GreedySearch search;
    private final List<int[]> sources;

    /**
     * @param sources source sentences as the model reads them
     * @param start index of the subword with which every translation begins
     * @param end index of the subword that ends a translation
     */
    public TimedDecoding(Transformer model, List<int[]> sources, int start, int end) {
        this.search = new GreedySearch(model, start, end);
        this.sources = List.copyOf(sources);
    }

    /** Returns the work of the decoder's steps. */
    public Interleaved.Work decoding() {
        return this::cost;
    }

    private Interleaved.Cost cost() {
        long nanos = 0;
        long steps = 0;
        for (int[] source : sources) {
            GreedySearch.Timed t = search.timed(source);
            nanos += t.decodeNanos();
            steps += t.steps();
        }
        return new Interleaved.Cost(nanos, steps);
    }

    /** Translates the sentences once and returns the time of each part of a step. */
    StepClock watched() {
        StepClock clock = new StepClock();
        search.watch(clock);
        cost();
        search.watch(null);
        return clock;
    }
}
