package moelab.timing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Times several ways of doing the same work so that their ratios can be trusted even if other programs run on the
 * machine.
 *
 * <p>Every round runs each way once, A B A B ..., and begins with a different one each time; the first rounds warm up
 * the compiler and are thrown away. A ratio is the median of the ratios within rounds: whatever slows down a whole
 * round, another program or a lower processor clock, slows down both sides of the ratio. A spread is half the distance
 * between the quartiles, as everywhere ({@link Measured}).
 *
 * <pre>
 *   Map&lt;String, Work&gt; ways = new LinkedHashMap&lt;&gt;();       keeps the order: all are compared with the first
 *   ways.put("dense", dense);
 *   ways.put("half", half);
 *   Interleaved times = Interleaved.run(ways, 3, 15, round -> { });
 *   times.ratio("dense", "half")                          how many times as fast the half is
 * </pre>
 */
public final class Interleaved {

    /** Work that can be repeated. */
    @FunctionalInterface
    public interface Work {
        /** Does the work once and returns what it cost. */
        Cost run();

        /** Returns work that does this many units and whose cost is the whole time that it takes. */
        static Work of(long units, Runnable work) {
            return () -> {
                long begun = System.nanoTime();
                work.run();
                return new Cost(System.nanoTime() - begun, units);
            };
        }
    }

    /**
     * What one run cost.
     *
     * @param nanos time taken, in nanoseconds
     * @param units units of work done in that time, for example tokens written; at least 1
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
            return String.format(Locale.ROOT, "%.2f us per unit, %,d units", micros(), units);
        }
    }

    private final Map<String, double[]> micros; // for each way: microseconds per unit, round by round

    private Interleaved(Map<String, double[]> micros) {
        this.micros = micros;
    }

    /**
     * Runs all ways in turns and returns their times.
     *
     * @param ways what to time, by name, in a map that keeps its order; {@link #toString} compares all others with the
     *     first
     * @param warmup number of rounds that do not count
     * @param rounds number of rounds that count, at least 1
     * @param progress receives the number of rounds done so far, warm-up included
     */
    public static Interleaved run(Map<String, Work> ways, int warmup, int rounds, IntConsumer progress) {
        return run(ways, warmup, rounds, Double.POSITIVE_INFINITY, progress);
    }

    /**
     * Runs all ways in turns for a limited time and returns their times. If the thread is interrupted, the result has
     * the rounds that were complete by then, possibly none, and the thread stays interrupted.
     *
     * @param seconds no round begins later than this many seconds after the start, except that one round of warm-up and
     *     one that counts are always run
     */
    public static Interleaved run(
            Map<String, Work> ways, int warmup, int rounds, double seconds, IntConsumer progress) {
        if (ways.isEmpty() || rounds < 1) {
            throw new IllegalArgumentException(
                    "timing of " + ways.size() + " ways in " + rounds + " rounds, expected at least one of each");
        }
        long begun = System.nanoTime();
        List<String> names = new ArrayList<>(ways.keySet());
        List<double[]> complete = new ArrayList<>(); // complete.get(round)[way] = microseconds per unit
        for (int round = -warmup;
                round < rounds && (round < 1 || (System.nanoTime() - begun) * 1e-9 < seconds);
                round++) {
            double[] micros = new double[names.size()];
            for (int i = 0; i < names.size() && !Thread.currentThread().isInterrupted(); i++) {
                int way = Math.floorMod(i + round, names.size());
                micros[way] = ways.get(names.get(way)).run().micros();
            }
            if (Thread.currentThread().isInterrupted()) {
                break; // the round is incomplete, or its last work was cut short
            }
            if (round >= 0) {
                complete.add(micros);
            }
            progress.accept(round + warmup + 1);
            if (round < 0 && (System.nanoTime() - begun) * 1e-9 >= seconds) {
                round = -1; // no time for more warm-up: the next round counts
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
     * Returns the number of complete rounds; 0 if the thread was interrupted before the first one was complete, and
     * then there are no times.
     */
    public int rounds() {
        return micros.values().iterator().next().length;
    }

    /** Returns the names of the ways, in the order in which they were given. */
    public List<String> names() {
        return List.copyOf(micros.keySet());
    }

    /**
     * Returns the microseconds per unit of work: the median and the quartiles over rounds.
     *
     * @throws IllegalArgumentException if no way has this name or no round was complete
     */
    public Measured micros(String name) {
        return Measured.of(rounds(name));
    }

    /** Returns how many times longer a unit takes in the first way than in the second: the speedup of the second. */
    public Measured ratio(String slow, String fast) {
        double[] a = rounds(slow);
        double[] b = rounds(fast);
        double[] ratios = new double[a.length];
        Arrays.setAll(ratios, r -> a[r] / b[r]);
        return Measured.of(ratios);
    }

    private double[] rounds(String name) {
        double[] m = micros.get(name);
        if (m == null) {
            throw new IllegalArgumentException("nothing called " + name + " was timed, expected one of " + names());
        }
        return m;
    }

    /** Returns a table: microseconds per unit of each way, and how many times as fast as the first it is. */
    @Override
    public String toString() {
        if (rounds() == 0) {
            return "nothing was timed: interrupted before the first round was complete";
        }
        String first = names().get(0);
        String column = "%-" + names().stream().mapToInt(String::length).max().orElseThrow() + "s";
        StringBuilder report = new StringBuilder(String.format(
                Locale.ROOT, column + " %7s %16s %6s %12s", "", "us", "quartiles", "faster", "quartiles"));
        for (String name : names()) {
            Measured t = micros(name);
            Measured r = ratio(first, name);
            report.append(String.format(
                    Locale.ROOT,
                    "%n" + column + " %7.2f %6.2f to %6.2f %6.2f %4.2f to %4.2f",
                    name,
                    t.value(),
                    t.low(),
                    t.high(),
                    r.value(),
                    r.low(),
                    r.high()));
        }
        return report.toString();
    }
}
