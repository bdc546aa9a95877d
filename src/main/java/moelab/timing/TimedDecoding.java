package moelab.timing;

import java.util.List;
import moelab.decoding.GreedySearch;
import moelab.decoding.StepClock;
import moelab.transformer.Transformer;

/**
 * Greedy translation of some sentences, one at a time, as work to be timed: a unit is one step of the decoder.
 *
 * <p>Each model decodes what it writes itself. {@link #decoding} leaves out the encoder, {@link #whole} counts it.
 */
public final class TimedDecoding {
    private final GreedySearch search;
    private final List<int[]> sources;

    /**
     * @param sources source sentences as the model reads them
     * @param start the symbol every translation begins with
     * @param end the symbol that ends one
     */
    public TimedDecoding(Transformer model, List<int[]> sources, int start, int end) {
        this.search = new GreedySearch(model, start, end);
        this.sources = List.copyOf(sources);
    }

    /** The decoder's steps alone. */
    public Interleaved.Work decoding() {
        return () -> cost(false);
    }

    /** The whole way: encoder, keys and values of the source, and the decoder's steps. */
    public Interleaved.Work whole() {
        return () -> cost(true);
    }

    private Interleaved.Cost cost(boolean whole) {
        long nanos = 0;
        long steps = 0;
        for (int[] source : sources) {
            GreedySearch.Timed t = search.timed(source);
            nanos += t.decodeNanos() + (whole ? t.encodeNanos() : 0);
            steps += t.steps();
        }
        return new Interleaved.Cost(nanos, steps);
    }

    /** Translates the sentences once with a clock that tells the parts of a step apart. */
    StepClock watched() {
        StepClock clock = new StepClock();
        search.watch(clock);
        cost(false);
        search.watch(null);
        return clock;
    }
}
