package moelab.plot;

import java.util.stream.IntStream;

/**
 * Numbers under one name.
 *
 * @param name what the legend says
 * @param x where they stand; for bars 0, 1, 2, ...
 * @param y the numbers
 * @param error half the width of each one's interval; empty for none
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

    /** A copy. */
    @Override
    public double[] x() {
        return x.clone();
    }

    /** A copy. */
    @Override
    public double[] y() {
        return y.clone();
    }

    /** A copy. */
    @Override
    public double[] error() {
        return error.clone();
    }

    /** Numbers for bars. */
    public static Series bars(String name, double... y) {
        return new Series(name, IntStream.range(0, y.length).asDoubleStream().toArray(), y, new double[0]);
    }

    /** A line without error bars. */
    public static Series line(String name, double[] x, double[] y) {
        return new Series(name, x, y, new double[0]);
    }

    /** The same with errors. */
    public Series withErrors(double... halfWidths) {
        return new Series(name, x, y, halfWidths);
    }

    /** The error of number i, 0 if there is none. */
    double error(int i) {
        return error.length == 0 ? 0 : error[i];
    }

    @Override
    public String toString() {
        return name + ": " + y.length + " numbers";
    }
}
