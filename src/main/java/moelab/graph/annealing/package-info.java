/**
 * The strong partitioner: simulated annealing where the textbook ({@link moelab.graph}) descends.
 *
 * <p>Descent stops in the first local minimum. Simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983) also takes
 * steps that lose, with a probability that falls with the temperature:
 *
 * <pre>
 *   P(take a step that cuts L more) = exp(-L / T),     T falls geometrically
 * </pre>
 *
 * It needs very many steps, so a step has to be cheap. Two searches make it cheap, each on its own kind of graph, and
 * {@link moelab.graph.annealing.AnnealedPartitioner} chooses between them:
 *
 * <ul>
 *   <li>dense graphs, such as co-activation graphs: swaps of two nodes, whose gain is read from a table (SwapTable,
 *       SwapAnnealing);
 *   <li>sparse graphs, such as meshes: moves of boundary nodes on every level of a coarsening (BoundaryAnnealing,
 *       AnnealedMultilevel; RatedMatching chooses what is contracted). Parts may stray from their bounds meanwhile;
 *       chains of moves bring them in and improve the result (GainGraph, BalancedMoves).
 * </ul>
 *
 * <p>Sources: Kirkpatrick, Gelatt and Vecchi, Optimization by simulated annealing, Science 220 (1983); Johnson, Aragon,
 * McGeoch and Schevon, Optimization by simulated annealing: an experimental evaluation, part I, graph partitioning,
 * Operations Research 37 (1989); Sanders and Schulz, Think locally, act globally: highly balanced graph partitioning,
 * SEA 2013; Holtgrewe, Sanders and Schulz, Engineering a scalable high quality graph partitioner, IPDPS 2010.
 */
package moelab.graph.annealing;
