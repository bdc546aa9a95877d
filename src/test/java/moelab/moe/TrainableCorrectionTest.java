package moelab.moe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import moelab.experts.ExpertLayout;
import moelab.routing.Budget;
import moelab.routing.LinearRouter;
import moelab.routing.Router;
import moelab.transformer.ActivationPenalty;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.Dropout;
import moelab.transformer.TrainableFeedForward;
import moelab.transformer.layers.Gradients;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.FMatrixRMaj;

/** Corrections in training: they compute what they will compute, and their gradients are the slopes of the loss. */
class TrainableCorrectionTest {
    private static final int D = 3;
    private static final int NEURONS = 12;
    private static final float STEP = 0x1p-6f;

    private static FMatrixRMaj random(int rows, int cols, Random random) {
        FMatrixRMaj m = new FMatrixRMaj(rows, cols);
        for (int i = 0; i < m.data.length; i++) {
            m.data[i] = (float) random.nextGaussian();
        }
        return m;
    }

    private static SkipCorrection correction(MoeFeedForward experts, int rank, Random random) {
        return new SkipCorrection(experts, random(D, rank, random), random(rank, D, random), random(1, D, random));
    }

    @Property(tries = 30)
    void inTrainingACorrectedLayerComputesWhatItWillCompute(
            @ForAll long seed, @ForAll @IntRange(max = 2) int rank, @ForAll @IntRange(max = 4) int experts) {
        Random random = new Random(seed);
        DenseFeedForward network = network(random);
        ExpertLayout layout = ExpertLayout.random(NEURONS, 4, seed);
        Router router = new LinearRouter(random(D, 4, random), random(1, 4, random));
        Budget budget = new Budget.TopK(experts);
        SkipCorrection corrected = correction(new MoeFeedForward(network, layout, router, budget), rank, random);
        FMatrixRMaj x = random(7, D, random);
        FMatrixRMaj expected = new FMatrixRMaj(7, D);
        corrected.apply(x, expected);

        TrainableCorrection trained = new TrainableCorrection(corrected);
        TrainableMoe moe = new TrainableMoe(network, layout, router, List.of(budget), List.of(trained));
        FMatrixRMaj y = new FMatrixRMaj(7, D);
        moe.apply(x, y);
        assertArrayEquals(expected.data, y.data, 1e-3f);
        assertArrayEquals(expected.data, moe.forward(x, new Dropout(0, 1)).output().data, 1e-3f);
    }

    @Property(tries = 30)
    void gradientsAreTheSlopesOfTheLoss(@ForAll long seed, @ForAll @IntRange(max = 2) int rank) {
        Random random = new Random(seed);
        DenseFeedForward network = network(random);
        ExpertLayout layout = ExpertLayout.random(NEURONS, 4, seed);
        Router router = new LinearRouter(random(D, 4, random), random(1, 4, random));
        List<Budget> budgets = List.of(new Budget.TopK(1), new Budget.TopK(3));
        List<TrainableCorrection> corrections = new ArrayList<>();
        for (Budget b : budgets) {
            corrections.add(
                    new TrainableCorrection(correction(new MoeFeedForward(network, layout, router, b), rank, random)));
        }
        TrainableMoe moe = new TrainableMoe(network, layout, router, budgets, corrections);
        FMatrixRMaj x = random(9, D, random);
        FMatrixRMaj dy = random(9, D, random);
        Gradients gradients = new Gradients(moe.ownWeights()); // the network itself is not trained
        TrainableFeedForward.Trace trace = moe.forward(x, new Dropout(0, 1));
        moe.backward(trace, dy, gradients, ActivationPenalty.NONE);
        assertEquals(rank == 0 ? 2 : 6, moe.ownWeights().size());
        for (FMatrixRMaj w : moe.ownWeights()) {
            for (int i = 0; i < w.data.length; i++) {
                float before = w.data[i];
                w.data[i] = before + STEP;
                double above = loss(moe, x, dy);
                w.data[i] = before - STEP;
                double below = loss(moe, x, dy);
                w.data[i] = before;
                double slope = (above - below) / (2 * STEP);
                assertEquals(slope, gradients.of(w).data[i], 0.01 * (1 + Math.abs(slope)));
            }
        }
    }

    private static double loss(TrainableMoe moe, FMatrixRMaj x, FMatrixRMaj dy) {
        FMatrixRMaj y = new FMatrixRMaj(x.numRows, D);
        moe.apply(x, y);
        double loss = 0;
        for (int i = 0; i < y.data.length; i++) {
            loss += (double) y.data[i] * dy.data[i];
        }
        return loss;
    }

    @Property(tries = 1)
    void oneCorrectionForEachBudgetIsExpected() {
        Random random = new Random(1);
        DenseFeedForward network = network(random);
        ExpertLayout layout = ExpertLayout.random(NEURONS, 4, 1);
        Router router = new LinearRouter(random(D, 4, random), random(1, 4, random));
        Budget one = new Budget.TopK(1);
        TrainableCorrection c =
                new TrainableCorrection(correction(new MoeFeedForward(network, layout, router, one), 1, random));
        assertThrows(
                IllegalArgumentException.class,
                () -> new TrainableMoe(network, layout, router, List.of(one, one), List.of(c)));
    }

    private static DenseFeedForward network(Random random) {
        return new DenseFeedForward(
                random(D, NEURONS, random),
                random(1, NEURONS, random),
                random(NEURONS, D, random),
                random(1, D, random));
    }
}
