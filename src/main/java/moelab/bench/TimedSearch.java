package moelab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import moelab.decoding.BeamSearch;
import moelab.decoding.GreedySearch;
import moelab.experiment.Sentences;
import moelab.timing.Interleaved;
import moelab.transformer.Transformer;

/** Translation sentence by sentence as work to be timed, with the encoder's time recorded separately. */
final class TimedSearch {
    private final Function<int[], GreedySearch.Timed> search;
    private final List<int[]> sources;
    private final List<Double> encoderMicros = new ArrayList<>(); // per sentence, one value per run of whole()

    /** @param beam beam width; 1 is greedy search */
    TimedSearch(Transformer model, Sentences sentences, int beam) {
        this.search = beam == 1
                ? new GreedySearch(model, sentences.start(), sentences.end())::timed
                : new BeamSearch(model, sentences.start(), sentences.end(), beam, BeamSearch.LENGTH_PENALTY)::timed;
        this.sources = sentences.sources();
    }

    /**
     * Translates all sentences and returns the cost of the decoder alone. A unit is a step of the search, which writes
     * one target token.
     */
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

    /**
     * Translates all sentences and returns the cost of the encoder, the keys and values of the source, and the decoder
     * together. A unit is a sentence.
     */
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

    /**
     * Returns the encoder's microseconds per sentence, with the keys and values of the source, in each round of
     * {@link #whole} that counts.
     */
    double[] encoderMicros(int warmUp, int rounds) {
        return encoderMicros.subList(warmUp, warmUp + rounds).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }
}
