package moelab.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import moelab.experiment.BudgetKind;
import moelab.experiment.Experiment;
import moelab.experiment.FineTuning;
import moelab.experiment.GateTraining;
import moelab.experiment.ProgressListener;
import moelab.experiment.RouterKind;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.experiment.SplitKind;
import moelab.experiment.TinyModels;
import moelab.experts.RandomSplitter;
import moelab.experts.Splitter;
import moelab.moe.MoeModel;
import moelab.moe.Moefication;
import moelab.routing.LinearRouter;
import moelab.sparsity.Activations;
import moelab.study.Constructions;
import moelab.study.TradeOff;
import moelab.table.html.HtmlReport;
import moelab.table.report.HalfExperts;
import moelab.table.report.HalfExpertsJson;
import moelab.table.report.TableRow;
import moelab.text.ParallelCorpus;
import moelab.text.SentencePair;
import moelab.text.subword.SubwordVocabulary;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TransformerConfig;
import moelab.translation.TranslationModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rows of the table that are measured when they are asked for, and the comparison of constructions. */
class OptionalRowsTest {
    private static final Settings SETTINGS =
            new Settings(SplitKind.BEST, RouterKind.RIDGE, BudgetKind.THRESHOLD, 4, 0.5, 1, 2, 1, 400, 1);
    private static ParallelCorpus corpus;
    private static TranslationModel model;
    private static Sentences validation;
    private static Experiment experiment;

    @BeforeAll
    static void prepare() {
        String[] names = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"};
        List<SentencePair> pairs = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            pairs.add(new SentencePair(
                    names[i / 10] + " " + names[i % 10],
                    names[i % 10] + " " + names[i / 10] + " " + names[(i + i / 10) % 10]));
        }
        corpus = new ParallelCorpus(
                "digits", "en", "fr", pairs.subList(0, 60), pairs.subList(60, 80), pairs.subList(80, 100));
        SubwordVocabulary vocabulary =
                SubwordVocabulary.learn(pairs.stream().map(SentencePair::source).toList(), 70);
        Transformer dense = Transformer.create(
                new TransformerConfig(vocabulary.size(), 16, 2, 1, 2, 32, 32, 12), Parameters.initialized(3));
        model = new TranslationModel(dense, vocabulary, Map.of("batchTokens", "100"));
        // its own translations are the references, so that it has a BLEU to lose
        Sentences own = TinyModels.test(dense, 40);
        validation = own;
        experiment = Experiment.prepare(dense, own, own, own.first(20), SETTINGS, ProgressListener.NONE);
    }

    @Test
    void theShareThatIsFoundReachesTheTargetAndTheNextSmallerOneThatWasTriedDoesNot() {
        TargetBleu found = TargetBleu.find(experiment, 90, validation, SETTINGS, ProgressListener.NONE);
        assertEquals(6, found.tried().size());
        assertTrue(
                found.share() == 1
                        || found.tried().stream().anyMatch(s -> s.share() == found.share() && s.kept() >= 90),
                found::toString);
        assertTrue(
                found.share() == 1 / 64.0
                        || found.tried().stream().anyMatch(s -> s.share() == found.share() - 1 / 64.0 && s.kept() < 90),
                found::toString);
        assertThrows(
                IllegalArgumentException.class,
                () -> TargetBleu.find(experiment, 0, validation, SETTINGS, ProgressListener.NONE));
        assertThrows(
                IllegalArgumentException.class,
                () -> TargetBleu.find(experiment, 101, validation, SETTINGS, ProgressListener.NONE));
    }

    @Test
    void moreRowsStandBehindTheOthersAndTheEncoderApart() {
        FineTuning tuning = new FineTuning(model, corpus, 1, 1e-3, 1);
        OptionalRows extras = new OptionalRows(true, tuning, 95, Sentences.of(model, corpus.train()), validation);
        HalfExperts table = HalfExpertsTable.measure(
                experiment,
                new HalfExperts.Corpus("digits", "en-fr", 60, 20, 20, "abc"),
                "tiny",
                SETTINGS,
                extras,
                Rivals.NONE,
                ProgressListener.NONE);
        List<String> names = table.rows().stream().map(TableRow::name).toList();
        assertEquals(
                List.of(
                        "moe-fixed-count",
                        "moe-target",
                        "moe-fine-tuned",
                        "moe-fine-tuned",
                        "moe-encoder",
                        "moe-encoder",
                        "moe-encoder-decoder",
                        "moe-encoder-decoder"),
                names.subList(15, names.size()));
        for (TableRow r : table.rows()) {
            assertEquals(r.encoderConverted() ? r.keep() : 1, r.computed().encoderShare(), 0.15, r.name());
            assertEquals(r.name().matches("dense.*|moe-encoder") ? 1 : r.keep(), r.share(), 0.15, r.name());
        }
        assertEquals(2, table.constructions().size(), "one line per layer on what was chosen");
        String text = table.toString();
        assertTrue(text.contains("With the encoder converted as well") && text.contains("layer 1: "), text);
        text.lines().forEach(l -> assertTrue(l.length() <= 100, l));
        assertTrue(text.indexOf("moe-encoder ") > text.indexOf("With the encoder"), "not among the main rows");
        String page = HtmlReport.of(table, experiment);
        assertTrue(page.contains("<td>moe-encoder-decoder 1/4</td>") && page.contains("<dt>layer 0</dt>"), page);
        for (JsonElement row : JsonParser.parseString(HalfExpertsJson.of(table))
                .getAsJsonObject()
                .getAsJsonArray("rows")) {
            assertTrue(row.getAsJsonObject().get("encoderMillis").getAsDouble() > 0);
        }
        assertTrue(extras.toString().contains("fine-tuning of 1 epoch at"), extras::toString);
    }

    @Test
    void rowsAreMeasuredOnTheSentencesTheyNeedOrRefused() {
        assertEquals(
                List.of(),
                OptionalRows.NONE.candidates(experiment, SETTINGS.withBatch(4), ProgressListener.NONE),
                "no joint thresholds without sentences to set them on");
        assertEquals(
                "optional rows without their sentences, expected training and validation sentences",
                assertThrows(IllegalArgumentException.class, () -> new OptionalRows(false, null, 95, validation, null))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new OptionalRows(true, null, 0, null, validation));
        assertEquals(
                "target is 101.0 % of BLEU, expected at most 100, or 0 for no such row",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new OptionalRows(false, null, 101, validation, validation))
                        .getMessage());
    }

    @Test
    void fineTuningIsDeterministicAndKeepsExpertsAndDenseModel() {
        Moefication m = experiment.moefication();
        float[] before = experiment.dense().parameters().get("embedding").data.clone();
        Moefication tuned = tuned(1);
        Moefication again = tuned(1);
        Moefication other = tuned(2);
        float[] learned = tuned.dense().parameters().get("embedding").data;
        assertArrayEquals(before, experiment.dense().parameters().get("embedding").data);
        assertArrayEquals(learned, again.dense().parameters().get("embedding").data);
        assertNotEquals(learned[5], other.dense().parameters().get("embedding").data[5]);
        assertNotEquals(learned[5], before[5]);
        for (int i = 0; i < 2; i++) {
            assertEquals(m.layers().get(i).layout(), tuned.layers().get(i).layout());
        }
        assertThrows(IllegalArgumentException.class, () -> new FineTuning(model, corpus, 0, 1e-3, 1));
    }

    private static Moefication tuned(long seed) {
        return new FineTuning(model, corpus, 1, 1e-3, seed)
                .of(
                        experiment.moefication(),
                        List.of(experiment.moefication().keep(0.25)),
                        SETTINGS,
                        ProgressListener.NONE)
                .experts();
    }

    @Test
    void anInterruptEndsTheFineTuningAfterItsStep() {
        List<Long> steps = new ArrayList<>();
        ProgressListener impatient = (task, done, total) -> {
            if (task.equals("fine-tuning")) {
                steps.add(done);
                if (steps.size() == 1) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        new FineTuning(model, corpus, 50, 1e-3, 1)
                .of(experiment.moefication(), List.of(experiment.moefication().keep(0.25)), SETTINGS, impatient);
        assertTrue(steps.size() <= 2, steps::toString);
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void constructionsAreComparedOnOneObjective() {
        List<Splitter> ways = Constructions.all(1);
        Constructions c = Constructions.measure(
                experiment.dense(),
                experiment.trained(),
                experiment.validated(),
                ways,
                List.of(2, 8),
                0.25,
                ProgressListener.NONE);
        assertEquals(2 * 2 * 5, c.rows().size());
        assertEquals(
                List.of("random", "co-activation", "co-activation by product", "co-activation by output", "k-means"),
                c.rows().subList(0, 5).stream()
                        .map(Constructions.ComparedConstruction::construction)
                        .toList());
        for (Constructions.ComparedConstruction r : c.rows()) {
            assertTrue(r.output() >= 0.25 && r.output() <= 1 && r.mass() >= 0.25 && r.mass() <= 1, r::toString);
            assertTrue(
                    r.routed() <= r.output() + 1e-6
                            && r.output() <= c.best(r.layer(), r.size()).output(),
                    "no router beats the oracle: " + r);
        }
        assertEquals(
                c.rows().size(),
                c.toString()
                        .lines()
                        .filter(l -> l.matches(".*(random|co-activation|k-means).*"))
                        .count());
        assertEquals(
                4, c.toString().lines().skip(2).filter(l -> l.contains("*")).count(), "one best a layer and size");
        assertEquals(1 + c.rows().size(), c.toCsv().lines().count());
        c.toString().lines().forEach(l -> assertTrue(l.length() <= 100, l));
        assertThrows(IllegalArgumentException.class, () -> c.best(5, 8));
        assertThrows(
                IllegalArgumentException.class,
                () -> Constructions.measure(
                        experiment.dense(),
                        experiment.trained(),
                        experiment.validated(),
                        List.of(new RandomSplitter(1)),
                        List.of(5),
                        0.25,
                        ProgressListener.NONE));
    }

    @Test
    void gatesThatAreTrainedWithTheModelAreRoutersLikeAnyOther() {
        FineTuning tuning = new FineTuning(model, corpus, 2, 1e-3, 1);
        Moefication before = experiment.moefication();
        float[] untouched =
                before.dense().parameters().values().iterator().next().data.clone();
        Moefication after = new GateTraining(tuning).of(before, 0.5, experiment.trained(), ProgressListener.NONE);
        assertArrayEquals(
                untouched, before.dense().parameters().values().iterator().next().data);
        for (int i = 0; i < after.layers().size(); i++) {
            assertEquals(before.layers().get(i).layout(), after.layers().get(i).layout());
            assertInstanceOf(LinearRouter.class, after.layers().get(i).router());
            assertNotEquals(
                    before.layers().get(i).network().inputWeights().data[0],
                    after.layers().get(i).network().inputWeights().data[0]);
        }
        List<Activations> heldOut = Experiment.heldOutStates(after.dense(), validation, ProgressListener.NONE);
        MoeModel half = after.keepByThreshold(0.5, heldOut);
        TradeOff.counts(half.transformer(), validation);
        assertEquals(0.5, half.share(), 0.15);
        Moefication again = new GateTraining(tuning).of(before, 0.5, experiment.trained(), ProgressListener.NONE);
        assertArrayEquals(
                ((LinearRouter) after.layers().get(0).router()).weights().data,
                ((LinearRouter) again.layers().get(0).router()).weights().data);
    }
}
