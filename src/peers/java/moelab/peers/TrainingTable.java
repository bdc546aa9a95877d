package moelab.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import moelab.timing.Interleaved;
import moelab.timing.Measured;
import moelab.training.SharedBatch;
import moelab.training.StepwiseTraining.Taken;

/**
 * A table of engines that take training steps in turns: microseconds per target token of whole steps and of their two
 * halves, and how many times as fast the first way is as each other.
 */
final class TrainingTable {
    private static final int WARM_UP = 2; // rounds

    /** What of a step is timed. */
    private enum Part {
        WHOLE("whole step", t -> t.gradientNanos() + t.updateNanos()),
        GRADIENT("forward and backward pass alone", Taken::gradientNanos),
        UPDATE("clipping and optimizer alone", Taken::updateNanos);

        private final String title;
        private final ToLongFunction<Taken> nanos;

        Part(String title, ToLongFunction<Taken> nanos) {
            this.title = title;
            this.nanos = nanos;
        }
    }

    /**
     * A way to train.
     *
     * @param ours whether it is one of ours
     * @param step takes a step with a batch
     * @param batches the batches of a round
     */
    record Way(boolean ours, Function<SharedBatch, Taken> step, List<SharedBatch> batches) {}

    private final Map<String, Way> ways;
    private final Map<String, Map<Part, double[]>> micros = new LinkedHashMap<>(); // per token, one for each round
    private final int rounds;

    /**
     * Times all ways in turns.
     *
     * @param ways by name; the first is compared with all others
     * @param most largest number of rounds that count
     * @param seconds time in seconds after which no further round begins
     */
    TrainingTable(Map<String, Way> ways, int most, double seconds) {
        this.ways = ways;
        Map<String, List<List<Taken>>> taken = new LinkedHashMap<>(); // for each way, run by run
        Map<String, Interleaved.Work> works = new LinkedHashMap<>();
        ways.forEach((name, way) -> {
            taken.put(name, new ArrayList<>());
            works.put(name, () -> run(way, taken.get(name)));
        });
        rounds = Interleaved.run(works, WARM_UP, most, seconds, round -> {}).rounds();
        ways.forEach((name, way) -> {
            List<List<Taken>> all = taken.get(name);
            List<List<Taken>> counting = all.subList(all.size() - rounds, all.size());
            Map<Part, double[]> parts = new LinkedHashMap<>();
            for (Part part : Part.values()) {
                parts.put(
                        part,
                        counting.stream()
                                .mapToDouble(run ->
                                        run.stream().mapToLong(part.nanos).sum() / 1e3 / tokens(way))
                                .toArray());
            }
            micros.put(name, parts);
        });
    }

    private static Interleaved.Cost run(Way way, List<List<Taken>> into) {
        List<Taken> run = way.batches.stream().map(way.step).toList();
        into.add(run);
        return new Interleaved.Cost(run.stream().mapToLong(Part.WHOLE.nanos).sum(), tokens(way));
    }

    private static long tokens(Way way) {
        return way.batches.stream().mapToLong(SharedBatch::targetTokens).sum();
    }

    private Measured micros(Part part, String way) {
        return Measured.of(micros.get(way).get(part));
    }

    /** Returns how many times longer one way takes than another: the median of the ratios within rounds. */
    private Measured ratio(Part part, String slow, String fast) {
        double[] a = micros.get(slow).get(part);
        double[] b = micros.get(fast).get(part);
        double[] ratios = new double[rounds];
        Arrays.setAll(ratios, r -> a[r] / b[r]);
        return Measured.of(ratios);
    }

    /** Returns how many times as fast the fastest of our ways is as the fastest of the others. */
    Measured overFastest() {
        return ratio(Part.WHOLE, fastest(false), fastest(true));
    }

    /** Returns the name of the way whose steps are fastest, among ours or among the others. */
    String fastest(boolean ours) {
        return ways.keySet().stream()
                .filter(way -> ways.get(way).ours == ours)
                .min(Comparator.comparingDouble(way -> micros(Part.WHOLE, way).value()))
                .orElseThrow();
    }

    @Override
    public String toString() {
        String first = micros.keySet().iterator().next();
        StringBuilder table = new StringBuilder();
        for (Part part : Part.values()) {
            table.append(String.format(
                    Locale.ROOT,
                    "  %-36s %12s %8s %10s   %s%n",
                    part.title,
                    "us per token",
                    "spread",
                    "tokens/s",
                    first + " is times as fast"));
            for (String way : micros.keySet()) {
                Measured m = micros(part, way);
                table.append(String.format(
                        Locale.ROOT,
                        "    %-34s %12.1f %8.1f %10.0f %8s%n",
                        way,
                        m.value(),
                        m.spread(),
                        1e6 / m.value(),
                        way.equals(first)
                                ? ""
                                : String.format(
                                        Locale.ROOT,
                                        "%.2f",
                                        ratio(part, way, first).value())));
            }
        }
        return table.append("  medians of ").append(rounds).append(" rounds").toString();
    }
}
