package moelab.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import moelab.experiment.Experiment;
import moelab.experiment.ProgressListener;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.experiment.Shares;
import moelab.moe.MoeModel;
import moelab.study.TradeOff;

/**
 * The share of the experts that is needed to keep a given percentage of BLEU, found on the validation sentences by
 * bisection over 64ths.
 *
 * <p>BLEU is not monotonic in the share, so a smaller share may reach the target as well: the search only knows that
 * one 64th less does not. On other sentences the same share may keep more or less BLEU.
 *
 * @param percent the target, in percent of the dense model's BLEU
 * @param share the share that the search found, which reaches the target
 * @param tried the shares that were measured, in order
 */
public record TargetBleu(double percent, double share, List<Step> tried) {
    private static final int PARTS = 64;

    /**
     * One share that was tried.
     *
     * @param share share of the experts
     * @param kept percentage of the dense model's BLEU that it keeps
     */
    public record Step(double share, double kept) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f %%: %s", 100 * share, Shares.percent(kept));
        }
    }

    public TargetBleu {
        tried = List.copyOf(tried);
    }

    /**
     * Finds the smallest share of experts that keeps the wanted BLEU, and returns it with the steps of the search.
     *
     * @param percent percentage of the dense model's BLEU to keep, more than 0 and at most 100
     * @throws IllegalArgumentException if the percentage is out of range
     */
    public static TargetBleu find(
            Experiment x, double percent, Sentences validation, Settings s, ProgressListener progress) {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException(
                    "target is " + percent + " % of BLEU, expected more than 0 and at most 100");
        }
        double dense = TradeOff.counts(x.dense(), validation).score();
        List<Step> tried = new ArrayList<>();
        int low = 0; // 64ths that do not reach it
        int high = PARTS; // all experts do: they are the dense model
        while (high - low > 1) {
            progress.at("looking for the share", tried.size(), Integer.numberOfTrailingZeros(PARTS));
            int middle = (low + high) / 2;
            MoeModel model = s.budget().keep(x.moefication(), middle / (double) PARTS, x.validated());
            double kept = 100 * TradeOff.counts(model.transformer(), validation).score() / dense;
            tried.add(new Step(middle / (double) PARTS, kept));
            if (kept >= percent) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return new TargetBleu(percent, high / (double) PARTS, tried);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.1f %% of the experts keep %.1f %% of BLEU on the validation sentences; tried %s",
                100 * share,
                percent,
                tried);
    }
}
