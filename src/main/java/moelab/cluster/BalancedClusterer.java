package moelab.cluster;

import org.ejml.data.FMatrixRMaj;

/**
 * Splits points into k clusters whose sizes differ by at most one, so that points of a cluster are near its mean.
 *
 * <p>What an implementation promises is written as properties in {@code BalancedClusteringContract} (src/test/java, and
 * {@code moelab-contracts.jar}, which the build attaches): extend it, name your implementation as its subject, and run
 * it with jqwik.
 */
@FunctionalInterface
public interface BalancedClusterer {

    /**
     * One clustering of the points.
     *
     * @param points n x d, one point a row; not changed
     * @param k number of clusters, from 1 to n
     * @param seed of all randomness: the same arguments give the same labels
     * @throws IllegalArgumentException one line, if there is no point, a coordinate is not finite, or k is not from 1
     *     to n
     */
    Clustering cluster(FMatrixRMaj points, int k, long seed);

    /**
     * The same for points that come as rows.
     *
     * @throws IllegalArgumentException also if the rows are ragged
     */
    default Clustering cluster(float[][] rows, int k, long seed) {
        for (int i = 1; i < rows.length; i++) {
            if (rows[i].length != rows[0].length) {
                throw new IllegalArgumentException("point " + i + " has " + rows[i].length + " coordinates, expected "
                        + rows[0].length + " as in point 0");
            }
        }
        FMatrixRMaj points = new FMatrixRMaj(rows.length, rows.length == 0 ? 0 : rows[0].length);
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, points.data, i * points.numCols, points.numCols);
        }
        return cluster(points, k, seed);
    }

    /** The library's: {@link BalancedKMeans}, one start. */
    static BalancedClusterer library() {
        return new BalancedClusterer() {
            @Override
            public Clustering cluster(FMatrixRMaj points, int k, long seed) {
                return new BalancedKMeans(k, seed).fit(points);
            }

            @Override
            public String toString() {
                return "balanced k-means";
            }
        };
    }
}
