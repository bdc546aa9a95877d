package moelab.table.html;

import java.util.List;
import moelab.experiment.Experiment;
import moelab.experiment.Settings;
import moelab.experiment.Shares;
import moelab.experts.ExpertLayout;
import moelab.plot.Figure;
import moelab.sparsity.CoActivation;
import moelab.table.report.Figures;
import moelab.table.report.HalfExperts;
import moelab.table.report.Interpretation;
import moelab.table.report.TableFigures;
import moelab.table.report.TableRow;

/**
 * The half-experts table as one self-contained HTML page: styles and charts are embedded, and nothing is fetched from a
 * server.
 *
 * <p>Every measured number comes from the table's record; the poster's numbers are marked as quoted.
 */
public final class HtmlReport {
    private static final int WIDTH = 520; // of a figure, in points: its text stays readable on a phone
    private static final int HEIGHT = 350;
    private static final int MAP = 420; // side of a heat map
    private final HalfExperts table;
    private final Experiment experiment;
    private final HtmlPage page = new HtmlPage("The half-experts table");

    private HtmlReport(HalfExperts table, Experiment experiment) {
        this.table = table;
        this.experiment = experiment;
    }

    /**
     * Returns the page.
     *
     * @param experiment the converted model that the table was measured on
     */
    public static String of(HalfExperts table, Experiment experiment) {
        return new HtmlReport(table, experiment).write();
    }

    private String write() {
        head();
        HtmlTables tables = new HtmlTables(table, page);
        tables.samples();
        tables.rows();
        figures();
        experts();
        examples();
        made();
        return page.close();
    }

    private void head() {
        TableRow half = table.kept();
        String share = Shares.name(half.keep());
        page.add(
                "<h1>The half-experts table</h1>\n<p class=\"sub\">%s, %s, test split of %,d sentences. %s: %,d "
                        + "parameters, decoder FFN of %,d neurons.</p>\n",
                HtmlPage.text(table.corpus().name()),
                HtmlPage.text(table.corpus().languages()),
                table.corpus().test(),
                HtmlPage.text(table.model().name()),
                table.model().parameters(),
                table.model().config().decoderFeedForward());
        if (table.quietness().busy()) {
            page.add(
                    "<p class=\"busy\">%s</p>\n",
                    HtmlPage.text(table.quietness().toString()));
        }
        page.add("<div class=\"cards\">\n");
        page.card(
                HtmlPage.format("%.2f&times;", half.speedup()),
                "the dense model&rsquo;s decoder speed with " + share + " of the experts; Amdahl&rsquo;s law allows "
                        + HtmlPage.format("%.2f&times;", half.times().amdahlBound()));
        page.card(
                Shares.percentSign(half.bleuKept()).replace("%", " %"),
                HtmlPage.format(
                        "of BLEU kept with %s (95 %%: %s to %s, p = %.2f)",
                        share,
                        Shares.percent(half.quality().keptInterval().lower()),
                        Shares.percent(half.quality().keptInterval().upper()),
                        half.quality().pValue()));
        page.card(
                HtmlPage.format("%.1f", table.dense().bleu()),
                HtmlPage.format("BLEU of the dense model; %.1f with %s of its experts", half.bleu(), share));
        page.card(
                HtmlPage.format("%.1f %%", 100 * table.sparsity().inactive("free-running")),
                "of the decoder&rsquo;s FFN neurons are inactive on a token");
        page.add("</div>\n<p>%s</p>\n", HtmlPage.text(Interpretation.of(table)));
    }

    private void figures() {
        page.add("<h2>Pictures</h2>\n<div class=\"figures\">\n");
        if (table.rivalry().frontiers().stream().anyMatch(f -> !f.points().isEmpty())) {
            page.figure(
                    TableFigures.frontier(table.rivalry()),
                    WIDTH,
                    HEIGHT,
                    "Every model a point: 95 % interval of the difference to the dense model, quartiles of the time; "
                            + "dashed: the Pareto front.");
        }
        page.figure(
                TableFigures.tradeOff(table),
                WIDTH,
                HEIGHT,
                "Each router at several budgets, with 95 % intervals. Oracle and random are the bounds.");
        page.figure(
                TableFigures.speed(table),
                WIDTH,
                HEIGHT,
                "Skipping zeros and screening need no router and lose nothing: the baselines that experts "
                        + "have to beat.");
        page.figure(
                TableFigures.samples(table),
                WIDTH,
                HEIGHT,
                "Small samples say little: the curves settle as sentences are added.");
        page.figure(
                Figures.step(table.profile()),
                WIDTH,
                HEIGHT,
                "Only the feed-forward part shrinks with the experts; the rest is what Amdahl&rsquo;s bound is "
                        + "made of.");
        page.figure(
                Figures.sparsity(table.sparsity()),
                WIDTH,
                HEIGHT,
                "On the test split: the encoder reading, the decoder on its own output (free) and on references "
                        + "(forced).");
        page.add("</div>\n");
    }

    private void experts() {
        int last = experiment.moefication().layers().size() - 1;
        ExpertLayout layout = experiment.moefication().layers().get(last).layout();
        CoActivation together = CoActivation.count(experiment.trained().get(last));
        page.add(
                "<h2>The experts of decoder layer %d</h2>\n<p>%s. Darker: two blocks of neurons fire together on "
                        + "more tokens.</p>\n<div class=\"figures\">\n",
                last,
                HtmlPage.text(
                        experiment.moefication().toString().lines().findFirst().orElse("")));
        for (Figure map : List.of(Figures.together(together), Figures.together(together, layout))) {
            page.add("<figure class=\"map\">%s</figure>\n", map.svg(MAP, MAP + 50));
        }
        page.add("</div>\n");
    }

    private void examples() {
        page.add("<h2>Some translations</h2>\n");
        for (HalfExperts.TranslatedExample e : table.examples()) {
            page.add(
                    "<div class=\"example\"><div><span>message</span><span>%s</span></div>"
                            + "<div><span>reference</span><span>%s</span></div>"
                            + "<div><span>dense</span><span>%s</span></div><div><span>MoE "
                            + "%s</span><span>%s</span></div></div>\n",
                    HtmlPage.text(e.source()),
                    HtmlPage.text(e.reference()),
                    HtmlPage.text(e.dense()),
                    Shares.name(table.settings().keep()),
                    HtmlPage.text(e.moe()));
        }
    }

    private void made() {
        Settings s = table.settings();
        page.add("<h2>How it was made</h2>\n<dl>\n");
        page.fact(
                "text",
                HtmlPage.format(
                        "%s, %s: %,d training, %,d validation, %,d test pairs; checksum %s",
                        table.corpus().name(),
                        table.corpus().languages(),
                        table.corpus().train(),
                        table.corpus().validation(),
                        table.corpus().test(),
                        table.corpus().checksum()));
        page.fact("model", experiment.dense().toString());
        page.fact(
                "experts",
                HtmlPage.format(
                        "%d of %d neurons in each decoder layer, by %s",
                        s.experts(table.model().config().decoderFeedForward()), s.expertSize(), s.split()));
        for (int i = 0; i < table.constructions().size(); i++) {
            page.fact("layer " + i, table.constructions().get(i));
        }
        page.fact(
                "router",
                HtmlPage.format(
                        "%s, trained on %,d free-running decoder states of training sentences",
                        s.router(), experiment.trained().get(0).rows()));
        page.fact("budget", s.budget() + "; thresholds are set on validation sentences, reported on test sentences");
        page.fact("search", s.beam() == 1 ? "greedy" : "beam of " + s.beam());
        page.fact(
                "times",
                HtmlPage.format(
                        "all models in turns over the same sentences, %s, %d rounds, warm-up not counted",
                        s.batch() == 1 ? "one sentence at a time" : s.batch() + " sentences at a time", s.rounds()));
        page.fact("BLEU", "as sacreBLEU computes it by default (13a, mixed case, exponential smoothing)");
        page.fact("machine", table.machine().toString());
        page.fact("seed", "" + s.seed());
        page.add("</dl>\n<p class=\"note\">The method is MoEfication "
                + "(Zhang et al. 2021, arXiv 2110.01786). Pictures and table "
                + "come from one run.</p>\n");
    }
}
