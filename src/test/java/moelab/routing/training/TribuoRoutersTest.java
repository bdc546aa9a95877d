package moelab.routing.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import moelab.experts.ExpertContribution;
import moelab.experts.ExpertLayout;
import moelab.routing.Budget;
import moelab.routing.LinearRouter;
import moelab.routing.OracleRouter;
import moelab.routing.RandomRouter;
import moelab.routing.Router;
import moelab.routing.RouterReport;
import moelab.routing.RoutersTest;
import moelab.routing.Selection;
import moelab.sparsity.Activations;
import moelab.sparsity.TinyNetworks;
import moelab.transformer.DenseFeedForward;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Domain(TinyNetworks.class)
@Domain(DomainContext.Global.class)
class TribuoRoutersTest {

    @Property(tries = 20)
    void theCompiledLogisticModelGivesTribuosScores(@ForAll DenseFeedForward network, @ForAll FMatrixRMaj x) {
        ExpertLayout layout = ExpertLayout.random(12, 4, 1);
        TribuoModel<?> model =
                new LogisticTrainer(ExpertContribution.MASS, 2, 100, 2, 1).fit(network, layout, seen(network, x));
        FMatrixRMaj scores = RoutersTest.linear(
                x, model.compiled().weights(), model.compiled().bias());
        for (int r = 0; r < x.numRows; r++) {
            float[] tribuo = model.predict(row(x, r));
            for (int e = 0; e < 4; e++) {
                assertEquals(tribuo[e], 1 / (1 + Math.exp(-scores.get(r, e))), 1e-4);
            }
        }
    }

    @Property(tries = 20)
    void theCompiledRegressionGivesTribuosScores(@ForAll DenseFeedForward network, @ForAll FMatrixRMaj x) {
        // more than ten, so that order by name and by number would differ
        ExpertLayout layout = ExpertLayout.random(12, 12, 1);
        TribuoModel<?> model =
                new RegressionTrainer(ExpertContribution.OUTPUT, 100, 2, 1).fit(network, layout, seen(network, x));
        FMatrixRMaj scores = RoutersTest.linear(
                x, model.compiled().weights(), model.compiled().bias());
        for (int r = 0; r < x.numRows; r++) {
            assertArrayEquals(model.predict(row(x, r)), row(scores, r), 1e-4f);
        }
    }

    /** Whoever trained it: what Tribuo's evaluator counts is what our own report counts. */
    @Property(tries = 20)
    void tribuosEvaluatorAgreesWithOurOwnReport(
            @ForAll DenseFeedForward network,
            @ForAll FMatrixRMaj x,
            @ForAll @IntRange(min = 1, max = 4) int count,
            @ForAll long seed) {
        ExpertLayout layout = ExpertLayout.random(12, 4, seed);
        Activations a = seen(network, x);
        FMatrixRMaj work = ExpertContribution.OUTPUT.of(a, network.outputWeights(), layout);
        for (Router router : List.of(
                new RandomRouter(3, 4, seed),
                new OracleRouter(network, layout, ExpertContribution.OUTPUT),
                new CentroidTrainer().train(network, layout, a))) {
            TribuoReport tribuo = TribuoReport.of(router, network, layout, a, ExpertContribution.OUTPUT, count);
            RouterReport own = RouterReport.of(router, a.inputs(), work, count);
            assertEquals(own.precision(), tribuo.recall(), 1e-9, router::toString);
            assertTrue(tribuo.precision() <= tribuo.recall() + 1e-9, "as many or more are chosen than are worth it");
            assertTrue(count < 4 || tribuo.recall() == 1);
        }
        TribuoReport oracle = TribuoReport.of(
                new OracleRouter(network, layout, ExpertContribution.OUTPUT),
                network,
                layout,
                a,
                ExpertContribution.OUTPUT,
                count);
        assertEquals(1, oracle.recall(), 1e-9);
        assertTrue(Double.isNaN(oracle.rSquared()) || oracle.rSquared() > 0.999, oracle::toString);
        assertThrows(
                IllegalArgumentException.class,
                () -> TribuoReport.of(new RandomRouter(3, 5, 1), network, layout, a, ExpertContribution.OUTPUT, count));
    }

    @Test
    void scaleAndOffsetOfScoresDoNotChangeWhatTheyExplain() {
        LinearRouter router = new RidgeTrainer(ExpertContribution.OUTPUT, 1e-3).train(network, layout, train);
        FMatrixRMaj weights = router.weights().copy();
        FMatrixRMaj bias = router.bias().copy();
        for (int i = 0; i < weights.data.length; i++) {
            weights.data[i] *= 4;
        }
        for (int e = 0; e < bias.data.length; e++) {
            bias.data[e] = 4 * bias.data[e] + 7;
        }
        TribuoReport report = TribuoReport.of(router, network, layout, test, ExpertContribution.OUTPUT, 4);
        TribuoReport moved =
                TribuoReport.of(new LinearRouter(weights, bias), network, layout, test, ExpertContribution.OUTPUT, 4);
        assertTrue(report.rSquared() > 0.2, report::toString);
        assertEquals(report.rSquared(), moved.rSquared(), 1e-3);
        assertEquals(report.recall(), moved.recall(), 0.01);
        TribuoReport none = TribuoReport.of(
                new LinearRouter(new FMatrixRMaj(8, 12), new FMatrixRMaj(1, 12)),
                network,
                layout,
                test,
                ExpertContribution.OUTPUT,
                4);
        assertTrue(none.rSquared() <= 0 && none.rSquared() > -1, none::toString); // a constant explains nothing
        assertEquals(
                "the best 4: precision 0.250, recall 0.500, macro F1 0.125; R2 of the scores 0.750",
                new TribuoReport(4, 0.25, 0.5, 0.125, 0.75).toString());
    }

    /** At least one expert must be wanted somewhere for Tribuo to have something to learn. */
    private static Activations seen(DenseFeedForward network, FMatrixRMaj x) {
        Activations a = TinyNetworks.activations(network, x);
        net.jqwik.api.Assume.that(a.start(a.rows()) > 0);
        return a;
    }

    private static float[] row(FMatrixRMaj m, int r) {
        return java.util.Arrays.copyOfRange(m.data, r * m.numCols, (r + 1) * m.numCols);
    }

    private final DenseFeedForward network =
            new DenseFeedForward(random(8, 24, 1), random(1, 24, 2), random(24, 8, 3), random(1, 8, 4));
    private final ExpertLayout layout = ExpertLayout.random(24, 12, 1);
    private final Activations train = TinyNetworks.activations(network, random(600, 8, 5));
    private final Activations test = TinyNetworks.activations(network, random(200, 8, 6));

    private static FMatrixRMaj random(int rows, int cols, long seed) {
        FMatrixRMaj m = new FMatrixRMaj(rows, cols);
        Random random = new Random(seed);
        for (int i = 0; i < m.data.length; i++) {
            m.data[i] = (float) random.nextGaussian();
        }
        return m;
    }

    @Test
    void aSavedModelScoresAsBefore(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("router.tribuo");
        TribuoModel<?> model = new LogisticTrainer(ExpertContribution.OUTPUT, 4, 600, 3, 1).fit(network, layout, train);
        model.save(file);
        TribuoModel<?> loaded = TribuoModel.load(file, 8, 12);
        assertArrayEquals(model.compiled().weights().data, loaded.compiled().weights().data);
        assertArrayEquals(model.compiled().bias().data, loaded.compiled().bias().data);
        byte[] bytes = Files.readAllBytes(file);
        assertTrue(bytes[0] != (byte) 0xAC || bytes[1] != (byte) 0xED, "Java serialization");
    }

    @Test
    void learnedRoutersBeatChanceOnNewTokens() {
        double chance = captured(new RandomRouter(8, 12, 1));
        LogisticTrainer logistic = new LogisticTrainer(ExpertContribution.OUTPUT, 4, 600, 5, 1);
        RegressionTrainer regression = new RegressionTrainer(ExpertContribution.OUTPUT, 600, 5, 1);
        assertTrue(captured(logistic.train(network, layout, train)) > chance + 0.1);
        assertTrue(captured(regression.train(network, layout, train)) > chance + 0.1);
        assertTrue(captured(new RidgeTrainer(ExpertContribution.OUTPUT, 1e-3).train(network, layout, train))
                > chance + 0.1);
        assertTrue(logistic.evaluate(logistic.fit(network, layout, train), network, layout, test)
                        .microAveragedF1()
                > 0.5);
        assertTrue(regression
                        .evaluate(regression.fit(network, layout, train), network, layout, test)
                        .averageR2()
                > 0.2);
    }

    private double captured(Router router) {
        FMatrixRMaj work = ExpertContribution.OUTPUT.of(test, network.outputWeights(), layout);
        Selection selection = new Selection(12, 0);
        float[] scores = new float[12];
        double got = 0;
        double all = 0;
        for (int r = 0; r < test.rows(); r++) {
            router.scores(test.inputs().data, r * 8, scores);
            int n = selection.select(scores, new Budget.TopK(4));
            for (int i = 0; i < n; i++) {
                got += work.get(r, selection.expert(i));
            }
            for (int e = 0; e < 12; e++) {
                all += work.get(r, e);
            }
        }
        return got / all;
    }

    @Test
    void theSameSeedTrainsTheSameRouter() {
        LogisticTrainer trainer = new LogisticTrainer(ExpertContribution.MASS, 3, 200, 2, 7);
        assertArrayEquals(
                trainer.train(network, layout, train).weights().data,
                trainer.train(network, layout, train).weights().data);
    }

    @Test
    void anExpertThatIsNeverWantedGetsALowScore() {
        FMatrixRMaj w2 = random(24, 8, 3);
        for (int j : layout.neurons(5)) {
            for (int k = 0; k < 8; k++) {
                w2.set(j, k, 0);
            }
        }
        DenseFeedForward mute =
                new DenseFeedForward(network.inputWeights(), network.inputBias(), w2, network.outputBias());
        LinearRouter router = new LogisticTrainer(ExpertContribution.OUTPUT, 4, 200, 2, 1).train(mute, layout, train);
        assertEquals(-30, router.bias().data[5]);
    }

    @Test
    void aFileThatHoldsNoModelIsRefused(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("router.tribuo"), "not a model");
        assertThrows(IOException.class, () -> TribuoModel.load(file, 8, 12));
    }
}
