package moelab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import moelab.decoding.BeamSearch;
import moelab.decoding.GreedySearch;
import moelab.experiment.Sentences;
import moelab.timing.Interleaved;
import moelab.transformer.Transformer;

/** Translation sentence by sentence as work to be timed, with the encoder's part kept apart. */
final class TimedSearch {
    private final Function<int[], GreedySearch.Timed> search;
    private final List<int[]> sources;
    private final List<Double> encoderMicros = new ArrayList<>(); // a sentence, of each run

    /** @param beam 1 for greedy search */
    TimedSearch(Transformer model, Sentences sentences, int beam) {
        this.search = beam == 1
                ? new GreedySearch(model, sentences.start(), sentences.end())::timed
                : new BeamSearch(model, sentences.start(), sentences.end(), beam, BeamSearch.LENGTH_PENALTY)::timed;
        this.sources = sentences.sources();
    }

    /** Returns the cost of the decoder alone; its unit is a target token, which is a step of the search. */
    Interleaved.Cost decoding() {
        long nanos = 0;
        long steps = 0;
        for (int[] source : sources) {
            GreedySearch.Timed t = search.apply(source);
            nanos += t.decodeNanos();
            steps += t.steps();
        }
        return new Interleaved.Cost(nanos, steps);
    }

    /** Returns the cost of encoder, keys and values of the source, and decoder together; its unit is a sentence. */
    Interleaved.Cost whole() {
        long encode = 0;
        long decode = 0;
        for (int[] source : sources) {
            GreedySearch.Timed t = search.apply(source);
            encode += t.encodeNanos();
            decode += t.decodeNanos();
        }
        encoderMicros.add(encode / 1e3 / sources.size());
        return new Interleaved.Cost(encode + decode, sources.size());
    }

    /** Returns the encoder's microseconds per sentence, keys and values included, in each round of {@link #whole}. */
    double[] encoderMicros(int warmUp, int rounds) {
        return encoderMicros.subList(warmUp, warmUp + rounds).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }
}
