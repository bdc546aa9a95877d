package moelab.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import moelab.course.Home;
import moelab.experiment.BudgetKind;
import moelab.experiment.Experiment;
import moelab.experiment.ProgressListener;
import moelab.experiment.RouterKind;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.experiment.SparsityReport;
import moelab.experiment.SplitKind;
import moelab.sparsity.Activations;
import moelab.sparsity.CoActivation;
import moelab.sparsity.DecoderStates;
import moelab.study.TradeOff;
import moelab.text.Corpora;
import moelab.text.ParallelCorpus;
import moelab.text.SentencePair;
import moelab.translation.TranslationModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts and grids of the shipped model in parts are those of the whole, to the last bit. */
class ModelJobsTest {
    private static final ModelRecipe RECIPE = new ModelRecipe(false, "en-fr", "en", "fr", null);
    private static final Path CHECKPOINT = Home.checkpoint("en-fr");
    private static final int SENTENCES = 130; // two batches of 64 and a rest
    private static final int LONGEST = 40; // characters: they differ in length, and are quickly translated

    @TempDir
    private static Path directory;

    private static TranslationModel model;
    private static ParallelCorpus corpus;
    private static List<SentencePair> some;
    private static Path pairs;
    private static Sentences sentences;
    private static List<Activations> free;
    private static SparsityReport reported;

    @BeforeAll
    static void countAllAtOnce() throws IOException {
        model = TranslationModel.load(CHECKPOINT);
        corpus = Corpora.open(null, "en-fr");
        some = first(SENTENCES, corpus.test());
        pairs = directory.resolve("pairs");
        Shard.write(some, pairs);
        sentences = Sentences.of(model, some);
        free = DecoderStates.freeRunning(
                model.transformer(), sentences.sources(), sentences.start(), sentences.end(), Integer.MAX_VALUE);
        reported = SparsityReport.of(model.transformer(), sentences, free, Integer.MAX_VALUE);
    }

    private static List<SentencePair> first(int count, List<SentencePair> part) {
        List<SentencePair> pairs = part.stream()
                .filter(p -> p.source().length() < LONGEST)
                .limit(count)
                .toList();
        assertEquals(count, pairs.size());
        return pairs;
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "2, 2", "3, 1"})
    void countsOfShardsAddUpToThoseOfTheText(int batches, int tasks) throws IOException {
        CoActivation together = CoActivation.count(free.get(1));
        Job<Counting.Counts> job = Counting.job(RECIPE, CHECKPOINT, pairs, true, batches, 1);
        assertEquals(tasks, job.tasks().size());
        for (Engine engine : new Engine[] {new OneThread(), new ScatteredEngine(batches)}) {
            Counting.Counts counts = engine.run(job, ProgressListener.NONE);
            assertSame(reported, counts.report());
            assertEquals(together.tokens(), counts.together().tokens());
            for (int i = 0; i < together.neurons(); i += 17) {
                for (int j = 0; j < together.neurons(); j++) {
                    assertEquals(together.between(i, j), counts.together().between(i, j));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void plainTextIsCountedWithoutReferencesOrBlankLines(int batches) throws IOException {
        Path text = Files.write(
                directory.resolve("text"),
                some.stream()
                        .map(p -> p.source().replace('\n', ' '))
                        .flatMap(line -> Stream.of(line, "", " "))
                        .toList());
        SparsityReport whole =
                SparsityReport.ofSources(model.transformer(), sentences.sources(), free, Integer.MAX_VALUE);
        SparsityReport counted = new ScatteredEngine(1)
                .run(Counting.job(RECIPE, CHECKPOINT, text, false, batches, -1), ProgressListener.NONE)
                .report();
        assertSame(whole, counted);
        assertEquals(5, counted.layers().size(), "three of the encoder, two of the decoder");
    }

    private static void assertSame(SparsityReport whole, SparsityReport counted) {
        assertEquals(whole.toString(), counted.toString());
        for (int layer = 0; layer < whole.layers().size(); layer++) {
            for (int j = 0; j < whole.layers().get(layer).counts().neurons(); j++) {
                assertEquals(
                        whole.layers().get(layer).counts().fired(j),
                        counted.layers().get(layer).counts().fired(j));
            }
        }
    }

    @Test
    void aLayerThatThereIsNotIsRefused() throws IOException {
        Job<Counting.Counts> job = Counting.job(RECIPE, CHECKPOINT, pairs, true, 5, 2);
        assertEquals(
                "--layer is 2, expected 0 to 1, the decoder's layers",
                assertThrows(IllegalArgumentException.class, () -> new OneThread().run(job, ProgressListener.NONE))
                        .getMessage());
    }

    @Test
    void aGridIsItsTradeOffsOneAfterTheOther() throws IOException {
        List<SentencePair> train = first(40, corpus.train());
        List<SentencePair> validation = first(10, corpus.validation());
        List<SentencePair> test = first(10, corpus.test());
        Sweeping.Grid grid = new Sweeping.Grid(
                List.of(SplitKind.RANDOM),
                List.of(256, 512),
                List.of(RouterKind.RANDOM, RouterKind.RIDGE),
                List.of(BudgetKind.FIXED_COUNT),
                List.of(0.5, 0.125),
                List.of(1L, 2L));
        for (Map.Entry<String, List<SentencePair>> part :
                Map.of("train", train, "validation", validation, "test", test).entrySet()) {
            Shard.write(part.getValue(), directory.resolve(part.getKey()));
        }
        Job<Sweep> job = Sweeping.job(
                RECIPE,
                CHECKPOINT,
                directory.resolve("train"),
                directory.resolve("validation"),
                directory.resolve("test"),
                500,
                grid);
        Sweep sweep = new OneThread().run(job, ProgressListener.NONE);
        assertEquals(
                sweep.toCsv(),
                new ScatteredEngine(3).run(job, ProgressListener.NONE).toCsv());
        assertEquals(grid.rows(), sweep.rows().size());

        Settings second =
                new Settings(SplitKind.RANDOM, RouterKind.CENTROID, BudgetKind.FIXED_COUNT, 512, 1, 1, 1, 1, 500, 2);
        Experiment recorded = Experiment.prepare(
                model.transformer(),
                Sentences.of(model, train),
                Sentences.of(model, validation),
                Sentences.of(model, test),
                second,
                ProgressListener.NONE);
        TradeOff last =
                TradeOff.measure(recorded, grid.splits(), grid.routers(), grid.shares(), second, ProgressListener.NONE);
        List<Sweep.SweepRow> rows = sweep.rows().subList(grid.rows() - 4, grid.rows());
        for (int i = 0; i < rows.size(); i++) {
            assertEquals(last.points().get(i).bleu(), rows.get(i).bleu());
            assertEquals(last.points().get(i).pValue(), rows.get(i).pValue());
            assertEquals(last.points().get(i).share(), rows.get(i).share());
            assertEquals(2, rows.get(i).seed());
        }
        assertTrue(sweep.toString().contains("mean of 2 seeds"), sweep::toString);
        assertEquals(2 + grid.rows(), sweep.toCsv().lines().count());
    }
}
