package moelab.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.ejml.data.FMatrixRMaj;

/**
 * What every {@link BalancedClusterer} keeps. To hold one to it:
 *
 * <pre>
 *   class MyClustererProperties implements BalancedClusteringContract {
 *       public BalancedClusterer subject() { return new MyClusterer(); }
 *   }
 * </pre>
 *
 * Outside of this project: {@code moelab-contracts.jar}, which the build attaches (type {@code test-jar}, classifier
 * {@code contracts}), and jqwik. Messages begin with the points, which jqwik has made as few and as small as it could.
 */
@Domain(SmallPointSets.class)
@Domain(DomainContext.Global.class)
public interface BalancedClusteringContract {

    /** Returns the clusterer that is checked. */
    BalancedClusterer subject();

    // ---- a partition into equal parts ----

    @Property(tries = 200)
    default void everyPointIsInOneOfKClusters(@ForAll Points points, @ForAll long seed) {
        Clustering c = subject().cluster(points.matrix(), points.k(), seed);
        assertEquals(points.k(), c.clusters(), () -> points + ": number of clusters");
        assertEquals(points.n(), c.labels().length, () -> points + ": number of labels");
        for (int label : c.labels()) {
            assertTrue(label >= 0 && label < points.k(), () -> points + ": label " + label);
        }
    }

    @Property(tries = 200)
    default void sizesDifferByAtMostOne(@ForAll Points points, @ForAll long seed) {
        ClusteringChecks.sizes(points, subject().cluster(points.matrix(), points.k(), seed));
    }

    // ---- the report belongs to the labels ----

    @Property(tries = 200)
    default void centroidsAreMeans(@ForAll Points points, @ForAll long seed) {
        ClusteringChecks.centroids(points, subject().cluster(points.matrix(), points.k(), seed));
    }

    @Property(tries = 200)
    default void squaredErrorIsItsDefinition(@ForAll Points points, @ForAll long seed) {
        ClusteringChecks.error(points, subject().cluster(points.matrix(), points.k(), seed));
    }

    // ---- it is good ----

    @Property(tries = 200)
    default void theErrorNeverRisesAboveThatOfTheSeeding(@ForAll Points points, @ForAll long seed) {
        Clustering c = subject().cluster(points.matrix(), points.k(), seed);
        double[] history = c.history();
        for (int step = 1; step < history.length; step++) {
            assertTrue(
                    history[step] <= history[step - 1] + 1e-9 * points.scatter(),
                    () -> points + ": history " + Arrays.toString(history));
        }
        assertTrue(c.squaredError() <= c.seedingError() + 1e-9 * points.scatter(), () -> points + ": " + c);
    }

    @Property(tries = 200)
    default void noSwapOfTwoPointsLowersTheError(@ForAll Points points, @ForAll long seed) {
        ClusteringChecks.swaps(points, subject().cluster(points.matrix(), points.k(), seed));
    }

    // ---- only distances count ----

    @Property(tries = 100)
    default void translationChangesNothing(@ForAll Points points, @ForAll @IntRange(min = -3000, max = 3000) int by) {
        sameError(
                points,
                points.map(row -> {
                    for (int l = 0; l < row.length; l++) {
                        row[l] += by * (l + 1);
                    }
                    return row;
                }),
                1,
                "moved by (1, 2, 3) times " + by);
    }

    @Property(tries = 100)
    default void rotationChangesNothing(@ForAll Points points, @ForAll @IntRange(min = 1, max = 359) int degrees) {
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        sameError(
                points,
                points.map(row -> {
                    // in the plane of coordinates l and l + 1, one after the other
                    for (int l = 0; l + 1 < row.length; l++) {
                        float x = row[l];
                        float y = row[l + 1];
                        row[l] = (float) (cos * x - sin * y);
                        row[l + 1] = (float) (sin * x + cos * y);
                    }
                    return row;
                }),
                1,
                "rotated by " + degrees + " degrees");
    }

    @Property(tries = 100)
    default void scalingScalesTheError(
            @ForAll Points points, @ForAll @IntRange(min = 1, max = 100_000) int thousandths) {
        float factor = thousandths / 1000f;
        sameError(
                points,
                points.map(row -> {
                    for (int l = 0; l < row.length; l++) {
                        row[l] *= factor;
                    }
                    return row;
                }),
                (double) factor * factor,
                "scaled by " + factor);
    }

    @Property(tries = 100)
    default void theOrderOfThePointsDoesNotMatter(@ForAll Points points, @ForAll long shuffle) {
        sameError(points, points.inOrder(ClusteringChecks.shuffled(points.n(), shuffle)), 1, "in another order");
    }

    private void sameError(Points points, Points changed, double factor, String how) {
        double before = subject().cluster(points.matrix(), points.k(), 1).squaredError() * factor;
        double after = subject().cluster(changed.matrix(), changed.k(), 1).squaredError();
        assertEquals(
                before,
                after,
                1e-5 * (1 + points.scatter()) * factor,
                () -> points + ": squared error of the same " + how);
    }

    // ---- special cases ----

    @Property(tries = 50)
    default void oneClusterHoldsAllPoints(@ForAll Points points) {
        Points one = points.withClusters(1);
        assertEquals(
                one.scatter(),
                ClusteringChecks.all(one, subject()).squaredError(),
                1e-6 * (1 + one.scatter()),
                one::toString);
    }

    @Property(tries = 50)
    default void asManyClustersAsPointsLeaveNoError(@ForAll Points points) {
        Points each = points.withClusters(points.n());
        assertEquals(
                0, ClusteringChecks.all(each, subject()).squaredError(), 1e-9 * (1 + each.scatter()), each::toString);
    }

    @Property(tries = 50)
    default void pointsMayBeIdentical(@ForAll Points points) {
        Points same = SmallPointSets.identical(points);
        assertEquals(0, ClusteringChecks.all(same, subject()).squaredError(), 1e-9, same::toString);
    }

    @Property(tries = 50)
    default void pointsMayComeTwice(@ForAll Points points) {
        ClusteringChecks.all(SmallPointSets.doubled(points), subject());
    }

    @Property(tries = 50)
    default void pointsMayLieOnALine(@ForAll Points points) {
        ClusteringChecks.all(SmallPointSets.collinear(points), subject());
    }

    // ---- manners ----

    @Property(tries = 50)
    default void theSameSeedGivesTheSameLabels(@ForAll Points points, @ForAll long seed) {
        int[] once = subject().cluster(points.matrix(), points.k(), seed).labels();
        assertArrayEquals(
                once, subject().cluster(points.matrix(), points.k(), seed).labels(), () -> points + ": once more");
    }

    @Property(tries = 50)
    default void thePointsAreLeftAsTheyWere(@ForAll Points points, @ForAll long seed) {
        FMatrixRMaj given = points.matrix().copy();
        subject().cluster(given, points.k(), seed);
        assertArrayEquals(points.matrix().data, given.data, () -> points + ": the matrix afterwards");
    }

    @Property(tries = 50)
    default void kMustBeFromOneToTheNumberOfPoints(@ForAll Points points, @ForAll @IntRange(max = 1000) int beyond) {
        for (int k : new int[] {-beyond, points.n() + 1 + beyond}) {
            refuses(points, () -> subject().cluster(points.matrix(), k, 1), "" + k, "" + points.n());
        }
    }

    @Property(tries = 50)
    default void coordinatesMustBeFinite(@ForAll Points points, @ForAll @IntRange(max = 35) int where) {
        for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            FMatrixRMaj holed = points.matrix().copy();
            int at = where % holed.getNumElements();
            holed.data[at] = wrong;
            refuses(points, () -> subject().cluster(holed, points.k(), 1), "" + wrong, "point " + at / points.d());
        }
    }

    @Example
    default void rowsMustNotBeRagged() {
        float[][] ragged = {{1, 2}, {3, 4}, {5}};
        refuses(null, () -> subject().cluster(ragged, 2, 1), "point 2", "1", "2");
    }

    @Example
    default void thereMustBePoints() {
        refuses(null, () -> subject().cluster(new FMatrixRMaj(0, 2), 1, 1));
        refuses(null, () -> subject().cluster(new float[0][], 1, 1));
    }

    private static void refuses(Points points, Runnable call, String... named) {
        String message = assertThrows(
                        IllegalArgumentException.class, call::run, () -> points + ": expected to be refused")
                .getMessage();
        assertNotNull(message, () -> points + ": refused without a word");
        assertEquals(1, message.lines().count(), message);
        for (String word : named) {
            assertTrue(message.contains(word), () -> "'" + message + "' does not say " + word);
        }
    }
}
