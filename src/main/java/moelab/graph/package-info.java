/**
 * Graph partitioning: the nodes of a graph into k parts of equal size, such that little edge weight runs between parts.
 *
 * <pre>
 *   minimize  cut = sum of weight(v, w) over edges {v, w} with partOf(v) != partOf(w)
 *   such that all parts have floor(n/k) or ceil(n/k) nodes
 * </pre>
 *
 * The problem is NP-hard, so everything here is a heuristic, and heuristics are compared by measuring. They come in the
 * order of their invention:
 *
 * <ol>
 *   <li>{@link moelab.graph.KernighanLin} (1970) improves two parts by swaps. Its idea outlived the swaps: continue
 *       through steps that lose, then keep the best prefix.
 *   <li>{@link moelab.graph.FiducciaMattheyses} (1982) does the same with single moves, in time proportional to the
 *       edges instead of the square of the nodes.
 *   <li>{@link moelab.graph.Multilevel} (Karypis and Kumar 1998) sees what both miss, the shape of the whole graph: it
 *       contracts matched nodes ({@link moelab.graph.HeavyEdgeMatching}, {@link moelab.graph.Coarsening}) until the
 *       graph is small, cuts that, and refines on every level on the way back up.
 * </ol>
 *
 * These three are the textbook. The strong partitioner is in {@link moelab.graph.annealing}. It, Kernighan-Lin and
 * multilevel implement {@link moelab.graph.Partitioner}, and a partitioner of your own can be checked against the same
 * properties; Fiduccia-Mattheyses refines a bisection that is given. {@link moelab.graph.metis.MetisFile} reads and
 * writes graphs as METIS does.
 *
 * <p>Parts are exactly equal because the refinement keeps them so. No surplus nodes are moved at random at the end to
 * make sizes equal, because that would lose what the partition had gained. What exact balance means when nodes have
 * different weights, and what an imbalance allows, is in {@link moelab.graph.Balance}.
 *
 * <p>Sources: Kernighan and Lin, An efficient heuristic procedure for partitioning graphs, BSTJ 49 (1970); Fiduccia and
 * Mattheyses, A linear-time heuristic for improving network partitions, DAC 1982; Karypis and Kumar, A fast and high
 * quality multilevel scheme for partitioning irregular graphs, SIAM J. Sci. Comput. 20 (1998).
 *
 * <p>Where we simplify: undirected graphs that fit into memory, one weight per node, whole-number weights, one thread.
 */
package moelab.graph;
