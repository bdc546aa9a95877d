/**
 * The dense encoder-decoder Transformer that everything else is compared with.
 *
 * <p>Read {@link moelab.transformer.ReferenceTransformer} first: the forward pass as one function, in the order of the
 * equations. {@link moelab.transformer.Transformer} is the fast one, which also has the gradients.
 *
 * <p>An encoder turns n source tokens into n rows of d numbers; a decoder writes the target, one token at a time,
 * looking at what it has written (self-attention) and at the encoder's rows (cross-attention). Each layer ends in a
 * feed-forward network that works on every row by itself, {@code FFN(x) = relu(x W1 + b1) W2 + b2}: the part that later
 * becomes experts.
 *
 * <p>Cost of one decoding step of one layer, in multiply-adds: 6 d^2 for the products of both attentions (keys and
 * values of the source are computed once per sentence), about 2 d for every position attended to, and 2 d d_ff for the
 * FFN. The step ends with d V for the output projection onto the V vocabulary entries. With d = 128, d_ff = 2,048 and
 * two layers the FFN is the largest part by far.
 *
 * <p>Source: Vaswani et al. 2017, "Attention is all you need". What differs: layer norms stand before each branch
 * (Xiong et al. 2020) with one more at the end of each stack, batches are without padding
 * ({@link moelab.transformer.layers.TokenBatch}), and dropout inside the attention weights is left out. Forward and
 * backward passes stand beside each other in each layer; there is no automatic differentiation. Training is in float,
 * although decoding may read weights of fewer bits ({@link moelab.transformer.Transformer#withWeights}).
 */
package moelab.transformer;
