package moelab.cluster;

import java.util.Arrays;
import java.util.Locale;
import moelab.cluster.assignment.BalancedAssignment;
import moelab.cluster.assignment.SizeBounds;
import moelab.memory.Memory;
import org.ejml.data.DMatrixRMaj;

/**
 * A clustering as its maker reports it: label of each point, mean of each cluster, squared error, and how it went.
 *
 * <p>The squared error is sum over points i of |x_i - centroid(label(i))|^2. This class only holds the report; that the
 * numbers belong together is the maker's promise, and the contract's to check.
 */
public final class Clustering {
    private final int[] labels; // labels[i] = cluster of point i, from 0 to k - 1
    private final DMatrixRMaj centroids; // k x d
    private final double[] history;
    private final int iterations;
    private final double seconds;

    /**
     * @param labels cluster of each point, from 0 to k - 1 (copied)
     * @param centroids k x d, row c the mean of cluster c (copied)
     * @param history squared error of the seeding first, then after every improvement, the final one last (copied)
     * @param iterations assignment steps of the run that won
     * @param seconds wall time, all restarts
     * @throws IllegalArgumentException if a label is not a row of the centroids, or the history is empty
     */
    public Clustering(int[] labels, DMatrixRMaj centroids, double[] history, int iterations, double seconds) {
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= centroids.numRows) {
                throw new IllegalArgumentException(
                        "point " + i + " is in cluster " + labels[i] + ", expected 0 to " + (centroids.numRows - 1));
            }
        }
        if (history.length == 0) {
            throw new IllegalArgumentException(
                    "the history of squared errors is empty, expected at least that of the seeding");
        }
        this.labels = labels.clone();
        this.centroids = centroids.copy();
        this.history = history.clone();
        this.iterations = iterations;
        this.seconds = seconds;
    }

    /** Returns the number of clusters, k. */
    public int clusters() {
        return centroids.numRows;
    }

    /** Returns the cluster of each point, n numbers from 0 to k - 1 (a copy). */
    public int[] labels() {
        return labels.clone();
    }

    /** Returns the cluster of point i. */
    public int label(int i) {
        return labels[i];
    }

    /** Returns the centroids, k x d: row c is the mean of cluster c (a copy). */
    public DMatrixRMaj centroids() {
        return centroids.copy();
    }

    /**
     * Returns the cluster of each of other points: the cheapest assignment to the centroids, by squared distance, whose
     * sizes are within bounds.
     *
     * @param points m x d, one point per row
     * @param bounds on how many of these points each cluster may get, such as its free places
     * @throws IllegalArgumentException if the points have another dimension, a coordinate is not finite, or they do not
     *     fit the bounds
     */
    public int[] assign(DMatrixRMaj points, SizeBounds bounds) {
        int d = centroids.numCols;
        int k = centroids.numRows;
        if (points.numCols != d) {
            throw new IllegalArgumentException(
                    "the points have " + points.numCols + " dimensions, expected " + d + " as the centers");
        }
        bounds.require(points.numRows);
        Memory.require(
                8.0 * points.numRows * k + 12.0 * k * k,
                "assigning " + points.numRows + " points to " + k + " clusters");
        DMatrixRMaj costs = new DMatrixRMaj(points.numRows, k);
        for (int at = 0; at < costs.getNumElements(); at++) {
            for (int l = 0; l < d; l++) {
                double difference = points.data[at / k * d + l] - centroids.data[at % k * d + l];
                costs.data[at] += difference * difference;
            }
        }
        return new BalancedAssignment(costs, new double[k], bounds).labels();
    }

    /** Returns the number of points in each cluster, k numbers. */
    public int[] sizes() {
        int[] sizes = new int[clusters()];
        for (int label : labels) {
            sizes[label]++;
        }
        return sizes;
    }

    /** Returns the sum over points of the squared distance to the centroid of their cluster. */
    public double squaredError() {
        return history[history.length - 1];
    }

    /** Returns the squared error of the run that won: to its seeds first, then after each step; it never rises. */
    public double[] history() {
        return history.clone();
    }

    /** Returns the squared error of the first assignment, to the seeds themselves: what the algorithm started from. */
    public double seedingError() {
        return history[0];
    }

    /** Returns the number of assignment steps of the run that won. */
    public int iterations() {
        return iterations;
    }

    /** Returns the wall time of all restarts, in seconds. */
    public double seconds() {
        return seconds;
    }

    @Override
    public String toString() {
        int smallest = Arrays.stream(sizes()).min().orElse(0);
        int largest = Arrays.stream(sizes()).max().orElse(0);
        return String.format(
                Locale.ROOT,
                "%d points in %d clusters of %s, %d dimensions%n"
                        + "squared error %.6g (seeding %.6g, %.1f %% less), %d iterations, %.3f s",
                labels.length,
                clusters(),
                smallest == largest ? "" + smallest : smallest + " to " + largest,
                centroids.numCols,
                squaredError(),
                seedingError(),
                seedingError() == 0 ? 0 : 100 * (1 - squaredError() / seedingError()),
                iterations,
                seconds);
    }
}
