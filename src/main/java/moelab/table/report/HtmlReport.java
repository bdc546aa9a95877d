package moelab.table.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import moelab.experiment.Experiment;
import moelab.experiment.Settings;
import moelab.experiment.Shares;
import moelab.experts.ExpertLayout;
import moelab.plot.Figure;
import moelab.sparsity.CoActivation;

/**
 * The half-experts table as one HTML page that needs nothing but itself: styles and pictures are inside, and it asks no
 * server for anything.
 *
 * <p>Every number on it comes from the record it is made of; the poster's are marked as quoted.
 */
public final class HtmlReport {
    private static final int WIDTH = 520; // of a figure, in points: letters stay readable on a telephone
    private static final int HEIGHT = 350;
    private static final int MAP = 420;
    private final HalfExperts table;
    private final Experiment experiment;
    private final StringBuilder page = new StringBuilder();

    private HtmlReport(HalfExperts table, Experiment experiment) {
        this.table = table;
        this.experiment = experiment;
    }

    /**
     * The page.
     *
     * @param experiment what the table was measured on
     */
    public static String of(HalfExperts table, Experiment experiment) {
        return new HtmlReport(table, experiment).write();
    }

    private String write() {
        add("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>The "
                + "half-experts table</title>\n<style>\n"
                + css() + "</style>\n</head>\n<body>\n<main>\n");
        head();
        samples();
        rows();
        figures();
        experts();
        examples();
        made();
        add("</main>\n</body>\n</html>\n");
        return page.toString();
    }

    private void head() {
        TableRow half = table.kept();
        String share = Shares.name(half.keep());
        add(
                "<h1>The half-experts table</h1>\n<p class=\"sub\">%s, %s, test split of %,d sentences. %s: %,d "
                        + "parameters, decoder FFN of %,d neurons.</p>\n",
                text(table.corpus().name()),
                text(table.corpus().languages()),
                table.corpus().test(),
                text(table.model().name()),
                table.model().parameters(),
                table.model().config().decoderFeedForward());
        if (table.quietness().busy()) {
            add("<p class=\"busy\">%s</p>\n", text(table.quietness().toString()));
        }
        add("<div class=\"cards\">\n");
        card(
                format("%.2f&times;", half.speedup()),
                "as fast a decoder step with " + share + " of the experts; Amdahl allows "
                        + format("%.2f", half.times().amdahlBound()));
        card(
                format("%.1f %%", half.bleuKept()),
                format(
                        "of BLEU kept with %s (95 %%: %.1f to %.1f, p = %.2f)",
                        share,
                        half.quality().keptInterval().lower(),
                        half.quality().keptInterval().upper(),
                        half.quality().pValue()));
        card(
                format("%.1f", table.dense().bleu()),
                format("BLEU of the dense model; %.1f with %s of its experts", half.bleu(), share));
        card(
                format("%.1f %%", 100 * table.sparsity().inactive("free-running")),
                "of the decoder&rsquo;s FFN neurons are inactive on a token");
        add("</div>\n<p>%s</p>\n", text(HalfExpertsText.interpretation(table)));
    }

    private void card(String number, String meaning) {
        add("<div class=\"card\"><b>%s</b><span>%s</span></div>\n", number, meaning);
    }

    private void samples() {
        add("<h2>Ten samples of growing size</h2>\n<p class=\"note\">Seconds for the sample, sentence by "
                + "sentence on one thread, encoder included; "
                + "BLEU from 0 to 100. The poster&rsquo;s four rows are quoted: another model, text and "
                + "machine, BLEU as a fraction of 1.</p>\n"
                + "<div class=\"wide\"><table>\n<thead><tr><th>sample</th>");
        IntStream.rangeClosed(1, Math.max(table.samples().size(), PublishedResults.ORIGIN_TIME.size()))
                .forEach(i -> add("<th>%d</th>", i));
        add("</tr></thead>\n<tbody>\n");
        line("", "sentences", table.samples(), s -> format("%,d", s.sentences()));
        line("", "Origin-Time", table.samples(), s -> format("%.3f", s.originSeconds()));
        line("", "Origin-BLEU", table.samples(), s -> format("%.2f", s.originBleu()));
        line("own", "MoE-Time", table.samples(), s -> format("%.3f", s.moeSeconds()));
        line("own", "MoE-BLEU", table.samples(), s -> format("%.2f", s.moeBleu()));
        line("poster", "poster: Origin-Time", PublishedResults.ORIGIN_TIME, x -> format("%.2f", x));
        line("poster", "poster: Origin-BLEU", PublishedResults.ORIGIN_BLEU, x -> format("%.2f", x));
        line("poster", "poster: MoE-Time", PublishedResults.MOE_TIME, x -> format("%.2f", x));
        line("poster", "poster: MoE-BLEU", PublishedResults.MOE_BLEU, x -> format("%.2f", x));
        add(
                "</tbody></table></div>\n<p>All samples together, the poster is %.2f times as fast with half of "
                        + "its experts and keeps %.1f %% of BLEU (mean of "
                        + "its samples); here it is %.2f times and %.1f %%.</p>\n",
                PublishedResults.speedup(PublishedResults.ORIGIN_TIME, PublishedResults.MOE_TIME),
                PublishedResults.kept(PublishedResults.ORIGIN_BLEU, PublishedResults.MOE_BLEU),
                HalfExpertsText.speedup(table),
                HalfExpertsText.kept(table));
    }

    private <T> void line(String kind, String name, List<T> values, Function<T, String> shown) {
        add(
                "<tr class=\"%s\"><td>%s</td>%s</tr>\n",
                kind,
                name,
                values.stream().map(v -> "<td>" + shown.apply(v) + "</td>").collect(Collectors.joining()));
    }

    private void rows() {
        add("<h2>The whole test set</h2>\n<div "
                + "class=\"wide\"><table>\n<thead><tr><th>model</th><th>neurons</th><th>weights</th><th>ms per token</th>"
                + "<th>speed-up</th><th>bound</th><th>BLEU</th><th>kept</th><th>95 "
                + "%%</th><th>p</th></tr></thead>\n<tbody>\n");
        for (TableRow r :
                table.rows().stream().filter(r -> !r.encoderConverted()).toList()) {
            boolean dense = r == table.dense();
            add(
                    "<tr class=\"%s\"><td>%s</td><td>%.1f %%</td><td>%.1f %%</td><td>%.4f &plusmn; "
                            + "%.4f</td><td>%.2f</td><td>%.2f</td><td>%.2f</td>"
                            + "<td>%.1f %%</td><td>%s</td><td>%s</td></tr>\n",
                    r.kind() == TableRow.Kind.MOE ? "own" : "",
                    text(r.label()),
                    100 * r.share(),
                    100 * r.computed().usage().weightsRead(),
                    r.times().millisPerToken().value(),
                    r.times().millisPerToken().spread(),
                    r.speedup(),
                    r.times().amdahlBound(),
                    r.bleu(),
                    r.bleuKept(),
                    dense
                            ? ""
                            : format(
                                    "%.1f to %.1f",
                                    r.quality().keptInterval().lower(),
                                    r.quality().keptInterval().upper()),
                    dense ? "" : format("%.4f", r.quality().pValue()));
        }
        add("</tbody></table></div>\n<p class=\"note\">neurons: share of the decoder&rsquo;s FFN neurons that "
                + "were computed. weights: share of its weights, in bytes, "
                + "that a token reads. ms per token: median over the rounds, and half the distance "
                + "between their quartiles; router included, encoder not. "
                + "bound: Amdahl&rsquo;s, if choosing cost nothing and reading took the same time "
                + "everywhere. 95 %%: paired bootstrap; p: approximate randomization, both "
                + "against dense.</p>\n");
        if (!table.rivalry().verdicts().isEmpty()) {
            add("<h2>Why not a smaller dense network?</h2>\n<ul>\n");
            table.rivalry().verdicts().forEach(v -> add("<li>%s</li>\n", text(v.toString())));
            add("</ul>\n");
            if (table.rivalry().equalBleu() != null) {
                add("<p>%s.</p>\n", text(table.rivalry().equalBleu().toString()));
            }
        }
        if (table.rows().stream().anyMatch(TableRow::encoderConverted)) {
            encoder();
        }
    }

    private void encoder() {
        add("<h2>With the encoder converted as well</h2>\n<div "
                + "class=\"wide\"><table>\n<thead><tr><th>model</th><th>encoder neurons</th>"
                + "<th>decoder neurons</th><th>ms per sentence</th><th>encoder "
                + "speed-up</th><th>seconds</th><th>speed-up</th><th>BLEU</th><th>kept</th><th>p</th>"
                + "</tr></thead>\n<tbody>\n");
        for (TableRow r : table.rows().stream()
                .filter(r -> r == table.dense() || r.encoderConverted())
                .toList()) {
            add(
                    "<tr><td>%s</td><td>%.1f %%</td><td>%.1f %%</td><td>%.4f &plusmn; "
                            + "%.4f</td><td>%.2f</td><td>%.3f</td><td>%.2f</td><td>%.2f</td>"
                            + "<td>%.1f %%</td><td>%s</td></tr>\n",
                    text(r.label()),
                    100 * r.computed().encoderShare(),
                    100 * r.share(),
                    r.times().encoderMillis().value(),
                    r.times().encoderMillis().spread(),
                    table.dense().times().encoderMillis().value()
                            / r.times().encoderMillis().value(),
                    r.times().secondsTotal().value(),
                    table.dense().times().secondsTotal().value()
                            / r.times().secondsTotal().value(),
                    r.bleu(),
                    r.bleuKept(),
                    r == table.dense() ? "" : format("%.4f", r.quality().pValue()));
        }
        add("</tbody></table></div>\n<p class=\"note\">ms per sentence: the encoder&rsquo;s; seconds: the "
                + "whole test set, both. The poster converts the decoder only.</p>\n");
    }

    private void figures() {
        add("<h2>Pictures</h2>\n<div class=\"figures\">\n");
        if (!table.rivalry().frontiers().isEmpty()) {
            figure(
                    Figures.frontier(table.rivalry()),
                    "Every model a point: 95 % interval of the difference to the dense model, quartiles of the time; dashed: the Pareto front.");
        }
        figure(
                Figures.tradeOff(table),
                "Each router at several budgets, with 95 % intervals. Oracle and random are the bounds.");
        figure(
                Figures.speed(table),
                "Skipping zeros and a look at each neuron first need no router and lose nothing: the baselines "
                        + "that experts have to beat.");
        figure(Figures.samples(table), "Small samples say little: the curves settle as sentences are added.");
        figure(
                Figures.step(table.profile()),
                "Only the feed-forward part shrinks with the experts; the rest is what Amdahl&rsquo;s bound is "
                        + "made of.");
        figure(
                Figures.sparsity(table.sparsity()),
                "On the test split: the encoder reading, the decoder on its own output (free) and on references "
                        + "(forced).");
        add("</div>\n");
    }

    private void figure(Figure figure, String caption) {
        add("<figure>%s<figcaption>%s</figcaption></figure>\n", figure.svg(WIDTH, HEIGHT), caption);
    }

    private void experts() {
        int last = experiment.moefication().layers().size() - 1;
        ExpertLayout layout = experiment.moefication().layers().get(last).layout();
        CoActivation together = CoActivation.count(experiment.trained().get(last));
        add(
                "<h2>The experts of decoder layer %d</h2>\n<p>%s. Darker: two blocks of neurons fire together on "
                        + "more tokens.</p>\n<div class=\"figures\">\n",
                last,
                text(experiment.moefication().toString().lines().findFirst().orElse("")));
        for (Figure map : List.of(Figures.together(together), Figures.together(together, layout))) {
            add("<figure class=\"map\">%s</figure>\n", map.svg(MAP, MAP + 50));
        }
        add("</div>\n");
    }

    private void examples() {
        add("<h2>Some translations</h2>\n");
        for (HalfExperts.Example e : table.examples()) {
            add(
                    "<div "
                            + "class=\"example\"><div><span>message</span><span>%s</span></div><div><span>reference</span><span>%s</span></div>"
                            + "<div><span>dense</span><span>%s</span></div><div><span>MoE "
                            + "%s</span><span>%s</span></div></div>\n",
                    text(e.source()),
                    text(e.reference()),
                    text(e.dense()),
                    Shares.name(table.settings().keep()),
                    text(e.moe()));
        }
    }

    private void made() {
        Settings s = table.settings();
        add("<h2>How it was made</h2>\n<dl>\n");
        fact(
                "text",
                format(
                        "%s, %s: %,d training, %,d validation, %,d test pairs, split by template; checksum %s",
                        table.corpus().name(),
                        table.corpus().languages(),
                        table.corpus().train(),
                        table.corpus().validation(),
                        table.corpus().test(),
                        table.corpus().checksum()));
        fact("model", experiment.dense().toString());
        fact(
                "experts",
                format(
                        "%d of %d neurons in each decoder layer, by %s",
                        s.experts(table.model().config().decoderFeedForward()), s.expertSize(), s.split()));
        for (int i = 0; i < table.constructions().size(); i++) {
            fact("layer " + i, table.constructions().get(i));
        }
        fact(
                "router",
                format(
                        "%s, trained on %,d free-running decoder states of training sentences",
                        s.router(), experiment.trained().get(0).rows()));
        fact("budget", s.budget() + "; thresholds are set on validation sentences, reported on test sentences");
        fact("search", s.beam() == 1 ? "greedy" : "beam of " + s.beam());
        fact(
                "times",
                format(
                        "all models in turns over the same sentences, one sentence at a time, %d rounds, warm-up "
                                + "not counted",
                        s.rounds()));
        fact("BLEU", "as sacreBLEU computes it by default (13a, mixed case, exponential smoothing)");
        fact("machine", table.machine().toString());
        fact("seed", "" + s.seed());
        add("</dl>\n<pre>./lab table --report report.html</pre>\n<p class=\"note\">The method is MoEfication "
                + "(Zhang et al. 2021, arXiv 2110.01786). Pictures and table "
                + "come from one run.</p>\n");
    }

    private void fact(String name, String value) {
        add("<dt>%s</dt><dd>%s</dd>\n", name, text(value));
    }

    private void add(String format, Object... values) {
        page.append(values.length == 0 ? format.replace("%%", "%") : format(format, values));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String text(String s) {
        return s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private static String css() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
