package moelab.cluster;

import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import moelab.cluster.assignment.SizeBounds;
import org.ejml.data.DMatrixRMaj;

/**
 * The first centers of a large set: a random sample is clustered by a search that would be too slow, or too large, for
 * all points, and the centroids of the sample are the seeds.
 *
 * <p>A cluster of s sampled points with variance v has a centroid whose mean squared error is v/s per dimension, which
 * Lloyd's first rounds over all points remove; what matters is that the centers divide the space well, and annealing
 * has seen to that. If the clusters would have fewer than {@link #LEAST_PER_CLUSTER} points of the sample on average,
 * or may be empty there, k-means++ seeds the whole set instead.
 */
final class SampleSeeding {
    // points, chosen by what they cost: 64 MiB of distances, and a few seconds of annealing
    private static final int SAMPLE = 4096;
    private static final int LEAST_PER_CLUSTER = 8; // points of a sample, or its means are too rough; not measured

    private SampleSeeding() {}

    /**
     * Returns k x d centers.
     *
     * @param search clusters the sample, which begins with k-means++ seeds
     */
    static DMatrixRMaj centers(
            CenteredPoints points,
            SizeBounds bounds,
            BooleanSupplier stop,
            SplittableRandom random,
            BiConsumer<Lloyd, SplittableRandom> search) {
        int k = bounds.clusters();
        int size = Math.min(points.n, SAMPLE);
        SizeBounds sampleBounds = bounds.scaled(points.n, size);
        if (size < LEAST_PER_CLUSTER * k || sampleBounds.smallest() == 0) {
            return PlusPlusSeeding.centers(points, k, random);
        }
        CenteredPoints sample = new CenteredPoints(rows(points, drawn(points.n, size, random)));
        Lloyd lloyd = new Lloyd(sample, PlusPlusSeeding.centers(sample, k, random), sampleBounds, stop);
        search.accept(lloyd, random);
        DMatrixRMaj centers = lloyd.means.copy();
        for (int at = 0; at < centers.getNumElements(); at++) {
            centers.data[at] += sample.mean[at % points.d];
        }
        return centers;
    }

    /**
     * Returns this many different numbers below n, in ascending order, each set as likely as any (Knuth 2, 3.4.2 S).
     */
    static int[] drawn(int n, int size, SplittableRandom random) {
        int[] drawn = new int[size];
        int found = 0;
        for (int i = 0; found < size; i++) {
            if (random.nextInt(n - i) < size - found) {
                drawn[found++] = i;
            }
        }
        return drawn;
    }

    private static DMatrixRMaj rows(CenteredPoints points, int[] kept) {
        DMatrixRMaj rows = new DMatrixRMaj(kept.length, points.d);
        for (int i = 0; i < kept.length; i++) {
            System.arraycopy(points.x.data, kept[i] * points.d, rows.data, i * points.d, points.d);
        }
        return rows;
    }
}
