package moelab.bleu;

import java.util.Arrays;
import java.util.Locale;

/**
 * A confidence interval.
 *
 * @param lower its lower end
 * @param upper its upper end
 */
public record Interval(double lower, double upper) {

    /** What remains of these values when a fortieth is taken away at either end; reorders them. */
    static Interval middle95(double[] values) {
        if (values.length < 40) {
            throw new IllegalArgumentException(values.length + " resamples, expected at least 40");
        }
        Arrays.sort(values);
        int tail = values.length / 40;
        return new Interval(values[tail], values[values.length - 1 - tail]);
    }

    /** Whether a value lies in it, ends included. */
    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f to %.2f", lower, upper);
    }
}
