package moelab.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import moelab.bleu.Interval;
import moelab.experiment.Settings;
import moelab.experiment.Shares;
import moelab.table.html.HtmlReport;
import moelab.table.report.HalfExperts;
import moelab.table.report.HalfExpertsJson;
import moelab.table.report.Interpretation;
import moelab.table.report.PublishedResults;
import moelab.table.report.Rivalry;
import moelab.table.report.TableFigures;
import moelab.table.report.TableRow;
import moelab.table.report.TableRow.Quality;
import moelab.table.report.TableRow.RowKind;
import moelab.table.report.TableRow.Times;
import moelab.timing.Measured;
import moelab.timing.Quietness;
import org.junit.jupiter.api.Test;

/** The views of a half-experts table: its text, its JSON, and what both say of good and bad results. */
class TableViewsTest {
    private static final Quietness QUIET = new Quietness(1, 1, 2, 1.02, 0.01, List.of());

    @Test
    void theJsonHasTheValuesOfTheRecord() {
        JsonObject json =
                JsonParser.parseString(HalfExpertsJson.of(TinyTable.TABLE)).getAsJsonObject();
        assertEquals(23, json.getAsJsonObject("corpus").get("test").getAsInt());
        assertEquals(
                TinyTable.TABLE.model().parameters(),
                json.getAsJsonObject("model").get("parameters").getAsLong());
        assertEquals(5, json.getAsJsonArray("samples").size());
        assertEquals(
                TinyTable.TABLE.samples().get(2).moeSeconds(),
                json.getAsJsonArray("samples")
                        .get(2)
                        .getAsJsonObject()
                        .get("moeSeconds")
                        .getAsDouble());
        assertEquals(TinyTable.TABLE.rows().size(), json.getAsJsonArray("rows").size());
        for (int i = 0; i < TinyTable.TABLE.rows().size(); i++) {
            JsonObject row = json.getAsJsonArray("rows").get(i).getAsJsonObject();
            TableRow r = TinyTable.TABLE.rows().get(i);
            assertEquals(r.name(), row.get("name").getAsString());
            assertEquals(
                    Map.of(
                            "share",
                            r.share(),
                            "millisPerToken",
                            r.times().millisPerToken().value(),
                            "bleu",
                            r.bleu(),
                            "pValue",
                            r.quality().pValue(),
                            "speedup",
                            r.speedup(),
                            "amdahlBound",
                            r.times().amdahlBound()),
                    numbers(row, "share", "millisPerToken", "bleu", "pValue", "speedup", "amdahlBound"));
        }
        assertEquals(1 + 2 + 2, json.getAsJsonArray("sparsity").size());
        assertEquals(
                "encoder",
                json.getAsJsonArray("sparsity")
                        .get(0)
                        .getAsJsonObject()
                        .get("stack")
                        .getAsString());
        assertEquals(
                10, json.getAsJsonObject("poster").getAsJsonArray("moeBleu").size());
    }

    private static Map<String, Double> numbers(JsonObject o, String... names) {
        Map<String, Double> numbers = new java.util.HashMap<>();
        for (String name : names) {
            numbers.put(name, o.get(name).getAsDouble());
        }
        return numbers;
    }

    private static HalfExperts altered(double halfSpeed, double halfKept, double p) {
        List<TableRow> rows = new ArrayList<>();
        for (TableRow r : TinyTable.TABLE.rows()) {
            boolean moe = r.kind() == RowKind.MOE;
            double speed = moe ? halfSpeed : r.kind() == RowKind.DENSE ? 1 : 1.2;
            rows.add(new TableRow(
                    r.kind(),
                    r.name(),
                    r.conversion(),
                    r.computed(),
                    new Times(
                            r.times().millisPerToken(),
                            r.times().secondsTotal(),
                            r.times().encoderMillis(),
                            Measured.exactly(speed),
                            moe ? 2 : 1.5),
                    new Quality(r.bleu(), moe ? halfKept : 100, new Interval(0, 100), moe ? p : 1)));
        }
        return new HalfExperts(
                TinyTable.CORPUS,
                TinyTable.TABLE.model(),
                TinyTable.TABLE.machine(),
                TinyTable.SETTINGS,
                List.of(),
                TinyTable.TABLE.samples(),
                rows,
                TinyTable.TABLE.profile(),
                TinyTable.TABLE.sparsity(),
                TinyTable.TABLE.examples(),
                QUIET.withImpossible(HalfExpertsTable.impossible(rows)),
                Rivalry.NONE);
    }

    @Test
    void theLastSentenceDistinguishesGoodFromBadResults() {
        String good = Interpretation.of(altered(1.5, 99.8, 0.4));
        assertTrue(
                good.contains("1.50 times as fast")
                        && good.contains("no significant loss")
                        && good.contains("experts are 1.25 times as fast as the faster of the two"),
                good);
        String bad = Interpretation.of(altered(0.9, 80, 0.001));
        assertTrue(
                bad.contains("no faster (0.90)")
                        && bad.contains("a significant loss")
                        && bad.contains("experts are no faster than the faster of the two")
                        && bad.contains("At every share measured the loss of BLEU is significant"),
                bad);
        assertTrue(Interpretation.of(altered(1.5, 101, 0.001)).contains("a significant gain"));
    }

    @Test
    void moreThanAmdahlAllowsIsNoticedOfTheSameNetworkOnly() {
        List<TableRow> rows = new ArrayList<>();
        for (RowKind kind : List.of(RowKind.DENSE, RowKind.STATIC, RowKind.MOE)) {
            TableRow r = altered(2.5, 99, 0.4).row("moe", 0.5);
            rows.add(new TableRow(kind, "a " + kind, r.conversion(), r.computed(), r.times(), r.quality()));
        }
        List<String> lines = HalfExpertsTable.impossible(rows);
        assertEquals(1, lines.size(), lines::toString);
        assertTrue(lines.get(0).contains("2.50 times as fast where Amdahl's law allows 2.00"), lines::toString);
    }

    @Test
    void kindsTellRowsApart() {
        assertEquals(
                List.of(
                        RowKind.DENSE,
                        RowKind.EXACT,
                        RowKind.EXACT,
                        RowKind.STATIC,
                        RowKind.STATIC,
                        RowKind.ORACLE,
                        RowKind.ORACLE,
                        RowKind.RANDOM,
                        RowKind.RANDOM,
                        RowKind.MOE,
                        RowKind.MOE,
                        RowKind.MOE,
                        RowKind.MOE,
                        RowKind.MOE,
                        RowKind.MOE,
                        RowKind.MOE,
                        RowKind.MOE,
                        RowKind.MOE),
                TinyTable.TABLE.rows().stream().map(TableRow::kind).toList());
        JsonObject json =
                JsonParser.parseString(HalfExpertsJson.of(TinyTable.TABLE)).getAsJsonObject();
        assertEquals(
                TinyTable.TABLE.rows().stream().map(r -> r.kind().name()).toList(),
                json.getAsJsonArray("rows").asList().stream()
                        .map(r -> r.getAsJsonObject().get("kind").getAsString().toUpperCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void aSpeedupAboveAmdahlsBoundIsReportedAsABusyMachine() {
        HalfExperts quiet = altered(1.9, 99, 0.3);
        assertFalse(quiet.quietness().busy());
        assertFalse(quiet.toString().contains("busy"));
        HalfExperts busy = altered(2.03, 99, 0.3);
        assertTrue(busy.quietness().busy());
        String claim = "moe 1/2 is 2.03 times as fast where Amdahl's law allows 2.00";
        assertTrue(busy.toString().replaceAll("\\s+", " ").contains("The machine was busy, measure again: " + claim));
        busy.toString().lines().forEach(l -> assertTrue(l.length() <= 100, l));
        JsonObject json = JsonParser.parseString(HalfExpertsJson.of(busy)).getAsJsonObject();
        assertTrue(json.getAsJsonObject("quietness").get("busy").getAsBoolean());
        assertTrue(
                json.getAsJsonObject("quietness").get("message").getAsString().contains(claim));
        assertTrue(HtmlReport.of(busy, TinyTable.EXPERIMENT).contains("class=\"busy\""));
        assertFalse(HtmlReport.of(quiet, TinyTable.EXPERIMENT).contains("class=\"busy\""));
        assertTrue(TableFigures.speed(busy).title().contains("busy machine"));
    }

    @Test
    void aPercentageThatDoesNotExistIsNotDrawn() {
        HalfExperts table = altered(1.5, Double.NaN, 1);
        assertTrue(HtmlReport.of(table, TinyTable.EXPERIMENT).contains("<td>-</td>"));
        assertTrue(TableFigures.tradeOff(table).series().stream()
                .flatMapToDouble(s -> Arrays.stream(s.y()))
                .allMatch(y -> y == 100));
    }

    private static boolean rowHasSpread(HalfExperts table) {
        return table.toString().lines().anyMatch(line -> line.startsWith("moe 1/2 ") && line.contains("+-"));
    }

    @Test
    void oneRoundHasNoSpread() {
        HalfExperts t = TinyTable.TABLE;
        Settings s = t.settings();
        Settings one = new Settings(
                s.split(), s.router(), s.budget(), s.expertSize(), s.keep(), 1, s.samples(), 1, s.tokens(), s.seed());
        HalfExperts once = new HalfExperts(
                t.corpus(),
                t.model(),
                t.machine(),
                one,
                t.constructions(),
                t.samples(),
                t.rows(),
                t.profile(),
                t.sparsity(),
                t.examples(),
                t.quietness(),
                t.rivalry());
        assertTrue(rowHasSpread(t), t::toString);
        assertFalse(rowHasSpread(once), once::toString);
        assertTrue(HtmlReport.of(t, TinyTable.EXPERIMENT).contains("&plusmn;"));
        assertFalse(HtmlReport.of(once, TinyTable.EXPERIMENT).contains("&plusmn;"));
        assertTrue(HalfExpertsJson.of(t).contains("Spread\""));
        assertFalse(HalfExpertsJson.of(once).contains("Spread\""));
        assertTrue(TableFigures.speed(t).series().get(0).error().length > 0);
        assertEquals(0, TableFigures.speed(once).series().get(0).error().length);
    }

    @Test
    void thePosterIsQuotedCorrectly() {
        assertEquals(
                1.16,
                PublishedResults.speedup(PublishedResults.ORIGIN_TIME, PublishedResults.MOE_TIME),
                0.005); // 112.41 s to 96.97 s
        assertEquals(94, PublishedResults.kept(PublishedResults.ORIGIN_BLEU, PublishedResults.MOE_BLEU), 0.5);
        assertEquals("1/5", Shares.name(0.2));
        assertEquals("40%", Shares.name(0.4));
    }
}
