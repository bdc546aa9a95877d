package moelab.cluster;

import java.util.function.BooleanSupplier;
import moelab.cluster.assignment.SizeBounds;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/**
 * Balanced k-means as the textbook has it: k-means++ seeds, then exact equal-size assignment and means in turn, until
 * nothing changes.
 *
 * <pre>
 *   Clustering c = new BalancedLloyd(32, 1).restarts(10).fit(points);   // points n x d, one per row
 * </pre>
 *
 * {@link Lloyd} says why it stops early; {@link BalancedKMeans} continues from there. Its options mean what they mean
 * there.
 */
public final class BalancedLloyd implements BalancedClusterer {
    private final KMeansSettings settings;

    /** For use as a {@link BalancedClusterer}, which is told k and seed each time. */
    public BalancedLloyd() {
        this(0, 0);
    }

    /** For {@link #fit}: one restart; {@link #restarts} for more. */
    public BalancedLloyd(int k, long seed) {
        this(new KMeansSettings(k, seed));
    }

    private BalancedLloyd(KMeansSettings settings) {
        this.settings = settings;
    }

    /** Returns the same with the best of this many restarts, at least 1. */
    public BalancedLloyd restarts(int count) {
        return new BalancedLloyd(settings.restarts(count));
    }

    /**
     * Returns the same with one restart of the many of {@link #restarts}, so that they can be made in different places.
     *
     * @param number of the restart, from 0
     */
    public BalancedLloyd onlyRestart(int number) {
        return new BalancedLloyd(settings.onlyRestart(number));
    }

    /** Returns the same with bounds on the sizes of the clusters. */
    public BalancedLloyd sizes(SizeBounds sizes) {
        return new BalancedLloyd(settings.sizes(sizes));
    }

    /** Returns the same from these centers, k x d, in place of k-means++ seeds. */
    public BalancedLloyd start(DMatrixRMaj centers) {
        return new BalancedLloyd(settings.start(centers.copy()));
    }

    /**
     * Returns the same with an early end: {@code stop} is asked between steps, and once it says true the best
     * clustering so far is the result.
     */
    public BalancedLloyd stopWhen(BooleanSupplier stop) {
        return new BalancedLloyd(settings.stop(stop));
    }

    @Override
    public Clustering cluster(FMatrixRMaj points, int k, long seed) {
        return new BalancedLloyd(settings.of(k, seed)).fit(points);
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
        return settings.best(points, (lloyd, random) -> {
            lloyd.run();
            if (lloyd.isTooFine()) {
                lloyd.refineExactly(false);
            }
        });
    }

    @Override
    public String toString() {
        return "exact balanced Lloyd" + settings.describe();
    }
}
