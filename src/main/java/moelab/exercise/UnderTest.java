package moelab.exercise;

import moelab.cluster.BalancedClusterer;
import moelab.cluster.BalancedKMeans;
import moelab.graph.Multilevel;
import moelab.graph.Partitioner;

/**
 * What the properties that students write are run against: the library's code, unless the checker has put something
 * else here.
 *
 * <p>The checker puts in right implementations, which the properties have to pass, and broken ones, which they have to
 * catch.
 */
public final class UnderTest {
    private static BalancedClusterer clusterer = (points, k, seed) -> new BalancedKMeans(k, seed).fit(points);
    private static Partitioner partitioner = new Multilevel();

    private UnderTest() {}

    /** Returns what splits points into clusters of equal size, or claims to. */
    public static BalancedClusterer clusterer() {
        return clusterer;
    }

    /** Returns what cuts graphs into parts of equal size, or claims to. */
    public static Partitioner partitioner() {
        return partitioner;
    }

    /** From now on properties are run against this clusterer. */
    public static void use(BalancedClusterer other) {
        clusterer = other;
    }

    /** From now on properties are run against this partitioner. */
    public static void use(Partitioner other) {
        partitioner = other;
    }
}
