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
                        points[i / d][i % d] = numbers[i] + 10 * (i / d);
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
        throw new Unsolved("10.1", "sizes differ by at most one, and whatever else a balanced clustering is");
    }
}
