package moelab.cluster;

import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/**
 * Balanced k-means as the textbook has it: k-means++ seeds, then exact equal-size assignment and means in turn, until
 * nothing changes.
 *
 * <pre>
 *   Clustering c = new BalancedLloyd(32, 1).restarts(10).fit(points);   // points n x d, one a row
 * </pre>
 *
 * {@link Lloyd} says why it stops early; {@link BalancedKMeans} goes on from there.
 */
public final class BalancedLloyd {
    private final Restarts restarts;

    /** One restart; {@link #restarts} for more. */
    public BalancedLloyd(int k, long seed) {
        this(new Restarts(k, seed));
    }

    private BalancedLloyd(Restarts restarts) {
        this.restarts = restarts;
    }

    /** The same, the best of so many restarts, at least 1. */
    public BalancedLloyd restarts(int count) {
        return new BalancedLloyd(restarts.count(count));
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
        return restarts.best(points, (lloyd, random) -> lloyd.run());
    }

    @Override
    public String toString() {
        return "exact balanced Lloyd, " + restarts;
    }
}
