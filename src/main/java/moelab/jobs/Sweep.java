package moelab.jobs;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import moelab.experiment.Shares;
import moelab.study.CsvText;
import moelab.study.TradeOff;

/**
 * The BLEU that a model keeps with experts, over a grid of splitters, sizes, routers, budgets, shares and seeds.
 *
 * @param denseBleu BLEU of the dense model on the same sentences; NaN if nothing was measured
 * @param sentences number of sentences
 * @param rows one for each combination of the grid
 */
public record Sweep(double denseBleu, int sentences, List<SweepRow> rows) implements Serializable {
    private static final int NAME = 52; // characters of the first column

    /**
     * One converted model.
     *
     * @param split how the experts were made
     * @param neurons neurons per expert
     * @param router what chose the experts
     * @param budget how the share was spent
     * @param keep requested share of the experts
     * @param seed seed of all random choices
     * @param share share of the decoder's FFN neurons that were computed
     * @param firingCaught share of the firing neurons that were computed
     * @param bleu BLEU of this model
     * @param kept BLEU as a percentage of the dense model's
     * @param lower lower end of the 95 % interval of that percentage
     * @param upper its upper end
     * @param pValue p-value of the difference to the dense model
     */
    public record SweepRow(
            String split,
            int neurons,
            String router,
            String budget,
            double keep,
            long seed,
            double share,
            double firingCaught,
            double bleu,
            double kept,
            double lower,
            double upper,
            double pValue)
            implements Serializable {
        private String series() {
            return split + ", " + neurons + ", " + router + ", " + budget;
        }
    }

    public Sweep {
        rows = List.copyOf(rows);
    }

    /** Returns a sweep whose rows are the points of a trade-off. */
    static Sweep of(TradeOff measured, int neurons, long seed) {
        List<SweepRow> rows = measured.points().stream()
                .map(p -> new SweepRow(
                        p.split(),
                        neurons,
                        p.router(),
                        p.budget(),
                        p.keep(),
                        seed,
                        p.share(),
                        p.firingCaught(),
                        p.bleu(),
                        p.kept(),
                        p.interval().lower(),
                        p.interval().upper(),
                        p.pValue()))
                .toList();
        return new Sweep(measured.denseBleu(), measured.sentences(), rows);
    }

    /** Returns a sweep with these rows, followed by the other's. */
    public Sweep plus(Sweep other) {
        List<SweepRow> all = new ArrayList<>(rows);
        all.addAll(other.rows);
        return new Sweep(Double.isNaN(denseBleu) ? other.denseBleu : denseBleu, sentences, all);
    }

    /** Returns the rows as comma-separated values with a header, the dense model first. */
    public String toCsv() {
        CsvText csv = new CsvText("split,neurons,router,budget,keep,seed,share,firing_caught,"
                + "bleu,bleu_kept,bleu_kept_lower,bleu_kept_upper,p_value");
        csv.add("", "", "dense", "", 1, "", 1, 1, denseBleu, 100, 100, 100, 1);
        rows.forEach(r -> csv.add(
                r.split,
                r.neurons,
                r.router,
                r.budget,
                r.keep,
                r.seed,
                r.share,
                r.firingCaught,
                r.bleu,
                r.kept,
                r.lower,
                r.upper,
                r.pValue));
        return csv.toString();
    }

    /** Returns a table of the percentage of BLEU kept, averaged over the seeds, with one column per share. */
    @Override
    public String toString() {
        List<Double> shares = rows.stream().map(SweepRow::keep).distinct().toList();
        long seeds = rows.stream().map(SweepRow::seed).distinct().count();
        StringBuilder report = new StringBuilder(String.format(
                Locale.ROOT,
                "%% of BLEU kept on %,d sentences (dense: %.2f)%s%n%-" + NAME + "s",
                sentences,
                denseBleu,
                seeds == 1 ? "" : ", mean of " + seeds + " seeds +- half the range",
                "splitter, neurons per expert, router, budget"));
        shares.forEach(share -> report.append(String.format(Locale.ROOT, "%12s", Shares.name(share))));
        series().forEach((name, own) -> {
            report.append(String.format(Locale.ROOT, "%n%-" + NAME + "s", name));
            for (double share : shares) {
                double[] kept = own.stream()
                        .filter(r -> r.keep == share)
                        .mapToDouble(SweepRow::kept)
                        .sorted()
                        .toArray();
                double mean = java.util.Arrays.stream(kept).average().orElse(Double.NaN);
                String spread = seeds == 1 || !Double.isFinite(mean)
                        ? ""
                        : String.format(Locale.ROOT, " +-%4.1f", (kept[kept.length - 1] - kept[0]) / 2);
                report.append(String.format(Locale.ROOT, "%12s", Shares.percent(mean) + spread));
            }
        });
        return report.toString();
    }

    private Map<String, List<SweepRow>> series() {
        Map<String, List<SweepRow>> series = new LinkedHashMap<>();
        rows.forEach(r ->
                series.computeIfAbsent(r.series(), name -> new ArrayList<>()).add(r));
        return series;
    }
}
