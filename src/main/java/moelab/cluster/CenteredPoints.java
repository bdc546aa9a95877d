package moelab.cluster;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * Points as the algorithms here see them: in double, moved so that their mean is 0, in order of their distance from it.
 *
 * <p>Squared error knows only distances, so nothing should depend on where the origin is or how the points are
 * numbered. Numbers stay small after centering (cancellation in |x|^2 - 2 x.c + |c|^2), and an order that follows from
 * the distances alone makes every random choice of "the i-th point" the same after a translation, rotation, positive
 * scaling or permutation of the input, but for ties.
 */
final class CenteredPoints {
    final int n;
    final int d;
    final DMatrixRMaj x; // n x d, mean 0, ascending |x_i|
    final double[] squares; // squares[i] = |x_i|^2
    final double scatter; // sum of squares: the squared error of one single cluster
    final double unit; // of the distances of pairs: the power of two below the mean of squares
    final double[] mean; // of the points as given
    private final int[] original; // original[i] = row of point i in the input
    private final DMatrixRMaj input;
    private float[][] distances; // null until they are needed

    CenteredPoints(DMatrixRMaj points) {
        n = points.numRows;
        d = points.numCols;
        input = points;
        if (n == 0 || d == 0) {
            throw new IllegalArgumentException(
                    "there are " + n + " points of " + d + " dimensions, expected at least one of each");
        }
        mean = new double[d];
        for (int at = 0; at < n * d; at++) {
            if (!Double.isFinite(points.data[at])) {
                throw new IllegalArgumentException("point " + at / d + ", coordinate " + at % d + " is "
                        + points.data[at] + ", expected a finite number");
            }
            mean[at % d] += points.data[at] / n;
        }
        double[] distance = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                double centered = points.data[i * d + j] - mean[j];
                distance[i] += centered * centered;
            }
        }
        original = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> distance[i]))
                .mapToInt(i -> i)
                .toArray();
        x = new DMatrixRMaj(n, d);
        squares = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                x.data[i * d + j] = points.data[original[i] * d + j] - mean[j];
            }
            squares[i] = distance[original[i]];
        }
        scatter = Arrays.stream(squares).sum();
        if (!Double.isFinite(scatter)) {
            throw new IllegalArgumentException(
                    "the points are too far apart: the sum of their squared distances is not finite");
        }
        unit = scatter > 0 ? Math.scalb(1.0, Math.getExponent(scatter / n)) : 1;
    }

    /** Returns |x_i - x_j|^2 / unit of all pairs, n x n: computed once, for all restarts. */
    float[][] distances() {
        if (distances == null) {
            distances = SquaredDistances.of(this);
        }
        return distances;
    }

    /** Returns |x_i - x_j|^2, from differences: exact 0 for equal points. */
    double distance(int i, int j) {
        double sum = 0;
        for (int l = 0; l < d; l++) {
            double difference = x.data[i * d + l] - x.data[j * d + l];
            sum += difference * difference;
        }
        return sum;
    }

    /** Returns the dot product, as four sums side by side, because Java may not reorder a single one. */
    static double dot(double[] a, int ao, double[] b, int bo, int length) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int l = 0;
        for (; l + 3 < length; l += 4) {
            s0 += a[ao + l] * b[bo + l];
            s1 += a[ao + l + 1] * b[bo + l + 1];
            s2 += a[ao + l + 2] * b[bo + l + 2];
            s3 += a[ao + l + 3] * b[bo + l + 3];
        }
        for (; l < length; l++) {
            s0 += a[ao + l] * b[bo + l];
        }
        return s0 + s1 + (s2 + s3);
    }

    /** Returns points given in the coordinates of the input in those used here. */
    DMatrixRMaj centered(DMatrixRMaj given) {
        DMatrixRMaj moved = given.copy();
        for (int at = 0; at < moved.getNumElements(); at++) {
            moved.data[at] -= mean[at % d];
        }
        return moved;
    }

    /** Returns the coordinates as they were given, n x d, in the order used here. */
    double[] given() {
        double[] given = new double[n * d];
        for (int i = 0; i < n; i++) {
            System.arraycopy(input.data, original[i] * d, given, i * d, d);
        }
        return given;
    }

    private double given(int i, int l) {
        return input.data[original[i] * d + l];
    }

    /** Returns the means of the clusters in the coordinates given; the mean of all points for an empty cluster. */
    DMatrixRMaj givenMeans(int[] labels, int k) {
        int[] first = firstOf(labels, k);
        double[] beyond = meansBeyond(first, labels);
        DMatrixRMaj means = new DMatrixRMaj(k, d);
        for (int at = 0; at < k * d; at++) {
            means.data[at] = first[at / d] < 0 ? mean[at % d] : given(first[at / d], at % d) + beyond[at];
        }
        return means;
    }

    /** Returns the first point of each cluster, -1 for none. */
    private static int[] firstOf(int[] labels, int k) {
        int[] first = new int[k];
        Arrays.fill(first, -1);
        for (int i = labels.length - 1; i >= 0; i--) {
            first[labels[i]] = i;
        }
        return first;
    }

    /** Returns how far the mean of each cluster is from its first point: exact however far that is from 0. */
    private double[] meansBeyond(int[] first, int[] labels) {
        double[] beyond = new double[first.length * d];
        int[] size = new int[first.length];
        for (int i = 0; i < n; i++) {
            int c = labels[i];
            size[c]++;
            for (int l = 0; l < d; l++) {
                beyond[c * d + l] += given(i, l) - given(first[c], l);
            }
        }
        for (int at = 0; at < beyond.length; at++) {
            beyond[at] /= Math.max(1, size[at / d]);
        }
        return beyond;
    }

    /** Returns |x_i - mean c|^2 for all points and clusters, n x k, in the coordinates given. */
    DMatrixRMaj givenCosts(int[] labels, int k) {
        int[] first = firstOf(labels, k);
        double[] beyond = meansBeyond(first, labels);
        DMatrixRMaj costs = new DMatrixRMaj(n, k);
        for (int at = 0; at < n * k; at++) {
            costs.data[at] = first[at % k] < 0 ? 0 : givenDistance(at / k, first[at % k], beyond, at % k);
        }
        return costs;
    }

    private double givenDistance(int i, int first, double[] beyond, int c) {
        double sum = 0;
        for (int l = 0; l < d; l++) {
            double difference = given(i, l) - given(first, l) - beyond[c * d + l];
            sum += difference * difference;
        }
        return sum;
    }

    /** Returns the squared error of each cluster in the coordinates given. */
    double[] givenErrors(int[] labels, int k) {
        int[] first = firstOf(labels, k);
        double[] beyond = meansBeyond(first, labels);
        double[] errors = new double[k];
        for (int i = 0; i < n; i++) {
            errors[labels[i]] += givenDistance(i, first[labels[i]], beyond, labels[i]);
        }
        return errors;
    }

    /** Returns the squared error in the coordinates given. */
    double givenError(int[] labels, int k) {
        return Arrays.stream(givenErrors(labels, k)).sum();
    }

    /**
     * Returns the means of the clusters, k x d, in centered coordinates; the row of {@code before} for an empty one.
     */
    DMatrixRMaj means(int[] labels, int k, DMatrixRMaj before) {
        DMatrixRMaj means = means(labels, k);
        boolean[] used = new boolean[k];
        for (int label : labels) {
            used[label] = true;
        }
        for (int c = 0; c < k; c++) {
            if (!used[c]) {
                System.arraycopy(before.data, c * d, means.data, c * d, d);
            }
        }
        return means;
    }

    /** Returns the means of the clusters, k x d, in centered coordinates; NaN for an empty one. */
    DMatrixRMaj means(int[] labels, int k) {
        DMatrixRMaj means = new DMatrixRMaj(k, d);
        int[] size = new int[k];
        for (int i = 0; i < n; i++) {
            size[labels[i]]++;
            for (int l = 0; l < d; l++) {
                means.data[labels[i] * d + l] += x.data[i * d + l];
            }
        }
        for (int at = 0; at < k * d; at++) {
            means.data[at] /= size[at / d];
        }
        return means;
    }

    /** Returns the sum over points of |x_i - center(label(i))|^2. */
    double squaredError(int[] labels, DMatrixRMaj centers) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int l = 0; l < d; l++) {
                double difference = x.data[i * d + l] - centers.data[labels[i] * d + l];
                sum += difference * difference;
            }
        }
        return sum;
    }

    /**
     * Returns the labels in the order of the input, clusters renumbered in the order in which they first appear there.
     */
    int[] inInputOrder(int[] labels, int k) {
        int[] restored = new int[n];
        for (int i = 0; i < n; i++) {
            restored[original[i]] = labels[i];
        }
        int[] name = new int[k];
        Arrays.fill(name, -1);
        int next = 0;
        for (int i = 0; i < n; i++) {
            if (name[restored[i]] < 0) {
                name[restored[i]] = next++;
            }
            restored[i] = name[restored[i]];
        }
        return restored;
    }

    /** Returns the labels of the input's order in the order here. */
    int[] inSearchOrder(int[] labels) {
        int[] sorted = new int[n];
        Arrays.setAll(sorted, i -> labels[original[i]]);
        return sorted;
    }
}
