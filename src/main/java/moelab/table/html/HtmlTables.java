package moelab.table.html;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import moelab.experiment.Shares;
import moelab.table.report.HalfExperts;
import moelab.table.report.PublishedResults;
import moelab.table.report.TableRow;
import moelab.timing.Measured;

/** The tables of the HTML report. */
final class HtmlTables {
    private final HalfExperts table;
    private final HtmlPage page;

    /** @param page page to which the tables are appended */
    HtmlTables(HalfExperts table, HtmlPage page) {
        this.table = table;
        this.page = page;
    }

    /** Appends the samples of growing size, with the poster's quoted below them. */
    void samples() {
        page.add("<h2>Samples of growing size</h2>\n<p class=\"note\">Seconds for the sample, "
                + table.pace()
                + " on one thread, encoder included; "
                + "BLEU from 0 to 100. The poster&rsquo;s four rows are quoted: another model, text and "
                + "machine, BLEU as a fraction of 1.</p>\n");
        int columns = Math.max(table.samples().size(), PublishedResults.ORIGIN_TIME.size());
        page.openTable(Stream.concat(
                        Stream.of("sample"), IntStream.rangeClosed(1, columns).mapToObj(String::valueOf))
                .toList());
        page.line("", "sentences", table.samples(), s -> HtmlPage.format("%,d", s.sentences()));
        page.line("", "Origin-Time", table.samples(), s -> HtmlPage.format("%.3f", s.originSeconds()));
        page.line("", "Origin-BLEU", table.samples(), s -> HtmlPage.format("%.2f", s.originBleu()));
        page.line("own", "MoE-Time", table.samples(), s -> HtmlPage.format("%.3f", s.moeSeconds()));
        page.line("own", "MoE-BLEU", table.samples(), s -> HtmlPage.format("%.2f", s.moeBleu()));
        page.line("poster", "poster: Origin-Time", PublishedResults.ORIGIN_TIME, x -> HtmlPage.format("%.2f", x));
        page.line("poster", "poster: Origin-BLEU", PublishedResults.ORIGIN_BLEU, x -> HtmlPage.format("%.2f", x));
        page.line("poster", "poster: MoE-Time", PublishedResults.MOE_TIME, x -> HtmlPage.format("%.2f", x));
        page.line("poster", "poster: MoE-BLEU", PublishedResults.MOE_BLEU, x -> HtmlPage.format("%.2f", x));
        page.closeTable();
        page.add(
                "<p>All samples together, the poster is %.2f times as fast with half of "
                        + "its experts and keeps %.1f %% of BLEU (mean of "
                        + "its samples); here it is %.2f times and %s.</p>\n",
                PublishedResults.speedup(PublishedResults.ORIGIN_TIME, PublishedResults.MOE_TIME),
                PublishedResults.kept(PublishedResults.ORIGIN_BLEU, PublishedResults.MOE_BLEU),
                table.speedup(),
                Shares.percentSign(table.keptOnSamples()).replace("%", " %"));
    }

    /** Appends every model on the whole test set, and the comparison with smaller dense networks. */
    void rows() {
        page.add("<h2>The whole test set</h2>\n");
        page.openTable(List.of(
                "model", "neurons", "weights", "ms per token", "speedup", "bound", "BLEU", "kept", "95 %", "p"));
        for (TableRow r :
                table.rows().stream().filter(r -> !r.encoderConverted()).toList()) {
            boolean dense = r == table.dense();
            page.add(
                    "<tr class=\"%s\"><td>%s</td><td>%.1f %%</td><td>%.1f %%</td><td>%s</td>"
                            + "<td>%.2f</td><td>%.2f</td><td>%.2f</td>"
                            + "<td>%s</td><td>%s</td><td>%s</td></tr>\n",
                    r.kind() == TableRow.RowKind.MOE ? "own" : "",
                    HtmlPage.text(r.label()),
                    100 * r.share(),
                    100 * r.computed().usage().weightsRead(),
                    time(table, r.times().millisPerToken()),
                    r.speedup(),
                    r.times().amdahlBound(),
                    r.bleu(),
                    Shares.percentSign(r.bleuKept()).replace("%", " %"),
                    dense
                            ? ""
                            : Shares.percent(r.quality().keptInterval().lower()) + " to "
                                    + Shares.percent(r.quality().keptInterval().upper()),
                    dense ? "" : HtmlPage.format("%.4f", r.quality().pValue()));
        }
        page.closeTable();
        page.add("<p class=\"note\">neurons: share of the decoder&rsquo;s FFN neurons that "
                + "were computed. weights: share of its weights, in bytes, "
                + "that a token reads. ms per token: median over the rounds, and half the distance "
                + "between their quartiles; router included, encoder not. "
                + "bound: Amdahl&rsquo;s, if choosing cost nothing and reading took the same time "
                + "everywhere. 95 %%: paired bootstrap; p: approximate randomization, both "
                + "against dense.</p>\n");
        if (!table.rivalry().verdicts().isEmpty()) {
            page.add("<h2>Why not a smaller dense network?</h2>\n<ul>\n");
            table.rivalry().verdicts().forEach(v -> page.add("<li>%s</li>\n", HtmlPage.text(v.toString())));
            page.add("</ul>\n");
            if (table.rivalry().equalBleu() != null) {
                page.add(
                        "<p>%s.</p>\n",
                        HtmlPage.text(table.rivalry().equalBleu().toString()));
            }
        }
        if (table.rows().stream().anyMatch(TableRow::encoderConverted)) {
            encoder();
        }
    }

    private void encoder() {
        page.add("<h2>With the encoder converted as well</h2>\n");
        page.openTable(List.of(
                "model",
                "encoder neurons",
                "decoder neurons",
                "ms per sentence",
                "encoder speedup",
                "seconds",
                "speedup",
                "BLEU",
                "kept",
                "p"));
        for (TableRow r : table.rows().stream()
                .filter(r -> r == table.dense() || r.encoderConverted())
                .toList()) {
            page.add(
                    "<tr><td>%s</td><td>%.1f %%</td><td>%.1f %%</td><td>%s</td>"
                            + "<td>%.2f</td><td>%.3f</td><td>%.2f</td><td>%.2f</td>"
                            + "<td>%s</td><td>%s</td></tr>\n",
                    HtmlPage.text(r.label()),
                    100 * r.computed().encoderShare(),
                    100 * r.share(),
                    time(table, r.times().encoderMillis()),
                    table.dense().times().encoderMillis().value()
                            / r.times().encoderMillis().value(),
                    r.times().secondsTotal().value(),
                    table.dense().times().secondsTotal().value()
                            / r.times().secondsTotal().value(),
                    r.bleu(),
                    Shares.percentSign(r.bleuKept()).replace("%", " %"),
                    r == table.dense()
                            ? ""
                            : HtmlPage.format("%.4f", r.quality().pValue()));
        }
        page.closeTable();
        page.add("<p class=\"note\">ms per sentence: the encoder&rsquo;s; seconds: the "
                + "whole test set, both. The poster converts the decoder only.</p>\n");
    }

    /** Returns a time with its spread, which one round does not have. */
    private static String time(HalfExperts table, Measured m) {
        return HtmlPage.format("%.4f", m.value())
                + (table.settings().rounds() == 1 ? "" : HtmlPage.format(" &plusmn; %.4f", m.spread()));
    }
}
