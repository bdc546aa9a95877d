package moelab.cluster;

import org.ejml.data.DMatrixRMaj;

/**
 * A power of two that brings coordinates so large or so small that their squares would not fit a double into range.
 * Multiplying by it is exact. Ordinary coordinates stay as they are.
 *
 * @param exponent the power, 0 for ordinary coordinates
 */
record PointScale(int exponent) {
    private static final int ORDINARY = 400; // |x| from 2^-400 to 2^400: sums of 2^200 squares fit a double

    /**
     * Returns the scale of these points.
     *
     * @throws IllegalArgumentException if a coordinate is not finite, or there is none
     */
    static PointScale of(DMatrixRMaj points) {
        if (points.numRows == 0 || points.numCols == 0) {
            throw new IllegalArgumentException("there are " + points.numRows + " points of " + points.numCols
                    + " dimensions, expected at least one of each");
        }
        double largest = 0;
        for (int at = 0; at < points.getNumElements(); at++) {
            if (!Double.isFinite(points.data[at])) {
                throw new IllegalArgumentException("point " + at / points.numCols + ", coordinate "
                        + at % points.numCols + " is " + points.data[at] + ", expected a finite number");
            }
            largest = Math.max(largest, Math.abs(points.data[at]));
        }
        int exponent = largest == 0 ? 0 : Math.getExponent(largest);
        return new PointScale(Math.abs(exponent) <= ORDINARY ? 0 : -exponent);
    }

    DMatrixRMaj scaled(DMatrixRMaj points) {
        return exponent == 0 ? points : times(points, exponent);
    }

    private static DMatrixRMaj times(DMatrixRMaj matrix, int exponent) {
        DMatrixRMaj scaled = matrix.copy();
        for (int at = 0; at < scaled.getNumElements(); at++) {
            scaled.data[at] = Math.scalb(scaled.data[at], exponent);
        }
        return scaled;
    }

    /**
     * Returns a clustering of scaled points as one of the points themselves.
     *
     * @throws IllegalArgumentException if its squared error does not fit a double
     */
    Clustering original(Clustering scaled) {
        if (exponent == 0) {
            return scaled;
        }
        double[] history = scaled.history();
        for (int step = 0; step < history.length; step++) {
            history[step] = Math.scalb(Math.scalb(history[step], -exponent), -exponent);
            if (!Double.isFinite(history[step])) {
                throw new IllegalArgumentException(
                        "the points are too far apart, expected a squared error of less than 1.8e308");
            }
        }
        return new Clustering(
                scaled.labels(), times(scaled.centroids(), -exponent), history, scaled.iterations(), scaled.seconds());
    }
}
