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
 * @param score from 0 to 100 (a perfect 100 may be a rounding error above)
 * @param precisions percentage of the hypothesis' n-grams found in the reference, for n = 1 to 4, smoothed if none was
 * @param brevityPenalty what the score was multiplied with for being short, at most 1
 * @param hypothesisLength tokens of all hypotheses
 * @param referenceLength tokens of all references
 */
public record Bleu(
        double score, List<Double> precisions, double brevityPenalty, long hypothesisLength, long referenceLength) {
    // what sacreBLEU takes for it: its exponential is 0
    private static final double LOG_OF_ZERO = -9_999_999_999.0;

    public Bleu {
        precisions = List.copyOf(precisions);
    }

    /**
     * BLEU of a corpus with the defaults of sacreBLEU: one reference a sentence, mixed case, tokenizer 13a, exponential
     * smoothing.
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
     * BLEU from the sums of {@link BleuStatistics}, computed in the order sacreBLEU computes it, so that roundings
     * agree.
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
     * Percentages; of n-gram orders without a match the first counts 1/2 of a match, the next 1/4, and so on. All 0 if
     * nothing matches.
     */
    private static double[] precisions(long[] sums) {
        double[] p = new double[BleuStatistics.ORDER];
        double smooth = 1;
        for (int n = 0; n < p.length && sums[BleuStatistics.MATCHED] > 0; n++) {
            long matched = sums[BleuStatistics.MATCHED + n];
            long all = sums[BleuStatistics.ALL + n];
            if (all == 0) {
                break; // no hypothesis is that long: 0 for this order and the longer ones
            }
            if (matched == 0) {
                smooth *= 2;
            }
            p[n] = matched == 0 ? 100.0 / (smooth * all) : 100.0 * matched / all;
        }
        return p;
    }

    /** Every digit of every number, one fact a line; the first line is {@code BLEU = } and the score. */
    public String report() {
        return String.join(
                System.lineSeparator(),
                "BLEU = " + digits(score),
                "precisions = " + precisions.stream().map(Bleu::digits).collect(Collectors.joining(" / ")),
                "brevity penalty = " + digits(brevityPenalty),
                "hypothesis length = " + hypothesisLength,
                "reference length = " + referenceLength);
    }

    /** The shortest decimal that reads back as this number, without an exponent. */
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
