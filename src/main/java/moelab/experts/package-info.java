/**
 * Splitting a feed-forward network's neurons into experts of equal size.
 *
 * <p>A feed-forward network is a sum over its neurons, so any partition of the neurons makes it a sum of smaller
 * networks, the experts (Zhang et al. 2021, arXiv 2110.01786, equations 3 to 5):
 *
 * <pre>
 *   FFN(x) = b2 + sum over experts e of sum over j in e of relu(x . W1[:,j] + b1[j]) W2[j,:]
 * </pre>
 *
 * The sum is exact whatever the partition. In a useful one, few experts make most of the output of each token. Two
 * constructions do that: {@link moelab.experts.CoActivationSplitter} cuts the graph of neurons that fire together into
 * equal parts, and {@link moelab.experts.KMeansSplitter} clusters the columns of W1, because neurons with similar
 * columns fire on the same tokens. {@link moelab.experts.RandomSplitter} is the baseline. They are compared by one
 * objective: how much of the {@link moelab.experts.ExpertContribution} the best k experts of each token hold.
 *
 * <p>Where we simplify: every expert has the same number of neurons, and every neuron is in exactly one.
 */
package moelab.experts;
