/**
 * Improving a clustering by exchanging two points, or by moving one where sizes may differ.
 *
 * <p>Lloyd's algorithm stalls where no new assignment to the present means is better, although swapping two points
 * would be: it does not count that the means move along with the points. A swap of u in cluster a with v in cluster b
 * changes the squared error by an amount that follows from sums of distances, which are kept up to date
 * ({@link moelab.cluster.swaps.Swaps}); it is Kernighan and Lin's gain for a partition of the complete graph whose
 * edges weigh the squared distances.
 *
 * <ul>
 *   <li>{@link moelab.cluster.swaps.SwapSearch} makes swaps as long as one lowers the error.
 *   <li>{@link moelab.cluster.swaps.Annealing} also makes swaps that raise it, ever more rarely, and so leaves poor
 *       local minima (Kirkpatrick, Gelatt and Vecchi 1983).
 *   <li>{@link moelab.cluster.swaps.CentroidSwaps} computes gains from the means alone, for numbers of points for which
 *       the table of their distances would not fit into memory.
 * </ul>
 *
 * <p>Memory: n^2 floats for the distances, n k for the sums; {@code CentroidSwaps} takes n d.
 */
package moelab.cluster.swaps;
