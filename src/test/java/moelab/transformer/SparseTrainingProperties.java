package moelab.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import moelab.transformer.ActivationPenalty.PenaltyKind;
import moelab.transformer.layers.Gradients;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.RandomMatrices_FDRM;

/** Training that skips inactive neurons against training that computes them all. */
class SparseTrainingProperties {

    private static DenseFeedForward network(int d, int neurons, float bias, Random random) {
        FMatrixRMaj b1 = RandomMatrices_FDRM.rectangle(1, neurons, bias - 0.1f, bias + 0.1f, random);
        return new DenseFeedForward(random(d, neurons, random), b1, random(neurons, d, random), random(1, d, random));
    }

    private static FMatrixRMaj random(int rows, int cols, Random random) {
        return RandomMatrices_FDRM.rectangle(rows, cols, -1, 1, random);
    }

    private static List<FMatrixRMaj> weights(DenseFeedForward network) {
        return List.of(network.inputWeights(), network.inputBias(), network.outputWeights(), network.outputBias());
    }

    @Property(tries = 100)
    void skippingInactiveNeuronsChangesNothing(
            @ForAll @IntRange(min = 1, max = 40) int d,
            @ForAll @IntRange(min = 1, max = 150) int neurons,
            @ForAll @IntRange(min = 1, max = 30) int rows,
            @ForAll @FloatRange(max = 0.8f) float rate,
            @ForAll PenaltyKind kind,
            @ForAll long seed) {
        Random random = new Random(seed);
        DenseFeedForward network = network(d, neurons, (float) -Math.sqrt(d / 3.0), random);
        FMatrixRMaj x = random(rows, d, random);
        FMatrixRMaj dy = random(rows, d, random);
        TrainableFeedForward.Trace t = network.forward(x, new Dropout(rate, seed));
        Assume.that(t.active() != null); // few neurons fire
        FMatrixRMaj y = new FMatrixRMaj(rows, d);
        network.output(t.hidden(), y);
        assertClose(y, t.output(), neurons);

        ActivationPenalty penalty = new ActivationPenalty(kind, 0.3f);
        Gradients all = new Gradients(weights(network));
        FMatrixRMaj dx = network.backward(t, dy, network.hiddenGradient(dy), all, penalty);
        Gradients some = new Gradients(weights(network));
        assertClose(dx, network.backward(t, dy, some, penalty), neurons);
        List<Gradients> shards = List.of(some, new Gradients(weights(network)));
        for (FMatrixRMaj weight : weights(network)) {
            FMatrixRMaj total = random(weight.numRows, weight.numCols, random);
            Gradients.total(shards, weight, total);
            assertClose(all.of(weight), total, rows * d);
            assertClose(all.of(weight), some.of(weight), rows * d);
            assertClose(all.of(weight), some.of(weight), rows * d); // products are not added twice
        }
    }

    /** In one batch, few neurons may fire in one shard, and many in another. */
    @Property(tries = 30)
    void shardsMayDifferInHowManyFire(@ForAll @IntRange(min = 10, max = 30) int rows, @ForAll long seed) {
        Random random = new Random(seed);
        DenseFeedForward network = network(20, 70, 0, random);
        List<Gradients> all = new ArrayList<>();
        List<Gradients> some = new ArrayList<>();
        for (boolean few : new boolean[] {true, false, true}) {
            FMatrixRMaj x = random(rows, 20, random);
            FMatrixRMaj dy = random(rows, 20, random);
            TrainableFeedForward.Trace t = network.forward(x, new Dropout(0, 1), h -> {
                for (int i = 0; few && i < h.getNumElements(); i++) {
                    h.data[i] = i % 3 == 0 ? h.data[i] : 0;
                }
            });
            assertEquals(few, t.active() != null);
            all.add(new Gradients(weights(network)));
            some.add(new Gradients(weights(network)));
            network.backward(t, dy, network.hiddenGradient(dy), all.get(all.size() - 1), ActivationPenalty.NONE);
            network.backward(t, dy, some.get(some.size() - 1), ActivationPenalty.NONE);
        }
        for (FMatrixRMaj weight : weights(network)) {
            FMatrixRMaj expected = new FMatrixRMaj(weight.numRows, weight.numCols);
            FMatrixRMaj actual = random(weight.numRows, weight.numCols, random);
            Gradients.total(all, weight, expected);
            Gradients.total(some, weight, actual);
            assertClose(expected, actual, 60 * rows);
        }
    }

    @Example
    void frozenWeightsAndClearedGradientsCollectNothing() {
        Random random = new Random(1);
        DenseFeedForward network = network(16, 64, -2, random);
        FMatrixRMaj dy = random(20, 16, random);
        TrainableFeedForward.Trace t = network.forward(random(20, 16, random), new Dropout(0, 1));
        assertNotNull(t.active());
        Gradients all = new Gradients(weights(network));
        FMatrixRMaj dx = network.backward(t, dy, all, ActivationPenalty.NONE);
        assertArrayEquals(dx.data, network.backward(t, dy, new Gradients(List.of()), ActivationPenalty.NONE).data);
        all.clear();
        for (FMatrixRMaj weight : weights(network)) {
            assertArrayEquals(new float[weight.getNumElements()], all.of(weight).data);
        }
    }

    @Property(tries = 60)
    void aMaskIsTheSameRowByRow(
            @ForAll @IntRange(max = 20) int rows,
            @ForAll @IntRange(max = 50) int cols,
            @ForAll @FloatRange(max = 0.9f) float rate,
            @ForAll long seed) {
        Dropout.Mask mask = new Dropout(rate, seed).draw();
        FMatrixRMaj whole = new FMatrixRMaj(rows, cols);
        Arrays.fill(whole.data, 1);
        FMatrixRMaj parts = whole.copy();
        mask.multiply(whole);
        for (int i = 0; i < rows; i++) {
            mask.multiply(parts, i * cols, cols);
        }
        assertArrayEquals(whole.data, parts.data);
        int kept = 0;
        for (float f : whole.data) {
            kept += f > 0 ? 1 : 0;
        }
        assertEquals(kept, mask.kept(rows * cols));
    }

    private static void assertClose(FMatrixRMaj expected, FMatrixRMaj actual, int terms) {
        for (int i = 0; i < expected.getNumElements(); i++) {
            float size = Math.max(1, Math.abs(expected.data[i]));
            assertEquals(expected.data[i], actual.data[i], 2e-6 * (terms + 10) * size, "entry " + i);
        }
    }

    @Example
    void neuronsAreSkippedWhereFewFire() {
        Random random = new Random(1);
        FMatrixRMaj x = random(20, 16, random);
        assertNull(network(16, 64, 0, random).forward(x, new Dropout(0, 1)).active());
        TrainableFeedForward.Trace t = network(16, 64, -2, random).forward(x, new Dropout(0, 1));
        assertNotNull(t.active());
        int active = 0;
        for (float h : t.hidden().data) {
            active += h > 0 ? 1 : 0;
        }
        assertEquals(active, t.active().entries());
        TrainableFeedForward.Trace closed = network(16, 64, 0, random).forward(x, new Dropout(0, 1), FMatrixRMaj::zero);
        assertEquals(0, closed.active().entries());
    }
}
