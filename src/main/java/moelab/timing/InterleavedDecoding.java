package moelab.timing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntConsumer;
import moelab.decoding.GreedySearch;

/**
 * Times several ways of translating the same sentences, one at a time and in turns ({@link Interleaved}). The same
 * rounds give the microseconds per target token of the decoder alone and with the encoder.
 *
 * <p>A way is any function from a source to a translation with its times, so that other engines than our own can take
 * part. Other work can be timed in the same rounds for comparison.
 */
public final class InterleavedDecoding {
    /** The part of a translation whose time is counted. */
    public enum Extent {
        /** The steps of the decoder alone. */
        DECODER,
        /** The encoder, keys and values of the source, and the steps of the decoder. */
        WHOLE
    }

    private final Interleaved all;
    private final Map<String, double[]> decoder = new LinkedHashMap<>(); // us per token, one value per round
    private final Map<String, double[]> whole = new LinkedHashMap<>();

    /**
     * Runs all ways and all other work in turns and keeps their times.
     *
     * @param ways functions that translate one sentence, by name
     * @param others other work to time in the same rounds, by names that no way has
     * @param sources source sentences, at least one
     * @param warmUp number of rounds that do not count
     * @param rounds largest number of rounds that count
     * @param seconds time in seconds after which no further round begins
     * @param progress receives the number of rounds done so far, warm-up included
     */
    public InterleavedDecoding(
            Map<String, Function<int[], GreedySearch.Timed>> ways,
            Map<String, Interleaved.Work> others,
            List<int[]> sources,
            int warmUp,
            int rounds,
            double seconds,
            IntConsumer progress) {
        Map<String, List<double[]>> runs = new LinkedHashMap<>();
        Map<String, Interleaved.Work> works = new LinkedHashMap<>();
        ways.forEach((name, translate) -> {
            List<double[]> own = new ArrayList<>();
            runs.put(name, own);
            works.put(name, () -> run(translate, sources, own));
        });
        works.putAll(others);
        int[] complete = new int[1]; // rounds, those of warm-up included
        all = Interleaved.run(works, warmUp, rounds, seconds, done -> {
            complete[0]++;
            progress.accept(done);
        });
        runs.forEach((name, own) -> { // a run beyond these is of the round that was interrupted
            List<double[]> counting = own.subList(complete[0] - all.rounds(), complete[0]);
            decoder.put(name, counting.stream().mapToDouble(run -> run[0]).toArray());
            whole.put(name, counting.stream().mapToDouble(run -> run[1]).toArray());
        });
    }

    private static Interleaved.Cost run(
            Function<int[], GreedySearch.Timed> translate, List<int[]> sources, List<double[]> into) {
        long encode = 0;
        long decode = 0;
        long steps = 0;
        for (int[] source : sources) {
            GreedySearch.Timed t = translate.apply(source);
            encode += t.encodeNanos();
            decode += t.decodeNanos();
            steps += t.steps();
        }
        into.add(new double[] {decode / 1e3 / steps, (encode + decode) / 1e3 / steps});
        return new Interleaved.Cost(encode + decode, steps);
    }

    /**
     * Returns the number of complete rounds. It is 0, and there are no times, if the thread was interrupted in the
     * first.
     */
    public int rounds() {
        return all.rounds();
    }

    /** Returns a way's microseconds per target token. */
    public Measured micros(Extent extent, String way) {
        return Measured.of(rounds(extent, way));
    }

    /** Returns the microseconds per unit of the other work with this name. */
    public Measured micros(String other) {
        return all.micros(other);
    }

    /** Returns how many times as fast {@code fast} is as {@code slow}: the median of the ratios within rounds. */
    public Measured ratio(Extent extent, String slow, String fast) {
        double[] a = rounds(extent, slow);
        double[] b = rounds(extent, fast);
        double[] ratios = new double[a.length];
        Arrays.setAll(ratios, r -> a[r] / b[r]);
        return Measured.of(ratios);
    }

    private double[] rounds(Extent extent, String way) {
        double[] rounds = (extent == Extent.DECODER ? decoder : whole).get(way);
        if (rounds == null) {
            throw new IllegalArgumentException(
                    "nothing called " + way + " was timed, expected one of " + decoder.keySet());
        }
        return rounds;
    }

    @Override
    public String toString() {
        return all.toString();
    }
}
