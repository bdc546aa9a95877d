package moelab.cluster;

/**
 * A {@link Clusterer} whose clusters differ in size by at most one point.
 *
 * <p>Everything else that it promises is written as properties in {@code BalancedClusteringContract} (src/test/java,
 * and in the test-jar with classifier {@code contracts}): extend it, name your implementation as its subject, and run
 * it with jqwik.
 */
@FunctionalInterface
public interface BalancedClusterer extends Clusterer {

    /** Returns the library's: {@link BalancedKMeans}, one start. */
    static BalancedClusterer library() {
        return new BalancedKMeans();
    }
}
