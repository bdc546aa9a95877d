package moelab.bleu;

import java.util.Arrays;
import java.util.Locale;

/**
 * A confidence interval.
 *
 * @param lower lower end
 * @param upper upper end
 */
public record Interval(double lower, double upper) {

    /** Returns the interval of these values without the smallest and the largest 2.5 %; sorts the values. */
    static Interval middle95(double[] values) {
        if (values.length < 40) {
            throw new IllegalArgumentException(values.length + " resamples, expected at least 40");
        }
        Arrays.sort(values);
        int tail = values.length / 40;
        return new Interval(values[tail], values[values.length - 1 - tail]);
    }

    /** Returns whether a value lies in the interval, ends included. */
    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }

    @Override
    public String toString() {
        return number(lower) + " to " + number(upper);
    }

    private static String number(double end) {
        return Double.isFinite(end) ? String.format(Locale.ROOT, "%.2f", end) : "-";
    }
}
