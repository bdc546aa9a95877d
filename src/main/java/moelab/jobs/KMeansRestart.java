package moelab.jobs;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import moelab.cluster.BalancedKMeans;
import moelab.cluster.BalancedLloyd;
import moelab.cluster.Clustering;
import moelab.cluster.assignment.SizeBounds;
import moelab.linalg.CsvMatrix;
import org.ejml.data.DMatrixRMaj;

/**
 * Balanced k-means from one seeding: one restart per task. The job's result is that of {@link BalancedKMeans#restarts}:
 * the least squared error, and among equals that of the first restart.
 *
 * @param search how to cluster
 * @param restart number of the restart, from 0
 */
public record KMeansRestart(KMeansSearch search, int restart) implements JobTask<Clustered> {
    private static final String START = "start";

    /** What follows the seeding; each does what the one before it does, and more. */
    public enum Method {
        LLOYD,
        SWAPS,
        ANNEALING
    }

    /**
     * How to cluster.
     *
     * @param file what complaints call the file of points
     * @param method what follows the seeding
     * @param k number of clusters
     * @param seed of all randomness
     * @param least least size of a cluster, null if none was given
     * @param most largest size, null if none was given
     * @param start whether the job has a file of first centers
     */
    public record KMeansSearch(String file, Method method, int k, long seed, Integer least, Integer most, boolean start)
            implements Serializable {
        /** Returns the bounds of n points that were asked for, null if none were. */
        public SizeBounds sizes(int n) {
            boolean given = least != null || most != null;
            return given && k > 0 ? SizeBounds.between(k, least == null ? 0 : least, most == null ? n : most) : null;
        }
    }

    /**
     * Returns the job of the best of several restarts.
     *
     * @param points one point per line
     * @param start a file of first centers, or null
     * @param restarts how many, at least 1
     */
    public static Job<Clustered> job(Path points, Path start, KMeansSearch search, int restarts) {
        if (restarts < 1) {
            throw new IllegalArgumentException("restarts is " + restarts + ", expected at least 1");
        }
        Map<String, Path> files = new HashMap<>(Map.of("points", points));
        if (start != null) {
            files.put(START, start);
        }
        List<JobTask<Clustered>> tasks = IntStream.range(0, restarts)
                .<JobTask<Clustered>>mapToObj(r -> new KMeansRestart(search, r))
                .toList();
        return new Job<>("restarts", files, tasks, Clustered::better);
    }

    @Override
    public Clustered run(Workplace here) throws IOException {
        DMatrixRMaj points = here.once("points", "", () -> CsvMatrix.read(here.file("points")));
        DMatrixRMaj centers = search.start ? CsvMatrix.read(here.file(START)) : null;
        try {
            return Clustered.of(fit(points, centers, search.sizes(points.numRows)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(search.file + ": " + e.getMessage(), e);
        }
    }

    private Clustering fit(DMatrixRMaj points, DMatrixRMaj centers, SizeBounds sizes) {
        if (search.method == Method.LLOYD) {
            BalancedLloyd lloyd = new BalancedLloyd(search.k, search.seed).onlyRestart(restart);
            lloyd = sizes == null ? lloyd : lloyd.sizes(sizes);
            return (centers == null ? lloyd : lloyd.start(centers)).fit(points);
        }
        BalancedKMeans full = new BalancedKMeans(search.k, search.seed).onlyRestart(restart);
        full = search.method == Method.SWAPS ? full.sweeps(0) : full;
        full = sizes == null ? full : full.sizes(sizes);
        return (centers == null ? full : full.start(centers)).fit(points);
    }
}
