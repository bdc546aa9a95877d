/**
 * The assignment of points to clusters of bounded sizes at the least total cost, exactly.
 *
 * <pre>
 *   minimize  sum over points i of cost(i, label(i))
 *   such that every cluster c gets between least(c) and most(c) points
 * </pre>
 *
 * <p>This is one of the two steps of balanced k-means. In ordinary k-means it is easy: without the bounds each point
 * takes its nearest cluster. With them it is a transportation problem, which
 * {@link moelab.cluster.assignment.BalancedAssignment} solves by successive shortest paths in a graph of k nodes, while
 * a matching of points to places works in a graph of n. {@link moelab.cluster.assignment.SizeBounds} says which sizes
 * are allowed: all equal, or a range for each cluster.
 */
package moelab.cluster.assignment;
