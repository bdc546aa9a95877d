package moelab.course.checks;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import moelab.cluster.BalancedClusterer;
import moelab.cluster.BalancedKMeans;
import moelab.cluster.Clustering;
import moelab.course.Task;
import moelab.exercise.UnderTest;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/** Properties of balanced clusterings: two right clusterers and eight with a planted mistake, each alone in its kind. */
public final class ClusteringPropertiesCheck {
    private static final BalancedClusterer RIGHT = (points, k, seed) -> new BalancedKMeans(k, seed).fit(points);

    private ClusteringPropertiesCheck() { }

    /** The tasks. */
    public static List<Task> tasks() {
        return new PropertiesCheck<>(10, "clusterer", List.of(RIGHT, ClusteringPropertiesCheck::numberedBackwards), UnderTest::use).tasks(planted());
    }

    /** The mistakes, in the order of the tasks. */
    private static List<BalancedClusterer> planted() {
        AtomicLong calls = new AtomicLong();
        return List.of(
                ClusteringPropertiesCheck::oneMovedOver,
                ClusteringPropertiesCheck::centroidsAreMembers,
                ClusteringPropertiesCheck::meanErrorForSum,
                (points, k, seed) -> RIGHT.cluster(points, k, seed + calls.getAndIncrement()), // another answer each time
                ClusteringPropertiesCheck::twoExchanged,
                ClusteringPropertiesCheck::centresItsInput,
                ClusteringPropertiesCheck::takesAnything,
                ClusteringPropertiesCheck::equalPointsStayTogether);
    }

    /** Right: which number a cluster has is nobody's business. */
    private static Clustering numberedBackwards(FMatrixRMaj points, int k, long seed) {
        int[] labels = Arrays.stream(RIGHT.cluster(points, k, seed).labels()).map(label -> k - 1 - label).toArray();
        return report(points, labels, k);
    }

    private static Clustering report(FMatrixRMaj points, int[] labels, int k) {
        SmallPoints p = new SmallPoints(points, k);
        DMatrixRMaj means = p.means(labels);
        DMatrixRMaj distances = p.distances(means);
        double error = 0;
        for (int i = 0; i < labels.length; i++) {
            error += distances.get(i, labels[i]);
        }
        return new Clustering(labels, means, new double[] {error}, 1, 0);
    }

    private static Clustering oneMovedOver(FMatrixRMaj points, int k, long seed) {
        Clustering c = RIGHT.cluster(points, k, seed);
        int[] labels = c.labels();
        int[] sizes = c.sizes();
        for (int i = 0; i < labels.length && k > 1; i++) {
            int next = (labels[i] + 1) % k;
            if (sizes[labels[i]] > 1 && sizes[next] >= sizes[labels[i]]) {
                labels[i] = next;
                return report(points, labels, k);
            }
        }
        return c;
    }

    private static Clustering centroidsAreMembers(FMatrixRMaj points, int k, long seed) {
        Clustering c = RIGHT.cluster(points, k, seed);
        DMatrixRMaj members = new DMatrixRMaj(k, points.numCols);
        for (int i = 0; i < points.numRows; i++) {
            for (int l = 0; l < points.numCols; l++) {
                members.set(c.label(i), l, points.get(i, l));
            }
        }
        return new Clustering(c.labels(), members, c.history(), c.iterations(), 0);
    }

    private static Clustering meanErrorForSum(FMatrixRMaj points, int k, long seed) {
        Clustering c = RIGHT.cluster(points, k, seed);
        return new Clustering(c.labels(), c.centroids(), Arrays.stream(c.history()).map(e -> e / points.numRows).toArray(), c.iterations(), 0);
    }

    /** The two points whose exchange does most harm. */
    private static Clustering twoExchanged(FMatrixRMaj points, int k, long seed) {
        Clustering worst = RIGHT.cluster(points, k, seed);
        int[] labels = worst.labels();
        for (int j = 1; j < labels.length; j++) {
            int[] exchanged = labels.clone();
            exchanged[0] = labels[j];
            exchanged[j] = labels[0];
            Clustering c = report(points, exchanged, k);
            worst = c.squaredError() > worst.squaredError() ? c : worst;
        }
        return worst;
    }

    /** The answer is right, but the caller's points are no longer what they were. */
    private static Clustering centresItsInput(FMatrixRMaj points, int k, long seed) {
        Clustering c = RIGHT.cluster(points, k, seed);
        for (int l = 0; l < points.numCols; l++) {
            float mean = 0;
            for (int i = 0; i < points.numRows; i++) {
                mean += points.get(i, l) / points.numRows;
            }
            for (int i = 0; i < points.numRows; i++) {
                points.set(i, l, points.get(i, l) - mean);
            }
        }
        return c;
    }

    private static Clustering takesAnything(FMatrixRMaj points, int k, long seed) {
        return RIGHT.cluster(points, Math.max(1, Math.min(k, points.numRows)), seed);
    }

    private static Clustering equalPointsStayTogether(FMatrixRMaj points, int k, long seed) {
        Clustering c = RIGHT.cluster(points, k, seed);
        Map<List<Float>, Integer> labelOf = new HashMap<>();
        int[] labels = c.labels();
        int[] left = c.sizes();
        for (int i = 0; i < labels.length; i++) {
            Float[] coordinates = new Float[points.numCols];
            for (int l = 0; l < coordinates.length; l++) {
                coordinates[l] = points.get(i, l);
            }
            labelOf.putIfAbsent(List.of(coordinates), labels[i]);
            int first = labelOf.get(List.of(coordinates));
            if (left[labels[i]] > 1) { // no cluster is left empty
                left[labels[i]]--;
                left[first]++;
                labels[i] = first;
            }
        }
        return Arrays.equals(labels, c.labels()) ? c : report(points, labels, k);
    }
}
