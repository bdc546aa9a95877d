package moelab.cluster;

import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.ops.ConvertMatrixData;

/**
 * Starts a search from several seedings and keeps the best outcome. Restart r has randomness of its own, the same
 * however many follow it, so more restarts are never worse. If the thread is interrupted no further one begins.
 *
 * @param k number of clusters
 * @param seed of all randomness
 * @param count how many, at least 1
 * @param done told after each restart how many are done
 */
record Restarts(int k, long seed, int count, IntConsumer done) {
    Restarts {
        if (count < 1) {
            throw new IllegalArgumentException("restarts is " + count + ", expected at least 1");
        }
    }

    Restarts(int k, long seed) {
        this(k, seed, 1, restarts -> {});
    }

    Restarts count(int count) {
        return new Restarts(k, seed, count, done);
    }

    Restarts listener(IntConsumer done) {
        return new Restarts(k, seed, count, done);
    }

    /** @param search lowers the squared error of what has been seeded; may draw from the randomness of its restart */
    Clustering best(DMatrixRMaj points, BiConsumer<Lloyd, SplittableRandom> search) {
        long start = System.nanoTime();
        CentredPoints centred = new CentredPoints(points);
        if (k < 1 || k > centred.n) {
            throw new IllegalArgumentException("k is " + k + ", expected 1 to " + centred.n + ", the number of points");
        }
        SplittableRandom seeds = new SplittableRandom(seed);
        Lloyd best = null;
        for (int restart = 0;
                restart < count && (best == null || !Thread.currentThread().isInterrupted());
                restart++) {
            SplittableRandom random = seeds.split();
            Lloyd lloyd = new Lloyd(centred, PlusPlusSeeding.centres(centred, k, random));
            search.accept(lloyd, random);
            if (best == null || lloyd.error() < best.error()) {
                best = lloyd;
            }
            done.accept(restart + 1);
        }
        return best.clustering((System.nanoTime() - start) * 1e-9);
    }

    static DMatrixRMaj doubles(FMatrixRMaj points) {
        DMatrixRMaj doubles = new DMatrixRMaj(points.numRows, points.numCols);
        ConvertMatrixData.convert(points, doubles);
        return doubles;
    }

    @Override
    public String toString() {
        return "k " + k + ", seed " + seed + ", " + (count == 1 ? "one start" : "best of " + count);
    }
}
