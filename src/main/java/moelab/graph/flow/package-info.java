/**
 * Minimum cuts between two parts of a partition, by maximum flow.
 *
 * <p>Descent moves the border between two parts by single nodes or small sets, and stops where no such move lowers the
 * cut. A maximum flow looks at a whole region around the border at once: of all ways to divide that region between the
 * two parts it finds one that cuts least.
 *
 * <ol>
 *   <li>A region grows around a cut edge, up to a number of nodes on each side of the border
 *       ({@link moelab.graph.flow.BorderCut}).
 *   <li>Its edges become a network. What is left of the one part is the source, what is left of the other is the sink.
 *       Edges to third parts stay cut, wherever the border runs, and are left out.
 *   <li>The maximum flow from source to sink is as large as the minimum cut between them (Ford and Fulkerson 1956;
 *       {@link moelab.graph.flow.FlowNetwork}). There may be many minimum cuts. The residual capacities show the two
 *       outermost ones: around the nodes that the source can still reach, and around those that can still reach the
 *       sink.
 * </ol>
 *
 * <pre>
 *        part p                   region                 part q
 *     ............  +--------------:-----------------+ ............
 *     .  source  ===|   \          :old         \     |===  sink   .
 *     .          ===|    \ small   :border       \    |===         .
 *     ............  +-----\--------:--------large-\--+ ............
 * </pre>
 *
 * Left to p by a minimum cut: at least what is before the line {@code small}, at most what is before {@code large}.
 *
 * <p>A flow knows nothing of sizes. So such a cut is only a beginning where parts have to be equal: the evolution of
 * {@link moelab.graph.annealing} brings the parts within their bounds again by exchanging sets
 * ({@link moelab.graph.exchange}), and keeps the result if the cut is not larger than before. On uk, a mesh of 4,824
 * nodes, that brings the cut in 4 parts from 44 to 43 with most seeds (the best known is 41).
 *
 * <p>Sources: Ford and Fulkerson, Maximal flow through a network, Canadian Journal of Mathematics 8 (1956); Dinic,
 * Algorithm for solution of a problem of maximum flow in networks with power estimation, Soviet Mathematics Doklady 11
 * (1970); Sanders and Schulz, Engineering multilevel graph partitioning algorithms, ESA 2011, for flows in a region
 * around a border.
 *
 * <p>Where we simplify: of all the minimum cuts only the two outermost are looked at, not those in between, and the
 * region is as large as chance has it, where Sanders and Schulz choose it such that sizes stay within their bounds.
 */
package moelab.graph.flow;
