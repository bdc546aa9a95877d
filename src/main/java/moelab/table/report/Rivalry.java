package moelab.table.report;

import static java.util.Comparator.comparingDouble;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import moelab.bleu.BleuStatistics;
import moelab.bleu.PairedTest;
import moelab.experiment.Shares;
import moelab.table.report.TableRow.RowKind;

/**
 * Are experts worth more than a smaller dense network? The answer, computed from the rows of one table.
 *
 * @param forms the exact way in which each static rival is fastest, by the name of its row
 * @param verdicts one for each row of experts that a user could choose, in the order of the table; none without rivals
 * @param equalBleu the fastest experts that match the best rival's BLEU; null if there is no rival, or none match it
 * @param frontiers quality against time for the table's search, and for another if it was asked for
 */
public record Rivalry(
        Map<String, String> forms, List<Verdict> verdicts, EqualBleu equalBleu, List<Frontier> frontiers) {
    /** The result for a table without rivals. */
    public static final Rivalry NONE = new Rivalry(Map.of(), List.of(), null, List.of());

    private static final int TRIALS = 5_000;

    public Rivalry {
        forms = Map.copyOf(forms);
        verdicts = List.copyOf(verdicts);
        frontiers = List.copyOf(frontiers);
    }

    /**
     * The comparison of one share of the experts with the best static rival whose decoder is at least as fast.
     *
     * @param experts name of the experts' row
     * @param keep share of the experts
     * @param rival name of the rival's row; empty if none is as fast
     * @param bleuDifference BLEU of the experts minus that of the rival; NaN if none is as fast
     * @param pValue of that difference, by approximate randomization; NaN if none is as fast
     */
    public record Verdict(String experts, double keep, String rival, double bleuDifference, double pValue) {
        /** Returns whether the difference is significant at 5 %. */
        public boolean significant() {
            return pValue < 0.05;
        }

        @Override
        public String toString() {
            String name = experts + " " + Shares.name(keep);
            if (rival.isEmpty()) {
                return name + " has no static rival that is at least as fast";
            }
            return String.format(
                    Locale.ROOT,
                    "%s has %.2f BLEU %s than %s (p = %.4f, %s)",
                    name,
                    Math.abs(bleuDifference),
                    bleuDifference >= 0 ? "more" : "less",
                    rival,
                    pValue,
                    significant() ? "significant" : "not significant");
        }
    }

    /**
     * The fastest experts whose BLEU is not significantly lower than that of the best static rival.
     *
     * @param rival name of the static row with the highest BLEU
     * @param experts name of the experts' row
     * @param keep share of the experts
     * @param speedup how many times as fast as that rival their decoder is
     */
    public record EqualBleu(String rival, String experts, double keep, double speedup) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "At no significant loss against the best static rival, %s, the fastest experts are %s %s: "
                            + "%.2f times as fast",
                    rival,
                    experts,
                    Shares.name(keep),
                    speedup);
        }
    }

    /**
     * Returns the verdicts on the rows of a table.
     *
     * @param counts BLEU counts of each row's translations, in the order of the rows
     * @param seed seed of the significance tests
     */
    public static Rivalry of(
            List<TableRow> rows,
            List<BleuStatistics> counts,
            Map<String, String> forms,
            List<Frontier> frontiers,
            long seed) {
        List<TableRow> rivals =
                rows.stream().filter(r -> r.kind() == RowKind.STATIC).toList();
        List<TableRow> experts = rows.stream().filter(TableRow::choosable).toList();
        if (rivals.isEmpty()) {
            return new Rivalry(forms, List.of(), null, frontiers);
        }
        ToDoubleBiFunction<TableRow, TableRow> pValue = (a, b) -> PairedTest.randomization(
                        counts.get(rows.indexOf(a)), counts.get(rows.indexOf(b)), TRIALS, seed)
                .pValue();
        List<Verdict> verdicts = new ArrayList<>();
        for (TableRow moe : experts) {
            verdicts.add(rivals.stream()
                    .filter(r -> millis(r) <= millis(moe))
                    .max(comparingDouble(TableRow::bleu))
                    .map(r -> new Verdict(
                            moe.name(), moe.keep(), r.name(), moe.bleu() - r.bleu(), pValue.applyAsDouble(r, moe)))
                    .orElse(new Verdict(moe.name(), moe.keep(), "", Double.NaN, Double.NaN)));
        }
        TableRow best = rivals.stream().max(comparingDouble(TableRow::bleu)).orElseThrow();
        EqualBleu equal = experts.stream()
                .filter(moe -> moe.bleu() >= best.bleu() || pValue.applyAsDouble(best, moe) >= 0.05)
                .min(comparingDouble(Rivalry::millis))
                .map(moe -> new EqualBleu(best.name(), moe.name(), moe.keep(), millis(best) / millis(moe)))
                .orElse(null);
        return new Rivalry(forms, verdicts, equal, frontiers);
    }

    private static double millis(TableRow row) {
        return row.times().millisPerToken().value();
    }

    /** Returns the verdicts as sentences, one line each; no lines without rivals. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!verdicts.isEmpty()) {
            lines.add("Against the best static rival that is at least as fast:");
            verdicts.forEach(v -> lines.add("  " + v));
            lines.add(
                    equalBleu == null
                            ? "At every share the experts lose significantly against the best static rival."
                            : equalBleu + ".");
        }
        return lines;
    }

    @Override
    public String toString() {
        return verdicts.isEmpty() ? "no static rivals" : String.join(System.lineSeparator(), lines());
    }
}
