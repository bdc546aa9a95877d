/**
 * The half-experts table: time and BLEU, dense beside a mixture of experts, on ten samples of growing size.
 *
 * <p>{@link moelab.table.HalfExpertsTable} has all models translate the same test sentences in turns and returns one
 * record, {@link moelab.table.report.HalfExperts}, of which the printed table, the JSON and the HTML report are views.
 *
 * <p>What keeps the comparison fair:
 *
 * <ul>
 *   <li>Beside the routed models stand the dense one, two exact ones that need no router (zeros skipped; neurons
 *       screened in half precision), an oracle and a random router.
 *   <li>Times include the router ({@link moelab.timing}). Those of the samples are of whole translations, those per
 *       token of the decoder alone.
 *   <li>BLEU kept comes with a bootstrap interval and a p-value on the same sentences ({@link moelab.bleu.PairedTest}).
 *   <li>The share computed is counted while the model runs. A speedup stands beside Amdahl's bound for the weights that
 *       are still read, from the profile of a dense step: 1 / (1 - f + f w), where f is the feed-forward networks'
 *       share of the time and w the share of their weights that is read.
 * </ul>
 *
 * <p>Cost: with m models, n sentences and r rounds, m n r translations; everything else is small beside it.
 */
package moelab.table;
