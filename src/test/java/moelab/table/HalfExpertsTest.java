package moelab.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import moelab.bleu.Bleu;
import moelab.bleu.Interval;
import moelab.decoding.GreedySearch;
import moelab.experiment.BudgetKind;
import moelab.experiment.Experiment;
import moelab.experiment.ExpertUsage;
import moelab.experiment.ProgressListener;
import moelab.experiment.Pruning;
import moelab.experiment.RouterKind;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.experiment.Shares;
import moelab.experiment.SplitKind;
import moelab.experiment.TinyModels;
import moelab.linalg.weights.Bfloat16Matrix;
import moelab.moe.MoeModel;
import moelab.sparsity.Activations;
import moelab.sparsity.SparsityCounter;
import moelab.table.report.Figures;
import moelab.table.report.Frontier;
import moelab.table.report.HalfExperts;
import moelab.table.report.HalfExpertsJson;
import moelab.table.report.HalfExpertsText;
import moelab.table.report.HtmlReport;
import moelab.table.report.PublishedResults;
import moelab.table.report.Rivalry;
import moelab.table.report.TableRow;
import moelab.table.report.TableRow.Kind;
import moelab.table.report.TableRow.Quality;
import moelab.table.report.TableRow.Times;
import moelab.timing.Machine;
import moelab.timing.Measured;
import moelab.timing.Quietness;
import moelab.transformer.Transformer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HalfExpertsTest {
    private static final Settings SETTINGS =
            new Settings(SplitKind.COACTIVATION, RouterKind.RIDGE, BudgetKind.THRESHOLD, 4, 0.5, 1, 5, 2, 300, 1);
    private static final HalfExperts.Corpus CORPUS = new HalfExperts.Corpus("numbers", "en-fr", 60, 20, 23, "abc");
    private static final Quietness QUIET = new Quietness(1, 1, 2, 1.02, 0.01, List.of());
    private static Experiment experiment;
    private static HalfExperts table;

    @BeforeAll
    static void measureOnce() {
        Transformer model = TinyModels.model();
        List<String> tasks = new ArrayList<>();
        ProgressListener watcher = (task, done, total) -> tasks.add(task);
        Sentences train = TinyModels.test(model, 60);
        experiment = Experiment.prepare(
                model, train, TinyModels.test(model, 20), TinyModels.test(model, 23), SETTINGS, watcher);
        List<StaticRival> rivals = List.of(
                new StaticRival("narrow-8", TinyModels.model(8)),
                new StaticRival("pruned-1/2", Pruning.of(model, experiment.trained(), 16)));
        table = HalfExpertsTable.measure(
                experiment, CORPUS, "tiny", SETTINGS, OptionalRows.NONE, new Rivals(rivals, 2), watcher);
        assertTrue(
                tasks.containsAll(List.of("recording training states", "warming up", "testing for significance")),
                tasks::toString);
    }

    @Test
    void everyRowIsThereAndDenseIsTheMeasure() {
        assertEquals(
                List.of(
                        "dense",
                        "dense-skip-zeros",
                        "dense-screened",
                        "narrow-8",
                        "pruned-1/2",
                        "oracle",
                        "oracle",
                        "random",
                        "random",
                        "moe",
                        "moe",
                        "moe",
                        "moe",
                        "moe",
                        "moe-fixed-count",
                        "moe-fixed-count",
                        "moe-fixed-count",
                        "moe-fixed-count"),
                table.rows().stream().map(TableRow::name).toList());
        TableRow dense = table.dense();
        assertEquals(1, dense.speedup());
        assertEquals(100, dense.bleuKept());
        assertEquals(1, dense.quality().pValue());
        assertEquals(1, dense.share());
        assertEquals(1, dense.times().amdahlBound(), 1e-12);
        assertEquals(
                List.of(0.5, 0.25, 0.2, 0.125, 0.0625),
                table.rows().stream()
                        .filter(r -> r.name().equals("moe"))
                        .map(TableRow::keep)
                        .toList());
        for (TableRow r : table.rows()) {
            assertEquals(
                    dense.times().millisPerToken().value()
                            / r.times().millisPerToken().value(),
                    r.speedup(),
                    1e-9);
            assertEquals(100 * r.bleu() / dense.bleu(), r.bleuKept(), 1e-9);
        }
        assertThrows(IllegalArgumentException.class, () -> table.row("nothing", 1));
    }

    @Test
    void skippingZerosLosesNothingAndBleuIsThatOfTheTranslations() {
        TableRow skip = table.row("dense-skip-zeros", 1);
        assertEquals(table.dense().bleu(), skip.bleu());
        double active = experiment.tested().stream()
                .mapToDouble(a -> 1 - SparsityCounter.of(a).inactive())
                .average()
                .orElseThrow();
        assertEquals((1 + active) / 2, skip.computed().usage().weightsRead(), 1e-12);
        TableRow screened = table.row("dense-screened", 1);
        assertEquals(table.dense().bleu(), screened.bleu());
        assertEquals(1, screened.computed().usage().neurons());
        assertEquals(read(1, active), screened.computed().usage().weightsRead(), 1e-12);
        for (BudgetKind budget : List.of(BudgetKind.THRESHOLD, BudgetKind.FIXED_COUNT)) {
            List<String> half = translate(budget.keep(experiment.moefication(), 0.5, experiment.validated())
                    .transformer());
            String row = budget == BudgetKind.THRESHOLD ? "moe" : "moe-fixed-count";
            assertEquals(
                    Bleu.corpus(half, experiment.test().references()).score(),
                    table.row(row, 0.5).bleu());
        }
        // every seventh word of the references is spoiled
        assertTrue(table.dense().bleu() > 50, table::toString);
    }

    /**
     * A look is a quarter of a neuron's two columns of floats; without the Vector API it is a product, half of them.
     */
    private static double read(double looked, double firing) {
        return Bfloat16Matrix.pays() ? looked / 4 + firing : looked / 2 + firing / 2;
    }

    private static List<String> translate(Transformer model) {
        GreedySearch search = new GreedySearch(model, TinyModels.START, TinyModels.END);
        return experiment.test().sources().stream()
                .map(s -> TinyModels.text(search.translate(s)))
                .toList();
    }

    @Test
    void sharesAreMeasured() {
        for (TableRow r : table.rows()) {
            assertEquals(
                    r.name().equals("moe")
                            ? "one threshold per layer"
                            : r.kind().lossless() || r.kind() == Kind.STATIC ? "" : "a fixed count",
                    r.conversion().budget(),
                    r.name());
            if (r.name().equals("moe-fixed-count")) {
                double expected = Math.max(1, Math.round(r.keep() * 8)) / 8.0;
                assertEquals(expected, r.share(), 1e-12);
                assertEquals(expected, r.computed().usage().neurons(), 1e-12);
            }
        }
        for (double keep : new double[] {0.5, 0.25, 0.125}) {
            TableRow r = table.row("moe", keep);
            assertEquals(
                    r.share(),
                    r.computed().layerShares().stream()
                            .mapToDouble(Double::doubleValue)
                            .average()
                            .orElseThrow(),
                    1e-12);
            assertEquals(keep, r.share(), 0.15);
            assertTrue(
                    Math.abs(r.share() * 8 - Math.rint(r.share() * 8)) > 1e-9,
                    "tokens differ in what they use, or no threshold was at work: " + r);
        }
        assertTrue(table.row("oracle", 0.25).computed().usage().firingCaught()
                > table.row("random", 0.25).computed().usage().firingCaught());
    }

    @Test
    void samplesGrowToTheWholeTestSet() {
        assertEquals(
                List.of(5, 10, 14, 19, 23),
                table.samples().stream().map(HalfExperts.Sample::sentences).toList());
        HalfExperts.Sample last = table.samples().get(4);
        assertEquals(table.dense().bleu(), last.originBleu());
        assertEquals(table.row("moe", 0.5).bleu(), last.moeBleu());
        assertEquals(table.dense().times().secondsTotal().value(), last.originSeconds(), 1e-12);
        assertEquals(table.row("moe", 0.5).times().secondsTotal().value(), last.moeSeconds(), 1e-12);
        for (int i = 1; i < 5; i++) {
            assertTrue(table.samples().get(i).originSeconds()
                    > table.samples().get(i - 1).originSeconds());
        }
    }

    @Test
    void workIsCountedTokenByToken() {
        List<Activations> seen = experiment.tested();
        ExpertUsage all = ExpertUsage.of(experiment.moefication().keep(1).layers(), seen);
        double active = seen.stream()
                .mapToDouble(a -> 1 - SparsityCounter.of(a).inactive())
                .average()
                .orElseThrow();
        assertEquals(1, all.neurons());
        assertEquals(1, all.firingCaught());
        assertEquals(read(1, active), all.weightsRead(), 1e-12);
        MoeModel some = experiment.moefication().random(0.5, 3);
        ExpertUsage half = ExpertUsage.of(some.layers(), seen);
        assertEquals(0.5, half.neurons());
        assertEquals(read(0.5, half.firingCaught() * active), half.weightsRead(), 1e-12);
        assertEquals(0.5, half.firingCaught(), 0.1); // by lot half of the firing ones are caught
    }

    @Test
    void theTextFitsATerminalAndNamesEverything() {
        String text = table.toString();
        text.lines().forEach(l -> assertTrue(l.length() <= 100, l));
        for (String word : List.of(
                "Origin-Time",
                "Origin-BLEU",
                "MoE-Time",
                "MoE-BLEU",
                "dense-skip-zeros",
                "dense-screened",
                "oracle 1/4",
                "random 1/2",
                "moe 1/5",
                "moe-fixed-count 1/4",
                "moe 1/16",
                "narrow-8",
                "Against the best static rival",
                "one threshold per layer",
                "on average",
                "poster",
                Machine.here().processor(),
                "4.00",
                "29.78")) {
            // wherever lines are broken
            assertTrue(text.replaceAll("\\s+", " ").contains(word), word + " in\n" + text);
        }
    }

    @Test
    void rivalsAreMeasuredInTheirFastestFormAndJudged() {
        TableRow narrow = table.row("narrow-8", 1);
        assertEquals(0.25, narrow.share(), 1e-12);
        assertTrue(narrow.computed().usage().weightsRead() <= 0.25, narrow::toString);
        assertEquals(
                Bleu.corpus(translate(TinyModels.model(8)), experiment.test().references())
                        .score(),
                narrow.bleu(),
                "the forms are exact");
        assertEquals(0.5, table.row("pruned-1/2", 1).share(), 1e-12);
        assertEquals(Set.of("narrow-8", "pruned-1/2"), table.rivalry().forms().keySet());
        assertEquals(
                List.of(0.5, 0.25, 0.2, 0.125, 0.0625),
                table.rivalry().verdicts().stream().map(Rivalry.Verdict::keep).toList());
        assertEquals(
                List.of(1, 2),
                table.rivalry().frontiers().stream().map(Frontier::beam).toList());
        JsonObject json = JsonParser.parseString(HalfExpertsJson.of(table)).getAsJsonObject();
        assertEquals(5, json.getAsJsonArray("verdicts").size());
        JsonObject row = json.getAsJsonArray("rows").get(3).getAsJsonObject();
        assertEquals("static", row.get("kind").getAsString());
        assertEquals("narrow-8", row.get("name").getAsString());
        assertEquals(table.rivalry().forms().get("narrow-8"), row.get("form").getAsString());
        assertEquals(
                3 + 2 + 5,
                json.getAsJsonArray("frontiers")
                        .get(1)
                        .getAsJsonObject()
                        .getAsJsonArray("points")
                        .size());
    }

    @Test
    void theJsonSaysWhatTheRecordSays() {
        JsonObject json = JsonParser.parseString(HalfExpertsJson.of(table)).getAsJsonObject();
        assertEquals(23, json.getAsJsonObject("corpus").get("test").getAsInt());
        assertEquals(
                table.model().parameters(),
                json.getAsJsonObject("model").get("parameters").getAsLong());
        assertEquals(5, json.getAsJsonArray("samples").size());
        assertEquals(
                table.samples().get(2).moeSeconds(),
                json.getAsJsonArray("samples")
                        .get(2)
                        .getAsJsonObject()
                        .get("moeSeconds")
                        .getAsDouble());
        assertEquals(table.rows().size(), json.getAsJsonArray("rows").size());
        for (int i = 0; i < table.rows().size(); i++) {
            JsonObject row = json.getAsJsonArray("rows").get(i).getAsJsonObject();
            TableRow r = table.rows().get(i);
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
        for (TableRow r : table.rows()) {
            boolean moe = r.kind() == Kind.MOE;
            double speed = moe ? halfSpeed : r.kind() == Kind.DENSE ? 1 : 1.2;
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
                CORPUS,
                table.model(),
                table.machine(),
                SETTINGS,
                List.of(),
                table.samples(),
                rows,
                table.profile(),
                table.sparsity(),
                table.examples(),
                QUIET.withImpossible(HalfExpertsTable.impossible(rows)),
                Rivalry.NONE);
    }

    @Test
    void theLastSentenceTellsGoodFromBad() {
        String good = HalfExpertsText.interpretation(altered(1.5, 99.8, 0.4));
        assertTrue(
                good.contains("1.50 times as fast")
                        && good.contains("no significant loss")
                        && good.contains("another 1.25"),
                good);
        String bad = HalfExpertsText.interpretation(altered(0.9, 80, 0.001));
        assertTrue(
                bad.contains("no faster (0.90)")
                        && bad.contains("a significant loss")
                        && bad.contains("adds nothing")
                        && bad.contains("At every share measured the loss of BLEU is significant"),
                bad);
        assertTrue(HalfExpertsText.interpretation(altered(1.5, 101, 0.001)).contains("a significant gain"));
    }

    @Test
    void kindsTellRowsApart() {
        assertEquals(
                List.of(
                        Kind.DENSE,
                        Kind.EXACT,
                        Kind.EXACT,
                        Kind.STATIC,
                        Kind.STATIC,
                        Kind.ORACLE,
                        Kind.ORACLE,
                        Kind.RANDOM,
                        Kind.RANDOM,
                        Kind.MOE,
                        Kind.MOE,
                        Kind.MOE,
                        Kind.MOE,
                        Kind.MOE,
                        Kind.MOE,
                        Kind.MOE,
                        Kind.MOE,
                        Kind.MOE),
                table.rows().stream().map(TableRow::kind).toList());
        JsonObject json = JsonParser.parseString(HalfExpertsJson.of(table)).getAsJsonObject();
        assertEquals(
                table.rows().stream().map(r -> r.kind().name()).toList(),
                json.getAsJsonArray("rows").asList().stream()
                        .map(r -> r.getAsJsonObject().get("kind").getAsString().toUpperCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void aTableThatClaimsMoreThanAmdahlAllowsSaysThatTheMachineWasBusy() {
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
        assertTrue(HtmlReport.of(busy, experiment).contains("class=\"busy\""));
        assertFalse(HtmlReport.of(quiet, experiment).contains("class=\"busy\""));
        assertTrue(Figures.speed(busy).title().contains("measure again"));
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

    @Test
    void settingsAreChecked() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Settings(SplitKind.RANDOM, RouterKind.RIDGE, BudgetKind.THRESHOLD, 4, 0, 1, 5, 2, 300, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Settings(SplitKind.RANDOM, RouterKind.RIDGE, BudgetKind.THRESHOLD, 4, 1.01, 1, 5, 2, 300, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Settings(
                        SplitKind.RANDOM, RouterKind.RIDGE, BudgetKind.THRESHOLD, 4, Double.NaN, 1, 5, 2, 300, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Settings(SplitKind.RANDOM, RouterKind.RIDGE, BudgetKind.THRESHOLD, 0, 0.5, 1, 5, 2, 300, 1));
        assertThrows(IllegalArgumentException.class, () -> SETTINGS.experts(10));
    }

    @Test
    void everySplitAndRouterCanBeAskedForByName() {
        for (RouterKind router : RouterKind.values()) {
            MoeModel half = experiment
                    .moefication()
                    .withRouter(router.trainer(8, 1), experiment.trained())
                    .keep(0.5);
            translate(half.transformer());
            assertEquals(0.5, half.share(), router::toString);
        }
        for (SplitKind split : SplitKind.values()) {
            Settings s = new Settings(split, RouterKind.CENTROID, BudgetKind.FIXED_COUNT, 8, 1, 1, 2, 1, 100, 1);
            Sentences few = TinyModels.test(experiment.dense(), 12);
            MoeModel all = Experiment.prepare(experiment.dense(), few, few, few, s, ProgressListener.NONE)
                    .moefication()
                    .keep(1);
            assertEquals(translate(experiment.dense()), translate(all.transformer()), split::toString);
        }
    }
}
