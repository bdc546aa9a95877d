package moelab.cluster;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * Points as the algorithms here see them: in double, moved so that their mean is 0, in order of their distance from it.
 *
 * <p>Squared error knows only distances, so nothing should depend on where the origin is or how the points are
 * numbered. Numbers stay small after centring (cancellation in |x|^2 - 2 x.c + |c|^2), and an order that follows from
 * the distances alone makes every random choice of "the i-th point" the same after a translation, rotation, positive
 * scaling or permutation of the input, but for ties.
 */
final class CentredPoints {
    final int n;
    final int d;
    final DMatrixRMaj x; // n x d, mean 0, ascending |x_i|
    final double[] squares; // squares[i] = |x_i|^2
    final double scatter; // sum of squares: the squared error of one single cluster
    final double unit; // of the distances of pairs: the power of two below the mean of squares
    final double[] mean; // of the points as given
    private final int[] original; // original[i] = row of point i in the input
    private float[][] distances; // once they have been asked for

    CentredPoints(DMatrixRMaj points) {
        n = points.numRows;
        d = points.numCols;
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
                double centred = points.data[i * d + j] - mean[j];
                distance[i] += centred * centred;
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

    /** |x_i - x_j|^2 / unit of all pairs, n x n: computed once, for all restarts. */
    float[][] distances() {
        if (distances == null) {
            distances = SquaredDistances.of(this);
        }
        return distances;
    }

    /** |x_i - x_j|^2, from differences: exact 0 for equal points. */
    double distance(int i, int j) {
        double sum = 0;
        for (int l = 0; l < d; l++) {
            double difference = x.data[i * d + l] - x.data[j * d + l];
            sum += difference * difference;
        }
        return sum;
    }

    /** Four sums side by side, because Java may not reorder a single one. */
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

    /** Means of the clusters, k x d, in centred coordinates. */
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

    /** Sum over points of |x_i - centre(label(i))|^2. */
    double squaredError(int[] labels, DMatrixRMaj centres) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int l = 0; l < d; l++) {
                double difference = x.data[i * d + l] - centres.data[labels[i] * d + l];
                sum += difference * difference;
            }
        }
        return sum;
    }

    /** The labels in the order of the input, clusters renumbered in the order in which they first appear there. */
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

    /** Labels of the input's order in the order here. */
    int[] inSearchOrder(int[] labels) {
        int[] sorted = new int[n];
        Arrays.setAll(sorted, i -> labels[original[i]]);
        return sorted;
    }
}
