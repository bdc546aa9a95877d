/**
 * Which neurons fire: watching a feed-forward network at work, and counting.
 *
 * <p>After ReLU most hidden neurons of a trained Transformer are exactly zero on any given token, and which ones are
 * zero depends on the token (Zhang et al. 2021, arXiv 2110.01786, section 2; Li et al. 2022, "The Lazy Neuron
 * Phenomenon", arXiv 2210.06313):
 *
 * <pre>
 *   h = relu(x W1 + b1),   inactive share = |{ j : x W1[:,j] + b1[j] <= 0 }| / d_ff
 * </pre>
 *
 * An {@link moelab.sparsity.ActivationRecorder} takes the place of a dense network in a model, passes every row through
 * and keeps what it saw: {@link moelab.sparsity.Activations}, the inputs densely and the hidden activations sparsely.
 * From those, {@link moelab.sparsity.SparsityCounter} counts how often each neuron fires and
 * {@link moelab.sparsity.CoActivation} how often two fire on the same token. Counts are values that merge
 * ({@code a.plus(b)}), exactly and in any order, so that counting can be cut into shards.
 *
 * <p>Cost: with a active neurons among d_ff on each of T tokens, recording takes T (d + 2a) numbers of memory, counting
 * T a, and co-activation the smaller of T a^2 / 2 additions and d_ff^2 / 2 * T / 64 population counts.
 *
 * <p>Where we simplify: a recorder keeps the first rows it sees up to a bound, so the caller decides which sentences
 * come first.
 */
package moelab.sparsity;
