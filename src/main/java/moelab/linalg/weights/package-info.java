/**
 * Weights in the form in which a decoder reads them: packed into tiles, rounded to fewer bits, or in part only.
 *
 * <p>A decoding step multiplies one row with every matrix of the model, so its time is the number of bytes that are
 * read divided by the bandwidth ({@link moelab.linalg}). Everything here is a way to read fewer of them:
 *
 * <ul>
 *   <li><b>Fewer bits per weight.</b> {@link moelab.linalg.weights.Weights} names the format of a
 *       {@link moelab.linalg.weights.PackedMatrix}: 32 bits ({@link moelab.linalg.weights.TiledMatrix}), 16
 *       ({@link moelab.linalg.weights.Bfloat16Matrix}) or 8 with one scale per column
 *       ({@link moelab.linalg.weights.ByteMatrix}).
 *   <li><b>Some columns only.</b> {@link moelab.linalg.weights.ColumnTiles} multiplies the tiles that are listed, which
 *       is how chosen experts are computed.
 *   <li><b>Some rows only.</b> A {@link moelab.linalg.weights.SparseRow} holds the activations that are not zero, and
 *       its product reads only the rows of W2 that belong to them.
 *   <li><b>Screening.</b> {@link moelab.linalg.weights.ScreenedLayer} first rules neurons out by a bound in 16 bits,
 *       then computes those that remain exactly; {@link moelab.linalg.weights.ScreenedArgMax} does the same for the
 *       largest logit.
 * </ul>
 *
 * <p>{@link moelab.linalg.weights.Neurons} puts these together for one feed-forward network, {@code y = y + relu(x W1 +
 * b1) W2} over listed tiles of neurons.
 *
 * <p>Weights are copied when they are packed, so later changes of the original matrix are not seen. Packed weights are
 * immutable, and threads may share them.
 */
package moelab.linalg.weights;
