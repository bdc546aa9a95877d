package moelab.jobs;

import java.io.Serializable;
import moelab.cluster.Clustering;
import org.ejml.data.DMatrixRMaj;

/**
 * A clustering in a form that can be sent between machines.
 *
 * @param labels cluster of each point
 * @param clusters number of clusters
 * @param centroids means of the clusters, row by row
 * @param history squared error of the seeding, then after every improvement
 * @param iterations assignment steps
 * @param seconds running time
 */
public record Clustered(
        int[] labels, int clusters, double[] centroids, double[] history, int iterations, double seconds)
        implements Serializable {

    /** Returns a clustering in this form. */
    static Clustered of(Clustering c) {
        return new Clustered(c.labels(), c.clusters(), c.centroids().data, c.history(), c.iterations(), c.seconds());
    }

    /** Returns the clustering. */
    public Clustering clustering() {
        DMatrixRMaj means = DMatrixRMaj.wrap(clusters, centroids.length / clusters, centroids);
        return new Clustering(labels, means, history, iterations, seconds);
    }

    private double error() {
        return history[history.length - 1];
    }

    /**
     * Returns the clustering with the smaller squared error, or this one if they are equal, with the running times of
     * both added.
     */
    Clustered better(Clustered later) {
        Clustered best = later.error() < error() ? later : this;
        return new Clustered(
                best.labels, best.clusters, best.centroids, best.history, best.iterations, seconds + later.seconds);
    }
}
