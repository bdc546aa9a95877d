package moelab.bleu;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Is the difference of two systems' BLEU on the same sentences significant?
 *
 * <p>BLEU is the {@linkplain BleuStatistics#score score} of the statistics: with groups, the macro-average over them.
 *
 * <p>There are two tests. Both compare the systems sentence by sentence, so that it does not matter that some sentences
 * are harder than others, and both return the probability of a difference at least as large as the observed one under
 * the hypothesis that the systems are equally good:
 *
 * <pre>
 *   D  = BLEU(other) - BLEU(baseline)
 *   bootstrap (Koehn 2004; two-sided after Noreen 1989):
 *     D* is the difference on sentences drawn with replacement;                           p = P( |D* - D| >= |D| )
 *   approximate randomization (Riezler and Maxwell 2005):
 *     D* is the difference after swapping each pair of translations with probability 1/2;  p = P( |D*| >= |D| )
 * </pre>
 *
 * If c of n trials show such a difference, p is (c + 1) / (n + 1), so that it is never 0. Systems with the same output
 * have p = 1. The bootstrap also gives an interval of the difference. If the two tests disagree, trust randomization,
 * which assumes less.
 *
 * @param baseline BLEU of the system that the other one is compared with
 * @param other BLEU of the other system
 * @param pValue probability of a difference at least this large between equally good systems
 * @param kept 95 % bootstrap interval of 100 * other / baseline, the percentage of BLEU kept
 * @param trials number of resamples or randomizations
 */
public record PairedTest(double baseline, double other, double pValue, Interval kept, int trials) {

    /** Returns the result of the bootstrap test, with at least 40 resamples. */
    public static PairedTest bootstrap(BleuStatistics baseline, BleuStatistics other, int resamples, long seed) {
        requireSameSentences(baseline, other);
        double a = baseline.score();
        double b = other.score();
        SplittableRandom random = new SplittableRandom(seed);
        double[] kept = new double[resamples];
        int extreme = 0;
        for (int i = 0; i < resamples; i++) {
            int[] drawn = baseline.resample(random);
            double x = baseline.score(drawn);
            double y = other.score(drawn);
            kept[i] = percentage(x, y);
            extreme += Math.abs(y - x - (b - a)) >= Math.abs(b - a) ? 1 : 0;
        }
        return new PairedTest(a, b, (extreme + 1.0) / (resamples + 1), Interval.middle95(kept), resamples);
    }

    /** Returns the result of the randomization test, with the interval of a bootstrap with 1,000 resamples. */
    public static PairedTest randomization(BleuStatistics baseline, BleuStatistics other, int trials, long seed) {
        PairedTest bootstrap = bootstrap(baseline, other, 1000, seed);
        double difference = Math.abs(bootstrap.other - bootstrap.baseline);
        SplittableRandom random = new SplittableRandom(seed);
        long[] x = baseline.sums();
        long[] y = baseline.sums();
        int extreme = 0;
        for (int i = 0; i < trials; i++) {
            Arrays.fill(x, 0);
            Arrays.fill(y, 0);
            for (int s = 0; s < baseline.sentences(); s++) {
                boolean exchanged = random.nextBoolean();
                baseline.add(s, exchanged ? y : x);
                other.add(s, exchanged ? x : y);
            }
            extreme += Math.abs(baseline.score(y) - baseline.score(x)) >= difference ? 1 : 0;
        }
        return new PairedTest(
                bootstrap.baseline, bootstrap.other, (extreme + 1.0) / (trials + 1), bootstrap.kept, trials);
    }

    private static void requireSameSentences(BleuStatistics a, BleuStatistics b) {
        if (a.sentences() != b.sentences()) {
            throw new IllegalArgumentException(
                    "paired test of " + a.sentences() + " and " + b.sentences() + " sentences, expected the same ones");
        }
        if (!a.sameGroups(b)) {
            throw new IllegalArgumentException("paired test of sentences in other groups, expected the same ones");
        }
    }

    /** Returns 100 * other / baseline, the percentage of BLEU kept; 100 if both are 0. */
    public double keptPercentage() {
        return percentage(baseline, other);
    }

    private static double percentage(double baseline, double other) {
        return baseline == other ? 100 : 100 * other / baseline;
    }

    /** Returns a percentage with one decimal, or "-" where there is none because the baseline's BLEU is 0. */
    private static String number(double percentage) {
        return Double.isFinite(percentage) ? String.format(Locale.ROOT, "%.1f", percentage) : "-";
    }

    /** Returns whether the difference is significant at 5 %. */
    public boolean significant() {
        return pValue < 0.05;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "BLEU %.2f against %.2f: %s %% kept (95 %% interval %s to %s), p = %.4f, %s",
                other,
                baseline,
                number(keptPercentage()),
                number(kept.lower()),
                number(kept.upper()),
                pValue,
                significant() ? "significant at 5 %" : "not significant at 5 %");
    }
}
