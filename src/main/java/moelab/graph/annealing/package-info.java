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
 * <p>Sparse graphs of up to 100,000 edges whose nodes weigh the same, and none of which is fixed, are searched further,
 * unless both searches were tried: some partitions are evolved, each new one being made out of one or two of them by
 * coarsening anew without contracting any of their cut edges (Evolution, Recoarsening), annealed, and improved by
 * exchanging connected sets of nodes ({@link moelab.graph.exchange}) and by minimum cuts between two parts
 * ({@link moelab.graph.flow}). The first ones come by way of coarser graphs, and from random starts where that does
 * better. From 16 parts on, groups of them are then evolved on their own ({@link moelab.graph.groups}). With equal
 * parts it is not the shape of the parts that is hard to find but sizes that fit, so the sizes may differ at first, and
 * come in as the search goes on.
 *
 * <p><b>How much the constants matter.</b> The cut of {@code lab partition datasets/graphs/decoder-neurons.graph 16
 * --seed 1} is 501,027. With one constant of AnnealedPartitioner (3 of them), SwapAnnealing (10), BoundaryAnnealing (2)
 * or CoolingSchedule (1) halved or doubled it was 496,613 to 501,620 in one run each, so that no constant decides by
 * itself. SMALL_PARTS, MOST_RUNS and LEAST_MOVES_PER_EDGE of AnnealedPartitioner, SwapAnnealing.CHANGE,
 * GainGraph.ROUNDS and SwapTable.DENSE change nothing here. The cuts of the other two graphs there, grid-32x32 (192)
 * and ring-of-cliques (16), were the same with every one of these changes.
 *
 * <p>The constants of AnnealedMultilevel were divided and multiplied by about three, on a sparse graph where they
 * decide: 5,000 points of the unit square (from {@code java.util.Random}, seed 1), two of which are joined if they are
 * less than 0.025 apart. The columns K = 16 and K = 64 are the mean cut of {@code lab partition GRAPH K --niter 3} over
 * the seeds 1, 2 and 3. The last column is how much the cut changes, compared with the constants as they are, on
 * average over five cases: both of these, a grid of 64 x 64 in 16 parts, a partition with 3 % imbalance, and the
 * neurons of a decoder layer.
 *
 * <pre>
 *   constant                                   K = 16     K = 64      mean of five
 *   as they are                                   645      1,790
 *   AnnealedMultilevel.NODES_PER_PART   3         706      1,807            +0.6 %
 *                                      40         649      1,736            -1.5 %
 *   AnnealedMultilevel.HOT            0.4         671      1,806            +1.3 %
 *                                       3         639      1,726            -0.1 %
 *   AnnealedMultilevel.HOT_COARSEST  0.15         656      1,774            -1.3 %
 *                                     1.5         633      1,775            +0.4 %
 *   AnnealedMultilevel.COLD          0.04         627      1,804            -1.1 %
 *                                     0.4         614      1,792            -0.9 %
 *   AnnealedMultilevel.STIFFNESS     0.15         682
 *                                     1.5         689
 *   AnnealedMultilevel.EFFORT         200         640
 * </pre>
 *
 * Single seeds differ by 3 to 10 % there, so none of these constants is critical. For STIFFNESS and EFFORT only K = 16
 * was measured; STIFFNESS seems to be best near its present value. Smaller values of BalancedMoves.PATIENCE (2) and
 * MOST_CHAINS (30) change no cut at all.
 *
 * <p>Sources: Kirkpatrick, Gelatt and Vecchi, Optimization by simulated annealing, Science 220 (1983); Johnson, Aragon,
 * McGeoch and Schevon, Optimization by simulated annealing: an experimental evaluation, part I, graph partitioning,
 * Operations Research 37 (1989); Sanders and Schulz, Think locally, act globally: highly balanced graph partitioning,
 * SEA 2013, and Distributed evolutionary graph partitioning, ALENEX 2012; Holtgrewe, Sanders and Schulz, Engineering a
 * scalable high quality graph partitioner, IPDPS 2010.
 */
package moelab.graph.annealing;
