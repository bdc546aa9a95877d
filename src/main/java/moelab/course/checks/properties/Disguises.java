package moelab.course.checks.properties;

import java.util.SplittableRandom;
import moelab.cluster.BalancedClusterer;
import moelab.cluster.Clustering;
import moelab.graph.Partition;
import moelab.graph.Partitioner;
import org.ejml.data.DMatrixRMaj;

/**
 * Wrappers that show of an implementation only what it does: parts and clusters are renumbered at random, its seed is
 * another one, its exceptions say nothing of where they come from, and its result reports no more than any other's.
 *
 * <p>A wrapper keeps what a right implementation promises: the same arguments give the same answer.
 */
public final class Disguises {
    private Disguises() {}

    /** Returns a partitioner that does what the given one does. */
    public static Partitioner ofPartitioner(Partitioner inner, long salt) {
        return (graph, parts, seed) -> {
            try {
                Partition p = inner.partition(graph, parts, seed ^ salt);
                int[] partOf = p.toArray();
                int[] renumbered = permutation(p.parts(), seed + salt);
                for (int v = 0; v < partOf.length; v++) {
                    partOf[v] = renumbered[partOf[v]];
                }
                return Partition.of(graph, partOf, p.parts());
            } catch (RuntimeException thrown) {
                throw plain(thrown);
            }
        };
    }

    /** Returns a clusterer that does what the given one does. */
    public static BalancedClusterer ofClusterer(BalancedClusterer inner, long salt) {
        return (points, k, seed) -> {
            try {
                Clustering c = inner.cluster(points, k, seed ^ salt);
                int[] renumbered = permutation(c.clusters(), seed + salt);
                int[] labels = c.labels();
                for (int i = 0; i < labels.length; i++) {
                    labels[i] = renumbered[labels[i]];
                }
                DMatrixRMaj before = c.centroids();
                DMatrixRMaj centroids = new DMatrixRMaj(before.numRows, before.numCols);
                for (int row = 0; row < before.numRows; row++) {
                    for (int l = 0; l < before.numCols; l++) {
                        centroids.set(renumbered[row], l, before.get(row, l));
                    }
                }
                return new Clustering(labels, centroids, new double[] {c.squaredError()}, 1, 0);
            } catch (RuntimeException thrown) {
                throw plain(thrown);
            }
        };
    }

    private static int[] permutation(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] places = new int[n];
        for (int i = 0; i < n; i++) {
            int other = random.nextInt(i + 1);
            places[i] = places[other];
            places[other] = i;
        }
        return places;
    }

    /** Returns an exception of the same kind and message, without its history. */
    private static RuntimeException plain(RuntimeException thrown) {
        RuntimeException plain = thrown instanceof IllegalArgumentException
                ? new IllegalArgumentException(thrown.getMessage())
                : new IllegalStateException(thrown.getClass().getSimpleName() + ": " + thrown.getMessage());
        plain.setStackTrace(new StackTraceElement[0]);
        return plain;
    }
}
