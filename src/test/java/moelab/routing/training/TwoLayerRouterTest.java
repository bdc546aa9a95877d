package moelab.routing.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import moelab.experts.ExpertContribution;
import moelab.experts.ExpertLayout;
import moelab.routing.OracleRouter;
import moelab.routing.RandomRouter;
import moelab.routing.RouterReport;
import moelab.routing.RoutersTest;
import moelab.routing.TwoLayerRouter;
import moelab.sparsity.Activations;
import moelab.sparsity.TinyNetworks;
import moelab.transformer.DenseFeedForward;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.ejml.data.FMatrixRMaj;

@Domain(TinyNetworks.class)
@Domain(DomainContext.Global.class)
class TwoLayerRouterTest {

    @Property(tries = 60)
    void rowByRowItScoresAsInBatches(
            @ForAll DenseFeedForward weights, @ForAll FMatrixRMaj x, @ForAll TwoLayerRouter.Activation activation) {
        TwoLayerRouter router = new TwoLayerRouter(
                weights.inputWeights(), weights.inputBias(), weights.outputWeights(), weights.outputBias(), activation);
        assertArrayEquals(router.output(router.hidden(x)).data, RoutersTest.scores(router, x).data, 1e-3f);
        assertEquals(2 * 3 * 12, router.multiplyAdds());
        if (activation == TwoLayerRouter.Activation.RELU) { // then it is a feed-forward network
            FMatrixRMaj y = new FMatrixRMaj(7, 3);
            weights.apply(x, y);
            assertArrayEquals(y.data, RoutersTest.scores(router, x).data, 1e-3f);
        }
    }

    @Property(tries = 60)
    void theGradientOfEveryLossIsItsSlope(@ForAll RouterLoss loss, @ForAll DenseFeedForward numbers) {
        float[] s = numbers.inputBias().data.clone();
        float[] y = new float[s.length];
        for (int e = 0; e < y.length; e++) {
            float v = Math.abs(numbers.inputWeights().data[e]);
            y[e] = loss == RouterLoss.LOGISTIC ? v > 1 ? 1 : 0 : v;
        }
        float[] gradient = s.clone();
        loss.gradient(gradient, 0, y, 0, s.length);
        for (int e = 0; e < s.length; e++) {
            double h = 1e-4;
            double slope = (value(loss, s, y, e, h) - value(loss, s, y, e, -h)) / (2 * h);
            assertEquals(slope, gradient[e], 1e-3);
        }
    }

    /** The loss itself, with score e moved by h; written from the formulas, in double. */
    private static double value(RouterLoss loss, float[] s, float[] y, int moved, double h) {
        double sum = 0;
        double exps = 0;
        double total = 0;
        for (int e = 0; e < s.length; e++) {
            exps += Math.exp(s[e] + (e == moved ? h : 0));
            total += y[e];
        }
        for (int e = 0; e < s.length; e++) {
            double v = s[e] + (e == moved ? h : 0);
            sum += switch (loss) {
                case SQUARED -> (v - y[e]) * (v - y[e]) / 2;
                case POISSON -> Math.exp(v) - y[e] * v;
                case LOGISTIC -> Math.log1p(Math.exp(v)) - y[e] * v;
                case SOFTMAX_CROSS_ENTROPY -> total == 0 ? 0 : -y[e] / total * (v - Math.log(exps));
            };
        }
        return sum;
    }

    private static FMatrixRMaj random(int rows, int cols, long seed) {
        FMatrixRMaj m = new FMatrixRMaj(rows, cols);
        Random random = new Random(seed);
        for (int i = 0; i < m.data.length; i++) {
            m.data[i] = (float) random.nextGaussian();
        }
        return m;
    }

    @Property(tries = 60)
    void theSlopeOfEveryActivationFollowsFromItsValue(
            @ForAll TwoLayerRouter.Activation activation, @ForAll @FloatRange(min = -3, max = 3) float z) {
        Assume.that(activation != TwoLayerRouter.Activation.RELU || Math.abs(z) > 0.02);
        float h = 0.01f;
        double slope = (activation.value(z + h) - activation.value(z - h)) / (2 * h);
        assertEquals(slope, activation.slope(activation.value(z)), 1e-3);
    }

    @Property(tries = 40)
    void gradientsOfAllWeightsAreTheSlopesOfTheLoss(@ForAll DenseFeedForward numbers, @ForAll FMatrixRMaj x) {
        FMatrixRMaj a = scaled(numbers.inputWeights());
        FMatrixRMaj ab = scaled(numbers.inputBias());
        FMatrixRMaj b = scaled(numbers.outputWeights());
        FMatrixRMaj bb = scaled(numbers.outputBias());
        TwoLayerRouter router = new TwoLayerRouter(a, ab, b, bb, TwoLayerRouter.Activation.TANH);
        List<FMatrixRMaj> weights = List.of(a, ab, b, bb);
        // of the batch before: to be overwritten
        List<FMatrixRMaj> gradients =
                weights.stream().map(TwoLayerRouterTest::scaled).toList();
        FMatrixRMaj y = x; // three inputs, three experts: any targets will do
        new TwoLayerTrainer(ExpertContribution.MASS, RouterLoss.SQUARED, TwoLayerRouter.Activation.TANH, 0, 1, 1, 1)
                .gradient(router, x, y, b, gradients);
        float h = 0.01f;
        for (int m = 0; m < 4; m++) {
            for (int i = 0; i < weights.get(m).data.length; i++) {
                float was = weights.get(m).data[i];
                weights.get(m).data[i] = was + h;
                double above = squared(router, x, y);
                weights.get(m).data[i] = was - h;
                double below = squared(router, x, y);
                weights.get(m).data[i] = was;
                double slope = (above - below) / (2 * h);
                assertEquals(
                        slope,
                        gradients.get(m).data[i],
                        0.02 + 0.01 * Math.abs(slope),
                        "weight " + i + " of matrix " + m);
            }
        }
    }

    private static FMatrixRMaj scaled(FMatrixRMaj m) {
        FMatrixRMaj small = m.copy();
        for (int i = 0; i < small.data.length; i++) {
            small.data[i] /= 4; // where the hyperbolic tangent still bends
        }
        return small;
    }

    private static double squared(TwoLayerRouter router, FMatrixRMaj x, FMatrixRMaj y) {
        FMatrixRMaj s = router.output(router.hidden(x));
        double sum = 0;
        for (int i = 0; i < s.data.length; i++) {
            sum += Math.pow((double) s.data[i] - y.data[i], 2) / 2;
        }
        return sum;
    }

    @Example
    void whatTheInputsDoNotSayTheBiasLearns() {
        // Every token is the same row of zeros; experts 0 and 1 work on all of them, and half of the work is expert
        // 0's.
        DenseFeedForward constant = new DenseFeedForward(
                new FMatrixRMaj(2, 4),
                new FMatrixRMaj(new float[][] {{2, 1, 1, 0}}),
                new FMatrixRMaj(new float[][] {{1, 0}, {1, 0}, {1, 0}, {1, 0}}),
                new FMatrixRMaj(1, 2));
        FMatrixRMaj zeros = new FMatrixRMaj(600, 2);
        Activations seen = TinyNetworks.activations(constant, zeros);
        TwoLayerTrainer trainer = new TwoLayerTrainer(
                ExpertContribution.MASS, RouterLoss.SQUARED, TwoLayerRouter.Activation.TANH, 3, 1, 400, 1);
        float[] scores = new float[4];
        trainer.train(constant, ExpertLayout.of(new int[] {0, 1, 2, 3}, 4), seen)
                .scores(zeros.data, 0, scores);
        FMatrixRMaj work =
                ExpertContribution.MASS.of(seen, constant.outputWeights(), ExpertLayout.of(new int[] {0, 1, 2, 3}, 4));
        double mean = (work.get(0, 0) + work.get(0, 1) + work.get(0, 2) + work.get(0, 3)) / 4;
        for (int e = 0; e < 4; e++) {
            assertEquals(work.get(0, e) / mean, scores[e], 0.02); // targets are in units of their mean
        }
    }

    private final DenseFeedForward network =
            new DenseFeedForward(random(8, 24, 1), random(1, 24, 2), random(24, 8, 3), random(1, 8, 4));
    private final ExpertLayout layout = ExpertLayout.random(24, 12, 1);
    private final Activations train = TinyNetworks.activations(network, random(3000, 8, 5));
    private final Activations test = TinyNetworks.activations(network, random(500, 8, 6));
    private final FMatrixRMaj work = ExpertContribution.OUTPUT.of(test, network.outputWeights(), layout);

    private double captured(RouterTrainer trainer) {
        return RouterReport.of(trainer.train(network, layout, train), test.inputs(), work, 4)
                .captured();
    }

    @Example
    void everyLossLearnsOnNewTokens() {
        double linear = captured(new RidgeTrainer(ExpertContribution.OUTPUT, 1e-3));
        for (RouterLoss loss : RouterLoss.values()) {
            double hidden = captured(
                    new TwoLayerTrainer(ExpertContribution.OUTPUT, loss, TwoLayerRouter.Activation.RELU, 24, 4, 10, 1));
            assertTrue(hidden > linear + 0.01, loss + " " + hidden + ", linear " + linear);
        }
        assertEquals(
                linear,
                captured(new TwoLayerTrainer(
                        ExpertContribution.OUTPUT,
                        RouterLoss.SQUARED,
                        TwoLayerRouter.Activation.IDENTITY,
                        8,
                        4,
                        10,
                        1)),
                0.01); // full rank and linear
    }

    @Example
    void theSameSeedTrainsTheSameRouter() {
        TwoLayerTrainer trainer = new TwoLayerTrainer(
                ExpertContribution.MASS, RouterLoss.SOFTMAX_CROSS_ENTROPY, TwoLayerRouter.Activation.TANH, 0, 4, 1, 9);
        FMatrixRMaj a = RoutersTest.scores(trainer.train(network, layout, train), test.inputs());
        assertArrayEquals(a.data, RoutersTest.scores(trainer.train(network, layout, train), test.inputs()).data);
        assertEquals(12 * (8 + 12), trainer.train(network, layout, train).multiplyAdds());
    }

    @Example
    void aReportKnowsItsBounds() {
        RouterReport oracle =
                RouterReport.of(new OracleRouter(network, layout, ExpertContribution.OUTPUT), test.inputs(), work, 4);
        assertEquals(1, oracle.precision(), 1e-3);
        assertEquals(oracle.oracle(), oracle.captured(), 1e-4);
        assertEquals(ExpertContribution.captured(work, 4), oracle.oracle(), 1e-6);
        RouterReport random = RouterReport.of(new RandomRouter(8, 12, 1), test.inputs(), work, 4);
        assertEquals(4 / 12.0, random.captured(), 0.03);
        assertEquals(4 / 12.0, random.precision(), 0.05);
        RouterReport all = RouterReport.of(new RandomRouter(8, 12, 1), test.inputs(), work, 12);
        assertEquals(1, all.captured(), 1e-9);
        assertEquals(1, all.precision());
    }

    @Example
    void shapesThatDoNotFitAreRefused() {
        FMatrixRMaj a = new FMatrixRMaj(3, 4);
        FMatrixRMaj ab = new FMatrixRMaj(1, 4);
        FMatrixRMaj b = new FMatrixRMaj(4, 5);
        FMatrixRMaj bb = new FMatrixRMaj(1, 5);
        TwoLayerRouter.Activation f = TwoLayerRouter.Activation.TANH;
        assertEquals(5, new TwoLayerRouter(a, ab, b, bb, f).experts());
        assertThrows(IllegalArgumentException.class, () -> new TwoLayerRouter(a, bb, b, bb, f));
        assertThrows(IllegalArgumentException.class, () -> new TwoLayerRouter(a, ab, a, bb, f));
        assertThrows(IllegalArgumentException.class, () -> new TwoLayerRouter(a, ab, b, ab, f));
    }
}
