package moelab.cluster;

import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/**
 * Balanced k-means: n points into k clusters whose sizes differ by at most one (exactly n/k when k divides n).
 *
 * <pre>
 *   Clustering c = new BalancedKMeans(32, 1).restarts(10).fit(points);   // points n x d, one a row
 * </pre>
 *
 * A restart seeds with k-means++ and runs {@link Lloyd}, exact assignment and means in turn. That stops 2 to 8 % above
 * what can be reached (more in high dimension, where a point is a large part of its own mean), so {@link Annealing}
 * over swaps follows. The end is {@link SwapSearch} and Lloyd in turn: in the clustering that comes out no swap of two
 * points and no other assignment to the centroids lowers the squared error. Of all restarts the one of least squared
 * error wins.
 *
 * <p>Cost: n^2 d / 2 for all distances, once; then n^2 a sweep of annealing. With 2,048 points of 256 dimensions, k =
 * 64, a restart takes one to two seconds, a fifth of it Lloyd. Memory 4 n^2 bytes: fit for thousands of points, not for
 * millions.
 */
public final class BalancedKMeans {
    private static final int SWEEPS = 400;
    private final Restarts restarts;
    private final int sweeps;

    /** One restart; {@link #restarts} for more. */
    public BalancedKMeans(int k, long seed) {
        this(new Restarts(k, seed), SWEEPS);
    }

    private BalancedKMeans(Restarts restarts, int sweeps) {
        this.restarts = restarts;
        this.sweeps = sweeps;
    }

    /** The same, the best of so many restarts, at least 1. */
    public BalancedKMeans restarts(int count) {
        return new BalancedKMeans(restarts.count(count), sweeps);
    }

    /**
     * The same with so many sweeps of annealing (400 without this): more are slower and better; 0 leaves Lloyd and
     * improving swaps.
     */
    public BalancedKMeans sweeps(int sweeps) {
        if (sweeps < 0) {
            throw new IllegalArgumentException("sweeps is " + sweeps + ", expected at least 0");
        }
        return new BalancedKMeans(restarts, sweeps);
    }

    /** The same, telling after each restart how many are done. */
    public BalancedKMeans listener(IntConsumer restartsDone) {
        return new BalancedKMeans(restarts.listener(restartsDone), sweeps);
    }

    /** As {@link #fit(DMatrixRMaj)}; the computation is in double all the same. */
    public Clustering fit(FMatrixRMaj points) {
        return fit(Restarts.doubles(points));
    }

    /**
     * The best clustering of all restarts; of those so far if the thread is interrupted.
     *
     * @param points n x d, one point a row; not changed
     * @throws IllegalArgumentException if there is no point, a coordinate is not finite, or k is not from 1 to n
     */
    public Clustering fit(DMatrixRMaj points) {
        return restarts.best(points, this::search);
    }

    private void search(Lloyd lloyd, SplittableRandom random) {
        lloyd.run();
        if (sweeps > 0) {
            lloyd.improve(Annealing.run(lloyd.swaps(), sweeps, random));
        }
        Swaps swaps;
        do {
            lloyd.run();
            swaps = lloyd.swaps();
        } while (SwapSearch.run(swaps) > 0 && lloyd.improve(swaps.labels()));
    }

    @Override
    public String toString() {
        return "balanced k-means, " + restarts + ", " + sweeps + " sweeps of annealing";
    }
}
