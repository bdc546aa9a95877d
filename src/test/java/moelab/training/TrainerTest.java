package moelab.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import moelab.safetensors.SafeTensors;
import moelab.text.ParallelCorpus;
import moelab.text.subword.SubwordVocabulary;
import moelab.transformer.Checkpoint;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TransformerConfig;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
    @TempDir
    Path directory;

    private static Trainer fresh(Map<String, String> changes) {
        return Trainer.fresh(TinyCorpus.CORPUS, TinyCorpus.VOCABULARY, TinyCorpus.CONFIG, TinyCorpus.options(changes));
    }

    /** Everything a training ends with: all tensors of its state file. */
    private Map<String, FMatrixRMaj> trained(String name, Trainer trainer) throws IOException {
        Path out = directory.resolve(name);
        trainer.savingTo(out).train();
        return SafeTensors.read(Trainer.stateOf(out)).tensors();
    }

    private static void assertSameBits(Map<String, FMatrixRMaj> expected, Map<String, FMatrixRMaj> actual) {
        assertEquals(List.copyOf(expected.keySet()), List.copyOf(actual.keySet()));
        expected.forEach((name, w) -> assertArrayEquals(bits(w), bits(actual.get(name)), name));
    }

    private static int[] bits(FMatrixRMaj w) {
        int[] bits = new int[w.getNumElements()];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(w.data[i]));
        return bits;
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "5"})
    void oneThreadAndManyEndInTheSameWeights(String consistency) throws IOException {
        Map<String, FMatrixRMaj> one = trained("one", fresh(Map.of("consistency", consistency)));
        assertSameBits(one, trained("three", fresh(Map.of("threads", "3", "consistency", consistency))));
        assertSameBits(one, trained("eight", fresh(Map.of("threads", "8", "consistency", consistency))));
    }

    @Test
    void anotherSeedEndsInOtherWeights() throws IOException {
        Map<String, FMatrixRMaj> one = trained("one", fresh(Map.of()));
        Map<String, FMatrixRMaj> two = trained("two", fresh(Map.of("seed", "2")));
        assertFalse(Arrays.equals(bits(one.get("model.embedding")), bits(two.get("model.embedding"))));
    }

    /**
     * Stopped in the middle of an epoch, between evaluations, at an evaluation, in the second epoch, in its very first
     * step.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 7, 16, 22})
    void aStoppedTrainingThatIsResumedEndsInTheSameWeights(int steps) throws IOException {
        Map<String, FMatrixRMaj> whole = trained("whole", fresh(Map.of()));
        Path out = directory.resolve("stopped");
        stopAfter(steps, fresh(Map.of())).savingTo(out).train();
        assertSameBits(
                whole,
                trained("stopped", Trainer.resume(Trainer.stateOf(out), TinyCorpus.CORPUS, Map.of("threads", "2"))));
        assertSameBits(
                Checkpoint.load(directory.resolve("whole")).model().parameters(),
                Checkpoint.load(out).model().parameters());
    }

    private static Trainer stopAfter(int steps, Trainer trainer) {
        return trainer.telling(new TrainingListener() {
            @Override
            public void stepped(TrainingStep step) {
                if (step.number() == steps) {
                    trainer.stop();
                }
            }
        });
    }

    /** As after a power cut: an exception out of the listener leaves the files of the last evaluation behind. */
    @Test
    void aKilledTrainingGoesOnFromItsLastEvaluation() throws IOException {
        Map<String, FMatrixRMaj> whole = trained("whole", fresh(Map.of()));
        Path out = directory.resolve("killed");
        Trainer killed = fresh(Map.of()).savingTo(out).telling(new TrainingListener() {
            @Override
            public void stepped(TrainingStep step) {
                if (step.number() == 19) {
                    throw new IllegalStateException("power cut");
                }
            }
        });
        assertThrows(IllegalStateException.class, killed::train);
        assertEquals("14", SafeTensors.read(Trainer.stateOf(out)).metadata().get("step"));
        assertSameBits(whole, trained("killed", Trainer.resume(Trainer.stateOf(out), TinyCorpus.CORPUS, Map.of())));
    }

    @Test
    void anInterruptStopsBetweenStepsAndLosesNothing() throws IOException {
        Map<String, FMatrixRMaj> whole = trained("whole", fresh(Map.of()));
        Path out = directory.resolve("interrupted");
        Trainer trainer = fresh(Map.of("threads", "2")).savingTo(out);
        trainer.telling(new TrainingListener() {
                    @Override
                    public void stepped(TrainingStep step) {
                        if (step.number() == 9) {
                            Thread.currentThread().interrupt();
                        }
                    }
                })
                .train();
        assertEquals("10", SafeTensors.read(Trainer.stateOf(out)).metadata().get("step"));
        assertFalse(Thread.currentThread().isInterrupted());
        assertSameBits(
                whole, trained("interrupted", Trainer.resume(Trainer.stateOf(out), TinyCorpus.CORPUS, Map.of())));
    }

    @Test
    void aLossThatExplodesIsOneLine() {
        assertRefused(
                "learningRate",
                () -> fresh(Map.of("learningRate", "1e30", "clip", "1e30", "warmupSteps", "1"))
                        .train());
    }

    @Test
    void itLearnsAndKeepsTheBest() throws IOException {
        Path out = directory.resolve("learned");
        Trainer trainer = fresh(Map.of(
                "epochs",
                "30",
                "learningRate",
                "0.01",
                "evaluationSteps",
                "40",
                "dropout",
                "0.05",
                "averaging",
                "0.9"));
        trainer.savingTo(out).train();
        LearningCurve curve = trainer.curve();
        LearningCurve.Evaluation first = curve.points().get(0);
        LearningCurve.Evaluation last = curve.points().get(curve.points().size() - 1);
        assertTrue(last.validationLoss() < 0.75 * first.validationLoss(), curve.toString());
        assertTrue(last.bleu() > first.bleu() + 3, curve.toString());
        assertEquals(30, last.epoch(), 1e-9);
        Checkpoint kept = Checkpoint.load(out);
        assertEquals(trainer.best().bleu(), Double.parseDouble(kept.metadata().get("validationBleu")));
        assertEquals(
                TinyCorpus.VOCABULARY,
                SubwordVocabulary.fromText(kept.metadata().get("vocabulary")));
        assertEquals(TinyCorpus.CORPUS.checksum(), kept.metadata().get("corpusChecksum"));
    }

    /** Otherwise a resumed training would say other things of the same weights. */
    @Test
    void aPointIsAsExactInMemoryAsInItsFile() throws IOException {
        Trainer trainer = fresh(Map.of("epochs", "3"));
        trainer.train();
        assertTrue(trainer.curve().points().size() > 1);
        assertEquals(trainer.curve(), LearningCurve.fromCsv(trainer.curve().toCsv()));
    }

    @Test
    void onlyWhatWasTrainedUnderTheWholePenaltyIsKeptInTheEnd() throws IOException {
        Trainer trainer = fresh(Map.of("epochs", "8", "penaltyShare", "0.4", "penalty", "0.5"));
        trainer.train();
        assertTrue(trainer.curve().points().get(0).penalty() == 0);
        assertEquals(0.5, trainer.best().penalty(), 1e-6);
    }

    @Test
    void aPenaltySilencesNeurons() throws IOException {
        Trainer plain = fresh(Map.of("epochs", "12", "penalty", "0"));
        Trainer sparse = fresh(Map.of("epochs", "12", "penalty", "0.02"));
        plain.train();
        sparse.train();
        LearningCurve.Evaluation last =
                sparse.curve().points().get(sparse.curve().points().size() - 1);
        LearningCurve.Evaluation plainLast =
                plain.curve().points().get(plain.curve().points().size() - 1);
        assertTrue(last.decoderInactive() > plainLast.decoderInactive() + 0.1, plain.curve() + "\n" + sparse.curve());
    }

    @Test
    void minutesEndATrainingWhateverTheEpochs() throws IOException {
        Trainer trainer = fresh(Map.of("minutes", "0.005", "epochs", "1", "evaluationSteps", "1000000"));
        trainer.train();
        assertTrue(trainer.best().step() > 0);
    }

    @Test
    void aStateOfAnotherCorpusIsRefused() throws IOException {
        Path out = directory.resolve("model");
        stopAfter(1, fresh(Map.of())).savingTo(out).train();
        ParallelCorpus other = new ParallelCorpus(
                "others",
                "en",
                "fr",
                TinyCorpus.CORPUS.train().subList(0, 50),
                TinyCorpus.CORPUS.validation(),
                TinyCorpus.CORPUS.test());
        assertRefused("checksum", () -> Trainer.resume(Trainer.stateOf(out), other, Map.of()));
        assertRefused("no first", () -> {
            SafeTensors.Contents whole = SafeTensors.read(Trainer.stateOf(out));
            whole.tensors().keySet().removeIf(name -> name.startsWith("first."));
            SafeTensors.write(Trainer.stateOf(out), whole.tensors(), whole.metadata(), SafeTensors.Precision.F32);
            Trainer.resume(Trainer.stateOf(out), TinyCorpus.CORPUS, Map.of());
        });
        byte[] bytes = Files.readAllBytes(Trainer.stateOf(out));
        Files.write(Trainer.stateOf(out), Arrays.copyOf(bytes, bytes.length / 2));
        assertRefused("cut off", () -> Trainer.resume(Trainer.stateOf(out), TinyCorpus.CORPUS, Map.of()));
    }

    @Test
    void weightsTooLargeForHalfPrecisionAreKeptAsTheyAre() throws IOException {
        Transformer large = Transformer.create(TinyCorpus.CONFIG, Parameters.initialized(1));
        large.parameters().get("embedding").data[3] = 70_000;
        Path out = directory.resolve("model");
        Trainer.continuing(
                        TinyCorpus.CORPUS,
                        TinyCorpus.VOCABULARY,
                        large,
                        UnaryOperator.identity(),
                        TinyCorpus.options(Map.of("epochs", "1", "learningRate", "1e-9", "weightDecay", "0")))
                .savingTo(out)
                .train();
        assertEquals(70_000, SafeTensors.read(out).tensors().get("embedding").data[3], 1);
    }

    @Test
    void aVocabularyOfAnotherSizeIsRefused() {
        TransformerConfig wrong = new TransformerConfig(7, 16, 2, 1, 1, 8, 8, 40);
        assertRefused(
                "7 entries",
                () -> Trainer.fresh(TinyCorpus.CORPUS, TinyCorpus.VOCABULARY, wrong, TinyCorpus.options(Map.of())));
    }

    @Test
    void sentencesThatAreTooLongForTheModelAreAnError() {
        TransformerConfig brief = new TransformerConfig(TinyCorpus.VOCABULARY.size(), 16, 2, 1, 1, 8, 8, 2);
        assertRefused(
                "longer than 2",
                () -> Trainer.fresh(TinyCorpus.CORPUS, TinyCorpus.VOCABULARY, brief, TinyCorpus.options(Map.of()))
                        .train());
    }

    private static void assertRefused(String why, org.junit.jupiter.api.function.Executable action) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action);
        assertTrue(e.getMessage().contains(why) && e.getMessage().lines().count() == 1, e.getMessage());
    }
}
