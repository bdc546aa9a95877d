/**
 * BLEU: how much of a translation occurs in the reference.
 *
 * <pre>
 *   p_n  = n-grams of all hypotheses that occur in their reference (each at most as often) / n-grams of all hypotheses
 *   BLEU = 100 * min(1, exp(1 - r / c)) * (p_1 p_2 p_3 p_4)^(1/4),   c and r the tokens of hypotheses and references
 * </pre>
 *
 * (Papineni, Roukos, Ward and Zhu 2002.) A score means something only together with its tokenizer and smoothing, so
 * these are fixed to the defaults of sacreBLEU (Post 2018): {@link moelab.bleu.Tokenizer13a}, mixed case, one
 * reference, no effective order, and of n-gram orders without any match the first counts as half a match, the next as a
 * quarter. Scores agree with it to the last digit, as far as the platform's logarithm does (one score in 300 differs in
 * the seventeenth digit).
 *
 * <p>{@link moelab.bleu.BleuStatistics} holds ten counts per sentence. They add up to a {@link moelab.bleu.Bleu}, over
 * all sentences or over any choice of them, which is what the two tests of {@link moelab.bleu.PairedTest} need: whether
 * a model that computes less has really lost anything.
 *
 * <p>Where we simplify: one reference per sentence, one tokenizer, one smoothing.
 */
package moelab.bleu;
