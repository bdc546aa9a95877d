/**
 * A dense Transformer in, a mixture of experts out.
 *
 * <p>{@link moelab.moe.Moefication} runs the recipe of MoEfication (Zhang et al. 2021, arXiv 2110.01786) on a trained
 * model: watch its decoder at work, cut each layer's neurons into experts, train a router, and put a
 * {@link moelab.moe.MoeFeedForward} where the dense network was. The weights are the dense model's own; only which of
 * them are used on a token is new.
 *
 * <p>With a share s of the experts, a layer's feed-forward network costs s * 2 d d_ff multiply-adds and the router's;
 * the rest of the model, attention and the output projection, costs what it did. That is the ceiling of the speed-up
 * (Amdahl).
 *
 * <p>To come near it, what is skipped must cost nothing and what is not must be read at full speed
 * ({@link moelab.moe.ExpertBlocks}): an expert's weights are one stretch of memory, which begins at a cache line; four
 * chosen experts are read at a time, because one ends before the processor has recognised a stream; inside them only
 * the rows of W2 whose neuron fires are touched; experts are chosen by counting scores, not by sorting them; and
 * nothing is allocated.
 */
package moelab.moe;
