package moelab.timing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How quiet the machine was while something was timed, and whether the times can be believed.
 *
 * <p>Another program that runs at the same time takes the processor away, shares its caches and its memory bandwidth,
 * and does so unevenly. Interleaving keeps ratios fair on average, but a busy machine can still show a speedup that is
 * larger than Amdahl's law allows. So five signs are checked, none of which a quiet machine shows:
 *
 * <ul>
 *   <li>the measuring thread had a processor for less than 95 % of the time;
 *   <li>the load average at the end is higher than the number of processors;
 *   <li>the reference's time, as a median over rounds, is more than 10 % above its own minimum over rounds;
 *   <li>the spread of the reference is more than 5 % of its value;
 *   <li>a speedup exceeds its theoretical bound by more than its spread.
 * </ul>
 *
 * @param processorShare share of the elapsed time for which the measuring thread had a processor, 0 to 1; NaN if
 *     unknown
 * @param load the system's load average over the last minute, at the end; NaN if unknown
 * @param cores number of processors that this JVM may use
 * @param aboveMinimum the reference's time, sum over sentences of the median over rounds, divided by the same sum of
 *     minima; NaN for a single round
 * @param spread half the distance between quartiles of the reference's rounds, as a share of its time
 * @param impossible a line for each speedup that exceeds its bound
 */
public record Quietness(
        double processorShare, double load, int cores, double aboveMinimum, double spread, List<String> impossible) {
    private static final double LEAST_PROCESSOR = 0.95;
    private static final double MOST_ABOVE_MINIMUM = 1.10;
    private static final double MOST_SPREAD = 0.05;

    public Quietness {
        impossible = List.copyOf(impossible);
    }

    /** Returns these measurements with a line for each speedup that exceeds its bound. */
    public Quietness withImpossible(List<String> claims) {
        return new Quietness(processorShare, load, cores, aboveMinimum, spread, claims);
    }

    /** Returns the signs that the machine was busy, one clause each; empty if there are none. */
    public List<String> signs() {
        List<String> signs = new ArrayList<>();
        if (processorShare < LEAST_PROCESSOR) {
            signs.add(
                    format("the measuring thread had a processor for only %.0f %% of the time", 100 * processorShare));
        }
        if (load > cores) {
            signs.add(format("the load average was %.1f on %d processors", load, cores));
        }
        if (aboveMinimum > MOST_ABOVE_MINIMUM) {
            signs.add(format("a dense step took %.0f %% longer than at its fastest", 100 * (aboveMinimum - 1)));
        }
        if (spread > MOST_SPREAD) {
            signs.add(format("the dense model's rounds spread by %.0f %%", 100 * spread));
        }
        signs.addAll(impossible);
        return List.copyOf(signs);
    }

    /** Returns whether the machine was busy, so that the times should be measured again. */
    public boolean busy() {
        return !signs().isEmpty();
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    @Override
    public String toString() {
        if (busy()) {
            return "The machine was busy, measure again: " + String.join("; ", signs()) + ".";
        }
        return Double.isNaN(aboveMinimum)
                ? "The machine showed no sign of being busy, but one round cannot show how much times vary."
                : format(
                        "The machine was quiet: the dense step is within %.0f %% of its own minimum.",
                        100 * (aboveMinimum - 1));
    }
}
