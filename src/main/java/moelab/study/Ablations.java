package moelab.study;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import moelab.experiment.FineTuning;
import moelab.experiment.ProgressListener;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.experiment.Shares;
import moelab.files.Quoted;
import moelab.transformer.Transformer;

/**
 * Ablations: one change at a time to the default recipe, each evaluated on the validation sentences. They show which
 * choices matter, and what was tried without success.
 *
 * <p>The default recipe is {@link Settings#defaults()}: experts of 16 neurons from output-weighted co-activation, a
 * ridge router on the root of each expert's output norm, one threshold per layer on the scores. The test sentences are
 * not used.
 *
 * @param denseBleu BLEU of the dense model on the validation sentences
 * @param sentences number of validation sentences
 * @param keeps shares of the experts that were asked for
 * @param entries results, variant by variant and share by share
 */
public record Ablations(double denseBleu, int sentences, List<Double> keeps, List<Ablation> entries) {
    /**
     * One variant at one share.
     *
     * @param group kind of change
     * @param what the change
     * @param keep share of the experts that was asked for
     * @param share share of the converted layers' neurons that were computed, counted during translation
     * @param kept percentage of the dense model's BLEU
     * @param pValue p-value of the difference to the dense model, by approximate randomization
     */
    public record Ablation(String group, String what, double keep, double share, double kept, double pValue) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s, %s at %s: %s %% of BLEU kept (p = %.4f) with %.1f %% of the neurons",
                    group,
                    what,
                    Shares.name(keep),
                    Shares.percent(kept),
                    pValue,
                    100 * share);
        }
    }

    public Ablations {
        keeps = List.copyOf(keeps);
        entries = List.copyOf(entries);
    }

    /** The kinds of change, in the order in which they are measured. */
    public static final List<String> GROUPS = List.of(
            "default",
            "bound",
            "expert size",
            "construction",
            "shared",
            "router",
            "budget",
            "correction",
            "fine-tuning",
            "encoder");

    /**
     * Measures the variants at these shares and returns the results. If the thread is interrupted, the result has the
     * variants that were complete by then.
     *
     * @param groups the kinds of change to measure, of {@link #GROUPS}
     * @param tuning how to fine-tune, or null to leave out that group
     * @throws IllegalArgumentException if a kind of change does not exist
     */
    public static Ablations measure(
            Transformer dense,
            Sentences train,
            Sentences validation,
            List<Double> keeps,
            Settings s,
            Collection<String> groups,
            FineTuning tuning,
            ProgressListener progress) {
        for (String group : groups) {
            if (!GROUPS.contains(group)) {
                throw new IllegalArgumentException("there is no kind of ablation " + Quoted.of(group)
                        + ", expected one of " + String.join(", ", GROUPS));
            }
        }
        return new AblationRun(dense, train, validation, keeps, s, progress).run(groups, tuning);
    }

    /** Returns the results as comma-separated values with a header, the dense model first. */
    public String toCsv() {
        CsvText csv = new CsvText("group,what,keep,share,bleu_kept,p_value");
        csv.add("dense", "", 1, 1, 100, 1);
        entries.forEach(e -> csv.add(e.group, e.what.replace(',', ';'), e.keep, e.share, e.kept, e.pValue));
        return csv.toString();
    }

    @Override
    public String toString() {
        StringBuilder report = new StringBuilder(String.format(
                Locale.ROOT,
                "%% of BLEU kept on %,d validation sentences (dense: %.2f); * a significant loss at 5 %%%n%-48s",
                sentences,
                denseBleu,
                ""));
        keeps.forEach(k -> report.append(String.format(Locale.ROOT, "%9s", Shares.name(k))));
        String group = "";
        String what = "";
        for (Ablation e : entries) {
            if (!e.group.equals(group) || !e.what.equals(what)) {
                report.append(String.format(Locale.ROOT, "%n%-14s%-34s", e.group.equals(group) ? "" : e.group, e.what));
                group = e.group;
                what = e.what;
            }
            report.append(String.format(
                    Locale.ROOT, "%8s%s", Shares.percent(e.kept), e.pValue < 0.05 && e.kept < 100 ? "*" : " "));
        }
        return report.toString()
                .lines()
                .map(String::stripTrailing)
                .reduce((a, b) -> a + System.lineSeparator() + b)
                .orElse("");
    }
}
