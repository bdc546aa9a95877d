package moelab.cluster;

import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/**
 * Balanced k-means: n points into k clusters whose sizes differ by at most one (exactly n/k when k divides n), or are
 * within bounds of your choice.
 *
 * <pre>
 *   Clustering c = new BalancedKMeans(32, 1).restarts(10).fit(points);   // points n x d, one per row
 * </pre>
 *
 * A restart seeds with k-means++ and runs {@link Lloyd}, exact assignment and means in turn. That stops 2 to 8 % above
 * what can be reached (more in high dimension, where a point is a large part of its own mean), so {@link Annealing}
 * over swaps follows. The end is {@link SwapSearch} and Lloyd in turn: in the resulting clustering no swap of two
 * points and no other assignment to the centroids lowers the squared error. The restart of least squared error wins.
 *
 * <p>Cost: n^2 d / 2 for all distances, once; then n^2 per sweep of annealing. With 2,048 points of 256 dimensions, k =
 * 64, a restart takes one to two seconds, a fifth of it Lloyd. Memory 4 n^2 bytes: fit for thousands of points, not for
 * millions.
 */
public final class BalancedKMeans implements BalancedClusterer {
    private static final int SWEEPS = 400;
    private final KMeansSettings settings;
    private final int sweeps;

    /** For use as a {@link BalancedClusterer}, which is told k and seed each time. */
    public BalancedKMeans() {
        this(0, 0);
    }

    /** For {@link #fit}: one restart; {@link #restarts} for more. */
    public BalancedKMeans(int k, long seed) {
        this(new KMeansSettings(k, seed), SWEEPS);
    }

    private BalancedKMeans(KMeansSettings settings, int sweeps) {
        this.settings = settings;
        this.sweeps = sweeps;
    }

    /** Returns the same with the best of this many restarts, at least 1. */
    public BalancedKMeans restarts(int count) {
        return new BalancedKMeans(settings.restarts(count), sweeps);
    }

    /**
     * Returns the same with this many sweeps of annealing (400 without this): more are slower and better; 0 leaves
     * Lloyd and improving swaps.
     */
    public BalancedKMeans sweeps(int sweeps) {
        if (sweeps < 0) {
            throw new IllegalArgumentException("sweeps is " + sweeps + ", expected at least 0");
        }
        return new BalancedKMeans(settings, sweeps);
    }

    /** Returns the same with a listener that is told after each restart how many are done. */
    public BalancedKMeans listener(IntConsumer restartsDone) {
        return new BalancedKMeans(settings.listener(restartsDone), sweeps);
    }

    /** Returns the same with bounds on the sizes of the clusters. */
    public BalancedKMeans sizes(SizeBounds sizes) {
        return new BalancedKMeans(settings.sizes(sizes), sweeps);
    }

    /** Returns the same from these centers, k x d, in place of k-means++ seeds. */
    public BalancedKMeans start(DMatrixRMaj centers) {
        return new BalancedKMeans(settings.start(centers.copy()), sweeps);
    }

    /** Returns the same that ends, with the best so far, once this says true; it is asked between steps. */
    public BalancedKMeans stopWhen(BooleanSupplier stop) {
        return new BalancedKMeans(settings.stop(stop), sweeps);
    }

    @Override
    public Clustering cluster(FMatrixRMaj points, int k, long seed) {
        return new BalancedKMeans(settings.of(k, seed), sweeps).fit(points);
    }

    /** As {@link #fit(DMatrixRMaj)}; the computation is in double all the same. */
    public Clustering fit(FMatrixRMaj points) {
        return fit(KMeansSettings.doubles(points));
    }

    /**
     * Returns the best clustering of all restarts; of those so far if the thread is interrupted.
     *
     * @param points n x d, one point per row; not changed
     * @throws IllegalArgumentException if there is no point, a coordinate is not finite, k is not from 1 to n, or sizes
     *     or start do not fit the points
     */
    public Clustering fit(DMatrixRMaj points) {
        return settings.best(points, this::search);
    }

    private void search(Lloyd lloyd, SplittableRandom random) {
        lloyd.run();
        if (lloyd.error() == 0) {
            return;
        }
        if (sweeps > 0) {
            lloyd.improve(Annealing.run(lloyd.swaps(), sweeps, random));
        }
        Swaps swaps;
        do {
            lloyd.run();
            swaps = lloyd.swaps();
        } while (SwapSearch.run(swaps) > 0 && lloyd.improve(swaps.labels()));
        if (lloyd.isTooFine()) {
            lloyd.refineExactly(true);
        }
    }

    @Override
    public String toString() {
        return "balanced k-means" + settings.describe()
                + (sweeps == SWEEPS && settings.k() == 0 ? "" : ", " + sweeps + " sweeps of annealing");
    }
}
