/**
 * What is gained and what is lost, measured: time beside BLEU, dense beside a mixture of experts.
 *
 * <p>{@link moelab.evaluation.Experiment} converts a trained model: it watches the decoder on training sentences, makes
 * experts and trains routers. {@link moelab.evaluation.HalfExpertsTable} then has all models translate the same test
 * sentences in turns ({@link moelab.evaluation.Race}) and answers with one record,
 * {@link moelab.evaluation.HalfExperts}, of which the printed table, the JSON and the report are views.
 *
 * <p>How it is kept honest:
 *
 * <ul>
 *   <li>Beside the routed models stand the dense one, two exact ones that need no router (zeros skipped; a look at each
 *       neuron in half precision), an oracle and a random router.
 *   <li>Times are of whole translations and include the router. Models take turns in short blocks, after a warm-up; a
 *       time is a sum of medians over rounds and comes with its spread ({@link moelab.evaluation.Timings}).
 *   <li>BLEU kept comes with a bootstrap interval and a p-value on the same sentences ({@link moelab.bleu.PairedTest}).
 *   <li>Training sentences make experts and routers, validation sentences set thresholds, test sentences are only
 *       reported on.
 *   <li>The share computed is counted while the model runs. A speed-up stands beside Amdahl's bound for the weights
 *       that are still read, from the profile of a dense step: 1 / (1 - f + f w), f the feed-forward networks' share of
 *       the time, w what is read of their weights.
 * </ul>
 *
 * <p>Beside the table: {@link moelab.evaluation.Constructions} compares ways to make experts,
 * {@link moelab.evaluation.RouterComparison} routers, {@link moelab.evaluation.TradeOff} both by BLEU;
 * {@link moelab.evaluation.Ablations} change one thing at a time, and {@link moelab.evaluation.FineTuning} trains a
 * converted model on.
 *
 * <p>Cost: with m models, n sentences and r rounds, m n r translations; everything else is small beside it.
 */
package moelab.evaluation;
