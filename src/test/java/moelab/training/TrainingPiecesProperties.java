package moelab.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import moelab.random.Seeds;
import moelab.transformer.ActivationPenalty;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.FMatrixRMaj;

/** Batches, shards, seeds, schedule, options and the learning curve, each by what it promises. */
class TrainingPiecesProperties {

    @Provide
    Arbitrary<List<moelab.training.Example>> examples() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 12),
                        Arbitraries.integers().between(1, 12))
                .as((s, t) -> new moelab.training.Example(new int[s], new int[t], new int[t]))
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    @Property(tries = 200)
    void shardsArePiecesOfNearlyTheSameWeight(
            @ForAll("examples") List<moelab.training.Example> examples, @ForAll @IntRange(min = 1, max = 6) int count) {
        Batch batch = new Batch(examples);
        List<Batch> shards = batch.shards(count);
        assertEquals(count, shards.size());
        List<moelab.training.Example> all = new ArrayList<>();
        shards.forEach(s -> all.addAll(s.examples()));
        assertEquals(examples.size(), all.size());
        assertEquals(Set.copyOf(identities(examples)), Set.copyOf(identities(all)));
        int[] weights = shards.stream()
                .mapToInt(s -> s.sourceTokens() + s.targetTokens())
                .toArray();
        int longest = examples.stream()
                .mapToInt(e -> e.source().length + e.output().length)
                .max()
                .orElseThrow();
        assertTrue(IntStream.of(weights).max().orElseThrow()
                        - IntStream.of(weights).min().orElseThrow()
                <= longest);
    }

    private static List<Integer> identities(List<moelab.training.Example> examples) {
        return examples.stream().map(System::identityHashCode).toList();
    }

    @Property(tries = 30)
    void anEpochHoldsEveryPairOnce(
            @ForAll @IntRange(min = 0, max = 50) int number, @ForAll @IntRange(min = 20, max = 400) int tokens) {
        TrainingOptions options = TinyCorpus.options(Map.of("batchTokens", "" + tokens));
        try (Workers workers = new Workers(2)) {
            List<Batch> batches =
                    Epoch.batches(TinyCorpus.CORPUS.train(), TinyCorpus.VOCABULARY, options, 100, number, workers);
            List<String> seen = new ArrayList<>();
            for (int b = 0; b < batches.size(); b++) {
                int longest = batches.get(b).examples().stream()
                        .mapToInt(e -> e.output().length)
                        .max()
                        .orElseThrow();
                assertTrue(batches.get(b).targetTokens() < tokens + longest);
                assertTrue(b == batches.size() - 1 || batches.get(b).targetTokens() >= tokens);
                batches.get(b)
                        .examples()
                        .forEach(e -> seen.add(TinyCorpus.VOCABULARY.decode(e.source()) + "\t"
                                + TinyCorpus.VOCABULARY.decode(e.output())));
            }
            assertEquals(
                    TinyCorpus.CORPUS.train().stream()
                            .map(p -> p.source() + "\t" + p.target())
                            .sorted()
                            .toList(),
                    seen.stream().sorted().toList(),
                    "whatever merges are skipped, the text stays");
            List<Batch> next =
                    Epoch.batches(TinyCorpus.CORPUS.train(), TinyCorpus.VOCABULARY, options, 100, number + 1, workers);
            assertNotEquals(
                    batches.get(0).sources().toString() + batches.get(0).outputs()[0],
                    next.get(0).sources().toString() + next.get(0).outputs()[0]);
        }
    }

    @Property(tries = 20)
    void theSumOverShardsIsTheGradientOfTheWholeBatch(@ForAll @IntRange(min = 2, max = 5) int shards) {
        Transformer whole = Transformer.create(TinyCorpus.CONFIG, Parameters.initialized(3));
        Transformer pieces = Transformer.create(TinyCorpus.CONFIG, Parameters.initialized(3));
        Map<String, String> plain = Map.of(
                "dropout",
                "0",
                "penalty",
                "0.01",
                "penaltyShare",
                "1",
                "clip",
                "1000",
                "learningRate",
                "0.1",
                "warmupSteps",
                "1");
        try (Workers workers = new Workers(2)) {
            Batch batch = Epoch.batches(
                            TinyCorpus.CORPUS.train(),
                            TinyCorpus.VOCABULARY,
                            TinyCorpus.options(plain),
                            100,
                            0,
                            workers)
                    .get(0);
            GradientStep.Result one = step(
                            whole,
                            TinyCorpus.options(plain).toBuilder().shards(1).build(),
                            workers)
                    .apply(batch, 1, 0.5);
            GradientStep.Result many = step(
                            pieces,
                            TinyCorpus.options(plain).toBuilder().shards(shards).build(),
                            workers)
                    .apply(batch, 1, 0.5);
            assertEquals(one.nats(), many.nats(), 1e-3 * one.nats());
            assertEquals(one.gradientNorm(), many.gradientNorm(), 1e-4 * one.gradientNorm());
        }
    }

    private static GradientStep step(Transformer model, TrainingOptions options, Workers workers) {
        List<FMatrixRMaj> average =
                model.parameters().values().stream().map(FMatrixRMaj::copy).toList();
        List<FMatrixRMaj> weights = List.copyOf(model.parameters().values());
        return new GradientStep(model, weights, average, new Adam(weights, 0), options, workers);
    }

    /** Adam written down once more, in double, for one number. */
    @Property(tries = 50)
    void adamIsAlgorithmOne(
            @ForAll @DoubleRange(min = -2, max = 2) double w0, @ForAll @IntRange(min = 1, max = 30) int steps) {
        FMatrixRMaj w = new FMatrixRMaj(2, 1);
        w.data[0] = (float) w0;
        w.data[1] = 1;
        Adam adam = new Adam(List.of(w), 0.1f);
        double x = (float) w0;
        double m = 0;
        double v = 0;
        SplittableRandom random = new SplittableRandom(steps);
        for (int t = 1; t <= steps; t++) {
            double g = random.nextDouble() - 0.5;
            FMatrixRMaj gradient = new FMatrixRMaj(2, 1);
            gradient.data[0] = (float) (2 * g);
            adam.update(w, gradient, 0.5f, 0.01, t);
            m = 0.9 * m + 0.1 * g;
            v = 0.98 * v + 0.02 * g * g;
            x -= 0.01 * (m / (1 - Math.pow(0.9, t)) / (Math.sqrt(v / (1 - Math.pow(0.98, t))) + 1e-9) + 0.1 * x);
        }
        assertEquals(x, w.data[0], 1e-4);
        assertEquals(Math.pow(1 - 0.001, steps), w.data[1], 1e-4, "without a gradient there is only decay");
    }

    @Example
    void seedsDiffer() {
        Set<Long> seeds = new HashSet<>();
        for (int purpose = 1; purpose <= 2; purpose++) {
            for (long seed = 0; seed < 20; seed++) {
                for (long number = 0; number < 500; number++) {
                    seeds.add(Seeds.of(seed, purpose, number));
                }
            }
        }
        assertEquals(2 * 20 * 500, seeds.size());
    }

    @Property(tries = 200)
    void theRateRisesAndFalls(
            @ForAll @DoubleRange(min = 0, max = 0.99) double progress,
            @ForAll @IntRange(min = 1, max = 10_000) int step) {
        TrainingOptions o = TrainingOptions.defaults();
        assertTrue(o.rate(step, progress) > 0 && o.rate(step, progress) <= o.learningRate());
        assertTrue(o.rate(step + 1, progress) >= o.rate(step, progress), "warm-up");
        assertTrue(o.rate(step, progress + 0.01) <= o.rate(step, progress), "cosine");
        assertEquals(0.02 * o.learningRate(), o.rate(o.warmupSteps(), 1), 1e-12);
    }

    @Example
    void thePenaltyComesInTheEnd() {
        TrainingOptions o = TrainingOptions.defaults().with(Map.of("penalty", "0.5", "penaltyShare", "0.5"));
        assertEquals(0, o.penaltyAt(0.5).weight());
        assertEquals(0.25f, o.penaltyAt(0.55).weight(), 1e-6);
        assertEquals(0.5f, o.penaltyAt(0.6).weight(), 1e-6);
        assertEquals(0.5f, o.penaltyAt(1).weight());
        assertEquals(
                0.5f,
                TrainingOptions.defaults()
                        .with(Map.of("penalty", "0.5", "penaltyShare", "1"))
                        .penaltyAt(0)
                        .weight());
    }

    @Property(tries = 100)
    void optionsComeBackFromTheirDescription(
            @ForAll @IntRange(min = 1, max = 99) int epochs,
            @ForAll @DoubleRange(min = 0, max = 0.99) double dropout,
            @ForAll long seed,
            @ForAll ActivationPenalty.PenaltyKind kind) {
        TrainingOptions o = TrainingOptions.defaults()
                .with(Map.of(
                        "epochs",
                        "" + epochs,
                        "dropout",
                        "" + (float) dropout,
                        "seed",
                        "" + seed,
                        "penaltyKind",
                        kind.name().toLowerCase(java.util.Locale.ROOT),
                        "learningRate",
                        "" + (dropout + 0.001)));
        assertEquals(epochs, o.epochs());
        assertEquals((float) dropout, o.dropout());
        assertEquals(o, TrainingOptions.defaults().with(o.describe()));
    }

    @Example
    void wrongOptionsSayWhich() {
        Map.of(
                        "epochs",
                        "0",
                        "dropout",
                        "1",
                        "seed",
                        "x",
                        "penaltyKind",
                        "l3",
                        "clip",
                        "-1",
                        "penaltyShare",
                        "1.5",
                        "averaging",
                        "NaN")
                .forEach((name, value) -> {
                    IllegalArgumentException e = assertThrows(
                            IllegalArgumentException.class,
                            () -> TrainingOptions.defaults().with(Map.of(name, value)));
                    assertTrue(
                            e.getMessage().startsWith(name + " is ")
                                    && e.getMessage().contains("expected"),
                            e.getMessage());
                });
        assertThrows(
                IllegalArgumentException.class,
                () -> TrainingOptions.defaults().toBuilder().set("epoch", "3"));
        assertEquals(
                "epochs is 4294967297, expected a whole number that an int holds",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> TrainingOptions.defaults().with(Map.of("epochs", "4294967297")))
                        .getMessage());
    }
}
