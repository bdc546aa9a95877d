package moelab.timing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * How long one model took for each sentence of a test set, in each of several rounds, and what it wrote.
 *
 * <p>Whatever else runs on the machine only ever adds time, and not to the same sentence in every round. So a time is
 * the sum over the sentences of each one's median over the rounds; its spread is half the distance between the slowest
 * and the fastest whole round.
 */
public final class Timings {
    private final long[][] encodeNanos; // [round][sentence]
    private final long[][] decodeNanos;
    private final int[] steps; // decoder steps of each sentence: its symbols and the end symbol
    private final List<String> translations;

    Timings(long[][] encodeNanos, long[][] decodeNanos, int[] steps, List<String> translations) {
        this.encodeNanos = encodeNanos;
        this.decodeNanos = decodeNanos;
        this.steps = steps;
        this.translations = List.copyOf(translations);
    }

    /** What was written, plain text. */
    public List<String> translations() {
        return translations;
    }

    /** Number of sentences. */
    public int sentences() {
        return steps.length;
    }

    /** Number of rounds. */
    public int rounds() {
        return decodeNanos.length;
    }

    /** Target tokens of all sentences: the decoder's steps, end symbols included. */
    public long tokens() {
        return Arrays.stream(steps).asLongStream().sum();
    }

    /** Milliseconds of the decoder for each target token; the encoder is not in it. */
    public Measured millisPerToken() {
        return scaled(decodeNanos, sentences(), 1e-6 / tokens());
    }

    /** Milliseconds of the encoder, with the decoder's keys and values of the source, for each sentence. */
    public Measured encoderMillis() {
        return scaled(encodeNanos, sentences(), 1e-6 / sentences());
    }

    /** Seconds to translate the first so many sentences one after the other, encoder and decoder. */
    public Measured seconds(int count) {
        long[][] both = new long[rounds()][sentences()];
        for (int r = 0; r < both.length; r++) {
            for (int s = 0; s < steps.length; s++) {
                both[r][s] = encodeNanos[r][s] + decodeNanos[r][s];
            }
        }
        return scaled(both, count, 1e-9);
    }

    private static Measured scaled(long[][] nanos, int count, double unit) {
        double sum = 0;
        long[] rounds = new long[nanos.length];
        for (int s = 0; s < count; s++) {
            long[] times = new long[nanos.length];
            for (int r = 0; r < times.length; r++) {
                times[r] = nanos[r][s];
                rounds[r] += nanos[r][s];
            }
            sum += median(times);
        }
        long range = LongStream.of(rounds).max().orElseThrow()
                - LongStream.of(rounds).min().orElseThrow();
        return new Measured(sum * unit, range * unit / 2);
    }

    private static double median(long[] times) {
        Arrays.sort(times);
        int n = times.length;
        return n % 2 == 1 ? times[n / 2] : (times[n / 2 - 1] + times[n / 2]) / 2.0;
    }

    @Override
    public String toString() {
        Measured m = millisPerToken();
        return String.format(
                Locale.ROOT,
                "%.4f ms a token (+- %.4f over %d rounds), %,d tokens in %,d sentences",
                m.value(),
                m.spread(),
                rounds(),
                tokens(),
                sentences());
    }
}
