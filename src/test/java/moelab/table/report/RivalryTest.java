package moelab.table.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import moelab.bleu.BleuStatistics;
import moelab.bleu.Interval;
import moelab.experiment.ExpertUsage;
import moelab.experiment.TinyModels;
import moelab.linalg.weights.Weights;
import moelab.safetensors.SafeTensors;
import moelab.table.StaticRival;
import moelab.table.report.TableRow.Computed;
import moelab.table.report.TableRow.Conversion;
import moelab.table.report.TableRow.Quality;
import moelab.table.report.TableRow.RowKind;
import moelab.table.report.TableRow.Times;
import moelab.text.subword.SubwordVocabulary;
import moelab.timing.Measured;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TransformerConfig;
import moelab.translation.TranslationModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The question why not a smaller dense network, answered from rows whose answer is known. */
class RivalryTest {
    private static final int SENTENCES = 60;
    private final List<TableRow> rows = new ArrayList<>();
    private final List<BleuStatistics> counts = new ArrayList<>();

    @TempDir
    private Path directory;

    /** A row whose model translates this share of the sentences without a mistake and the rest badly. */
    private void add(RowKind kind, String name, double keep, double millis, double right) {
        add(kind, name, keep, millis, right, 100);
    }

    private void add(RowKind kind, String name, double keep, double millis, double right, double kept) {
        List<String> written = new ArrayList<>();
        List<String> references = new ArrayList<>();
        for (int i = 0; i < SENTENCES; i++) {
            String reference = "this is sentence number " + i + " of the whole test set";
            references.add(reference);
            written.add(i < right * SENTENCES ? reference : "this is something else of the test set");
        }
        BleuStatistics statistics = BleuStatistics.of(written, references);
        double bleu = statistics.score();
        counts.add(statistics);
        rows.add(new TableRow(
                kind,
                name,
                new Conversion("", "", "", keep, List.of()),
                new Computed(keep, List.of(), 1, keep, ExpertUsage.ALL, 8.7),
                new Times(
                        Measured.exactly(millis),
                        Measured.exactly(1),
                        Measured.exactly(1),
                        Measured.exactly(1 / millis),
                        2),
                new Quality(bleu, kept, new Interval(kept - 1, kept + 1), 1)));
    }

    private Rivalry rivalry() {
        return Rivalry.of(rows, counts, Map.of(), List.of(Frontier.of(1, rows)), 1);
    }

    @Test
    void eachShareMeetsTheBestRivalThatIsAtLeastAsFast() {
        add(RowKind.DENSE, "dense", 1, 1, 1);
        add(RowKind.STATIC, "narrow-512", 1, 0.5, 0.7);
        add(RowKind.STATIC, "narrow-256", 1, 0.4, 0.5);
        add(RowKind.MOE, "moe", 0.5, 0.6, 0.95);
        add(RowKind.MOE, "moe", 0.25, 0.5, 0.7);
        add(RowKind.MOE, "moe", 0.125, 0.45, 0.3);
        add(RowKind.MOE, "moe", 0.0625, 0.3, 0.3);
        add(RowKind.MOE, "moe-fixed-count", 0.5, 0.3, 0.9);
        Rivalry r = rivalry();
        assertEquals(
                List.of("narrow-512", "narrow-512", "narrow-256", ""),
                r.verdicts().stream().map(Rivalry.Verdict::rival).toList());
        Rivalry.Verdict half = r.verdicts().get(0);
        assertEquals(rows.get(3).bleu() - rows.get(1).bleu(), half.bleuDifference());
        assertTrue(half.bleuDifference() > 0 && half.significant(), half::toString);
        assertEquals(0, r.verdicts().get(1).bleuDifference());
        assertEquals(1, r.verdicts().get(1).pValue());
        assertTrue(
                r.verdicts().get(2).bleuDifference() < 0 && r.verdicts().get(2).significant());
        assertTrue(Double.isNaN(r.verdicts().get(3).pValue()));
        assertTrue(r.verdicts().get(3).toString().contains("no static rival"));
        assertTrue(half.toString().contains("BLEU more than narrow-512"), half::toString);
        assertEquals(new Rivalry.EqualBleu("narrow-512", "moe", 0.25, 1), r.equalBleu());
    }

    @Test
    void withoutRivalsNothingIsClaimed() {
        add(RowKind.DENSE, "dense", 1, 1, 1);
        add(RowKind.MOE, "moe", 0.5, 0.6, 0.9);
        assertTrue(rivalry().verdicts().isEmpty());
        assertTrue(rivalry().lines().isEmpty());
        add(RowKind.STATIC, "narrow-512", 1, 0.9, 1);
        assertNull(rivalry().equalBleu());
        assertTrue(rivalry().toString().contains("lose significantly"), rivalry()::toString);
    }

    @Test
    void theFrontIsWhatNothingBeats() {
        add(RowKind.DENSE, "dense", 1, 1, 1);
        add(RowKind.STATIC, "narrow-512", 1, 0.5, 0.7);
        add(RowKind.STATIC, "narrow-256", 1, 0.55, 0.6);
        add(RowKind.MOE, "moe", 0.5, 0.6, 0.9);
        add(RowKind.MOE, "moe", 0.25, 0.5, 0.8);
        add(RowKind.ORACLE, "oracle", 0.25, 0.1, 1);
        Frontier frontier = rivalry().frontiers().get(0);
        assertEquals(
                List.of("moe 1/4", "moe 1/2", "dense"),
                frontier.front().stream().map(Frontier.FrontierPoint::name).toList(),
                "the oracle knows the answers and takes no part");
        add(RowKind.MOE, "moe", 0.125, 0.01, 1, Double.POSITIVE_INFINITY);
        assertEquals(frontier, rivalry().frontiers().get(0), "without a percentage there is no interval to draw");
        rows.remove(rows.size() - 1);
        counts.remove(counts.size() - 1);
        String picture = TableFigures.frontier(rivalry()).toString();
        assertTrue(picture.contains("moe 1/4, experts, on the front"), picture);
        assertTrue(picture.lines().anyMatch(l -> l.endsWith("narrow-512, static rivals")), picture);
    }

    @Test
    void rivalsLieBesideTheCheckpoint() throws IOException {
        SubwordVocabulary vocabulary = SubwordVocabulary.learn(List.of("some text to learn from, ".repeat(20)), 70);
        TranslationModel dense = model(vocabulary, 8);
        Path file = directory.resolve("m.safetensors");
        dense.save(file, SafeTensors.Precision.F16);
        model(vocabulary, 4).save(directory.resolve("m-narrow-4.safetensors"), SafeTensors.Precision.F16);
        model(vocabulary, 2).save(directory.resolve("m-pruned-1-4.safetensors"), SafeTensors.Precision.F16);
        model(vocabulary, 2).save(directory.resolve("m-other.safetensors"), SafeTensors.Precision.F16);
        model(vocabulary, 2).save(directory.resolve("n-narrow-2.safetensors"), SafeTensors.Precision.F16);
        List<StaticRival> rivals = StaticRival.beside(file, dense);
        assertEquals(
                List.of("narrow-4", "pruned-1/4"),
                rivals.stream().map(StaticRival::name).toList());
        assertEquals(4, rivals.get(0).neurons());
        assertEquals(Weights.FLOAT, rivals.get(0).model().weights());
        TranslationModel rounded = dense.withTransformer(dense.transformer().withWeights(Weights.BYTE));
        assertEquals(
                Weights.BYTE,
                StaticRival.beside(file, rounded).get(0).model().weights(),
                "all models that are compared use the same");
        SubwordVocabulary other = SubwordVocabulary.learn(List.of("quite another, with other words ".repeat(20)), 70);
        model(other, 4).save(directory.resolve("m-narrow-3.safetensors"), SafeTensors.Precision.F16);
        String message = assertThrows(IllegalArgumentException.class, () -> StaticRival.beside(file, dense))
                .getMessage();
        assertTrue(message.contains("m-narrow-3.safetensors: has another vocabulary"), message);
    }

    private static TranslationModel model(SubwordVocabulary vocabulary, int neurons) {
        TransformerConfig config = new TransformerConfig(vocabulary.size(), 8, 2, 1, 1, 8, neurons, 24);
        return new TranslationModel(
                Transformer.create(config, Parameters.initialized(TinyModels.START)), vocabulary, Map.of());
    }
}
