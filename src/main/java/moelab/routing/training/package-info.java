/**
 * How a router learns: from the decoder states of the training text, x, and what each expert contributed to each of
 * them, y ({@link moelab.experts.ExpertContribution}), to a {@link moelab.routing.Router} that predicts y from x.
 *
 * <p>Each {@link moelab.routing.training.RouterTrainer} is one way to do it, from the simplest to the strongest:
 *
 * <ol>
 *   <li>{@link moelab.routing.training.CentroidTrainer} learns nothing: the score is the similarity of x to the mean of
 *       the expert's columns of W1 (Zhang et al. 2021, section 3.3).
 *   <li>{@link moelab.routing.training.RidgeTrainer} solves {@code min |X W - Y|^2 + lambda T |W|^2} in closed form, X
 *       with a column of ones, T tokens. Read it first.
 *   <li>{@link moelab.routing.training.LogisticTrainer} and {@link moelab.routing.training.RegressionTrainer} use
 *       Tribuo: the first learns which experts the oracle would choose, as labels, the second what they contribute, as
 *       numbers.
 *   <li>{@link moelab.routing.training.TwoLayerTrainer} trains a small network by gradient descent on a
 *       {@link moelab.routing.training.RouterLoss}.
 * </ol>
 *
 * <p>{@link moelab.routing.training.TribuoReport} evaluates any router with Tribuo's evaluators.
 *
 * <p>This is the only package that uses Tribuo. A Tribuo model is trained, evaluated and saved as such; for decoding
 * its weights are copied into a {@link moelab.routing.LinearRouter}, which gives the same scores, up to rounding, a
 * hundred times faster.
 */
package moelab.routing.training;
