package moelab.bleu;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The BLEU of a corpus.
 *
 * @param score score from 0 to 100 (rounding may lift a perfect score slightly above 100)
 * @param precisions percentage of the hypotheses' n-grams that occur in the references, for n = 1 to 4, smoothed if
 *     none do
 * @param brevityPenalty factor for hypotheses that are shorter than the references, at most 1
 * @param hypothesisLength number of tokens of all hypotheses
 * @param referenceLength number of tokens of all references
 */
public record Bleu(
        double score, List<Double> precisions, double brevityPenalty, long hypothesisLength, long referenceLength) {
    // sacreBLEU's value for log 0: its exponential is 0
    private static final double LOG_OF_ZERO = -9_999_999_999.0;

    public Bleu {
        precisions = List.copyOf(precisions);
    }

    /**
     * Returns the BLEU of a corpus with the defaults of sacreBLEU: one reference per sentence, mixed case, tokenizer
     * 13a, exponential smoothing.
     *
     * @throws IllegalArgumentException if there are not as many of both, or none at all
     */
    public static Bleu corpus(List<String> hypotheses, List<String> references) {
        return BleuStatistics.of(hypotheses, references).bleu();
    }

    static double score(long[] sums) {
        return of(sums).score;
    }

    /**
     * Returns the BLEU of these sums of {@link BleuStatistics}, computed in the same order as in sacreBLEU, so that
     * both round alike.
     */
    static Bleu of(long[] sums) {
        long hypothesis = sums[0];
        long reference = sums[1];
        double brevity =
                hypothesis >= reference ? 1 : hypothesis > 0 ? Math.exp(1 - reference / (double) hypothesis) : 0;
        double[] p = precisions(sums);
        double logs = 0;
        for (double precision : p) {
            logs += precision == 0 ? LOG_OF_ZERO : Math.log(precision);
        }
        double score = p[0] == 0 ? 0 : brevity * Math.exp(logs / BleuStatistics.ORDER);
        List<Double> precisions = new ArrayList<>();
        for (double precision : p) {
            precisions.add(precision);
        }
        return new Bleu(score, precisions, brevity, hypothesis, reference);
    }

    /**
     * Returns the precisions in percent. The first n-gram order without a match counts as half a match, the next one as
     * a quarter, and so on. All are 0 if nothing matches.
     */
    private static double[] precisions(long[] sums) {
        double[] p = new double[BleuStatistics.ORDER];
        double smooth = 1;
        for (int n = 0; n < p.length && sums[BleuStatistics.MATCHED] > 0; n++) {
            long matched = sums[BleuStatistics.MATCHED + n];
            long all = sums[BleuStatistics.ALL + n];
            if (all == 0) {
                break; // no hypothesis has n-grams of this order or a higher one: 0
            }
            if (matched == 0) {
                smooth *= 2;
            }
            p[n] = matched == 0 ? 100.0 / (smooth * all) : 100.0 * matched / all;
        }
        return p;
    }

    /** Returns a report with all digits, one value per line; the first line is {@code BLEU = } and the score. */
    public String report() {
        return String.join(
                System.lineSeparator(),
                "BLEU = " + digits(score),
                "precisions = " + precisions.stream().map(Bleu::digits).collect(Collectors.joining(" / ")),
                "brevity penalty = " + digits(brevityPenalty),
                "hypothesis length = " + hypothesisLength,
                "reference length = " + referenceLength);
    }

    /** Returns the shortest decimal that reads back as this number, without an exponent. */
    static String digits(double x) {
        BigDecimal exact = new BigDecimal(x);
        for (int n = 1; ; n++) {
            BigDecimal rounded = exact.round(new MathContext(n));
            if (rounded.doubleValue() == x) {
                return rounded.stripTrailingZeros().toPlainString();
            }
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "BLEU %.2f (%s; brevity penalty %.3f, %,d tokens for %,d)",
                score,
                precisions.stream()
                        .map(p -> String.format(Locale.ROOT, "%.1f", p))
                        .collect(Collectors.joining("/")),
                brevityPenalty,
                hypothesisLength,
                referenceLength);
    }
}
