package moelab.course.student;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import moelab.course.Course;
import moelab.course.ExerciseSource;
import moelab.course.task.Exercise;
import moelab.exercise.EdgeMatching;
import moelab.exercise.ExpertChoice;
import moelab.exercise.LearnedRouter;
import moelab.exercise.PairCounter;
import moelab.exercise.SwapPass;
import moelab.experts.CoActivationSplitter;
import moelab.experts.ExpertLayout;
import moelab.experts.Splitter;
import moelab.graph.Coarsening;
import moelab.graph.Graph;
import moelab.graph.KernighanLin;
import moelab.graph.Partition;
import moelab.moe.MoeFeedForward;
import moelab.moe.MoeModel;
import moelab.moe.Moefication;
import moelab.routing.Budget;
import moelab.routing.Router;
import moelab.routing.training.CentroidTrainer;
import moelab.sparsity.Activations;
import moelab.sparsity.CoActivation;
import moelab.sparsity.DecoderStates;
import moelab.transformer.ActivationPenalty;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.Dropout;
import moelab.transformer.FeedForward;
import moelab.transformer.ForwardPass;
import moelab.transformer.TrainableFeedForward;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Gradients;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TokenBatch;
import moelab.transformer.layers.TransformerConfig;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Solutions as the chapters use them: in a model, in a graph, in a conversion, in the place of the library's own code.
 */
class StudentSolutionInPlaceTest {
    private static final int EXPERTS = 6;
    private final Transformer model =
            Transformer.create(new TransformerConfig(11, 8, 2, 1, 1, 6, 24, 12), Parameters.initialized(1));
    private final DenseFeedForward dense = (DenseFeedForward) model.decoderFeedForward(0);
    private final List<int[]> sentences = new Random(1)
            .ints(20, 1, 9)
            .mapToObj(n -> new Random(n).ints(n, 3, 11).toArray())
            .toList();
    private final Activations seen =
            DecoderStates.teacherForced(model, sentences, sentences, 500).get(0);
    private final ExpertLayout layout = ExpertLayout.random(24, EXPERTS, 1);

    @BeforeAll
    static void solveEverything(@TempDir Path directory) throws IOException {
        for (Exercise e : Course.exercises()) {
            Files.writeString(
                    e.file(directory),
                    ExerciseSource.read(Path.of("solutions"), e.className()).solution());
        }
        System.setProperty("moelab.exercises", directory.toString());
    }

    @AfterAll
    static void forget() {
        System.clearProperty("moelab.exercises");
    }

    private FMatrixRMaj logits(Transformer m) {
        return m.forward(TokenBatch.of(sentences), TokenBatch.of(sentences), null)
                .logits();
    }

    @Test
    void feedForwardNetworksInAModel() {
        FeedForward relu = StudentSolution.load(
                1,
                FeedForward.class,
                dense.inputWeights(),
                dense.inputBias(),
                dense.outputWeights(),
                dense.outputBias());
        assertArrayEquals(logits(model).data, logits(model.withDecoderFeedForward(0, relu)).data, 1e-4f);
        Router router = new CentroidTrainer().train(dense, layout, seen);
        FeedForward skipping = StudentSolution.load(13, FeedForward.class, dense, layout, router, new Budget.TopK(3));
        assertArrayEquals(
                logits(model.withDecoderFeedForward(0, new MoeFeedForward(dense, layout, router, new Budget.TopK(3))))
                        .data,
                logits(model.withDecoderFeedForward(0, skipping)).data,
                1e-4f);
    }

    @Test
    void aBackwardPassInTraining() {
        Transformer mine = model.withDecoderFeedForward(0, StudentSolution.load(15, TrainableFeedForward.class, dense));
        Gradients expected = gradients(model);
        Gradients gradients = gradients(mine);
        model.parameters()
                .forEach((name, w) -> assertArrayEquals(expected.of(w).data, gradients.of(w).data, 1e-3f, name));
    }

    private Gradients gradients(Transformer m) {
        Gradients gradients = new Gradients(m.parameters().values());
        ForwardPass trace = m.forward(TokenBatch.of(sentences), TokenBatch.of(sentences), new Dropout(0.1f, 1));
        trace.backward(
                trace.logits().copy(),
                gradients,
                ActivationPenalty.NONE,
                new ActivationPenalty(ActivationPenalty.PenaltyKind.L1, 0.1f));
        return gradients;
    }

    @Test
    void aCoActivationGraphCutByMySwaps() {
        CoActivation mine =
                CoActivation.of(StudentSolution.load(4, PairCounter.class).together(seen), seen.rows());
        assertEquals(CoActivation.count(seen).toString(), mine.toString());
        Graph graph = CoActivationSplitter.graph(mine);
        assertEquals(CoActivationSplitter.graph(CoActivation.count(seen)), graph);
        Partition start =
                Partition.of(graph, IntStream.range(0, 24).map(v -> v % 2).toArray(), 2);
        Partition improved = StudentSolution.load(5, SwapPass.class).improve(start);
        assertTrue(improved.isBalanced() && improved.cut() <= start.cut());
        assertEquals(0, KernighanLin.bestPrefix(KernighanLin.pass(graph, improved.toArray(), 0, 1)));
        int[] order = IntStream.range(0, 24).toArray();
        Graph coarse = Coarsening.ofMatching(
                        graph, StudentSolution.load(6, EdgeMatching.class).match(graph, order))
                .coarse();
        assertEquals(
                Coarsening.ofMatching(graph, EdgeMatching.library().match(graph, order))
                        .coarse(),
                coarse);
        assertTrue(coarse.nodes() < 16, coarse::toString);
    }

    @Test
    void aConversionWithMySplitterMyRouterAndMyChoice() {
        Moefication m = Moefication.of(
                model,
                List.of(seen),
                StudentSolution.load(16, Splitter.class),
                EXPERTS,
                StudentSolution.load(12, LearnedRouter.class),
                line -> {});
        MoeModel all = m.keep(1);
        assertArrayEquals(logits(model).data, logits(all.transformer()).data, 1e-4f);

        Moefication.ConvertedLayer layer = m.layers().get(0);
        Router chosen = StudentSolution.load(11, ExpertChoice.class).under(layer.router(), new Budget.TopK(2));
        MoeFeedForward mine = new MoeFeedForward(dense, layer.layout(), chosen, new Budget.Threshold(0.5f));
        MoeFeedForward library = new MoeFeedForward(dense, layer.layout(), layer.router(), new Budget.TopK(2));
        assertArrayEquals(
                logits(model.withDecoderFeedForward(0, library)).data,
                logits(model.withDecoderFeedForward(0, mine)).data,
                1e-5f);
        assertEquals(2.0 / EXPERTS, mine.share(), 1e-9);
    }
}
