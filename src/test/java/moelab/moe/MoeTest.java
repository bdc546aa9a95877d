package moelab.moe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import moelab.decoding.GreedySearch;
import moelab.experts.ExpertContribution;
import moelab.experts.ExpertLayout;
import moelab.experts.RandomSplitter;
import moelab.routing.Budget;
import moelab.routing.OracleRouter;
import moelab.routing.RandomRouter;
import moelab.routing.ReferenceSelection;
import moelab.routing.Router;
import moelab.routing.training.RidgeTrainer;
import moelab.sparsity.Activations;
import moelab.sparsity.DecoderStates;
import moelab.sparsity.TinyNetworks;
import moelab.text.ParallelCorpus;
import moelab.text.SentencePair;
import moelab.text.subword.SubwordVocabulary;
import moelab.training.Trainer;
import moelab.training.TrainingOptions;
import moelab.transformer.ActivationPenalty;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.Dropout;
import moelab.transformer.ForwardPass;
import moelab.transformer.TrainableFeedForward;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Gradients;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TokenBatch;
import moelab.transformer.layers.TransformerConfig;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.ejml.data.FMatrixRMaj;

@Domain(TinyNetworks.class)
@Domain(DomainContext.Global.class)
class MoeTest {

    @Property(tries = 100)
    void withAllExpertsItIsTheDenseNetwork(@ForAll DenseFeedForward network, @ForAll FMatrixRMaj x, @ForAll long seed) {
        MoeFeedForward moe = new MoeFeedForward(
                network, ExpertLayout.random(12, 4, seed), new RandomRouter(3, 4, seed), new Budget.TopK(4));
        FMatrixRMaj expected = new FMatrixRMaj(7, 3);
        FMatrixRMaj y = new FMatrixRMaj(7, 3);
        network.apply(x, expected);
        moe.apply(x, y);
        assertArrayEquals(expected.data, y.data, 1e-3f);
        assertEquals(1, moe.share());
        assertEquals(7, moe.rows());
    }

    @Property(tries = 100)
    void itIsTheDenseNetworkWithTheOtherExpertsNeuronsAtZero(
            @ForAll DenseFeedForward network,
            @ForAll FMatrixRMaj x,
            @ForAll long seed,
            @ForAll @IntRange(max = 4) int count,
            @ForAll @IntRange(max = 2) int on) {
        ExpertLayout layout = ExpertLayout.random(12, 4, seed).withAlwaysOn(on);
        Router router = new RandomRouter(3, 4, seed);
        MoeFeedForward moe = new MoeFeedForward(network, layout, router, new Budget.TopK(count));
        FMatrixRMaj h = new FMatrixRMaj(7, 12);
        network.hidden(x, h);
        float[] scores = new float[4];
        for (int r = 0; r < 7; r++) {
            router.scores(x.data, 3 * r, scores);
            for (int j = 0; j < 12; j++) {
                int e = layout.expertOf(j);
                boolean chosen = IntStream.of(ReferenceSelection.select(scores, on, new Budget.TopK(count)))
                        .anyMatch(c -> c == e);
                h.set(r, j, chosen ? h.get(r, j) : 0);
            }
        }
        FMatrixRMaj expected = new FMatrixRMaj(7, 3);
        FMatrixRMaj readable = new FMatrixRMaj(7, 3);
        FMatrixRMaj y = new FMatrixRMaj(7, 3);
        network.output(h, expected);
        new ReferenceMoeFeedForward(network, layout, router, new Budget.TopK(count)).apply(x, readable);
        assertArrayEquals(expected.data, readable.data, 1e-3f);
        moe.apply(x, y);
        assertArrayEquals(readable.data, y.data, 1e-3f);
        assertEquals(Math.max(count, on) / 4.0, moe.share());
        moe.resetCounts();
        assertTrue(Double.isNaN(moe.share()));
    }

    @Property(tries = 50)
    void inTrainingItComputesWhatItWillComputeAndHasNoGradientForSkippedNeurons(
            @ForAll DenseFeedForward network,
            @ForAll FMatrixRMaj x,
            @ForAll long seed,
            @ForAll @IntRange(max = 4) int count) {
        ExpertLayout layout = ExpertLayout.random(12, 4, seed);
        Router router = new RandomRouter(3, 4, seed);
        FMatrixRMaj expected = new FMatrixRMaj(7, 3);
        new MoeFeedForward(network, layout, router, new Budget.TopK(count)).apply(x, expected);
        TrainableMoe trainable = new TrainableMoe(network, layout, router, List.of(new Budget.TopK(count)));
        FMatrixRMaj y = new FMatrixRMaj(7, 3);
        trainable.apply(x, y);
        assertArrayEquals(expected.data, y.data, 1e-3f);
        TrainableFeedForward.Trace t = trainable.forward(x, new Dropout(0, 1));
        assertArrayEquals(expected.data, t.output().data, 1e-3f);

        Gradients g = new Gradients(
                List.of(network.inputWeights(), network.inputBias(), network.outputWeights(), network.outputBias()));
        trainable.backward(t, y, g, ActivationPenalty.NONE);
        for (int j = 0; j < 12; j++) {
            boolean fired = false;
            for (int r = 0; r < 7; r++) {
                fired |= t.hidden().get(r, j) > 0;
            }
            for (int k = 0; k < 3 && !fired; k++) {
                assertEquals(0, g.of(network.inputWeights()).get(k, j));
                assertEquals(0, g.of(network.outputWeights()).get(j, k));
            }
        }
    }

    @Example
    void inTrainingRowsShareTheBudgets() {
        FMatrixRMaj w1 = new FMatrixRMaj(1, 4);
        w1.fill(1);
        FMatrixRMaj w2 = new FMatrixRMaj(4, 1);
        w2.fill(1);
        DenseFeedForward sum = new DenseFeedForward(w1, new FMatrixRMaj(1, 4), w2, new FMatrixRMaj(1, 1));
        TrainableMoe moe = new TrainableMoe(
                sum,
                ExpertLayout.random(4, 4, 1),
                new RandomRouter(1, 4, 1),
                List.of(new Budget.TopK(1), new Budget.TopK(3)));
        FMatrixRMaj x = new FMatrixRMaj(1000, 1);
        for (int r = 0; r < 1000; r++) {
            x.data[r] = 1 + r;
        }
        FMatrixRMaj y = new FMatrixRMaj(1000, 1);
        moe.apply(x, y);
        int ones = 0;
        for (int r = 0; r < 1000; r++) {
            int used = Math.round(y.data[r] / x.data[r]);
            assertTrue(used == 1 || used == 3);
            ones += used == 1 ? 1 : 0;
        }
        assertEquals(500, ones, 80); // five standard deviations
    }

    @Property(tries = 50)
    void theOracleWithAsManyExpertsAsHaveWorkLosesNothing(
            @ForAll DenseFeedForward network, @ForAll FMatrixRMaj x, @ForAll long seed) {
        ExpertLayout layout = ExpertLayout.random(12, 6, seed);
        FMatrixRMaj mass =
                ExpertContribution.MASS.of(TinyNetworks.activations(network, x), network.outputWeights(), layout);
        int most = 0;
        for (int r = 0; r < 7; r++) {
            int with = 0;
            for (int e = 0; e < 6; e++) {
                with += mass.get(r, e) > 0 ? 1 : 0;
            }
            most = Math.max(most, with);
        }
        FMatrixRMaj expected = new FMatrixRMaj(7, 3);
        FMatrixRMaj y = new FMatrixRMaj(7, 3);
        network.apply(x, expected);
        new MoeFeedForward(
                        network,
                        layout,
                        new OracleRouter(network, layout, ExpertContribution.MASS),
                        new Budget.TopK(most))
                .apply(x, y);
        assertArrayEquals(expected.data, y.data, 1e-3f);
    }

    @Example
    void whatDoesNotFitIsRefused() {
        DenseFeedForward network = new DenseFeedForward(
                new FMatrixRMaj(2, 4), new FMatrixRMaj(1, 4), new FMatrixRMaj(4, 2), new FMatrixRMaj(1, 2));
        ExpertLayout two = ExpertLayout.random(4, 2, 1);
        assertThrows(
                IllegalArgumentException.class,
                () -> new MoeFeedForward(network, two, new RandomRouter(2, 3, 1), new Budget.TopK(1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new MoeFeedForward(
                        network, ExpertLayout.random(6, 2, 1), new RandomRouter(2, 2, 1), new Budget.TopK(1)));
    }

    private final Transformer dense =
            Transformer.create(new TransformerConfig(40, 16, 2, 1, 2, 32, 32, 20), Parameters.initialised(1));
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
        Transformer trainable = m.trainable(
                Moefication.dense(dense), List.of(List.of(new Budget.TopK(2)), List.of(new Budget.TopK(2))));
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
        Transformer tuned = Moefication.dense(trainable);
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
                new TransformerConfig(vocabulary.size(), 16, 2, 1, 2, 32, 32, 40), Parameters.initialised(1));
        List<Activations> states = DecoderStates.freeRunning(start, List.of(new int[] {5, 6, 2}), 1, 2, 50);
        Moefication m = Moefication.of(
                start, states, new RandomSplitter(1), 8, new RidgeTrainer(ExpertContribution.OUTPUT, 1e-3), line -> {});
        TrainingOptions options = TrainingOptions.defaults()
                .with(Map.of("epochs", "2", "weightDecay", "0", "warmupSteps", "1", "threads", "2"));
        for (int experts : new int[] {0, 2}) {
            List<List<Budget>> budgets = Collections.nCopies(2, List.of(new Budget.TopK(experts)));
            FMatrixRMaj before =
                    start.parameters().get("decoder.1.feedForward.w1").copy();
            Trainer trainer = Trainer.continuing(corpus, vocabulary, start, w -> m.trainable(w, budgets), options);
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
            written.add(w.length == 20 ? java.util.Arrays.copyOf(input, 20) : input);
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
