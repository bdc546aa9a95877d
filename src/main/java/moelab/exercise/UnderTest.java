package moelab.exercise;

import moelab.cluster.BalancedClusterer;
import moelab.cluster.BalancedKMeans;
import moelab.graph.Multilevel;
import moelab.graph.Partitioner;

/**
 * The code against which students' properties are run: the library's, unless the checker has replaced it.
 *
 * <p>The checker replaces it by correct implementations, for which the properties must hold, and by broken ones, for
 * which they must fail.
 */
public final class UnderTest {
    private static BalancedClusterer clusterer = (points, k, seed) -> new BalancedKMeans(k, seed).fit(points);
    private static Partitioner partitioner = new Multilevel();

    private UnderTest() {}

    /** Returns the clusterer under test, which makes clusters of equal size or claims to. */
    public static BalancedClusterer clusterer() {
        return clusterer;
    }

    /** Returns the partitioner under test, which makes parts of equal size or claims to. */
    public static Partitioner partitioner() {
        return partitioner;
    }

    /** Makes all later properties run against this clusterer. */
    public static void use(BalancedClusterer other) {
        clusterer = other;
    }

    /** Makes all later properties run against this partitioner. */
    public static void use(Partitioner other) {
        partitioner = other;
    }
}
