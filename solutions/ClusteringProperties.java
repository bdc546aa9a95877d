import java.util.Arrays;
import moelab.cluster.BalancedClusterer;
import moelab.cluster.Clustering;
import moelab.cluster.assignment.BalancedAssignment;
import moelab.exercise.UnderTest;
import moelab.exercise.Unsolved;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/**
 * Exercise 10: write down what a balanced clustering is, as properties.
 *
 * <p>A property is a statement that holds for all inputs; jqwik draws inputs, looks for one for which it does not hold,
 * and shrinks it. It fails by throwing (an AssertionError, say) or by returning false. Read the Javadoc of
 * BalancedClusterer and of Clustering: your properties should check all that they promise. The checker runs them
 * against correct clusterers, for which every property must hold, and against eight broken ones with one mistake each,
 * for which at least one property must fail.
 *
 * <p>Write as many methods with @Property as you like, and change the generator: an input that is never generated
 * reveals no mistake.
 */
public class ClusteringProperties {
    /** The clusterer under test: call cluster(points, k, seed). */
    private final BalancedClusterer clusterer = UnderTest.clusterer();

    /** Between 1 and 12 points of 1 to 3 dimensions. */
    @Provide
    Arbitrary<float[][]> points() {
        return Combinators.combine(Arbitraries.integers().between(1, 12), Arbitraries.integers().between(1, 3),
                Arbitraries.integers().between(-3, 3).array(int[].class).ofSize(36)).as((n, d, numbers) -> {
                    float[][] points = new float[n][d];
                    for (int i = 0; i < n * d; i++) {
                        // BEGIN SOLUTION
                        // AFTER: Our solution puts the error and the optimal assignment into one property, because
                        //     both need the distances to the centroids. The library's BalancedClusteringContract also
                        //     moves, turns and scales the points, which may change nothing but the scale of the error.
                        //     Chapter 6 goes on with such clusters as experts.
                        // STUB: points[i / d][i % d] = numbers[i] + 10 * (i / d);
                        points[i / d][i % d] = numbers[i]; // some points coincide
                        // END SOLUTION
                    }
                    return points;
                });
    }

    /**
     * Tasks 10.1 to 10.9: this property, and others beside it. Cluster sizes are
     * clusterer.cluster(points, k, seed).sizes().
     */
    @Property(seed = "1")
    void sizesDifferByAtMostOne(
            @ForAll("points") float[][] points, @ForAll @IntRange(min = 1, max = 12) int clusters, @ForAll long seed) {
        // BEGIN SOLUTION
        // HINT 10.1: What is true of every correct clustering, even where several are equally good?
        // HINT 10.1: The numbers of clusters may be exchanged, and k-means may end in different optima: compare with
        //     what the Javadoc promises, not with another clustering.
        // HINT 10.1: k has to be from 1 to the number of points: int k = Math.min(clusters, points.length). Compare
        //     doubles with a tolerance.
        // HINT 10.2: Seven points in three clusters: how many points may the largest cluster hold, and how many the
        //     smallest?
        // HINT 10.2: Sizes differ by at most one. Arrays.stream(sizes).max() and min() are enough.
        // HINT 10.3: A Clustering reports labels and centroids. How do they belong together?
        // HINT 10.3: Row c of centroids() is the mean of the points with label c. Compute the means yourself and
        //     compare.
        // HINT 10.4: A Clustering reports a squared error. Of what is it the sum?
        // HINT 10.4: Of the squared distance of each point to the centroid of its cluster. Compute it and compare
        //     with squaredError().
        // HINT 10.5: What is the seed for?
        // HINT 10.5: The same points, k and seed give the same labels. Call it twice.
        // HINT 10.6: Two points are in each other's cluster, and sizes, centroids and error fit together. What is
        //     still wrong?
        // HINT 10.6: Lloyd's iteration ends when assigning to the centroids changes nothing: no equal-size assignment
        //     to the reported centroids costs less than the squared error.
        // HINT 10.6: new BalancedAssignment(costs).cost() is the least possible, costs[i][c] being the squared
        //     distance of point i to centroid c.
        // HINT 10.7: What does the Javadoc of cluster(points, ...) say about points, in two words?
        // HINT 10.7: "Not changed". The rows that you pass are copied into a matrix first, so make that FMatrixRMaj
        //     yourself, and compare it with a copy afterwards.
        // HINT 10.8: Which arguments are wrong, and what does the Javadoc promise for them?
        // HINT 10.8: k = 0 and k = n + 1 give an IllegalArgumentException. A property may catch it, and fail if it
        //     did not come.
        // HINT 10.9: One of the broken clusterers fails only on points that your generator hardly ever draws. Which
        //     do you never see?
        // HINT 10.9: Points that coincide: the generator moves point i away by 10 i. Without that they coincide all
        //     the time, and your property about sizes will see it.
        int[] sizes = clusterer.cluster(points, Math.min(clusters, points.length), seed).sizes();
        int largest = Arrays.stream(sizes).max().orElse(0);
        int smallest = Arrays.stream(sizes).min().orElse(0);
        if (largest > smallest + 1) {
            throw new AssertionError("sizes " + Arrays.toString(sizes));
        }
        // STUB: throw new Unsolved("10.1", "sizes differ by at most one, and whatever else a balanced clustering is");
        // END SOLUTION
    }
    // BEGIN SOLUTION

    @Property(seed = "2")
    boolean centroidsAreMeans(
            @ForAll("points") float[][] points, @ForAll @IntRange(min = 1, max = 12) int clusters, @ForAll long seed) {
        Clustering c = clusterer.cluster(points, Math.min(clusters, points.length), seed);
        DMatrixRMaj means = new DMatrixRMaj(c.clusters(), points[0].length);
        for (int i = 0; i < points.length; i++) {
            for (int l = 0; l < points[i].length; l++) {
                means.add(c.label(i), l, points[i][l] / (double) c.sizes()[c.label(i)]);
            }
        }
        for (int at = 0; at < means.data.length; at++) {
            if (Math.abs(means.data[at] - c.centroids().data[at]) > 1e-6) {
                return false;
            }
        }
        return true;
    }

    @Property(seed = "3")
    boolean theErrorIsTheSumOfSquaredDistancesAndTheLeastForItsCentroids(@ForAll("points") float[][] points,
            @ForAll @IntRange(min = 1, max = 12) int clusters, @ForAll long seed) {
        Clustering c = clusterer.cluster(points, Math.min(clusters, points.length), seed);
        DMatrixRMaj costs = new DMatrixRMaj(points.length, c.clusters());
        double error = 0;
        for (int i = 0; i < points.length; i++) {
            for (int a = 0; a < c.clusters(); a++) {
                for (int l = 0; l < points[i].length; l++) {
                    costs.add(i, a, Math.pow(points[i][l] - c.centroids().get(a, l), 2));
                }
            }
            error += costs.get(i, c.label(i));
        }
        return Math.abs(error - c.squaredError()) < 1e-6 && new BalancedAssignment(costs).cost() > error - 1e-6;
    }

    @Property(seed = "4")
    boolean sameSeedSameLabels(
            @ForAll("points") float[][] points, @ForAll @IntRange(min = 1, max = 12) int clusters, @ForAll long seed) {
        int k = Math.min(clusters, points.length);
        return Arrays.equals(clusterer.cluster(points, k, seed).labels(), clusterer.cluster(points, k, seed).labels());
    }

    @Property(seed = "5")
    boolean pointsAreNotChanged(@ForAll("points") float[][] points, @ForAll long seed) {
        FMatrixRMaj matrix = new FMatrixRMaj(points);
        clusterer.cluster(matrix, 1, seed);
        return Arrays.equals(matrix.data, new FMatrixRMaj(points).data);
    }

    @Property(seed = "6")
    boolean refusesTooFewAndTooManyClusters(@ForAll("points") float[][] points, @ForAll boolean many) {
        try {
            clusterer.cluster(points, many ? points.length + 1 : 0, 1);
            return false;
        } catch (IllegalArgumentException right) {
            return true;
        }
    }
    // END SOLUTION
}
