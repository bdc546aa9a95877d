package moelab.moe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import moelab.decoding.GreedySearch;
import moelab.experts.ExpertContribution;
import moelab.experts.RandomSplitter;
import moelab.routing.Budget;
import moelab.routing.training.RidgeTrainer;
import moelab.sparsity.Activations;
import moelab.sparsity.DecoderStates;
import moelab.text.ParallelCorpus;
import moelab.text.SentencePair;
import moelab.text.subword.SubwordVocabulary;
import moelab.training.Trainer;
import moelab.training.TrainingOptions;
import moelab.transformer.ActivationPenalty;
import moelab.transformer.Dropout;
import moelab.transformer.ForwardPass;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Architecture;
import moelab.transformer.layers.Gradients;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TokenBatch;
import moelab.transformer.layers.TransformerConfig;
import net.jqwik.api.Example;
import org.ejml.data.FMatrixRMaj;

/** A dense model converted, used and trained further. */
class MoeficationTest {
    private static final List<List<TrainableCorrection>> UNCORRECTED = List.of(List.of(), List.of());
    private final Transformer dense =
            Transformer.create(new TransformerConfig(40, 16, 2, 1, 2, 32, 32, 20), Parameters.initialized(1));
    private final List<int[]> sources = sources();

    private static List<int[]> sources() {
        List<int[]> sources = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            sources.add(new int[] {4 + i % 36, 5 + i % 7, 4 + i * 7 % 36, 2});
        }
        return sources;
    }

    @Example
    void aConvertedModelWithAllExpertsTranslatesAsTheDenseOne() {
        List<Activations> states = DecoderStates.freeRunning(dense, sources, 1, 2, 500);
        List<String> told = new ArrayList<>();
        Moefication m = Moefication.of(
                dense, states, new RandomSplitter(1), 8, new RidgeTrainer(ExpertContribution.OUTPUT, 1e-3), told::add);
        List<int[]> expected = new GreedySearch(dense, 1, 2).translate(sources);
        for (MoeModel all : List.of(m.keep(1), m.oracle(1), m.random(1, 1))) {
            List<int[]> got = new GreedySearch(all.transformer(), 1, 2).translate(sources);
            for (int i = 0; i < sources.size(); i++) {
                assertArrayEquals(expected.get(i), got.get(i));
            }
            assertEquals(1, all.share());
        }
        MoeModel quarter = m.keep(0.25);
        new GreedySearch(quarter.transformer(), 1, 2).translate(sources);
        assertEquals(0.25, quarter.share());
        quarter.resetCounts();
        assertTrue(Double.isNaN(quarter.share()));
        assertEquals(4, told.size());
        MoeModel mixed = m.keep("mixed", List.of(new Budget.TopK(8), new Budget.TopK(0)));
        new GreedySearch(mixed.transformer(), 1, 2).translate(sources);
        assertEquals(0.5, mixed.share());
        MoeModel byThreshold = m.keepByThreshold(0.5, states);
        new GreedySearch(byThreshold.transformer(), 1, 2).translate(sources);
        assertEquals(0.5, byThreshold.share(), 0.1);
        assertThrows(IllegalArgumentException.class, () -> m.keep("too few", List.of(new Budget.TopK(8))));
        assertThrows(
                IllegalArgumentException.class,
                () -> Moefication.of(
                        quarter.transformer(),
                        states,
                        new RandomSplitter(1),
                        8,
                        new RidgeTrainer(ExpertContribution.OUTPUT, 1e-3),
                        told::add));
        assertThrows(
                IllegalArgumentException.class,
                () -> Moefication.of(
                        dense,
                        states.subList(0, 1),
                        new RandomSplitter(1),
                        8,
                        new RidgeTrainer(ExpertContribution.OUTPUT, 1e-3),
                        told::add));
    }

    @Example
    void aTrainableCopyComputesAsTheMixtureAndLeavesTheDenseModelAlone() {
        List<Activations> states = DecoderStates.freeRunning(dense, sources, 1, 2, 500);
        RidgeTrainer ridge = new RidgeTrainer(ExpertContribution.OUTPUT, 1e-3);
        Moefication m = Moefication.of(dense, states, new RandomSplitter(1), 8, ridge, line -> {});
        List<List<Budget>> budgets = List.of(List.of(new Budget.TopK(2)), List.of(new Budget.TopK(2)));
        Transformer trainable = m.trainable(copy(dense), budgets, UNCORRECTED);
        List<int[]> expected = new GreedySearch(m.keep(0.25).transformer(), 1, 2).translate(sources);
        List<int[]> got = new GreedySearch(trainable, 1, 2).translate(sources);
        for (int i = 0; i < sources.size(); i++) {
            assertArrayEquals(expected.get(i), got.get(i));
        }
        TokenBatch batch = TokenBatch.of(1, 5, 9);
        ForwardPass t = trainable.forward(batch, batch, new Dropout(0, 1));
        t.backward(
                t.logits(),
                new Gradients(trainable.parameters().values()),
                ActivationPenalty.NONE,
                ActivationPenalty.NONE);

        trainable.parameters().values().forEach(w -> w.data[0] += 1);
        dense.parameters()
                .forEach((name, w) ->
                        assertEquals(w.data[0] + 1, trainable.parameters().get(name).data[0]));
        Transformer tuned = copy(trainable);
        Moefication after = m.withWeights(tuned, DecoderStates.freeRunning(tuned, sources, 1, 2, 500), ridge);
        for (int i = 0; i < 2; i++) {
            assertEquals(m.layers().get(i).layout(), after.layers().get(i).layout());
        }
        List<int[]> dense = new GreedySearch(tuned, 1, 2).translate(sources);
        List<int[]> all = new GreedySearch(after.keep(1).transformer(), 1, 2).translate(sources);
        for (int i = 0; i < sources.size(); i++) {
            assertArrayEquals(dense.get(i), all.get(i));
        }
    }

    /** With no expert chosen nothing tells the neurons how to change; the rest of the model is trained on. */
    @Example
    void whatIsSkippedDoesNotLearn() throws IOException {
        ParallelCorpus corpus = digits();
        SubwordVocabulary vocabulary =
                SubwordVocabulary.learn(List.of("zero one two three four five six seven eight nine"), 64);
        Transformer start = Transformer.create(
                new TransformerConfig(vocabulary.size(), 16, 2, 1, 2, 32, 32, 40), Parameters.initialized(1));
        List<Activations> states = DecoderStates.freeRunning(start, List.of(new int[] {5, 6, 2}), 1, 2, 50);
        Moefication m = Moefication.of(
                start, states, new RandomSplitter(1), 8, new RidgeTrainer(ExpertContribution.OUTPUT, 1e-3), line -> {});
        TrainingOptions options = TrainingOptions.defaults()
                .with(Map.of("epochs", "2", "weightDecay", "0", "warmupSteps", "1", "threads", "2"));
        for (int experts : new int[] {0, 2}) {
            List<List<Budget>> budgets = Collections.nCopies(2, List.of(new Budget.TopK(experts)));
            FMatrixRMaj before =
                    start.parameters().get("decoder.1.feedForward.w1").copy();
            Trainer trainer =
                    Trainer.continuing(corpus, vocabulary, start, w -> m.trainable(w, budgets, UNCORRECTED), options);
            Transformer tuned = trainer.train();
            assertArrayEquals(
                    before.data,
                    start.parameters().get("decoder.1.feedForward.w1").data,
                    "the model it began with is left alone");
            assertEquals(
                    experts == 0, Arrays.equals(before.data, tuned.parameters().get("decoder.1.feedForward.w1").data));
            assertTrue(!Arrays.equals(
                    start.parameters().get("embedding").data, tuned.parameters().get("embedding").data));
            assertTrue(
                    trainer.best().decoderInactive() >= 1 - experts / 8.0,
                    "it is judged in the form in which it is trained: " + trainer.best());
        }
    }

    @Example
    void weightsThatAreNotTrainedStayWhereTheyAreAndAreNotCopied() throws IOException {
        SubwordVocabulary vocabulary =
                SubwordVocabulary.learn(List.of("zero one two three four five six seven eight nine"), 64);
        for (Architecture a : List.of(Architecture.OWN, Architecture.t5(1e-6f, 8, 16, 6))) {
            Transformer start = Transformer.create(
                    new TransformerConfig(vocabulary.size(), 16, 2, 1, 2, 32, 32, 40, a), Parameters.initialized(1));
            Trainer trainer = Trainer.continuing(
                    digits(),
                    vocabulary,
                    start,
                    w -> w,
                    name -> name.startsWith("decoder.1."),
                    TrainingOptions.defaults().with(Map.of("epochs", "1", "warmupSteps", "1", "threads", "2")));
            Transformer tuned = trainer.train();
            start.parameters().forEach((name, w) -> {
                FMatrixRMaj after = tuned.parameters().get(name);
                if (name.startsWith("decoder.1.")) {
                    assertTrue(!Arrays.equals(w.data, after.data), name);
                } else {
                    assertSame(w, after, name);
                }
            });
        }
    }

    private static Transformer copy(Transformer model) {
        Map<String, FMatrixRMaj> weights = new LinkedHashMap<>();
        model.parameters().forEach((name, w) -> weights.put(name, w.copy()));
        return Transformer.create(model.config(), Parameters.loaded(weights));
    }

    private static ParallelCorpus digits() {
        String[] names = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"};
        List<SentencePair> pairs = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            pairs.add(new SentencePair(names[i / 10] + " " + names[i % 10], names[i % 10] + " " + names[i / 10]));
        }
        return new ParallelCorpus(
                "digits", "en", "fr", pairs.subList(0, 80), pairs.subList(80, 90), pairs.subList(90, 100));
    }

    @Example
    void freeRunningStatesAreTeacherForcedOnTheModelsOwnOutput() {
        List<int[]> some = sources.subList(0, 5);
        List<int[]> written = new ArrayList<>();
        int tokens = 0;
        for (int[] w : new GreedySearch(dense, 1, 2).translate(some)) {
            int[] input = new int[w.length + 1];
            input[0] = 1;
            System.arraycopy(w, 0, input, 1, w.length);
            // no step after the length limit
            written.add(w.length == 20 ? Arrays.copyOf(input, 20) : input);
            tokens += written.get(written.size() - 1).length;
        }
        List<Activations> free = DecoderStates.freeRunning(dense, some, 1, 2, 10_000);
        List<Activations> forced = DecoderStates.teacherForced(dense, some, written, 10_000);
        for (int layer = 0; layer < 2; layer++) {
            assertEquals(tokens, free.get(layer).rows());
            assertEquals(tokens, forced.get(layer).rows());
            double[] sums = new double[2];
            for (int i = 0; i < tokens * 16; i++) {
                sums[0] += Math.abs(free.get(layer).inputs().data[i]);
                sums[1] += Math.abs(forced.get(layer).inputs().data[i]);
            }
            assertEquals(sums[0], sums[1], 1e-2); // the same states in another order
        }
        assertEquals(20, DecoderStates.encoder(dense, some, 20).get(0).rows());
        assertEquals(
                10, DecoderStates.freeRunning(dense, sources, 1, 2, 10).get(1).rows());
    }
}
