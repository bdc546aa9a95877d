package moelab.moe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import moelab.experts.ExpertContribution;
import moelab.experts.ExpertLayout;
import moelab.routing.Budget;
import moelab.routing.OracleRouter;
import moelab.routing.RandomRouter;
import moelab.routing.ReferenceSelection;
import moelab.routing.Router;
import moelab.sparsity.TinyNetworks;
import moelab.transformer.ActivationPenalty;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.Dropout;
import moelab.transformer.TrainableFeedForward;
import moelab.transformer.layers.Gradients;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.ejml.data.FMatrixRMaj;

/** The layer that skips experts, in use and in training. */
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
        ExpertLayout layout = ExpertLayout.random(12, 4, seed).withShared(on);
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
}
