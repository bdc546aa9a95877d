/**
 * Choosing experts before computing them.
 *
 * <p>A {@link moelab.routing.Router} turns a token's input row into one score an expert, a
 * {@link moelab.routing.Budget} and a {@link moelab.routing.Selection} turn scores into experts to compute. The target
 * is "as many activated neurons as possible with limited experts": the score should predict the
 * {@link moelab.experts.ExpertContribution} of each expert,
 *
 * <pre>
 *   y[e] = sum over j in e of h[j]   or   | sum over j in e of h[j] W2[j,:] |
 * </pre>
 *
 * from x alone, at a small part of the cost of computing it: x W + b costs d multiply-adds an expert, where the expert
 * itself costs 2 d for each of its neurons. Bounds: {@link moelab.routing.OracleRouter} knows y,
 * {@link moelab.routing.RandomRouter} knows nothing. MoEfication (Zhang et al. 2021, arXiv 2110.01786, section 3.3)
 * compares the same two bounds with a similarity to expert centres and a small network.
 *
 * <p>{@link moelab.routing.Thresholds} turn a wanted share into a budget that spends it where the scores are high;
 * {@link moelab.routing.RouterReport} says what a choice catches, {@link moelab.routing.TribuoReport} the same by
 * Tribuo's evaluators.
 *
 * <p>This is the only package that knows Tribuo. A Tribuo model is trained, evaluated and saved as such; for decoding
 * its weights are copied into a {@link moelab.routing.LinearRouter}, which gives the same scores a hundred times
 * faster.
 */
package moelab.routing;
