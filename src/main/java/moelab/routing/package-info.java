/**
 * Choosing experts before computing them.
 *
 * <p>Three steps, each an interface or a value that can be replaced:
 *
 * <pre>
 *   {@link moelab.routing.Router}          scores[e] from the decoder state x of a token, for every expert e
 *   {@link moelab.routing.Budget}          how many experts: the best k, all above a threshold, a share of the scores
 *   {@link moelab.routing.RoutingPolicy}   which experts the rows of a step use: each its own, or one set together
 * </pre>
 *
 * Read {@link moelab.routing.ReferenceSelection} first: it turns scores and a budget into experts by sorting.
 * {@link moelab.routing.Selection} finds the same experts without sorting.
 *
 * <p>The target is "as many activated neurons as possible with limited experts": the score should predict the
 * {@link moelab.experts.ExpertContribution} of each expert,
 *
 * <pre>
 *   y[e] = sum over j in e of h[j]   or   | sum over j in e of h[j] W2[j,:] |
 * </pre>
 *
 * from x alone, at a small part of the cost of computing it: x W + b costs d multiply-adds per expert, where the expert
 * itself costs 2 d for each of its neurons. Two bounds frame every router: {@link moelab.routing.OracleRouter} knows y,
 * {@link moelab.routing.RandomRouter} knows nothing. MoEfication (Zhang et al. 2021, arXiv 2110.01786, section 3.3)
 * compares the same two bounds with a similarity to expert centers and a small network.
 *
 * <p>{@link moelab.routing.Thresholds} turn a wanted share into a budget that spends it where the scores are high.
 * {@link moelab.routing.RouterReport} says what share of the contribution a choice captures;
 * {@link moelab.routing.training.TribuoReport} evaluates the choice with Tribuo's evaluators.
 *
 * <p>How a router is learned from these contributions is the subject of {@link moelab.routing.training}.
 */
package moelab.routing;
