/**
 * Exchanges of connected sets of nodes between parts of exactly equal size.
 *
 * <p>Where sizes must be equal, a node can only move if others move back. Swaps and chains of single nodes
 * ({@link moelab.graph.annealing}) stop where a few nodes would have to move together: a dangling tree, the end of a
 * chain, a stretch of the boundary. On a sparse graph that is nearly everywhere. Here whole sets of nodes move:
 *
 * <ol>
 *   <li>From every boundary node, for every part next to it, a connected set of up to a dozen nodes grows by the node
 *       that loses least (GrownSets). All of its prefixes are candidates: one set of each size.
 *   <li>For two parts p and q and a number s, the cheapest way to make q larger by s nodes and p smaller: a set of s
 *       nodes of p, or one of s + t nodes of p and one of t nodes of q in exchange (Transfers). With s = 0 that is a
 *       swap of two sets of equal size, and it pays if its cost is negative.
 *   <li>Larger numbers, up to a hundred, come from bundles: several sets, with no edge between any two of them, chosen
 *       as for a knapsack (Bundles). So do small numbers where a bundle is cheaper than two sets. Besides grown sets
 *       bundles have pieces that hang on a single edge and may be much larger than grown sets (Pieces): such a piece
 *       costs little and may be just what sizes lack. uk in two parts can be cut at 18 edges with 43 nodes too many in
 *       one part; a piece of 43 nodes makes that 19 with equal parts, where without pieces 20 was the least.
 *   <li>Transfers of the same s are the arcs of a graph of the parts. A cycle changes no size, and pays if its cost is
 *       negative; a path makes its last part s nodes larger and its first part s nodes smaller, which balances them
 *       (ShiftPaths; {@link moelab.graph.exchange.SetExchange} decides what is done).
 * </ol>
 *
 * <pre>
 *   cost(A, p to q)      = weight(edges between A and the rest of p) - weight(edges between A and q)
 *   cost(A, B exchanged) = cost(A, p to q) + cost(B, q to p) + 2 weight(edges between A and B)
 * </pre>
 *
 * The costs of sets without an edge between them add up. Costs are exact for one transfer until nodes beside it move.
 * Those of a cycle or path also assume that its sets do not touch. So each of them is tried, and taken back if the cut
 * says otherwise.
 *
 * <p>The graph of the parts with single nodes is that of Sanders and Schulz; the same authors also let an arc stand for
 * several moves. That sets grow greedily by gain is the idea of Kernighan and Lin.
 *
 * <p>Sources: Sanders and Schulz, Think locally, act globally: highly balanced graph partitioning, SEA 2013; Kernighan
 * and Lin, An efficient heuristic procedure for partitioning graphs, BSTJ 49 (1970); Tarjan, A note on finding the
 * bridges of a graph, Information Processing Letters 2 (1974).
 *
 * <p>Where we simplify: all nodes weigh the same.
 */
package moelab.graph.exchange;
