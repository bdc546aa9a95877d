/**
 * A conversion as an experiment: a dense model, the text it is judged on, and everything that makes experts of it.
 *
 * <p>{@link moelab.experiment.Settings} say how a model is converted; {@link moelab.experiment.SplitKind},
 * {@link moelab.experiment.RouterKind} and {@link moelab.experiment.BudgetKind} name what can be chosen.
 * {@link moelab.experiment.Experiment} then records decoder states on training sentences, makes experts, trains routers
 * and sets thresholds on validation sentences; test sentences are only reported on. The table, the studies and the
 * chapters all begin here, so that they all refer to the same conversion.
 */
package moelab.experiment;
