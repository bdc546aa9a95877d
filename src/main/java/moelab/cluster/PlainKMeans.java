package moelab.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/**
 * Ordinary k-means: every point goes to its nearest center, whatever that does to the sizes. It is here to be compared
 * with.
 *
 * <pre>
 *   labels  = for each point i, the c of least |x_i - center_c|^2
 *   centers = means of the labeled points; a center without points stays where it is,
 *             and the result has the mean of all points in its place
 * </pre>
 *
 * Lloyd (1982), from k-means++ seeds. Clusters of any size may come out, also empty ones, so it makes no experts of
 * equal cost; {@link BalancedKMeans} differs in the first line only. Cost of a round: n k d.
 */
public final class PlainKMeans implements Clusterer {
    private final int k;
    private final long seed;

    /** For use as a {@link Clusterer}, which is told k and seed each time. */
    public PlainKMeans() {
        this(0, 0);
    }

    /** For {@link #fit}. */
    public PlainKMeans(int k, long seed) {
        this.k = k;
        this.seed = seed;
    }

    @Override
    public Clustering cluster(FMatrixRMaj points, int k, long seed) {
        return new PlainKMeans(k, seed).fit(points);
    }

    /** Returns what {@link #fit(DMatrixRMaj)} returns for these points; the computation is in double precision. */
    public Clustering fit(FMatrixRMaj points) {
        return fit(KMeansSettings.doubles(points));
    }

    /**
     * Returns the clustering at which the squared error falls no more.
     *
     * @param points n x d, one point per row; not changed
     * @throws IllegalArgumentException if there is no point, a coordinate is not finite, or k is not from 1 to n
     */
    public Clustering fit(DMatrixRMaj points) {
        long start = System.nanoTime();
        PointScale scale = PointScale.of(points);
        CenteredPoints p = new CenteredPoints(scale.scaled(points));
        if (k < 1 || k > p.n) {
            throw new IllegalArgumentException("k is " + k + ", expected 1 to " + p.n + ", the number of points");
        }
        DMatrixRMaj centers = PlusPlusSeeding.centers(p, k, new SplittableRandom(seed));
        List<Double> history = new ArrayList<>();
        int[] labels = nearest(p, centers);
        history.add(p.squaredError(labels, centers));
        while (true) {
            DMatrixRMaj means = p.means(labels, k, centers);
            int[] next = nearest(p, means);
            double error = p.squaredError(next, means);
            if (error >= history.get(history.size() - 1) - 1e-12 * p.scatter) {
                centers = p.means(labels, k, means);
                break;
            }
            history.add(error);
            labels = next;
            centers = means;
        }
        history.add(p.squaredError(labels, centers));
        int[] restored = p.inInputOrder(labels, k);
        DMatrixRMaj reported = p.means(p.inSearchOrder(restored), k, new DMatrixRMaj(k, p.d));
        for (int at = 0; at < k * p.d; at++) {
            reported.data[at] += p.mean[at % p.d];
        }
        return scale.original(new Clustering(
                restored,
                reported,
                history.stream().mapToDouble(e -> e).toArray(),
                history.size(),
                (System.nanoTime() - start) * 1e-9));
    }

    private int[] nearest(CenteredPoints p, DMatrixRMaj centers) {
        int[] labels = new int[p.n];
        for (int i = 0; i < p.n; i++) {
            double least = Double.POSITIVE_INFINITY;
            for (int c = 0; c < k; c++) {
                double square = CenteredPoints.dot(centers.data, c * p.d, centers.data, c * p.d, p.d);
                double distance = square - 2 * CenteredPoints.dot(p.x.data, i * p.d, centers.data, c * p.d, p.d);
                if (distance < least) {
                    least = distance;
                    labels[i] = c;
                }
            }
        }
        return labels;
    }

    @Override
    public String toString() {
        return "plain k-means" + (k == 0 ? "" : ", k " + k + ", seed " + seed);
    }
}
