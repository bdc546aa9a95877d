package moelab.plot;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A sequence of numbers with a name.
 *
 * @param name name in the legend
 * @param x positions; for bars 0, 1, 2, ...
 * @param y the numbers
 * @param error half the width of the interval around each number; empty for no intervals
 */
public record Series(String name, double[] x, double[] y, double[] error) {
    public Series {
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    "series " + name + " has " + x.length + " places but " + y.length + " numbers");
        }
        if (error.length != 0 && error.length != y.length) {
            throw new IllegalArgumentException(
                    "series " + name + " has " + y.length + " numbers but " + error.length + " errors");
        }
        if (y.length == 0) {
            throw new IllegalArgumentException("series " + name + " is empty, expected at least one number");
        }
        for (int i = 0; i < y.length; i++) {
            if (!Double.isFinite(x[i]) || !Double.isFinite(y[i])) {
                throw new IllegalArgumentException("series " + name + ": number " + i + " is " + y[i] + " at " + x[i]
                        + ", expected finite numbers");
            }
        }
        x = x.clone();
        y = y.clone();
        error = error.clone();
    }

    /** Returns a copy of the positions. */
    @Override
    public double[] x() {
        return x.clone();
    }

    /** Returns a copy of the numbers. */
    @Override
    public double[] y() {
        return y.clone();
    }

    /** Returns a copy of the half widths; empty for no intervals. */
    @Override
    public double[] error() {
        return error.clone();
    }

    /** Returns a series for bars, at the positions 0, 1, 2, ... */
    public static Series bars(String name, double... y) {
        return new Series(name, IntStream.range(0, y.length).asDoubleStream().toArray(), y, new double[0]);
    }

    /** Returns a series for a line without error bars. */
    public static Series line(String name, double[] x, double[] y) {
        return new Series(name, x, y, new double[0]);
    }

    /** Returns the same series with error bars. */
    public Series withErrors(double... halfWidths) {
        return new Series(name, x, y, halfWidths);
    }

    /** Returns whether any number has an interval around it; one of width 0 is none. */
    boolean hasErrors() {
        return Arrays.stream(error).anyMatch(e -> e > 0);
    }

    /** Returns the half width of the interval around number i, 0 if there are no intervals. */
    double error(int i) {
        return error.length == 0 ? 0 : error[i];
    }

    @Override
    public String toString() {
        return name + ": " + y.length + " numbers";
    }
}
