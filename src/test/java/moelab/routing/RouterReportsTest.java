package moelab.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import moelab.experts.ExpertContribution;
import moelab.experts.ExpertLayout;
import moelab.routing.training.CentroidTrainer;
import moelab.routing.training.LogisticTrainer;
import moelab.routing.training.RegressionTrainer;
import moelab.routing.training.RidgeTrainer;
import moelab.routing.training.RouterLoss;
import moelab.routing.training.TwoLayerTrainer;
import moelab.sparsity.Activations;
import moelab.transformer.DenseFeedForward;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What routers cost and are called, how a choice is judged by hand, and what is said of shapes that do not fit. */
class RouterReportsTest {
    private static final DenseFeedForward NETWORK = new DenseFeedForward(
            new FMatrixRMaj(3, 8), new FMatrixRMaj(1, 8), new FMatrixRMaj(8, 3), new FMatrixRMaj(1, 3));
    private static final ExpertLayout LAYOUT = ExpertLayout.random(8, 4, 1);

    private static void routes(Router router, int experts, long multiplyAdds, String name) {
        assertEquals(experts, router.experts());
        assertEquals(multiplyAdds, router.multiplyAdds());
        assertEquals(name, router.toString());
    }

    @Test
    void routersKnowTheirCost() {
        routes(new RandomRouter(3, 4, 1), 4, 0, "random router, 4 experts");
        routes(
                new LinearRouter(new FMatrixRMaj(3, 4), new FMatrixRMaj(1, 4)),
                4,
                12,
                "linear router, 3 inputs, 4 experts");
        routes(
                new OracleRouter(NETWORK, LAYOUT, ExpertContribution.OUTPUT),
                4,
                48,
                "oracle router, true output of 4 experts");
        routes(
                new OracleRouter(NETWORK, LAYOUT, ExpertContribution.MASS),
                4,
                48,
                "oracle router, true mass of 4 experts");
        Router two = new TwoLayerRouter(
                new FMatrixRMaj(3, 5),
                new FMatrixRMaj(1, 5),
                new FMatrixRMaj(5, 4),
                new FMatrixRMaj(1, 4),
                TwoLayerRouter.Activation.RELU);
        routes(two, 4, 5 * (3 + 4), "two-layer router, 3 inputs, 5 hidden units (relu), 4 experts");
    }

    @Test
    void trainersAndBudgetsSayWhatTheyDo() {
        assertEquals("centroid", new CentroidTrainer().toString());
        assertEquals("ridge on output", new RidgeTrainer(ExpertContribution.OUTPUT, 0).toString());
        // the least of everything
        assertEquals(
                "Tribuo logistic, top 1 by mass", new LogisticTrainer(ExpertContribution.MASS, 1, 1, 1, 1).toString());
        assertEquals("Tribuo regression on mass", new RegressionTrainer(ExpertContribution.MASS, 9, 1, 1).toString());
        assertEquals(
                "two-layer tanh (one unit per expert), softmax cross entropy of output",
                new TwoLayerTrainer(
                                ExpertContribution.OUTPUT,
                                RouterLoss.SOFTMAX_CROSS_ENTROPY,
                                TwoLayerRouter.Activation.TANH,
                                0,
                                1,
                                1,
                                1)
                        .toString());
        assertEquals(
                "two-layer relu (7 units), squared of mass",
                new TwoLayerTrainer(
                                ExpertContribution.MASS, RouterLoss.SQUARED, TwoLayerRouter.Activation.RELU, 7, 1, 1, 1)
                        .toString());
        assertEquals("the best 3", new Budget.TopK(3).toString());
        assertEquals("those scored at least 1.250", new Budget.Threshold(1.25f).toString());
        assertEquals("the fewest that hold 62.5 % of the scores", new Budget.TopP(0.625).toString());
        assertEquals(new Budget.TopK(16), Budget.share(1, 16));
        assertEquals(new Budget.TopK(1), Budget.share(0.01, 16));
        assertEquals(new Budget.TopK(6), Budget.share(0.4, 16)); // 6.4
    }

    /** Three tokens, four experts; the router always likes experts 0 and 1. */
    @Test
    void aReportByHand() {
        FMatrixRMaj bias = new FMatrixRMaj(new float[][] {{4, 3, 2, 1}});
        FMatrixRMaj work = new FMatrixRMaj(new float[][] {{5, 0, 3, 0}, {0, 0, 0, 0}, {1, 2, 0, 9}});
        RouterReport r = RouterReport.of(new LinearRouter(new FMatrixRMaj(2, 4), bias), new FMatrixRMaj(3, 2), work, 2);
        // best with work: 0 and 2, none, 3 and 1; of them 0 and 1 were chosen
        assertEquals(2 / 4.0, r.precision(), 1e-12);
        assertEquals((5 + 3) / 20.0, r.captured(), 1e-12);
        assertEquals((8 + 11) / 20.0, r.oracle(), 1e-12);
        assertEquals(
                "2 of 4 experts: precision 0.500, work captured 0.400 (oracle 0.950, random 0.500) on 3 tokens",
                r.toString());
        RouterReport idle = RouterReport.of(new RandomRouter(2, 4, 1), new FMatrixRMaj(3, 2), new FMatrixRMaj(3, 4), 4);
        assertEquals(new RouterReport(4, 4, 1, 1, 1, 3), idle); // no work: nothing was missed
        assertEquals(
                0,
                RouterReport.of(new RandomRouter(2, 4, 1), new FMatrixRMaj(3, 2), work, 0)
                        .captured());
    }

    private static void says(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void whatIsWrongIsSaidInWords() {
        says(
                "router bias is 1 x 3, expected 1 x 4",
                () -> new LinearRouter(new FMatrixRMaj(2, 4), new FMatrixRMaj(1, 3)));
        says(
                "router bias is 4 x 1, expected 1 x 4",
                () -> new LinearRouter(new FMatrixRMaj(2, 4), new FMatrixRMaj(4, 1)));
        says("0 experts for rows of 3, expected at least 1 of each", () -> new RandomRouter(3, 0, 1));
        says("4 experts for rows of 0, expected at least 1 of each", () -> new RandomRouter(0, 4, 1));
        says("lambda is -1.0, expected at least 0", () -> new RidgeTrainer(ExpertContribution.MASS, -1));
        says("lambda is NaN, expected at least 0", () -> new RidgeTrainer(ExpertContribution.MASS, Double.NaN));
        says("power is -0.5, expected at least 0", () -> new RidgeTrainer(ExpertContribution.MASS, 1, -0.5));
        says(
                "0 wanted experts, 5 tokens, 6 epochs, expected at least 1 of each",
                () -> new LogisticTrainer(ExpertContribution.MASS, 0, 5, 6, 1));
        says(
                "1 wanted experts, 0 tokens, 6 epochs, expected at least 1 of each",
                () -> new LogisticTrainer(ExpertContribution.MASS, 1, 0, 6, 1));
        says(
                "1 wanted experts, 5 tokens, 0 epochs, expected at least 1 of each",
                () -> new LogisticTrainer(ExpertContribution.MASS, 1, 5, 0, 1));
        says(
                "layout of 6 neurons for a network of 8",
                () -> new CentroidTrainer()
                        .train(
                                NETWORK,
                                ExpertLayout.random(6, 2, 1),
                                Activations.of(new FMatrixRMaj(1, 3), new FMatrixRMaj(1, 8))));
        Router four = new RandomRouter(2, 4, 1);
        says(
                "work is 3 x 5, expected 3 tokens x 4 experts",
                () -> RouterReport.of(four, new FMatrixRMaj(3, 2), new FMatrixRMaj(3, 5), 1));
        says(
                "work is 2 x 4, expected 3 tokens x 4 experts",
                () -> RouterReport.of(four, new FMatrixRMaj(3, 2), new FMatrixRMaj(2, 4), 1));
        says(
                "budget of 5 experts, expected 0 to 4",
                () -> RouterReport.of(four, new FMatrixRMaj(3, 2), new FMatrixRMaj(3, 4), 5));
        says(
                "budget of -1 experts, expected 0 to 4",
                () -> RouterReport.of(four, new FMatrixRMaj(3, 2), new FMatrixRMaj(3, 4), -1));
        says("share of experts is 0.0, expected more than 0 and at most 1", () -> Budget.share(0, 4));
        says("threshold is NaN", () -> new Budget.Threshold(Float.NaN));
    }
}
