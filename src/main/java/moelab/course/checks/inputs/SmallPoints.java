package moelab.course.checks.inputs;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import moelab.course.task.Show;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/**
 * A few points to be clustered.
 *
 * @param points n x d, small whole numbers
 * @param k number of clusters, from 1 to n
 */
public record SmallPoints(FMatrixRMaj points, int k) {

    /** Returns some points of whole coordinates, and a number of clusters that is possible for them. */
    public static SmallPoints random(int size, SplittableRandom random) {
        FMatrixRMaj points = SmallNetwork.matrix(1 + random.nextInt(size), 1 + random.nextInt(3), random);
        return new SmallPoints(points, 1 + random.nextInt(points.numRows));
    }

    /** Returns the same with a point, a coordinate or a cluster less. */
    public List<SmallPoints> smaller() {
        List<SmallPoints> smaller = new ArrayList<>();
        if (k > 1) {
            smaller.add(new SmallPoints(points, k - 1));
        }
        for (int i = 0; i < points.numRows && points.numRows > k; i++) {
            smaller.add(new SmallPoints(SmallNetwork.withoutRow(points, i), k));
        }
        for (int l = 0; l < points.numCols && points.numCols > 1; l++) {
            smaller.add(new SmallPoints(SmallNetwork.withoutColumn(points, l), k));
        }
        for (int i = 0; i < points.data.length; i++) {
            if (points.data[i] != 0) {
                SmallPoints nearer = new SmallPoints(points.copy(), k);
                nearer.points.data[i] = points.data[i] > 0 ? points.data[i] - 1 : -points.data[i] - 1;
                smaller.add(nearer);
            }
        }
        return smaller;
    }

    /** Returns the squared distance of each point to each of these centers, n x k. */
    public DMatrixRMaj distances(DMatrixRMaj centers) {
        DMatrixRMaj distances = new DMatrixRMaj(points.numRows, centers.numRows);
        for (int i = 0; i < points.numRows; i++) {
            for (int c = 0; c < centers.numRows; c++) {
                double sum = 0;
                for (int l = 0; l < points.numCols; l++) {
                    sum += Math.pow(points.get(i, l) - centers.get(c, l), 2);
                }
                distances.set(i, c, sum);
            }
        }
        return distances;
    }

    /** Returns the mean of each cluster, k x d. */
    public DMatrixRMaj means(int[] labels) {
        DMatrixRMaj means = new DMatrixRMaj(k, points.numCols);
        int[] size = new int[k];
        for (int i = 0; i < labels.length; i++) {
            size[labels[i]]++;
            for (int l = 0; l < points.numCols; l++) {
                means.add(labels[i], l, points.get(i, l));
            }
        }
        for (int at = 0; at < means.data.length; at++) {
            means.data[at] /= size[at / points.numCols];
        }
        return means;
    }

    @Override
    public String toString() {
        return Show.named("points", points, "k", k);
    }
}
