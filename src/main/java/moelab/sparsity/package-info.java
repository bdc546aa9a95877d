/**
 * Which neurons fire, and which fire together: recording a feed-forward network at work, and counting.
 *
 * <p>After ReLU most hidden neurons of a trained Transformer are exactly zero on any given token, and which ones are
 * zero depends on the token (Zhang et al. 2021, arXiv 2110.01786, section 2; Li et al. 2022, "The Lazy Neuron
 * Phenomenon", arXiv 2210.06313):
 *
 * <pre>
 *   h = relu(x W1 + b1),   inactive share = |{ j : x W1[:,j] + b1[j] &lt;= 0 }| / d_ff
 * </pre>
 *
 * An {@link moelab.sparsity.ActivationRecorder} takes the place of a dense network in a model, computes the same, and
 * records {@link moelab.sparsity.Activations}: the inputs densely and the hidden activations sparsely. From those,
 * {@link moelab.sparsity.SparsityCounter} counts how often each neuron fires and {@link moelab.sparsity.CoActivation}
 * how often two fire on the same token. Counts can be added ({@code a.plus(b)}), exactly and in any order, so that the
 * tokens can be counted in shards.
 *
 * <p>Cost: with {@code m} active neurons among d_ff on each of T tokens, recording takes memory for T (d + 2 m)
 * numbers, counting takes T m steps, and co-activation the smaller of T m^2 / 2 additions and d_ff^2 / 2 * T / 64
 * population counts.
 *
 * <p>Where we simplify: a recorder keeps the first rows up to a limit, so that the caller decides which sentences come
 * first.
 */
package moelab.sparsity;
