/**
 * From random weights to a translator: loss, optimizer, schedule, and a trainer that can be killed and resumed.
 *
 * <p>One step takes a batch of some hundred target tokens, cut into a fixed number of shards. Each shard runs forward
 * and backward on whichever thread is free; their gradients are summed in the order of the shards. Sums of floats
 * depend on their order, which is therefore fixed: one thread and eight end in the same weights, bit for bit.
 *
 * <p>All randomness (order of sentences, subword sampling, dropout) is computed from the seed and the number of the
 * epoch, step and shard. A resumed run therefore needs no generator state to end where an uninterrupted one does.
 *
 * <p>Sparse training: for the last epochs a penalty on the FFN's hidden activations can be added to the loss
 * ({@link moelab.transformer.ActivationPenalty}), which makes active neurons rarer and experts better.
 */
package moelab.training;
