package moelab.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import moelab.bleu.BleuStatistics;
import moelab.bleu.Interval;
import moelab.bleu.PairedTest;
import moelab.decoding.GreedySearch;
import moelab.experiment.BudgetKind;
import moelab.experiment.Experiment;
import moelab.experiment.ExpertUsage;
import moelab.experiment.ProgressListener;
import moelab.experiment.RouterKind;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.experiment.Shares;
import moelab.experiment.SplitKind;
import moelab.moe.MoeModel;
import moelab.moe.Moefication;
import moelab.plot.Figure;
import moelab.plot.LineChart;
import moelab.plot.Series;
import moelab.plot.Stacked;
import moelab.transformer.Transformer;

/**
 * The trade-off between BLEU and the number of neurons computed: every construction of experts under every router, at
 * several shares.
 *
 * @param denseBleu BLEU of the dense model on the same sentences
 * @param sentences number of sentences
 * @param points results, construction by construction and router by router
 */
public record TradeOff(double denseBleu, int sentences, List<TradeOffPoint> points) {
    /** Shares of the experts that are measured by default. */
    public static final List<Double> SHARES = List.of(0.5, 0.25, 0.2, 0.125, 0.0625);

    private static final int BATCH = 64; // sentences at a time; nothing is timed here
    private static final int TRIALS = 2_000;

    /**
     * One model.
     *
     * @param split how the experts were made
     * @param router what chose the experts
     * @param budget how the share was spent
     * @param keep share of the experts that was asked for
     * @param share share of the decoder's FFN neurons that were computed, counted during translation
     * @param firingCaught share of the firing neurons that were computed
     * @param bleu BLEU
     * @param kept percentage of the dense model's BLEU
     * @param interval 95 % interval of that percentage, by paired bootstrap
     * @param pValue p-value of the difference to the dense model, by approximate randomization
     */
    public record TradeOffPoint(
            String split,
            String router,
            String budget,
            double keep,
            double share,
            double firingCaught,
            double bleu,
            double kept,
            Interval interval,
            double pValue) {
        String series() {
            return split + ", " + router;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s at %s: %.1f %% of the neurons, %.1f %% of the firing ones; BLEU %.2f, %s kept (95 "
                            + "%%: %s, p = %.4f)",
                    series(),
                    Shares.name(keep),
                    100 * share,
                    100 * firingCaught,
                    bleu,
                    Shares.percentSign(kept).replace("%", " %"),
                    interval,
                    pValue);
        }
    }

    public TradeOff {
        points = List.copyOf(points);
    }

    /**
     * Translates the test sentences greedily with every model and returns the trade-off. If the thread is interrupted,
     * the result has the points that were complete by then.
     *
     * @param x the dense model and its recorded states; its own experts are not used
     * @param settings expert size, budget and seed
     */
    public static TradeOff measure(
            Experiment x,
            List<SplitKind> splits,
            List<RouterKind> routers,
            List<Double> shares,
            Settings settings,
            ProgressListener progress) {
        int experts = settings.experts(x.dense().config().decoderFeedForward());
        BleuStatistics dense = counts(x.dense(), x.test());
        List<TradeOffPoint> points = new ArrayList<>();
        int all = splits.size() * routers.size() * shares.size();
        for (SplitKind split : splits) {
            progress.at("experts by " + split, 0, 1);
            Moefication made = Moefication.of(
                    x.dense(),
                    x.trained(),
                    split.splitter(settings.seed()),
                    experts,
                    RouterKind.CENTROID.trainer(experts, settings.seed()),
                    line -> {});
            for (RouterKind router : routers) {
                progress.at("trade-off", points.size(), all);
                Moefication routed = made.withRouter(router.trainer(experts, settings.seed()), x.trained());
                for (double share : shares) {
                    if (Thread.interrupted()) {
                        return new TradeOff(dense.score(), x.test().size(), points);
                    }
                    points.add(point(
                            split,
                            router,
                            settings.budget(),
                            share,
                            settings.budget().keep(routed, share, x.validated()),
                            x,
                            dense,
                            settings.seed()));
                    progress.at("trade-off", points.size(), all);
                }
            }
        }
        return new TradeOff(dense.score(), x.test().size(), points);
    }

    private static TradeOffPoint point(
            SplitKind split,
            RouterKind router,
            BudgetKind budget,
            double keep,
            MoeModel model,
            Experiment x,
            BleuStatistics dense,
            long seed) {
        BleuStatistics own = counts(model.transformer(), x.test());
        PairedTest test = PairedTest.randomization(dense, own, TRIALS, seed);
        double share = model.share();
        return new TradeOffPoint(
                split.toString(),
                router.toString(),
                budget.toString(),
                keep,
                share,
                ExpertUsage.of(model.layers(), x.tested()).firingCaught(),
                test.other(),
                test.keptPercentage(),
                test.kept(),
                test.pValue());
    }

    /** Returns the BLEU counts of this model's greedy translations of these sentences. */
    public static BleuStatistics counts(Transformer model, Sentences test) {
        GreedySearch search = new GreedySearch(model, test.start(), test.end());
        List<String> translations = new ArrayList<>();
        for (int from = 0; from < test.size(); from += BATCH) {
            search.translate(test.sources().subList(from, Math.min(from + BATCH, test.size())))
                    .forEach(tokens -> translations.add(test.text().apply(tokens)));
        }
        return test.bleu(translations);
    }

    /** Returns the points of each pair of construction and router, by the names of both. */
    public Map<String, List<TradeOffPoint>> series() {
        Map<String, List<TradeOffPoint>> series = new LinkedHashMap<>();
        points.forEach(p ->
                series.computeIfAbsent(p.series(), name -> new ArrayList<>()).add(p));
        return series;
    }

    /** Returns the points of one construction. */
    public TradeOff of(String split) {
        return new TradeOff(
                denseBleu,
                sentences,
                points.stream().filter(p -> p.split.equals(split)).toList());
    }

    /**
     * Returns the curves of one construction, with error bars: the percentage of BLEU kept against the share computed.
     * If the dense BLEU is 0 there is no percentage, and the point is left out.
     *
     * @param split the construction, as the points name it
     */
    public LineChart chart(String split) {
        List<Series> lines = new ArrayList<>();
        of(split).series().forEach((name, all) -> {
            List<TradeOffPoint> own = all.stream()
                    .filter(p -> p.share > 0 && Double.isFinite(p.kept) && Double.isFinite(p.interval.upper()))
                    .sorted(Comparator.comparingDouble(TradeOffPoint::share))
                    .toList();
            if (!own.isEmpty()) {
                lines.add(Series.line(
                                own.get(0).router,
                                own.stream().mapToDouble(TradeOffPoint::share).toArray(),
                                own.stream().mapToDouble(TradeOffPoint::kept).toArray())
                        .withErrors(own.stream()
                                .mapToDouble(p -> (p.interval.upper() - p.interval.lower()) / 2)
                                .toArray()));
            }
        });
        return new LineChart(
                "Experts: " + split, "share of the decoder's FFN neurons computed", "% of BLEU kept", lines, true);
    }

    /** Returns one chart per construction, one below the other. */
    public Stacked chart() {
        return new Stacked(
                "BLEU kept against neurons computed",
                points.stream()
                        .map(TradeOffPoint::split)
                        .distinct()
                        .<Figure>map(this::chart)
                        .toList());
    }

    /** Returns the points as comma-separated values with a header, the dense model first. */
    public String toCsv() {
        CsvText csv = new CsvText("split,router,budget,keep,share,firing_caught,"
                + "bleu,bleu_kept,bleu_kept_lower,bleu_kept_upper,p_value");
        csv.add("", "dense", "", 1, 1, 1, denseBleu, 100, 100, 100, 1);
        points.forEach(p -> csv.add(
                p.split,
                p.router,
                p.budget,
                p.keep,
                p.share,
                p.firingCaught,
                p.bleu,
                p.kept,
                p.interval.lower(),
                p.interval.upper(),
                p.pValue));
        return csv.toString();
    }

    @Override
    public String toString() {
        List<Double> shares =
                points.stream().map(TradeOffPoint::keep).distinct().toList();
        StringBuilder report = new StringBuilder(String.format(
                Locale.ROOT,
                "%% of BLEU kept on %,d sentences (dense: %.2f); * a significant loss at 5 %%%n%-34s",
                sentences,
                denseBleu,
                ""));
        shares.forEach(share -> report.append(String.format(Locale.ROOT, "%9s", Shares.name(share))));
        series().forEach((name, own) -> {
            report.append(String.format(Locale.ROOT, "%n%-34s", name));
            for (TradeOffPoint p : own) {
                boolean loss = p.pValue < 0.05 && p.kept < 100;
                report.append(String.format(Locale.ROOT, "%8s%s", Shares.percent(p.kept), loss ? "*" : " "));
            }
        });
        return report.toString()
                .lines()
                .map(String::stripTrailing)
                .reduce((a, b) -> a + System.lineSeparator() + b)
                .orElse("");
    }
}
