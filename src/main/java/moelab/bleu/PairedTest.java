package moelab.bleu;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Is the difference of two systems' BLEU on the same sentences more than chance?
 *
 * <p>Two tests with one result. Both look at the same sentences for both systems, which takes out of the comparison
 * that some sentences are harder than others, and both answer with the chance of a difference at least as large as the
 * one seen if the systems were equally good:
 *
 * <pre>
 *   bootstrap (Koehn 2004; two-sided after Noreen 1989):   sentences are drawn with replacement, D* = B(other) - B(baseline) of the drawn ones;
 *                                                          p = P( |D* - D| >= |D| )
 *   approximate randomization (Riezler and Maxwell 2005):  each sentence's two translations change places with probability 1/2;
 *                                                          p = P( |D*| >= |D| )
 * </pre>
 *
 * with (c + 1) / (n + 1) for c cases in n trials, so that p is never 0. Systems with the same output have p = 1. The
 * bootstrap also gives an interval of the difference; where the two tests disagree, randomization is the one that
 * assumes less.
 *
 * @param baseline BLEU of the system that is compared with
 * @param other BLEU of the system that is compared
 * @param pValue chance of a difference at least this large between equally good systems
 * @param kept 95 % bootstrap interval of 100 * other / baseline, the percentage of BLEU kept
 * @param trials resamples, or exchanges
 */
public record PairedTest(double baseline, double other, double pValue, Interval kept, int trials) {

    /** The bootstrap test, with at least 40 resamples. */
    public static PairedTest bootstrap(BleuStatistics baseline, BleuStatistics other, int resamples, long seed) {
        requireSameSentences(baseline, other);
        double a = baseline.bleu().score();
        double b = other.bleu().score();
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

    /** The randomization test; its interval is that of a bootstrap with 1,000 resamples. */
    public static PairedTest randomization(BleuStatistics baseline, BleuStatistics other, int trials, long seed) {
        PairedTest bootstrap = bootstrap(baseline, other, 1000, seed);
        double difference = Math.abs(bootstrap.other - bootstrap.baseline);
        SplittableRandom random = new SplittableRandom(seed);
        long[] x = new long[BleuStatistics.NUMBERS];
        long[] y = new long[BleuStatistics.NUMBERS];
        int extreme = 0;
        for (int i = 0; i < trials; i++) {
            Arrays.fill(x, 0);
            Arrays.fill(y, 0);
            for (int s = 0; s < baseline.sentences(); s++) {
                boolean exchanged = random.nextBoolean();
                baseline.add(s, exchanged ? y : x);
                other.add(s, exchanged ? x : y);
            }
            extreme += Math.abs(Bleu.score(y) - Bleu.score(x)) >= difference ? 1 : 0;
        }
        return new PairedTest(
                bootstrap.baseline, bootstrap.other, (extreme + 1.0) / (trials + 1), bootstrap.kept, trials);
    }

    private static void requireSameSentences(BleuStatistics a, BleuStatistics b) {
        if (a.sentences() != b.sentences()) {
            throw new IllegalArgumentException(
                    "paired test of " + a.sentences() + " and " + b.sentences() + " sentences, expected the same ones");
        }
    }

    /** 100 * other / baseline: how much of the baseline's BLEU is kept; 100 if neither has any. */
    public double keptPercentage() {
        return percentage(baseline, other);
    }

    private static double percentage(double baseline, double other) {
        return baseline == other ? 100 : 100 * other / baseline;
    }

    /** Whether chance is an unlikely explanation, at 5 %. */
    public boolean significant() {
        return pValue < 0.05;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "BLEU %.2f against %.2f: %.1f %% kept (95 %% interval %.1f to %.1f), p = %.4f, %s",
                other,
                baseline,
                keptPercentage(),
                kept.lower(),
                kept.upper(),
                pValue,
                significant() ? "significant at 5 %" : "not significant at 5 %");
    }
}
