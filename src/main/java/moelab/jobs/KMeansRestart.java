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
 * One restart of balanced k-means; a job has one task per restart. The result of the job is that of
 * {@link BalancedKMeans#restarts}: the clustering with the smallest squared error, and among equals that of the first
 * restart.
 *
 * @param search the settings that all restarts share
 * @param restart number of the restart, from 0
 */
public record KMeansRestart(KMeansSearch search, int restart) implements JobTask<Clustered> {
    private static final String START = "start";

    /** The search that follows the seeding; each method includes the one before it. */
    public enum Method {
        /** Lloyd's iteration: assignment and means in turn. */
        LLOYD,
        /** Lloyd's iteration, then swaps of points between clusters. */
        SWAPS,
        /** Lloyd's iteration, then simulated annealing over swaps, then swaps that improve. */
        ANNEALING
    }

    /**
     * The settings of a search.
     *
     * @param file what error messages call the file of points
     * @param method what follows the seeding
     * @param k number of clusters
     * @param seed seed of all random choices
     * @param least smallest size of a cluster, or null for no bound
     * @param most largest size of a cluster, or null for no bound
     * @param start whether the job has a file of initial centers
     */
    public record KMeansSearch(String file, Method method, int k, long seed, Integer least, Integer most, boolean start)
            implements Serializable {
        /** Returns the requested bounds on cluster sizes for n points, or null if there are none. */
        public SizeBounds sizes(int n) {
            boolean given = least != null || most != null;
            return given && k > 0 ? SizeBounds.between(k, least == null ? 0 : least, most == null ? n : most) : null;
        }
    }

    /**
     * Returns the job of finding the best of several restarts.
     *
     * @param points file with one point per line
     * @param start file of initial centers, or null
     * @param restarts number of restarts, at least 1
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
