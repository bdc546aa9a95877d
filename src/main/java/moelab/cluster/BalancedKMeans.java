package moelab.cluster;

import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import moelab.cluster.assignment.SizeBounds;
import moelab.cluster.swaps.Annealing;
import moelab.cluster.swaps.CentroidSwaps;
import moelab.cluster.swaps.SwapSearch;
import moelab.cluster.swaps.Swaps;
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
 * 64, a restart takes one to two seconds, a fifth of it Lloyd. Memory 4 n^2 bytes.
 *
 * <p>More than 16,384 points are searched with memory linear in n: a random sample is clustered as above, its centroids
 * are the first centers for all points ({@link SampleSeeding}), and {@link Lloyd} and {@link CentroidSwaps} take turns
 * until a turn gains less than a millionth of the squared error. So the result is a local minimum but for that
 * millionth, and annealing has seen only the sample.
 *
 * <p>Where bounds allow an empty cluster, the same turns begin with k-means++ seeds: nothing is annealed, and
 * {@link #sweeps} has no effect. A least size of 1 brings annealing back.
 */
public final class BalancedKMeans implements BalancedClusterer {
    private static final int SWEEPS = 400; // of annealing; the page of cluster.swaps has the errors with others
    private static final double SETTLED = 1e-6; // share of the squared error that is not worth a turn; not measured

    private final KMeansSettings settings;
    private final int sweeps;
    private final int mostByTables;

    /** For use as a {@link BalancedClusterer}, which is told k and seed each time. */
    public BalancedKMeans() {
        this(0, 0);
    }

    /** For {@link #fit}: one restart; {@link #restarts} for more. */
    public BalancedKMeans(int k, long seed) {
        this(new KMeansSettings(k, seed), SWEEPS, SquaredDistances.MOST);
    }

    private BalancedKMeans(KMeansSettings settings, int sweeps, int mostByTables) {
        this.settings = settings;
        this.sweeps = sweeps;
        this.mostByTables = mostByTables;
    }

    private BalancedKMeans with(KMeansSettings settings) {
        return new BalancedKMeans(settings, sweeps, mostByTables);
    }

    /** Returns the same that searches more points than this with memory linear in their number. */
    BalancedKMeans mostByTables(int points) {
        return new BalancedKMeans(settings, sweeps, points);
    }

    /** Returns the same with the best of this many restarts, at least 1. */
    public BalancedKMeans restarts(int count) {
        return with(settings.restarts(count));
    }

    /**
     * Returns the same with one restart of the many of {@link #restarts}, so that they can be made in different places.
     *
     * @param number of the restart, from 0
     */
    public BalancedKMeans onlyRestart(int number) {
        return with(settings.onlyRestart(number));
    }

    /**
     * Returns the same with this many sweeps of annealing (400 without this): more are slower and better; 0 leaves
     * Lloyd and improving swaps.
     */
    public BalancedKMeans sweeps(int sweeps) {
        if (sweeps < 0) {
            throw new IllegalArgumentException("sweeps is " + sweeps + ", expected at least 0");
        }
        return new BalancedKMeans(settings, sweeps, mostByTables);
    }

    /** Returns the same with a listener that is told after each restart how many are done. */
    public BalancedKMeans listener(IntConsumer restartsDone) {
        return with(settings.listener(restartsDone));
    }

    /** Returns the same with bounds on the sizes of the clusters. */
    public BalancedKMeans sizes(SizeBounds sizes) {
        return with(settings.sizes(sizes));
    }

    /** Returns the same from these centers, k x d, in place of k-means++ seeds. */
    public BalancedKMeans start(DMatrixRMaj centers) {
        return with(settings.start(centers.copy()));
    }

    /**
     * Returns the same with an early end: {@code stop} is asked between steps, and once it says true the best
     * clustering so far is the result.
     */
    public BalancedKMeans stopWhen(BooleanSupplier stop) {
        return with(settings.stop(stop));
    }

    @Override
    public Clustering cluster(FMatrixRMaj points, int k, long seed) {
        return with(settings.of(k, seed)).fit(points);
    }

    /** Returns what {@link #fit(DMatrixRMaj)} returns for these points; the computation is in double precision. */
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
        return settings.best(points, new KMeansSettings.Search() {
            @Override
            public DMatrixRMaj seeds(CenteredPoints centered, SizeBounds bounds, SplittableRandom random) {
                return isLarge(centered.n, bounds)
                        ? SampleSeeding.centers(
                                centered, bounds, settings::stopped, random, BalancedKMeans.this::searchByTables)
                        : PlusPlusSeeding.centers(centered, bounds.clusters(), random);
            }

            @Override
            public void improve(Lloyd lloyd, SplittableRandom random) {
                if (isLarge(lloyd.points().n, lloyd.bounds())) {
                    searchByMeans(lloyd);
                } else {
                    searchByTables(lloyd, random);
                }
            }
        });
    }

    /**
     * Returns whether points are too many for tables of all pairs, or clusters may be empty, which those do not know.
     */
    private boolean isLarge(int n, SizeBounds bounds) {
        return n > mostByTables || bounds.smallest() == 0;
    }

    private static void searchByMeans(Lloyd lloyd) {
        double before;
        do {
            lloyd.settle(SETTLED);
            before = lloyd.error();
        } while (!lloyd.stopped() && lloyd.swapByMeans() && lloyd.error() < (1 - SETTLED) * before);
        if (lloyd.isTooFine()) {
            lloyd.refineExactly(true);
        }
    }

    private void searchByTables(Lloyd lloyd, SplittableRandom random) {
        lloyd.run();
        if (lloyd.error() == 0) {
            return;
        }
        if (sweeps > 0) {
            lloyd.improve(Annealing.run(lloyd.swaps(), sweeps, random, lloyd::stopped));
        }
        Swaps swaps;
        do {
            lloyd.run();
            swaps = lloyd.swaps();
        } while (!lloyd.stopped() && SwapSearch.run(swaps) > 0 && lloyd.improve(swaps.labels()));
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
