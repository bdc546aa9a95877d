/**
 * Balanced k-means: n points into k clusters of exactly n/k points (sizes differ by at most one when k does not divide n).
 *
 * <p>The squared error of a clustering with means m_1 ... m_k is
 *
 * <pre>
 *   E = sum over points i of |x_i - m(label(i))|^2
 * </pre>
 *
 * {@link moelab.cluster.BalancedKMeans} lowers it with k-means++ seeds (Arthur and Vassilvitskii 2007) and Lloyd's two steps, of which the
 * first is an exact assignment with equal capacities ({@link moelab.cluster.BalancedAssignment}): no point is dealt out afterwards to
 * even up sizes.
 */
package moelab.cluster;
