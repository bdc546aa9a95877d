/**
 * A dense Transformer in, a mixture of experts out.
 *
 * <p>Read {@link moelab.moe.ReferenceMoeFeedForward} first: the layer that skips experts, written like its equation.
 * {@link moelab.moe.MoeFeedForward} is the fast one, in three steps:
 *
 * <pre>
 *   {@link moelab.routing.Router}          scores the experts of every row
 *   {@link moelab.routing.RoutingPolicy}   chooses some of them
 *   {@link moelab.moe.ExpertBlocks}        adds what the chosen experts give to the output
 * </pre>
 *
 * {@link moelab.moe.Moefication} runs the recipe of MoEfication (Zhang et al. 2021, arXiv 2110.01786) on a trained
 * model: it takes the recorded activations of its decoder, splits each layer's neurons into experts, trains a router,
 * and puts a mixture of experts where the dense network was. The weights are the dense model's own; only which of them
 * are used for a token is new.
 *
 * <p>With a share s of the experts, a layer's feed-forward network costs s * 2 d d_ff multiply-adds plus those of the
 * router; the rest of the model, attention and the output projection, costs what it did. That bounds the speedup
 * (Amdahl).
 *
 * <p>To come near the bound, what is skipped must cost nothing and what is not must be read at full speed: an expert's
 * weights are one stretch of memory that begins at a cache line; for one row and for rows that choose together, four
 * chosen experts are read at a time, because a single one ends before the processor has recognized a stream; inside
 * them only the rows of W2 whose neuron fires are read; experts are chosen by counting scores, not by sorting them; and
 * nothing is allocated. Several rows, a beam or a batch, share what is read, and the <em>union</em> of their experts
 * decides how much that is; {@link moelab.routing.JointRouting} puts the budget there. Rows that choose for themselves
 * are multiplied with their own experts only.
 */
package moelab.moe;
