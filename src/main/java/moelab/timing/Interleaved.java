package moelab.timing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntConsumer;

/**
 * Times several ways of doing the same work so that their ratios can be trusted on a machine that is not quiet.
 *
 * <p>Every round runs each way once, A B A B ..., beginning with another one each time; the first rounds warm up the
 * compiler and are thrown away. A ratio is the median of the ratios within rounds: what slows a whole round, another
 * program or the clock of the processor, slows both sides of it. Spread is the range between the quartiles.
 *
 * <pre>
 *   Interleaved times = Interleaved.run(Map.of("dense", dense, "half", half), 3, 15, round -> { });
 *   times.ratio("dense", "half")                          how many times faster the half is
 * </pre>
 */
public final class Interleaved {

    /** Work that can be done over and over; answers what it cost. */
    @FunctionalInterface
    public interface Work {
        /** Does it once. */
        Cost run();

        /** Work of this many units, whose time is all the time that it takes. */
        static Work of(long units, Runnable work) {
            return () -> {
                long begun = System.nanoTime();
                work.run();
                return new Cost(System.nanoTime() - begun, units);
            };
        }
    }

    /**
     * What one run took.
     *
     * @param nanos nanoseconds
     * @param units of work done in them, for example symbols written; more than 0
     */
    public record Cost(long nanos, long units) {
        public Cost {
            if (units < 1) {
                throw new IllegalArgumentException("a run did " + units + " units of work, expected at least 1");
            }
        }

        double micros() {
            return nanos / 1e3 / units;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.2f us for each of %,d units", micros(), units);
        }
    }

    /**
     * A median and the quartiles around it.
     *
     * @param low a quarter of the values lie below it
     * @param high a quarter lie above it
     */
    public record Spread(double median, double low, double high) {

        /** Of these values, at least one. */
        public static Spread of(double... values) {
            if (values.length == 0) {
                throw new IllegalArgumentException(
                        "nothing was timed: interrupted before the first round was complete");
            }
            double[] v = values.clone();
            Arrays.sort(v);
            return new Spread(quantile(v, 0.5), quantile(v, 0.25), quantile(v, 0.75));
        }

        private static double quantile(double[] sorted, double q) {
            double at = q * (sorted.length - 1);
            int i = (int) at;
            double next = sorted[Math.min(i + 1, sorted.length - 1)];
            return sorted[i] + (at - i) * (next - sorted[i]);
        }

        /** The same values in another unit; the function must be monotonic on them. */
        public Spread map(DoubleUnaryOperator unit) {
            double a = unit.applyAsDouble(low);
            double b = unit.applyAsDouble(high);
            return new Spread(unit.applyAsDouble(median), Math.min(a, b), Math.max(a, b));
        }

        /** Width of the range between the quartiles. */
        public double width() {
            return high - low;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.3g (%.3g to %.3g)", median, low, high);
        }
    }

    private final Map<String, double[]> micros; // of each way: microseconds a unit, round by round

    private Interleaved(Map<String, double[]> micros) {
        this.micros = micros;
    }

    /**
     * Runs all of them.
     *
     * @param ways what to time, by name; the first is the one that {@link #toString} compares with
     * @param warmup rounds that do not count
     * @param rounds rounds that do, at least 1
     * @param progress told the number of each round that is done, warm-up included, from 1
     */
    public static Interleaved run(Map<String, Work> ways, int warmup, int rounds, IntConsumer progress) {
        return run(ways, warmup, rounds, Double.POSITIVE_INFINITY, progress);
    }

    /**
     * The same for at most about so long. If the thread is interrupted it ends as well, with the rounds that are
     * complete, maybe none; the thread stays interrupted.
     *
     * @param seconds after which, warm-up included, no further round begins; one of warm-up and one that counts are run
     *     in any case
     */
    public static Interleaved run(
            Map<String, Work> ways, int warmup, int rounds, double seconds, IntConsumer progress) {
        if (ways.isEmpty() || rounds < 1) {
            throw new IllegalArgumentException(
                    "timing of " + ways.size() + " ways in " + rounds + " rounds, expected at least one of each");
        }
        long begun = System.nanoTime();
        List<String> names = new ArrayList<>(ways.keySet());
        List<double[]> complete = new ArrayList<>(); // complete.get(round)[way] = microseconds a unit
        for (int round = -warmup;
                round < rounds && (round < 1 || (System.nanoTime() - begun) * 1e-9 < seconds);
                round++) {
            double[] micros = new double[names.size()];
            for (int i = 0; i < names.size() && !Thread.currentThread().isInterrupted(); i++) {
                int way = Math.floorMod(i + round, names.size());
                micros[way] = ways.get(names.get(way)).run().micros();
            }
            if (Thread.currentThread().isInterrupted()) {
                break; // this round is not complete, or its last work was cut short
            }
            if (round >= 0) {
                complete.add(micros);
            }
            progress.accept(round + warmup + 1);
            if (round < 0 && (System.nanoTime() - begun) * 1e-9 >= seconds) {
                round = -1; // long enough for a warm-up
            }
        }
        Map<String, double[]> micros = new LinkedHashMap<>();
        for (int way = 0; way < names.size(); way++) {
            int w = way;
            micros.put(
                    names.get(way),
                    complete.stream().mapToDouble(round -> round[w]).toArray());
        }
        return new Interleaved(micros);
    }

    /**
     * Complete rounds; 0 if the thread was interrupted before there was one, and then nothing can be said of any way.
     */
    public int rounds() {
        return micros.values().iterator().next().length;
    }

    /** The ways, in the order given. */
    public List<String> names() {
        return List.copyOf(micros.keySet());
    }

    /** Microseconds a unit of work. */
    public Spread micros(String name) {
        return Spread.of(rounds(name));
    }

    /** How many times longer a unit takes in the first way than in the second: the speed-up of the second. */
    public Spread ratio(String slow, String fast) {
        double[] a = rounds(slow);
        double[] b = rounds(fast);
        double[] ratios = new double[a.length];
        Arrays.setAll(ratios, r -> a[r] / b[r]);
        return Spread.of(ratios);
    }

    private double[] rounds(String name) {
        double[] m = micros.get(name);
        if (m == null) {
            throw new IllegalArgumentException("nothing called " + name + " was timed, expected one of " + names());
        }
        return m;
    }

    @Override
    public String toString() {
        if (rounds() == 0) {
            return "nothing was timed: interrupted before the first round was complete";
        }
        String first = names().get(0);
        String column = "%-"
                + Math.max(28, names().stream().mapToInt(String::length).max().orElse(0)) + "s";
        StringBuilder report = new StringBuilder(String.format(
                Locale.ROOT, column + " %12s %18s %8s %14s", "", "us a unit", "quartiles", "speed-up", "quartiles"));
        for (String name : names()) {
            Spread t = micros(name);
            Spread r = ratio(first, name);
            report.append(String.format(
                    Locale.ROOT,
                    "%n" + column + " %12.2f %8.2f to %6.2f %8.2f %6.2f to %4.2f",
                    name,
                    t.median,
                    t.low,
                    t.high,
                    r.median,
                    r.low,
                    r.high));
        }
        return report.toString();
    }
}
