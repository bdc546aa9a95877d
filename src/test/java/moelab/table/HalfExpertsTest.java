package moelab.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Set;
import moelab.bleu.Bleu;
import moelab.decoding.GreedySearch;
import moelab.experiment.BudgetKind;
import moelab.experiment.Experiment;
import moelab.experiment.ExpertUsage;
import moelab.experiment.ProgressListener;
import moelab.experiment.RouterKind;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.experiment.SplitKind;
import moelab.experiment.TinyModels;
import moelab.linalg.weights.Bfloat16Matrix;
import moelab.moe.MoeModel;
import moelab.sparsity.Activations;
import moelab.sparsity.SparsityCounter;
import moelab.table.report.Frontier;
import moelab.table.report.HalfExperts;
import moelab.table.report.HalfExpertsJson;
import moelab.table.report.Rivalry;
import moelab.table.report.TableRow;
import moelab.table.report.TableRow.RowKind;
import moelab.transformer.Transformer;
import org.junit.jupiter.api.Test;

/** What the half-experts table measures of a tiny model. */
class HalfExpertsTest {
    private static final Experiment EXPERIMENT = TinyTable.EXPERIMENT;
    private static final HalfExperts TABLE = TinyTable.TABLE;

    @Test
    void theProgressOfEveryStageIsReported() {
        assertTrue(
                TinyTable.TASKS.containsAll(
                        List.of("recording training states", "warming up", "testing for significance")),
                TinyTable.TASKS::toString);
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
                TABLE.rows().stream().map(TableRow::name).toList());
        TableRow dense = TABLE.dense();
        assertEquals(1, dense.speedup());
        assertEquals(100, dense.bleuKept());
        assertEquals(1, dense.quality().pValue());
        assertEquals(1, dense.share());
        assertEquals(1, dense.times().amdahlBound(), 1e-12);
        assertEquals(
                List.of(0.5, 0.25, 0.2, 0.125, 0.0625),
                TABLE.rows().stream()
                        .filter(r -> r.name().equals("moe"))
                        .map(TableRow::keep)
                        .toList());
        for (TableRow r : TABLE.rows()) {
            assertEquals(
                    dense.times().millisPerToken().value()
                            / r.times().millisPerToken().value(),
                    r.speedup(),
                    1e-9);
            assertEquals(100 * r.bleu() / dense.bleu(), r.bleuKept(), 1e-9);
        }
        assertThrows(IllegalArgumentException.class, () -> TABLE.row("nothing", 1));
    }

    @Test
    void skippingZerosLosesNothingAndBleuIsThatOfTheTranslations() {
        TableRow skip = TABLE.row("dense-skip-zeros", 1);
        assertEquals(TABLE.dense().bleu(), skip.bleu());
        double active = EXPERIMENT.tested().stream()
                .mapToDouble(a -> 1 - SparsityCounter.of(a).inactive())
                .average()
                .orElseThrow();
        assertEquals((1 + active) / 2, skip.computed().usage().weightsRead(), 1e-12);
        TableRow screened = TABLE.row("dense-screened", 1);
        assertEquals(TABLE.dense().bleu(), screened.bleu());
        assertEquals(1, screened.computed().usage().neurons());
        assertEquals(read(1, active), screened.computed().usage().weightsRead(), 1e-12);
        for (BudgetKind budget : List.of(BudgetKind.THRESHOLD, BudgetKind.FIXED_COUNT)) {
            List<String> half = translate(budget.keep(EXPERIMENT.moefication(), 0.5, EXPERIMENT.validated())
                    .transformer());
            String row = budget == BudgetKind.THRESHOLD ? "moe" : "moe-fixed-count";
            assertEquals(
                    Bleu.corpus(half, EXPERIMENT.test().references()).score(),
                    TABLE.row(row, 0.5).bleu());
        }
        // every seventh word of the references is spoiled
        assertTrue(TABLE.dense().bleu() > 50, TABLE::toString);
    }

    /**
     * Returns the share of the weights read. Screening reads a quarter of a neuron's two columns of floats; without the
     * Vector API it is a product, half of them.
     */
    private static double read(double screened, double firing) {
        return Bfloat16Matrix.pays() ? screened / 4 + firing : screened / 2 + firing / 2;
    }

    private static List<String> translate(Transformer model) {
        GreedySearch search = new GreedySearch(model, TinyModels.START, TinyModels.END);
        return EXPERIMENT.test().sources().stream()
                .map(s -> TinyModels.text(search.translate(s)))
                .toList();
    }

    @Test
    void sharesAreMeasured() {
        for (TableRow r : TABLE.rows()) {
            assertEquals(
                    r.name().equals("moe")
                            ? "one threshold per layer"
                            : r.kind().lossless() || r.kind() == RowKind.STATIC ? "" : "a fixed count",
                    r.conversion().budget(),
                    r.name());
            if (r.name().equals("moe-fixed-count")) {
                double expected = Math.max(1, Math.round(r.keep() * 8)) / 8.0;
                assertEquals(expected, r.share(), 1e-12);
                assertEquals(expected, r.computed().usage().neurons(), 1e-12);
            }
        }
        for (double keep : new double[] {0.5, 0.25, 0.125}) {
            TableRow r = TABLE.row("moe", keep);
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
        assertTrue(TABLE.row("oracle", 0.25).computed().usage().firingCaught()
                > TABLE.row("random", 0.25).computed().usage().firingCaught());
    }

    @Test
    void samplesGrowToTheWholeTestSet() {
        assertEquals(
                List.of(5, 10, 14, 19, 23),
                TABLE.samples().stream().map(HalfExperts.Sample::sentences).toList());
        HalfExperts.Sample last = TABLE.samples().get(4);
        assertEquals(TABLE.dense().bleu(), last.originBleu());
        assertEquals(TABLE.row("moe", 0.5).bleu(), last.moeBleu());
        assertEquals(TABLE.dense().times().secondsTotal().value(), last.originSeconds(), 1e-12);
        assertEquals(TABLE.row("moe", 0.5).times().secondsTotal().value(), last.moeSeconds(), 1e-12);
        for (int i = 1; i < 5; i++) {
            assertTrue(TABLE.samples().get(i).originSeconds()
                    > TABLE.samples().get(i - 1).originSeconds());
        }
    }

    @Test
    void workIsCountedTokenByToken() {
        List<Activations> seen = EXPERIMENT.tested();
        ExpertUsage all = ExpertUsage.of(EXPERIMENT.moefication().keep(1).layers(), seen);
        double active = seen.stream()
                .mapToDouble(a -> 1 - SparsityCounter.of(a).inactive())
                .average()
                .orElseThrow();
        assertEquals(1, all.neurons());
        assertEquals(1, all.firingCaught());
        assertEquals(read(1, active), all.weightsRead(), 1e-12);
        MoeModel some = EXPERIMENT.moefication().random(0.5, 3);
        ExpertUsage half = ExpertUsage.of(some.layers(), seen);
        assertEquals(0.5, half.neurons());
        assertEquals(read(0.5, half.firingCaught() * active), half.weightsRead(), 1e-12);
        assertEquals(0.5, half.firingCaught(), 0.1); // chosen at random, half of the experts catch half of what fires
    }

    @Test
    void rivalsAreMeasuredInTheirFastestFormAndCompared() {
        TableRow narrow = TABLE.row("narrow-8", 1);
        assertEquals(0.25, narrow.share(), 1e-12);
        assertTrue(narrow.computed().usage().weightsRead() <= 0.25, narrow::toString);
        assertEquals(
                Bleu.corpus(translate(TinyModels.model(8)), EXPERIMENT.test().references())
                        .score(),
                narrow.bleu(),
                "the forms are exact");
        assertEquals(0.5, TABLE.row("pruned-1/2", 1).share(), 1e-12);
        assertEquals(Set.of("narrow-8", "pruned-1/2"), TABLE.rivalry().forms().keySet());
        assertEquals(
                List.of(0.5, 0.25, 0.2, 0.125, 0.0625),
                TABLE.rivalry().verdicts().stream().map(Rivalry.Verdict::keep).toList());
        assertEquals(
                List.of(1, 2),
                TABLE.rivalry().frontiers().stream().map(Frontier::beam).toList());
        JsonObject json = JsonParser.parseString(HalfExpertsJson.of(TABLE)).getAsJsonObject();
        assertEquals(5, json.getAsJsonArray("verdicts").size());
        JsonObject row = json.getAsJsonArray("rows").get(3).getAsJsonObject();
        assertEquals("static", row.get("kind").getAsString());
        assertEquals("narrow-8", row.get("name").getAsString());
        assertEquals(TABLE.rivalry().forms().get("narrow-8"), row.get("form").getAsString());
        assertEquals(
                3 + 2 + 5 + 3, // exact, static, experts, experts that the beam chooses together
                json.getAsJsonArray("frontiers")
                        .get(1)
                        .getAsJsonObject()
                        .getAsJsonArray("points")
                        .size());
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
        assertThrows(IllegalArgumentException.class, () -> TinyTable.SETTINGS.experts(10));
    }

    @Test
    void everySplitAndRouterCanBeAskedForByName() {
        for (RouterKind router : RouterKind.values()) {
            MoeModel half = EXPERIMENT
                    .moefication()
                    .withRouter(router.trainer(8, 1), EXPERIMENT.trained())
                    .keep(0.5);
            translate(half.transformer());
            assertEquals(0.5, half.share(), router::toString);
        }
        for (SplitKind split : SplitKind.values()) {
            Settings s = new Settings(split, RouterKind.CENTROID, BudgetKind.FIXED_COUNT, 8, 1, 1, 2, 1, 100, 1);
            Sentences few = TinyModels.test(EXPERIMENT.dense(), 12);
            MoeModel all = Experiment.prepare(EXPERIMENT.dense(), few, few, few, s, ProgressListener.NONE)
                    .moefication()
                    .keep(1);
            assertEquals(translate(EXPERIMENT.dense()), translate(all.transformer()), split::toString);
        }
    }
}
