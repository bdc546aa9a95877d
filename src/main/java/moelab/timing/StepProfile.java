package moelab.timing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import moelab.decoding.StepClock;
import moelab.decoding.StepClock.Part;
import moelab.experiment.RowsAtOnce;
import moelab.experiment.Sentences;
import moelab.transformer.Transformer;

/**
 * Where the time of a decoding step goes, and how much faster skipping can make it.
 *
 * <p>If the feed-forward networks take a share F of a step, and everything else stays as it is, then computing a share
 * s of them makes a step at most 1 / (1 - F + F s) times as fast (Amdahl 1967): skipping half of what takes half of the
 * time saves a quarter.
 *
 * @param micros microseconds per step spent in each part, medians over runs
 * @param steps number of steps that were measured
 */
public record StepProfile(Map<Part, Double> micros, long steps) {
    private static final int WARM_UP = 2; // runs that are not measured

    /** Creates a profile; parts that are missing from the map took no time. */
    public StepProfile {
        Map<Part, Double> all = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            all.put(part, micros.getOrDefault(part, 0.0));
        }
        micros = Collections.unmodifiableMap(all);
    }

    /**
     * Returns the profile of greedy translation, one sentence at a time. If the thread is interrupted, the profile is
     * of the runs that were complete by then, at least one.
     *
     * @param runs how many times the sentences are translated and measured, after two runs of warm-up
     */
    public static StepProfile measure(Transformer model, List<int[]> sources, int start, int end, int runs) {
        TimedDecoding work = new TimedDecoding(model, sources, start, end);
        return measured(runs, work::watched);
    }

    private static StepProfile measured(int runs, Supplier<StepClock> translation) {
        List<StepClock> clocks = new ArrayList<>();
        for (int run = -WARM_UP; run < runs && !(Thread.currentThread().isInterrupted() && run > 0); run++) {
            StepClock clock = translation.get();
            if (run >= 0) {
                clocks.add(clock);
            }
        }
        Map<Part, Double> micros = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            micros.put(
                    part,
                    Measured.of(clocks.stream()
                                    .mapToDouble(c -> c.nanos().get(part) / 1e3 / c.steps())
                                    .toArray())
                            .value());
        }
        return new StepProfile(
                micros, clocks.stream().mapToLong(StepClock::steps).sum());
    }

    /**
     * Returns the profile of translating these sentences with a beam or in batches. A step processes all rows together.
     *
     * @param runs how many times the sentences are translated and measured, after two runs of warm-up
     */
    public static StepProfile measure(Transformer model, Sentences text, RowsAtOnce rows, int runs) {
        return measured(runs, () -> {
            StepClock clock = new StepClock();
            rows.translate(model, text, clock);
            return clock;
        });
    }

    /** Returns the time of a whole step in microseconds. */
    public double total() {
        return micros.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Returns the share of a step that this part takes, 0 to 1. */
    public double share(Part part) {
        return micros.get(part) / total();
    }

    /**
     * Returns the upper bound on the speedup of a step if only a share of the feed-forward networks is computed and the
     * router costs nothing: 1 / (1 - F + F s).
     *
     * @param computed share s that is computed, 0 to 1
     * @throws IllegalArgumentException if the share is negative or NaN
     */
    public double amdahlBound(double computed) {
        if (!(computed >= 0)) {
            throw new IllegalArgumentException("share of the neurons is " + computed + ", expected 0 to 1");
        }
        double f = share(Part.FEED_FORWARD);
        return 1 / (1 - f + f * computed);
    }

    @Override
    public String toString() {
        StringBuilder report =
                new StringBuilder(String.format(Locale.ROOT, "a decoding step: %.1f us (%,d steps)", total(), steps));
        for (Part part : Part.values()) {
            if (part != Part.RANKING || micros.get(part) > 0) { // greedy search ranks nothing
                report.append(String.format(
                        Locale.ROOT, "%n  %-18s %7.2f us  %5.1f %%", part, micros.get(part), 100 * share(part)));
            }
        }
        report.append(String.format(
                Locale.ROOT,
                "%n  at most %.2f times as fast with 1/2 of the neurons, %.2f with 1/4, %.2f with 1/8, %.2f with none",
                amdahlBound(0.5),
                amdahlBound(0.25),
                amdahlBound(0.125),
                amdahlBound(0)));
        return report.toString();
    }
}
