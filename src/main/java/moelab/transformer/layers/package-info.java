/**
 * The layers that the Transformer consists of, each with its backward pass beside its forward pass.
 *
 * <p>A layer takes its weights by name and shape from {@link moelab.transformer.layers.Parameters}, which either
 * initializes them or has read them from a file, and leaves the derivatives of the loss by its weights in
 * {@link moelab.transformer.layers.Gradients}. Nothing is differentiated automatically: with {@code y = f(x)} and the
 * gradient {@code dL/dy}, each backward pass is the transposed Jacobian of f written out, and tests compare it with
 * differences of the forward pass.
 *
 * <pre>
 *   {@link moelab.transformer.layers.Embedding}   rows of a table, scaled, plus sinusoids; it also gives the logits
 *   {@link moelab.transformer.layers.LayerNorm}   y = g (x - mean) / sqrt(variance + epsilon) + b
 *   {@link moelab.transformer.layers.RmsNorm}     y = g x / sqrt(mean of x^2 + epsilon)
 *   {@link moelab.transformer.layers.Linear}      y = x W + b
 *   {@link moelab.transformer.layers.Attention}   softmax(Q K^T / sqrt(d_h) + bias) V, per head; the bias may depend on
 *                the distance of two tokens ({@link moelab.transformer.layers.RelativePositionBias})
 * </pre>
 *
 * The feed-forward network is not here but one floor up ({@link moelab.transformer.FeedForward}), because it is the
 * layer that experts replace.
 *
 * <p>Sentences of one batch lie one after the other as the rows of a matrix, without padding; a
 * {@link moelab.transformer.layers.TokenBatch} knows where each begins.
 * {@link moelab.transformer.layers.TransformerConfig} holds the sizes of a model,
 * {@link moelab.transformer.layers.Architecture} the forms in which published models differ.
 *
 * <p>Sources: Vaswani et al. 2017; Ba, Kiros and Hinton 2016 (layer norm); Zhang and Sennrich 2019 (RMS norm); Raffel
 * et al. 2020 (relative positions).
 */
package moelab.transformer.layers;
