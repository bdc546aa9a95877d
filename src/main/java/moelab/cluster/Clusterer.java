package moelab.cluster;

import org.ejml.data.FMatrixRMaj;

/**
 * Splits points into k clusters so that the points of a cluster are near its mean. Those that promise clusters of equal
 * size are {@link BalancedClusterer}s.
 */
@FunctionalInterface
public interface Clusterer {

    /**
     * Returns one clustering of the points.
     *
     * @param points n x d, one point per row; not changed
     * @param k number of clusters, from 1 to n
     * @param seed of all randomness: the same arguments give the same labels
     * @throws IllegalArgumentException one line, if there is no point, a coordinate is not finite (the line names the
     *     point and the coordinate), or k is not from 1 to n (the line names both numbers)
     */
    Clustering cluster(FMatrixRMaj points, int k, long seed);

    /**
     * Returns one clustering of points that come as rows.
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
}
