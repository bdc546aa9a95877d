package moelab.cluster;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/**
 * A few points to be clustered, few and small enough to be drawn.
 *
 * @param matrix n x d
 * @param k number of clusters, from 1 to n
 */
public record Points(FMatrixRMaj matrix, int k) {

    /** What becomes of one point, or of one row of coordinates. */
    interface Change {
        float[] of(float[] point);
    }

    static Points of(int k, float[]... rows) {
        return new Points(new FMatrixRMaj(rows), k);
    }

    int n() {
        return matrix.numRows;
    }

    int d() {
        return matrix.numCols;
    }

    float[] row(int i) {
        return Arrays.copyOfRange(matrix.data, i * d(), (i + 1) * d());
    }

    Points withClusters(int k) {
        return new Points(matrix, k);
    }

    /** Every point changed. */
    Points map(Change change) {
        return of(k, IntStream.range(0, n()).mapToObj(i -> change.of(row(i))).toArray(float[][]::new));
    }

    /** Point order[i] as point i. */
    Points inOrder(int[] order) {
        return of(k, Arrays.stream(order).mapToObj(this::row).toArray(float[][]::new));
    }

    /** Mean of each cluster, k x d. */
    DMatrixRMaj means(int[] labels) {
        DMatrixRMaj means = new DMatrixRMaj(k, d());
        int[] size = new int[k];
        for (int i = 0; i < n(); i++) {
            size[labels[i]]++;
            for (int l = 0; l < d(); l++) {
                means.add(labels[i], l, matrix.get(i, l));
            }
        }
        for (int at = 0; at < k * d(); at++) {
            means.data[at] /= size[at / d()];
        }
        return means;
    }

    /** The definition: sum over points i of |x_i - mean(label(i))|^2. */
    double squaredError(int[] labels) {
        DMatrixRMaj means = means(labels);
        double sum = 0;
        for (int i = 0; i < n(); i++) {
            for (int l = 0; l < d(); l++) {
                double difference = matrix.get(i, l) - means.get(labels[i], l);
                sum += difference * difference;
            }
        }
        return sum;
    }

    /** Squared error of one single cluster: what errors are small or large beside. */
    double scatter() {
        return withClusters(1).squaredError(new int[n()]);
    }

    @Override
    public String toString() {
        return "k = " + k + ": "
                + IntStream.range(0, n())
                        .mapToObj(i -> IntStream.range(0, d())
                                .mapToObj(l -> number(matrix.get(i, l)))
                                .collect(Collectors.joining(", ", "(", ")")))
                        .collect(Collectors.joining(" "));
    }

    private static String number(float x) {
        return x == Math.rint(x) ? Integer.toString((int) x) : Float.toString(x);
    }
}
