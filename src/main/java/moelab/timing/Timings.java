package moelab.timing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * How long one model took for each sentence of a test set in each of several rounds, and what it wrote.
 *
 * <p>Other programs on the machine add time, but not to the same sentence in every round. So a total is the sum over
 * the sentences of each sentence's median over the rounds. Its quartiles have the same ratio to it as those of whole
 * rounds to their median.
 */
public final class Timings {
    private final long[][] encodeNanos; // [round][sentence]
    private final long[][] decodeNanos;
    private final int[] steps; // decoder steps of each sentence: its subwords and the end token
    private final List<String> translations;

    Timings(long[][] encodeNanos, long[][] decodeNanos, int[] steps, List<String> translations) {
        this.encodeNanos = encodeNanos;
        this.decodeNanos = decodeNanos;
        this.steps = steps;
        this.translations = List.copyOf(translations);
    }

    /** Returns the translations as plain text. */
    public List<String> translations() {
        return translations;
    }

    /** Returns the number of sentences. */
    public int sentences() {
        return steps.length;
    }

    /** Returns the number of rounds. */
    public int rounds() {
        return decodeNanos.length;
    }

    /** Returns the number of target tokens of all sentences: the decoder's steps, end tokens included. */
    public long tokens() {
        return Arrays.stream(steps).asLongStream().sum();
    }

    /** Returns the decoder time per target token in milliseconds, without the encoder. */
    public Measured millisPerToken() {
        return scaled(decodeNanos, sentences(), 1e-6 / tokens());
    }

    /** Returns the encoder time per sentence in milliseconds, with the keys and values of the source. */
    public Measured encoderMillis() {
        return scaled(encodeNanos, sentences(), 1e-6 / sentences());
    }

    /** Returns the seconds to translate the first {@code count} sentences one after the other, encoder and decoder. */
    public Measured seconds(int count) {
        long[][] both = new long[rounds()][sentences()];
        for (int r = 0; r < both.length; r++) {
            for (int s = 0; s < steps.length; s++) {
                both[r][s] = encodeNanos[r][s] + decodeNanos[r][s];
            }
        }
        return scaled(both, count, 1e-9);
    }

    /**
     * Returns how many times as fast a decoder step of this model is as one of another. The spread is that of the
     * ratios within rounds, because what slows down a whole round slows down both models.
     */
    public Measured speedupOver(Timings other) {
        double[] ratios = new double[rounds()];
        Arrays.setAll(ratios, r -> other.roundMillisPerToken(r) / roundMillisPerToken(r));
        return Measured.around(other.millisPerToken().value() / millisPerToken().value(), ratios);
    }

    private double roundMillisPerToken(int round) {
        return LongStream.of(decodeNanos[round]).sum() * 1e-6 / tokens();
    }

    /**
     * Returns the decoder's time, each sentence at its median over the rounds, divided by its time with each sentence
     * at its fastest: near 1 on a quiet machine.
     */
    double aboveMinimum() {
        double fastest = 0;
        for (int s = 0; s < sentences(); s++) {
            long least = Long.MAX_VALUE;
            for (long[] round : decodeNanos) {
                least = Math.min(least, round[s]);
            }
            fastest += least;
        }
        return millisPerToken().value() * 1e6 * tokens() / fastest;
    }

    private static Measured scaled(long[][] nanos, int count, double unit) {
        double sum = 0;
        double[] rounds = new double[nanos.length];
        for (int s = 0; s < count; s++) {
            long[] times = new long[nanos.length];
            for (int r = 0; r < times.length; r++) {
                times[r] = nanos[r][s];
                rounds[r] += nanos[r][s];
            }
            sum += median(times);
        }
        return Measured.around(sum * unit, rounds);
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
                "%.4f ms per token (+- %.4f over %d rounds), %,d tokens in %,d sentences",
                m.value(),
                m.spread(),
                rounds(),
                tokens(),
                sentences());
    }
}
