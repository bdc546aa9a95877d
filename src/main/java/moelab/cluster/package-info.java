/**
 * Balanced k-means: n points into k clusters of exactly n/k points (sizes differ by at most one when k does not divide
 * n).
 *
 * <p>The squared error of a clustering with means m_1 ... m_k is
 *
 * <pre>
 *   E = sum over points i of |x_i - m(label(i))|^2
 *     = sum over clusters c of 1/(2 |c|) sum over u, v in c of |x_u - x_v|^2
 * </pre>
 *
 * The first form asks for a good assignment to given means, the second for a good partition of a graph. Each leads to a
 * heuristic:
 *
 * <ol>
 *   <li>{@link moelab.cluster.BalancedLloyd} is the textbook's: k-means++ seeds (Arthur and Vassilvitskii 2007), then
 *       assignment and means in turn. The assignment is the exact optimum
 *       ({@link moelab.cluster.assignment.BalancedAssignment}): no point is dealt out afterwards to even up sizes. It
 *       stalls, because a mean contains its own points.
 *   <li>{@link moelab.cluster.BalancedKMeans} goes on with swaps of pairs, whose gain is Kernighan and Lin's, and to
 *       leave poor local minima anneals them (Kirkpatrick, Gelatt and Vecchi 1983; for this problem Costa, Aloise and
 *       Mladenovic 2017 and others search by swaps, too).
 * </ol>
 *
 * <p>{@link moelab.cluster.PlainKMeans} leaves the sizes free, for comparison. All of them are
 * {@link moelab.cluster.Clusterer}s and report a {@link moelab.cluster.Clustering};
 * {@link moelab.cluster.BalancedClusterer} is the interface for implementations of your own, and the tests have its
 * contract as properties.
 *
 * <p>Sizes need not be equal: {@link moelab.cluster.assignment.SizeBounds} gives each cluster a range, and the
 * assignment stays exact. For points with weights and clusters with capacities there is a heuristic,
 * {@link moelab.cluster.CapacitatedKMeans}.
 *
 * <p>How far above the least known squared error does the best of ten restarts end? On 1,024 points of 64 dimensions in
 * 32 unequal groups (k = 32), 0.8 % with Lloyd and at most 0.03 % with annealing; on 2,048 random unit vectors of 256
 * dimensions (k = 64), 2.9 % and 0.1 %; on the columns of a decoder layer's W1 (2,048 of 128 dimensions, k = 128), 6.1
 * % and 0.2 %, compared with runs that search eight times as long.
 *
 * <p>Beyond 16,384 points memory is linear in n: a sample is annealed, and swaps are computed from the means
 * (CentroidSwaps). 100,000 points of 16 dimensions in 100 clusters take 27 seconds of one core, and the squared error
 * is 1.0 % below the textbook's.
 *
 * <p>Where we simplify: Euclidean distance, all points in memory, one thread.
 */
package moelab.cluster;
