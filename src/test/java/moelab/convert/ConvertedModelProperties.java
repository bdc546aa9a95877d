package moelab.convert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import moelab.experts.ExpertContribution;
import moelab.experts.ExpertLayout;
import moelab.experts.RandomSplitter;
import moelab.linalg.weights.Weights;
import moelab.moe.MoeModel;
import moelab.moe.Moefication;
import moelab.pretrained.PublishedModel;
import moelab.routing.Budget;
import moelab.routing.JointRouting;
import moelab.routing.JointRule;
import moelab.routing.Routes;
import moelab.routing.RoutingPolicy;
import moelab.routing.TwoLayerRouter;
import moelab.routing.training.CentroidTrainer;
import moelab.routing.training.RidgeTrainer;
import moelab.routing.training.RouterLoss;
import moelab.routing.training.RouterTrainer;
import moelab.routing.training.TwoLayerTrainer;
import moelab.safetensors.SafeTensors.Precision;
import moelab.sparsity.Activations;
import moelab.sparsity.DecoderStates;
import moelab.text.subword.SubwordVocabulary;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TokenBatch;
import moelab.transformer.layers.TransformerConfig;
import moelab.translation.TranslationModel;
import moelab.translation.Translator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.FMatrixRMaj;

/** What is read back from a file is the converted model that was written, bit by bit. */
class ConvertedModelProperties {
    private static final List<String> LINES =
            List.of("The file {0} does not exist.", "Please try again!", "file", "Please choose another file.");
    static final List<RouterTrainer> TRAINERS = List.of(
            new CentroidTrainer(),
            new RidgeTrainer(ExpertContribution.OUTPUT, 1e-3, 0.5),
            new TwoLayerTrainer(
                    ExpertContribution.OUTPUT, RouterLoss.values()[0], TwoLayerRouter.Activation.TANH, 3, 2, 1, 1));

    static TranslationModel own(long seed) {
        SubwordVocabulary vocabulary = SubwordVocabulary.learn(LINES, 90);
        TransformerConfig config = new TransformerConfig(vocabulary.size(), 16, 2, 1, 2, 32, 32, 12);
        return new TranslationModel(
                Transformer.create(config, Parameters.initialized(seed)), vocabulary, Map.of("trained", "never"));
    }

    private static TranslationModel published() throws IOException {
        return TranslationModel.published(
                Path.of("src/test/resources/pretrained/nllb-micro"),
                new PublishedModel.Use("en", "fr", null),
                line -> {});
    }

    static ConvertedModel converted(TranslationModel dense, int experts, RouterTrainer trainer, Budget budget) {
        List<int[]> sources = LINES.stream().map(dense::source).toList();
        Moefication experimental = Moefication.of(
                dense.transformer(),
                DecoderStates.freeRunning(
                        dense.transformer(),
                        sources,
                        dense.vocabulary().start(),
                        dense.vocabulary().end(),
                        200),
                new RandomSplitter(3),
                experts,
                trainer,
                line -> {});
        return new ConvertedModel(dense, experimental.keep("some experts", List.of(budget, budget)));
    }

    private static ConvertedModel copy(ConvertedModel model, Precision precision) throws IOException {
        Path file = Files.createTempFile("converted", ".safetensors");
        try {
            model.save(file, precision);
            assertTrue(ConvertedModel.is(file));
            return ConvertedModel.load(file);
        } finally {
            Files.delete(file);
        }
    }

    private static FMatrixRMaj logits(Transformer model) {
        return model.forward(TokenBatch.of(3, 1, 2, 5), TokenBatch.of(2, 9, 8, 7, 1), null)
                .logits();
    }

    @Provide
    Arbitrary<Budget> budgets() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.floats().between(-1, 1))
                .as((kind, count, score) -> kind == 0
                        ? new Budget.TopK(count)
                        : kind == 1 ? new Budget.Threshold(score) : new Budget.TopP(Math.abs(score)));
    }

    @Provide
    Arbitrary<RouterTrainer> trainers() {
        return Arbitraries.of(TRAINERS);
    }

    @Property(tries = 25)
    void whatIsReadBackTranslatesToTheSameBits(
            @ForAll @IntRange(min = 1, max = 1000) int seed,
            @ForAll("trainers") RouterTrainer trainer,
            @ForAll("budgets") Budget budget)
            throws IOException {
        ConvertedModel model = converted(own(seed), 8, trainer, budget);
        ConvertedModel read = copy(model, Precision.F32);
        assertArrayEquals(
                logits(model.model().transformer()).data, logits(read.model().transformer()).data);
        assertEquals(new Translator(model.model()).translate(LINES), new Translator(read.model()).translate(LINES));
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    model.experts().layers().get(i).layout(),
                    read.experts().layers().get(i).layout());
            assertEquals(
                    model.experts().layers().get(i).budget(),
                    read.experts().layers().get(i).budget());
        }
        assertEquals("some experts", read.experts().name());
        assertEquals("never", read.dense().metadata().get("trained"));
    }

    @Example
    void aPublishedModelKeepsItsTokenizerAndItsLanguages() throws IOException {
        TranslationModel dense = published();
        Precision exact = Precision.exactFor(dense.transformer().parameters().values());
        assertNotEquals(Precision.F32, exact, "published in bfloat16, which does not fill a float");
        ConvertedModel model = converted(dense, 5, TRAINERS.get(1), new Budget.TopK(2));
        ConvertedModel read = copy(model, exact);
        assertArrayEquals(
                logits(model.model().transformer()).data, logits(read.model().transformer()).data);
        assertEquals(new Translator(model.model()).translate(LINES), new Translator(read.model()).translate(LINES));
        assertEquals(dense.vocabulary().first(), read.model().transformer().firstToken());
        assertEquals(
                dense.transformer().config().architecture(),
                read.dense().transformer().config().architecture());
    }

    @Example
    void correctionsAreKept() throws IOException {
        TranslationModel dense = own(2);
        Moefication experts = moefication(dense);
        List<Activations> states = DecoderStates.freeRunning(
                dense.transformer(), LINES.stream().map(dense::source).toList(), 0, 1, 100);
        for (int rank : new int[] {0, 3}) {
            ConvertedModel model = new ConvertedModel(dense, experts.corrected(experts.keep(0.25), states, rank));
            ConvertedModel read = copy(model, Precision.F32);
            assertArrayEquals(
                    logits(model.model().transformer()).data,
                    logits(read.model().transformer()).data);
            ConvertedModel plain = new ConvertedModel(dense, experts.keep(0.25));
            assertFalse(java.util.Arrays.equals(
                    logits(model.model().transformer()).data,
                    logits(plain.model().transformer()).data));
        }
    }

    @Example
    void theFormatOfTheWeightsIsReadBack() throws IOException {
        for (Weights format : Weights.values()) {
            TranslationModel own = own(6);
            TranslationModel dense = own.withTransformer(own.transformer().withWeights(format));
            ConvertedModel model = new ConvertedModel(dense, moefication(dense).keep(0.5));
            ConvertedModel read = copy(model, Precision.F32);
            assertEquals(format, read.model().transformer().weights());
            assertEquals(format, read.dense().transformer().weights());
            assertArrayEquals(
                    logits(model.model().transformer()).data,
                    logits(read.model().transformer()).data);
            assertEquals(new Translator(model.model()).translate(LINES), new Translator(read.model()).translate(LINES));
        }
    }

    @Example
    void rowsThatChooseTogetherStillDo() throws IOException {
        TranslationModel dense = own(4);
        for (JointRule rule : List.of(new JointRule(1, 0.5), new JointRule(1, 1))) { // equal weights are not written
            MoeModel joint = moefication(dense).keepJointly(0.4, rule, model -> logits(model));
            ConvertedModel model = new ConvertedModel(dense, joint);
            ConvertedModel read = copy(model, Precision.F32);
            assertArrayEquals(
                    logits(model.model().transformer()).data,
                    logits(read.model().transformer()).data);
            for (int i = 0; i < 2; i++) {
                RoutingPolicy policy = read.experts().layers().get(i).policy();
                assertEquals(joint.layers().get(i).policy().toString(), policy.toString());
                assertEquals(rule, ((JointRouting) policy).rule());
            }
        }
    }

    @Example
    void aPolicyThatAFileCannotHoldIsRefusedAndLeavesNoFile() throws IOException {
        TranslationModel dense = own(1);
        Moefication.ConvertedLayer layer = moefication(dense).layers().get(0);
        RoutingPolicy everyOther = new RoutingPolicy() {
            @Override
            public void choose(float[] scores, int rows, Routes routes) {
                routes.clear();
            }

            @Override
            public Budget budget() {
                return new Budget.TopK(1);
            }

            @Override
            public String toString() {
                return "dice";
            }
        };
        var moe = new moelab.moe.MoeFeedForward(layer.network(), layer.layout(), layer.router(), everyOther);
        Transformer converted =
                dense.transformer().withDecoderFeedForward(0, moe).withDecoderFeedForward(1, moe);
        Path file = Files.createTempDirectory("converted").resolve("dice.safetensors");
        ConvertedModel model =
                new ConvertedModel(dense, new MoeModel("dice", converted, List.of(moe, moe), () -> null));
        String message = assertThrows(IllegalArgumentException.class, () -> model.save(file, Precision.F32))
                .getMessage();
        assertEquals("experts are chosen by dice, expected token or joint routing, which a file can hold", message);
        assertFalse(Files.exists(file));
        Files.delete(file.getParent());
    }

    @Example
    void halfARuleOfJointRoutingIsRefused() throws IOException {
        TranslationModel dense = own(1);
        Moefication.ConvertedLayer layer = moefication(dense).layers().get(0);
        RoutingPolicy joint = new JointRouting(new Budget.TopK(2), JointRule.BEAM, layer.layout());
        var moe = new moelab.moe.MoeFeedForward(layer.network(), layer.layout(), layer.router(), joint);
        Transformer converted =
                dense.transformer().withDecoderFeedForward(0, moe).withDecoderFeedForward(1, moe);
        Path file = Files.createTempDirectory("converted").resolve("joint.safetensors");
        new ConvertedModel(dense, new MoeModel("joint", converted, List.of(moe, moe), () -> null))
                .save(file, Precision.F32);
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        Files.writeString(file, text.replace("own\\\":", "oun\\\":"), StandardCharsets.ISO_8859_1);
        String message = assertThrows(IllegalArgumentException.class, () -> ConvertedModel.load(file))
                .getMessage();
        assertEquals(
                file + ": metadata experts has a layer with decay 0.7 and without own, expected both, which are the"
                        + " rule of joint routing, or neither",
                message);
        Files.delete(file);
        Files.delete(file.getParent());
    }

    @Example
    void sharedExpertsStayShared() throws IOException {
        TranslationModel dense = own(1);
        Moefication.ConvertedLayer layer = moefication(dense).layers().get(0);
        ExpertLayout shared = layer.layout().withShared(2);
        var moe = new moelab.moe.MoeFeedForward(layer.network(), shared, layer.router(), new Budget.TopK(3));
        Transformer converted =
                dense.transformer().withDecoderFeedForward(0, moe).withDecoderFeedForward(1, moe);
        ConvertedModel model = new ConvertedModel(
                dense, new MoeModel("shared", converted, new ArrayList<>(List.of(moe, moe)), () -> null));
        assertEquals(
                2, copy(model, Precision.F32).experts().layers().get(1).layout().shared());
    }

    private static Moefication moefication(TranslationModel dense) {
        List<int[]> sources = LINES.stream().map(dense::source).toList();
        return Moefication.of(
                dense.transformer(),
                DecoderStates.freeRunning(dense.transformer(), sources, 0, 1, 100),
                new RandomSplitter(3),
                8,
                new CentroidTrainer(),
                line -> {});
    }
}
