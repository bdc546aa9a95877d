/**
 * Cutting a graph into parts of equal size.
 *
 * <p>Given a graph with weights on its edges and a number of parts k, find parts of equal size such that the cut is
 * small:
 *
 * <pre>
 *   minimise  cut = sum of weight(v, w) over edges with partOf(v) != partOf(w),    all parts having floor(n/k) or ceil(n/k) nodes
 * </pre>
 *
 * The problem is NP-hard, so everything here is a heuristic, and heuristics are compared by measuring. They come in the
 * order of their invention:
 *
 * <ol>
 *   <li>{@link moelab.graph.KernighanLin} (1970) improves two parts by swaps. Its idea outlived the swaps: go on
 *       through bad steps, then keep the best prefix.
 *   <li>{@link moelab.graph.FiducciaMattheyses} (1982) does the same with single moves, in time proportional to the
 *       edges instead of the square of the nodes.
 *   <li>{@link moelab.graph.Multilevel} (Karypis and Kumar 1998) sees what both are blind to, the shape of the whole:
 *       it contracts matched nodes ({@link moelab.graph.HeavyEdgeMatching}, {@link moelab.graph.Coarsening}) until the
 *       graph is small, cuts that, and refines on every level on the way back up. These three are the textbook.
 *   <li>{@link moelab.graph.AnnealedPartitioner} is the strong one. Descent stops at the first valley; simulated
 *       annealing takes losing steps with a probability that falls with the temperature, and given a table of gains, or
 *       only the boundary to look at, it can afford millions of steps. Balance comes from swaps, and from moves in
 *       chains and cycles (Sanders and Schulz 2013).
 * </ol>
 *
 * All stand behind {@link moelab.graph.Partitioner}. {@link moelab.graph.MetisFile} reads and writes graphs as METIS
 * does.
 *
 * <p>Exactly equal parts are kept by the refinement itself, never by dealing out surplus nodes in the end: experts of a
 * feed-forward network are equal, and nodes that are dealt out lose what the partition had gained.
 *
 * <p>Sources: Kernighan and Lin, An efficient heuristic procedure for partitioning graphs, BSTJ 49 (1970); Fiduccia and
 * Mattheyses, A linear-time heuristic for improving network partitions, DAC 1982; Karypis and Kumar, A fast and high
 * quality multilevel scheme for partitioning irregular graphs, SIAM J. Sci. Comput. 20 (1998); Kirkpatrick, Gelatt and
 * Vecchi, Optimization by simulated annealing, Science 220 (1983); Johnson, Aragon, McGeoch and Schevon, Optimization
 * by simulated annealing: an experimental evaluation, part I, graph partitioning, Operations Research 37 (1989);
 * Sanders and Schulz, Think locally, act globally: highly balanced graph partitioning, SEA 2013.
 *
 * <p>Where we simplify: undirected graphs that fit into memory, one weight a node, whole-number weights, one thread.
 */
package moelab.graph;
