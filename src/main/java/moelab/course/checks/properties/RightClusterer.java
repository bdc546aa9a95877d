package moelab.course.checks.properties;

import java.util.stream.IntStream;
import moelab.cluster.BalancedKMeans;
import moelab.cluster.Clustering;
import moelab.course.checks.inputs.SmallPoints;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/** A right balanced clusterer and right reports: what the mistakes of {@link WrongClusterer} are made in. */
public final class RightClusterer {
    private RightClusterer() {}

    /** Returns the clustering of the library's clusterer without its long search, which is quick and right, too. */
    public static Clustering right(FMatrixRMaj points, int k, long seed) {
        return new BalancedKMeans(k, seed).sweeps(0).fit(points);
    }

    /** Returns an honest report on these labels. */
    static Clustering report(FMatrixRMaj points, int[] labels, int k) {
        SmallPoints p = new SmallPoints(points, k);
        DMatrixRMaj means = p.means(labels);
        DMatrixRMaj distances = p.distances(means);
        double error = IntStream.range(0, labels.length)
                .mapToDouble(i -> distances.get(i, labels[i]))
                .sum();
        return new Clustering(labels, means, new double[] {error}, 1, 0);
    }

    /** Returns the worst that comes of exchanging the labels of point 0 and another one. */
    static Clustering worstExchange(FMatrixRMaj points, Clustering c) {
        Clustering worst = c;
        for (int j = 1; j < points.numRows; j++) {
            int[] labels = c.labels();
            labels[0] = c.label(j);
            labels[j] = c.label(0);
            Clustering exchanged = report(points, labels, c.clusters());
            worst = exchanged.squaredError() > worst.squaredError() ? exchanged : worst;
        }
        return worst;
    }

    /** Returns whether two points coincide. */
    static boolean sameRow(FMatrixRMaj points, int i, int j) {
        return IntStream.range(0, points.numCols).allMatch(l -> points.get(i, l) == points.get(j, l));
    }
}
