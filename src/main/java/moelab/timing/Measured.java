package moelab.timing;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * A measured value with the quartiles around it: the form of every measurement in this project.
 *
 * <p>The spread is half the distance between the quartiles. A single slow round, which says more about the machine than
 * about what was measured, moves neither the median nor the quartiles far.
 *
 * @param value the value, normally the median over rounds
 * @param low a quarter of the rounds lie below it
 * @param high a quarter of the rounds lie above it
 */
public record Measured(double value, double low, double high) {

    /** Returns a value that is known exactly: its quartiles are the value itself. */
    public static Measured exactly(double value) {
        return new Measured(value, value, value);
    }

    /**
     * Returns the median and the quartiles of these values, interpolated linearly between neighbors in rank.
     *
     * @throws IllegalArgumentException if there are no values
     */
    public static Measured of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("nothing was timed: interrupted before the first round was complete");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Measured(quantile(sorted, 0.5), quantile(sorted, 0.25), quantile(sorted, 0.75));
    }

    /**
     * Returns a value whose quartiles have the same ratio to it as the quartiles of these rounds have to their median.
     * It serves values that are estimated more precisely than by the median of whole rounds.
     */
    static Measured around(double value, double... rounds) {
        Measured r = of(rounds);
        return r.value == 0 ? exactly(value) : new Measured(value, value * r.low / r.value, value * r.high / r.value);
    }

    private static double quantile(double[] sorted, double q) {
        double at = q * (sorted.length - 1);
        int i = (int) at;
        double next = sorted[Math.min(i + 1, sorted.length - 1)];
        return sorted[i] + (at - i) * (next - sorted[i]);
    }

    /** Returns the same measurement in another unit; the function must be monotonic between the quartiles. */
    public Measured map(DoubleUnaryOperator unit) {
        double a = unit.applyAsDouble(low);
        double b = unit.applyAsDouble(high);
        return new Measured(unit.applyAsDouble(value), Math.min(a, b), Math.max(a, b));
    }

    /** Returns half the distance between the quartiles. */
    public double spread() {
        return (high - low) / 2;
    }

    /**
     * Returns the spread of another value divided by this one, from the spreads of both as if they were independent.
     * Where the rounds are known, the ratios within rounds say it better.
     */
    public double ratioSpread(Measured other) {
        return other.value / value * Math.hypot(spread() / value, other.spread() / other.value);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.4g +- %.2g", value, spread());
    }
}
