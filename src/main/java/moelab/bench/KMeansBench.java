package moelab.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import moelab.cluster.BalancedKMeans;
import moelab.cluster.BalancedLloyd;
import moelab.cluster.Clustering;
import moelab.cluster.assignment.BalancedAssignment;
import moelab.experiment.ProgressListener;
import moelab.timing.Interleaved;
import org.ejml.data.DMatrixRMaj;

/**
 * Times balanced k-means on generated points: Gaussian blobs, twice as many as clusters.
 *
 * @param points number of points
 * @param dimension number of coordinates of each point
 * @param k number of clusters, all of equal size
 */
record KMeansBench(int points, int dimension, int k) implements Benchmark {

    @Override
    public BenchTable run(Effort effort, ProgressListener progress) {
        DMatrixRMaj x = blobs();
        DMatrixRMaj costs = distances(x);
        String size = String.format(Locale.ROOT, "%,d points of %d dimensions, k %d", points, dimension, k);
        Map<String, Interleaved.Work> assignment = new LinkedHashMap<>();
        assignment.put("one exact assignment", Interleaved.Work.of(1, () -> new BalancedAssignment(costs)));
        List<BenchResult> figures = new ArrayList<>(
                BenchTable.figures(size, effort.run("assignment", assignment, progress), "ms", us -> us / 1e3));
        Clustering[] last = new Clustering[2];
        Map<String, Interleaved.Work> restarts = new LinkedHashMap<>();
        restarts.put("one restart", Interleaved.Work.of(1, () -> last[0] = new BalancedKMeans(k, 1).fit(x)));
        restarts.put(
                "one restart of Lloyd alone", Interleaved.Work.of(1, () -> last[1] = new BalancedLloyd(k, 1).fit(x)));
        List<BenchResult> fits = BenchTable.figures(
                size, effort.forLongWork().run("balanced k-means", restarts, progress), "s", us -> us / 1e6);
        for (int i = 0; i < fits.size(); i++) {
            figures.add(
                    fits.get(i).withNote(String.format(Locale.ROOT, "squared error %,.0f", last[i].squaredError())));
        }
        return BenchTable.of("Balanced k-means, one thread", figures);
    }

    private DMatrixRMaj blobs() {
        Random random = new Random(1);
        double[][] centers = new double[2 * k][dimension];
        for (double[] c : centers) {
            Arrays.setAll(c, j -> random.nextGaussian());
        }
        DMatrixRMaj x = new DMatrixRMaj(points, dimension);
        for (int i = 0; i < points; i++) {
            double[] c = centers[random.nextInt(centers.length)];
            for (int j = 0; j < dimension; j++) {
                x.set(i, j, c[j] + random.nextGaussian());
            }
        }
        return x;
    }

    /**
     * Returns the squared distances from all points to k of them, chosen at random: a cost matrix (n x k) like that of
     * a restart's first assignment.
     */
    private DMatrixRMaj distances(DMatrixRMaj x) {
        int[] chosen =
                new SplittableRandom(1).ints(0, points).distinct().limit(k).toArray();
        DMatrixRMaj costs = new DMatrixRMaj(points, k);
        for (int i = 0; i < points; i++) {
            for (int c = 0; c < k; c++) {
                double sum = 0;
                for (int j = 0; j < dimension; j++) {
                    double difference = x.get(i, j) - x.get(chosen[c], j);
                    sum += difference * difference;
                }
                costs.set(i, c, sum);
            }
        }
        return costs;
    }
}
