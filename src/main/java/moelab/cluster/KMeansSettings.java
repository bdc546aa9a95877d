package moelab.cluster;

import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import moelab.cluster.assignment.SizeBounds;
import moelab.memory.Memory;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.ops.ConvertMatrixData;

/**
 * What all searches have in common: they start from several seedings and keep the best outcome. Restart r has
 * randomness of its own, the same however many follow it, so more restarts are never worse.
 *
 * @param k number of clusters
 * @param seed of all randomness
 * @param first number of the first restart that is made; those before it are passed over
 * @param restarts number of seedings, at least 1
 * @param listener told after each restart how many are done
 * @param sizes bounds on the sizes of clusters; null for sizes that differ by at most one
 * @param start k x d, the first centers in place of k-means++ seeds; null for none
 * @param stop asked between steps; once it says true, or the thread is interrupted, the search ends early
 */
record KMeansSettings(
        int k,
        long seed,
        int first,
        int restarts,
        IntConsumer listener,
        SizeBounds sizes,
        DMatrixRMaj start,
        BooleanSupplier stop) {

    KMeansSettings {
        if (restarts < 1) {
            throw new IllegalArgumentException("restarts is " + restarts + ", expected at least 1");
        }
    }

    KMeansSettings(int k, long seed) {
        this(k, seed, 0, 1, restarts -> {}, null, null, () -> false);
    }

    KMeansSettings of(int k, long seed) {
        return new KMeansSettings(k, seed, first, restarts, listener, sizes, start, stop);
    }

    KMeansSettings restarts(int count) {
        return new KMeansSettings(k, seed, 0, count, listener, sizes, start, stop);
    }

    KMeansSettings onlyRestart(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("restart " + number + ", expected at least 0");
        }
        return new KMeansSettings(k, seed, number, 1, listener, sizes, start, stop);
    }

    KMeansSettings listener(IntConsumer listener) {
        return new KMeansSettings(k, seed, first, restarts, listener, sizes, start, stop);
    }

    KMeansSettings sizes(SizeBounds sizes) {
        return new KMeansSettings(k, seed, first, restarts, listener, sizes, start, stop);
    }

    KMeansSettings start(DMatrixRMaj centers) {
        return new KMeansSettings(k, seed, first, restarts, listener, sizes, centers, stop);
    }

    KMeansSettings stop(BooleanSupplier stop) {
        return new KMeansSettings(k, seed, first, restarts, listener, sizes, start, stop);
    }

    /** Returns whether the search should end. */
    boolean stopped() {
        return Thread.currentThread().isInterrupted() || stop.getAsBoolean();
    }

    /** Where a restart begins, and how it goes on; both may draw from its randomness. */
    interface Search {
        /** Returns the first centers, k x d. */
        default DMatrixRMaj seeds(CenteredPoints points, SizeBounds bounds, SplittableRandom random) {
            return PlusPlusSeeding.centers(points, bounds.clusters(), random);
        }

        /** Lowers the squared error of what has been seeded. */
        void improve(Lloyd lloyd, SplittableRandom random);
    }

    Clustering best(DMatrixRMaj points, Search search) {
        long begun = System.nanoTime();
        PointScale scale = PointScale.of(points);
        CenteredPoints centered = new CenteredPoints(scale.scaled(points));
        SizeBounds bounds = bounds(centered);
        if (centered.scatter == 0 || k == centered.n && sizes == null) {
            return scale.original(Lloyd.withoutError(centered, bounds, (System.nanoTime() - begun) * 1e-9));
        }
        Memory.require(
                // costs and their assignment, and the points twice
                8.0 * centered.n * k + 12.0 * k * k + 16.0 * centered.n * centered.d,
                "clustering " + centered.n + " points into " + k + " clusters");
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int passed = 0; passed < first; passed++) {
            seeds.split();
        }
        Lloyd best = null;
        for (int restart = 0; restart < restarts && (best == null || !stopped()); restart++) {
            SplittableRandom random = seeds.split();
            DMatrixRMaj centers =
                    start != null ? centered.centered(scale.scaled(start)) : search.seeds(centered, bounds, random);
            Lloyd lloyd = new Lloyd(centered, centers, bounds, this::stopped);
            search.improve(lloyd, random);
            if (best == null || lloyd.error() < best.error()) {
                best = lloyd;
            }
            listener.accept(restart + 1);
        }
        return scale.original(best.clustering((System.nanoTime() - begun) * 1e-9));
    }

    private SizeBounds bounds(CenteredPoints points) {
        if (k < 1 || k > points.n) {
            throw new IllegalArgumentException("k is " + k + ", expected 1 to " + points.n + ", the number of points");
        }
        if (start != null && (start.numRows != k || start.numCols != points.d)) {
            throw new IllegalArgumentException("the start has " + start.numRows + " centers of " + start.numCols
                    + " dimensions, expected " + k + " of " + points.d);
        }
        if (sizes == null) {
            return SizeBounds.equal(points.n, k);
        }
        if (sizes.clusters() != k) {
            throw new IllegalArgumentException("sizes of " + sizes.clusters() + " clusters, expected " + k);
        }
        sizes.require(points.n);
        return sizes;
    }

    static DMatrixRMaj doubles(FMatrixRMaj points) {
        DMatrixRMaj doubles = new DMatrixRMaj(points.numRows, points.numCols);
        ConvertMatrixData.convert(points, doubles);
        return doubles;
    }

    /** Returns how a report continues after the name of the algorithm. */
    String describe() {
        return (k == 0 ? "" : ", k " + k + ", seed " + seed)
                + (restarts == 1 ? k == 0 ? "" : ", one start" : ", best of " + restarts)
                + (sizes == null ? "" : ", sizes " + sizes);
    }
}
