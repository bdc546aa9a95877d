/**
 * Decoding: a translation is written one token at a time.
 *
 * <p>A decoder that has written t tokens needs one more row of every layer, not t + 1 of them, because keys and values
 * of earlier tokens do not change. {@link moelab.decoding.DecoderState} keeps them in a cache and turns one step into
 * logits; {@link moelab.decoding.GreedySearch} and {@link moelab.decoding.BeamSearch} choose what is written.
 *
 * <p>Here too are the forms that a dense feed-forward network takes while decoding, all with the same function:
 * {@link moelab.decoding.TiledFeedForward} computes everything, {@link moelab.decoding.ZeroSkippingFeedForward} leaves
 * out the rows of W2 whose activation is 0, {@link moelab.decoding.ScreenedFeedForward} rules neurons out by a bound in
 * low precision before it computes them.
 *
 * <p>{@link moelab.decoding.StepClock} splits the time of a step into its parts.
 */
package moelab.decoding;
