package moelab.cluster;

import java.util.Arrays;
import moelab.memory.Memory;

/**
 * Squared distances of all pairs of points, by way of their dot products.
 *
 * <pre>
 *   |x_i - x_j|^2 = |x_i|^2 + |x_j|^2 - 2 x_i . x_j
 * </pre>
 *
 * <p>Computed in double and kept in float, in a unit that fits the points: seven digits are plenty for a search, which
 * does little else than read this table. Every row is an array of its own: over arrays from their beginning the
 * compiler vectorizes loops, over a part of one large array it does not.
 *
 * <p>Cost: n^2 d / 2 multiply-adds, 4 n^2 bytes (64 MiB for 4,096 points). Two rows and two dimensions at a time, in
 * loops that the compiler turns into SIMD by itself; sums run in one order on every machine, so that a seed means the
 * same everywhere.
 */
final class SquaredDistances {
    /** Most points of a table: 1 GiB. */
    static final int MOST = 16_384;

    private SquaredDistances() {}

    /**
     * Returns the distances, n x n, in {@link CenteredPoints#unit}s: symmetric, at least 0, and zero on the diagonal.
     */
    static float[][] of(CenteredPoints points) {
        int n = points.n;
        Memory.require(4.0 * n * n, "a table of the distances between all pairs of " + n + " points");
        double[][] column = columns(points);
        float[][] distances = new float[n][n];
        double[] p = new double[n]; // p[j] = x_i . x_j
        double[] q = new double[n]; // q[j] = x_(i + 1) . x_j
        for (int i = 0; i < n; i += 2) {
            int next = Math.min(i + 1, n - 1); // the last row of an odd number is done twice
            Arrays.fill(p, i, n, 0);
            Arrays.fill(q, i, n, 0);
            for (int l = 0; l < column.length; l += 2) {
                double[] u = column[l];
                double[] v = column[l + 1];
                addProducts(p, u[i], v[i], q, u[next], v[next], u, v, i, n);
            }
            store(points, i, p, distances);
            store(points, next, q, distances);
        }
        return distances;
    }

    /** Returns the points dimension by dimension, and one more of zeros if their number is odd. */
    private static double[][] columns(CenteredPoints points) {
        double[][] column = new double[points.d + points.d % 2][points.n];
        for (int i = 0; i < points.n; i++) {
            for (int l = 0; l < points.d; l++) {
                column[l][i] = points.x.data[i * points.d + l];
            }
        }
        return column;
    }

    private static void addProducts(
            double[] p,
            double pu,
            double pv,
            double[] q,
            double qu,
            double qv,
            double[] u,
            double[] v,
            int from,
            int to) {
        for (int j = from; j < to; j++) {
            p[j] += pu * u[j] + pv * v[j];
            q[j] += qu * u[j] + qv * v[j];
        }
    }

    private static void store(CenteredPoints points, int i, double[] dots, float[][] distances) {
        int n = points.n;
        for (int j = i + 1; j < n; j++) {
            float distance = (float) (Math.max(0, points.squares[i] + points.squares[j] - 2 * dots[j]) / points.unit);
            distances[i][j] = distance;
            distances[j][i] = distance;
        }
    }
}
