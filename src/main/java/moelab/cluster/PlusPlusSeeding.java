package moelab.cluster;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;

/**
 * k-means++: the first center is a random point; each further one is drawn with probability proportional to its squared
 * distance from the nearest center so far.
 *
 * <p>Source: Arthur and Vassilvitskii (2007). Cost: n k d. When all points coincide with a center (duplicates), the
 * rest is drawn evenly.
 */
final class PlusPlusSeeding {
    private PlusPlusSeeding() {}

    /** Returns the k x d seeds, every row one of the points. */
    static DMatrixRMaj centers(CenteredPoints points, int k, SplittableRandom random) {
        double[] nearest = new double[points.n]; // squared distance to the nearest center
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        DMatrixRMaj centers = new DMatrixRMaj(k, points.d);
        int chosen = random.nextInt(points.n);
        for (int c = 0; ; c++) {
            System.arraycopy(points.x.data, chosen * points.d, centers.data, c * points.d, points.d);
            if (c == k - 1) {
                return centers;
            }
            double sum = 0;
            for (int i = 0; i < points.n; i++) {
                nearest[i] = Math.min(nearest[i], points.distance(i, chosen));
                sum += nearest[i];
            }
            chosen = sum > 0 ? draw(nearest, random.nextDouble() * sum) : random.nextInt(points.n);
        }
    }

    /** Returns the first i at which weight(0) + ... + weight(i) exceeds the target. */
    static int draw(double[] weight, double target) {
        int last = 0;
        for (int i = 0; i < weight.length; i++) {
            if (weight[i] > 0) {
                last = i; // rounding may leave the target just above the whole sum
                if (target < weight[i]) {
                    return i;
                }
                target -= weight[i];
            }
        }
        return last;
    }
}
