package moelab.cluster;

import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.ops.ConvertMatrixData;

/**
 * Balanced k-means: n points into k clusters whose sizes differ by at most one (exactly n/k when k divides n).
 *
 * <pre>
 *   Clustering c = new BalancedKMeans(32, 1).restarts(10).fit(points);   // points n x d, one a row
 * </pre>
 *
 * Each restart seeds with k-means++ and alternates exact assignment and means ({@link Lloyd}). Of all restarts the one of least squared
 * error wins. Restarts are numbered seeds: more of them never give a worse result.
 */
public final class BalancedKMeans {
    private final int k;
    private final long seed;
    private final int restarts;

    /** One restart; {@link #restarts} for more. */
    public BalancedKMeans(int k, long seed) {
        this(k, seed, 1);
    }

    private BalancedKMeans(int k, long seed, int restarts) {
        this.k = k;
        this.seed = seed;
        this.restarts = restarts;
    }

    /** The same with so many restarts, at least 1. */
    public BalancedKMeans restarts(int restarts) {
        if (restarts < 1) {
            throw new IllegalArgumentException("restarts is " + restarts + ", expected at least 1");
        }
        return new BalancedKMeans(k, seed, restarts);
    }

    /** As {@link #fit(DMatrixRMaj)}; the computation is in double all the same. */
    public Clustering fit(FMatrixRMaj points) {
        DMatrixRMaj doubles = new DMatrixRMaj(points.numRows, points.numCols);
        ConvertMatrixData.convert(points, doubles);
        return fit(doubles);
    }

    /**
     * The best clustering of all restarts.
     *
     * @param points n x d, one point a row; not changed
     * @throws IllegalArgumentException if there is no point, a coordinate is not finite, or k is not from 1 to n
     */
    public Clustering fit(DMatrixRMaj points) {
        long start = System.nanoTime();
        CentredPoints centred = new CentredPoints(points);
        if (k < 1 || k > centred.n) {
            throw new IllegalArgumentException("k is " + k + ", expected 1 to " + centred.n + ", the number of points");
        }
        SplittableRandom seeds = new SplittableRandom(seed);
        Lloyd best = null;
        for (int restart = 0; restart < restarts; restart++) {
            Lloyd lloyd = new Lloyd(centred, PlusPlusSeeding.centres(centred, k, seeds.split()));
            lloyd.run();
            if (best == null || lloyd.error() < best.error()) {
                best = lloyd;
            }
        }
        return best.clustering((System.nanoTime() - start) * 1e-9);
    }
}
