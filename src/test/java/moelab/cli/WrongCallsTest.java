package moelab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import moelab.cluster.BalancedKMeans;
import moelab.cluster.PlainKMeans;
import moelab.decoding.StepClock;
import moelab.exercise.AttentionHead;
import moelab.exercise.BleuSteps;
import moelab.exercise.EdgeMatching;
import moelab.exercise.ExpertChoice;
import moelab.experts.ExpertContribution;
import moelab.experts.ExpertLayout;
import moelab.experts.RandomSplitter;
import moelab.graph.Graph;
import moelab.graph.KernighanLin;
import moelab.graph.Multilevel;
import moelab.graph.Partition;
import moelab.moe.Moefication;
import moelab.routing.Budget;
import moelab.routing.RandomRouter;
import moelab.routing.RouterReport;
import moelab.routing.training.CentroidTrainer;
import moelab.routing.training.LogisticTrainer;
import moelab.routing.training.RidgeTrainer;
import moelab.sparsity.Activations;
import moelab.sparsity.CoActivation;
import moelab.sparsity.DecoderStates;
import moelab.sparsity.SparsityCounter;
import moelab.timing.StepProfile;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.GradientCheck;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TransformerConfig;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a student gets wrong at the prompt is answered in one line that says what was expected. */
class WrongCallsTest {
    private static final Transformer MODEL =
            Transformer.create(new TransformerConfig(20, 8, 2, 1, 2, 8, 16, 10), Parameters.initialized(1));
    private static final DenseFeedForward NETWORK = (DenseFeedForward) MODEL.decoderFeedForward(0);
    private static final Activations SEEN = Activations.of(new FMatrixRMaj(3, 8), new FMatrixRMaj(3, 16));
    private static final Graph GRAPH = Graph.of(3, (i, j) -> 1);

    static Stream<Arguments> calls() {
        return Stream.of(
                wrong("layer of the decoder", () -> MODEL.decoderFeedForward(2)),
                wrong("negative layer", () -> MODEL.encoderFeedForward(-1)),
                wrong("layer to replace", () -> MODEL.withDecoderFeedForward(9, NETWORK)),
                wrong(
                        "network of another width",
                        () -> MODEL.withDecoderFeedForward(
                                0,
                                new DenseFeedForward(
                                        new FMatrixRMaj(4, 8),
                                        new FMatrixRMaj(1, 8),
                                        new FMatrixRMaj(8, 4),
                                        new FMatrixRMaj(1, 4)))),
                wrong("share of 0", () -> Budget.share(0, 16)),
                wrong("share of 2", () -> Budget.share(2, 16)),
                wrong("share that is no number", () -> Budget.share(Double.NaN, 16)),
                wrong("input of another width", () -> NETWORK.apply(new FMatrixRMaj(2, 9), new FMatrixRMaj(2, 8))),
                wrong("output of another height", () -> NETWORK.apply(new FMatrixRMaj(2, 8), new FMatrixRMaj(3, 8))),
                wrong(
                        "bias as a column",
                        () -> new DenseFeedForward(
                                new FMatrixRMaj(8, 16),
                                new FMatrixRMaj(16, 1),
                                new FMatrixRMaj(16, 8),
                                new FMatrixRMaj(1, 8))),
                wrong("rows beyond the end", () -> SEEN.rows(2, 4)),
                wrong("experts that do not divide", () -> ExpertLayout.random(16, 3, 1)),
                wrong(
                        "layout of another network",
                        () -> ExpertContribution.OUTPUT.of(
                                SEEN, NETWORK.outputWeights(), ExpertLayout.random(8, 2, 1))),
                wrong("more than all experts", () -> ExpertContribution.captured(new FMatrixRMaj(3, 4), 5)),
                wrong(
                        "work of other experts",
                        () -> RouterReport.of(
                                new RandomRouter(8, 4, 1), new FMatrixRMaj(3, 8), new FMatrixRMaj(3, 5), 2)),
                wrong("groups of other neurons", () -> CoActivation.count(SEEN).captured(new int[3])),
                wrong("parts of another graph", () -> Partition.of(GRAPH, new int[2], 2)),
                wrong("more parts than nodes", () -> new Multilevel().partition(GRAPH, 4, 1)),
                wrong("more clusters than points", () -> new BalancedKMeans(3, 1).fit(new FMatrixRMaj(2, 2))),
                wrong("no clusters", () -> new PlainKMeans(0, 1).fit(new FMatrixRMaj(2, 2))),
                wrong("neuron that is not there", () -> SparsityCounter.of(SEEN).rateInterval(16)),
                wrong("pair that is not there", () -> CoActivation.count(SEEN).between(3, 16)),
                wrong("sample of nothing", () -> SEEN.sample(0, 1)),
                wrong(
                        "sources without targets",
                        () -> DecoderStates.teacherForced(MODEL, List.of(new int[] {3}), List.of(), 9)),
                wrong("parts of another graph in a pass", () -> KernighanLin.pass(GRAPH, new int[2], 0, 1)),
                wrong("no experts", () -> new RandomRouter(8, 0, 1)),
                wrong("negative ridge", () -> new RidgeTrainer(ExpertContribution.OUTPUT, -1)),
                wrong(
                        "layout of another network for a router",
                        () -> new CentroidTrainer().train(NETWORK, ExpertLayout.random(8, 2, 1), SEEN)),
                wrong("no wanted experts", () -> new LogisticTrainer(ExpertContribution.OUTPUT, 0, 9, 1, 1)),
                wrong("threshold for no share", () -> moefied().keepByThreshold(0, List.of(SEEN, SEEN))),
                wrong("states of one layer", () -> moefied().keepByThreshold(0.5, List.of(SEEN))),
                wrong("states of three layers", () -> moefied().keepByCommonThreshold(0.5, List.of(SEEN, SEEN, SEEN))),
                wrong(
                        "negative share",
                        () -> new StepProfile(Map.of(StepClock.Part.FEED_FORWARD, 1.0), 1).amdahlBound(-0.5)),
                wrong(
                        "keys of another width",
                        () -> AttentionHead.library().weights(new FMatrixRMaj(2, 3), new FMatrixRMaj(2, 4), false)),
                wrong(
                        "values of other keys",
                        () -> AttentionHead.library().context(new FMatrixRMaj(2, 3), new FMatrixRMaj(2, 4))),
                wrong("runs of no words", () -> BleuSteps.library().matches(List.of("a"), List.of("a"), 0)),
                wrong(
                        "hypotheses without references",
                        () -> BleuSteps.library().score(List.of(List.of("a")), List.of())),
                wrong("order of another graph", () -> EdgeMatching.library().match(GRAPH, new int[] {0, 1})),
                wrong(
                        "row that is not there",
                        () -> ExpertChoice.library()
                                .choose(new RandomRouter(8, 4, 1), new FMatrixRMaj(3, 8), 3, new Budget.TopK(1))),
                wrong("slope of no neuron", () -> GradientCheck.ofBias(NETWORK, NETWORK, new FMatrixRMaj(3, 8), 16)));
    }

    private static Moefication moefied() {
        return Moefication.of(MODEL, List.of(SEEN, SEEN), new RandomSplitter(1), 4, new CentroidTrainer(), line -> {});
    }

    private static Arguments wrong(String what, Executable call) {
        return Arguments.of(what, call);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void aWrongCallIsAnsweredInOneLine(String what, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertEquals(1, message.lines().count(), message);
        assertTrue(
                message.matches(".*\\d.*") && message.matches(".*(expected|for|into|on rows of|do not divide).*"),
                message);
    }
}
