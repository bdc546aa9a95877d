/**
 * Improving a clustering by exchanging two points, or by moving one where sizes may differ.
 *
 * <p>Lloyd's algorithm stalls where no new assignment to the present means is better, although a swap of two points
 * would be: it does not take into account that the means move along with the points. A swap of u in cluster a with v in
 * cluster b changes the squared error by an amount that follows from sums of distances, which are kept up to date
 * ({@link moelab.cluster.swaps.Swaps}); it is Kernighan and Lin's gain for a partition of the complete graph whose
 * edges weigh the squared distances.
 *
 * <ul>
 *   <li>{@link moelab.cluster.swaps.SwapSearch} makes swaps as long as one lowers the error.
 *   <li>{@link moelab.cluster.swaps.Annealing} also makes swaps that raise it, ever more rarely, and so leaves poor
 *       local minima (Kirkpatrick, Gelatt and Vecchi 1983).
 *   <li>{@link moelab.cluster.swaps.CentroidSwaps} computes gains from the means alone, for numbers of points for which
 *       the table of all distances would not fit into memory.
 * </ul>
 *
 * <p><b>How much the constants of Annealing matter.</b> The first column of figures is the squared error of {@code new
 * BalancedKMeans(128, 1)} on the directions of the neurons of the shipped model's first decoder layer
 * ({@code KMeansSplitter.directions}, 2,048 points of 128 dimensions). The second is the mean squared error over the
 * seeds 1 to 50 for 64 normally distributed points of 8 dimensions in 8 clusters. One constant differs in each row:
 *
 * <pre>
 *   constant                        2,048 points    64 points
 *   as they are                          1524.87       269.07
 *   HOT                        0.5       1523.44       269.05
 *                             0.99       1524.07       269.05
 *   FEW                     0.0003       1524.44       269.07
 *                             0.03       1524.04       269.07
 *   LOOKS                        1       1524.75       269.07
 *                               16       1524.45       269.07
 *   FEWEST                    2048       1524.75       269.05
 *   MORE                         1       1524.87       269.73
 *   BalancedKMeans.SWEEPS      100       1529.40       269.33
 *                             1600       1521.40       269.05
 * </pre>
 *
 * Two seeds differ by 0.1 % on the large set. So two numbers matter: SWEEPS, which trades time for error (four times
 * the time for 0.2 %), and MORE on small sets, which end 0.2 % higher without it.
 *
 * <p>Memory: n^2 floats for the distances, n k for the sums; {@code CentroidSwaps} takes n d.
 */
package moelab.cluster.swaps;
