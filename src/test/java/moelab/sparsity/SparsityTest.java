package moelab.sparsity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TransformerConfig;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import org.ejml.data.FMatrixRMaj;

@Domain(TinyNetworks.class)
@Domain(net.jqwik.api.domains.DomainContext.Global.class)
class SparsityTest {

    @Property(tries = 100)
    void aRecorderComputesWhatTheDenseNetworkComputesAndKeepsTheFirstRows(
            @ForAll DenseFeedForward network, @ForAll FMatrixRMaj x, @ForAll @IntRange(min = 1, max = 20) int limit) {
        FMatrixRMaj expected = new FMatrixRMaj(x.numRows, x.numCols);
        network.apply(x, expected);
        ActivationRecorder recorder = new ActivationRecorder(network, limit);
        FMatrixRMaj y = new FMatrixRMaj(x.numRows, x.numCols);
        recorder.apply(x, y);
        assertArrayEquals(expected.data, y.data);
        recorder.apply(x, y);

        Activations all = TinyNetworks.activations(network, x);
        Activations twice = all.plus(all);
        assertSame(twice.rows(0, Math.min(limit, 14)), recorder.recorded());
        assertEquals(14, recorder.seen());
        assertEquals(limit <= 14, recorder.full());
    }

    static void assertSame(Activations a, Activations b) {
        assertEquals(a.rows(), b.rows());
        assertEquals(a.neurons(), b.neurons());
        assertArrayEquals(a.inputs().data, b.inputs().data);
        for (int r = 0; r <= a.rows(); r++) {
            assertEquals(a.start(r), b.start(r));
        }
        for (int i = 0; i < a.start(a.rows()); i++) {
            assertEquals(a.neuron(i), b.neuron(i));
            assertEquals(a.value(i), b.value(i));
        }
    }

    @Property(tries = 100)
    void countingShardsAndAddingIsCountingAll(
            @ForAll DenseFeedForward network, @ForAll FMatrixRMaj x, @ForAll @IntRange(max = 7) int cut) {
        Activations all = TinyNetworks.activations(network, x);
        SparsityCounter whole = SparsityCounter.of(all);
        SparsityCounter sum = SparsityCounter.of(all.rows(cut, 7))
                .plus(SparsityCounter.empty(12))
                .plus(SparsityCounter.of(all.rows(0, cut)));
        assertEquals(whole.toString(), sum.toString());
        CoActivation pairs = CoActivation.count(all);
        CoActivation pairSum = CoActivation.count(all.rows(cut, 7)).plus(CoActivation.count(all.rows(0, cut)));
        CoActivation weighted = CoActivation.weighted(all, network.outputWeights());
        CoActivation weightedSum = CoActivation.weighted(all.rows(cut, 7), network.outputWeights())
                .plus(CoActivation.weighted(all.rows(0, cut), network.outputWeights()));
        assertEquals(7, pairSum.tokens());
        for (int i = 0; i < 12; i++) {
            assertEquals(whole.fired(i), sum.fired(i));
            for (int j = 0; j < 12; j++) {
                assertEquals(pairs.between(i, j), pairSum.between(i, j));
                assertEquals(weighted.between(i, j), weightedSum.between(i, j));
            }
        }
    }

    @Property(tries = 100)
    void countsEqualThoseOfADenseHiddenMatrix(@ForAll DenseFeedForward network, @ForAll FMatrixRMaj x) {
        FMatrixRMaj h = new FMatrixRMaj(7, 12);
        network.hidden(x, h);
        Activations a = TinyNetworks.activations(network, x);
        SparsityCounter counter = SparsityCounter.of(a);
        CoActivation byPairs = CoActivation.countPairs(a);
        CoActivation byBits = CoActivation.countBits(a);
        CoActivation weighted = CoActivation.weighted(a, network.outputWeights());
        CoActivation product = CoActivation.product(a);
        int zeros = 0;
        for (int i = 0; i < 12; i++) {
            int fired = 0;
            for (int r = 0; r < 7; r++) {
                fired += h.get(r, i) > 0 ? 1 : 0;
            }
            zeros += 7 - fired;
            assertEquals(fired, counter.fired(i));
            assertTrue(counter.rateInterval(i)[0] <= fired / 7.0 + 1e-12
                    && fired / 7.0 <= counter.rateInterval(i)[1] + 1e-12);
            for (int j = 0; j < 12; j++) {
                int both = 0;
                double strength = 0;
                double together = 0;
                for (int r = 0; r < 7 && i != j; r++) {
                    both += h.get(r, i) > 0 && h.get(r, j) > 0 ? 1 : 0;
                    together += (double) h.get(r, i) * h.get(r, j);
                    strength += (double) h.get(r, i) * h.get(r, j) * norm(network, i) * norm(network, j);
                }
                assertEquals(both, byPairs.between(i, j));
                assertEquals(both, byBits.between(i, j));
                assertEquals(together, product.between(i, j) * product.unit(), 7 * product.unit() + together * 1e-5);
                assertEquals(strength, weighted.between(i, j) * weighted.unit(), 7 * weighted.unit() + strength * 1e-5);
            }
        }
        assertEquals(zeros / 84.0, counter.inactive(), 1e-12);
    }

    private static double norm(DenseFeedForward network, int j) {
        double sum = 0;
        for (int k = 0; k < 3; k++) {
            sum += Math.pow(network.outputWeights().get(j, k), 2);
        }
        return Math.sqrt(sum);
    }

    @Property(tries = 50)
    void keepingSomeNeuronsRenumbersThem(@ForAll DenseFeedForward network, @ForAll FMatrixRMaj x) {
        int[] kept = {7, 2, 11};
        FMatrixRMaj h = new FMatrixRMaj(7, 12);
        network.hidden(x, h);
        FMatrixRMaj some = new FMatrixRMaj(7, 3);
        for (int r = 0; r < 7; r++) {
            for (int i = 0; i < 3; i++) {
                some.set(r, i, h.get(r, kept[i]));
            }
        }
        assertSame(Activations.of(x, some), TinyNetworks.activations(network, x).restrictedTo(kept));
    }

    @Property(tries = 50)
    void aSampleIsASubsequenceOfTheAskedSize(@ForAll @IntRange(min = 1, max = 30) int limit, @ForAll long seed) {
        FMatrixRMaj x = new FMatrixRMaj(20, 1);
        for (int r = 0; r < 20; r++) {
            x.data[r] = r;
        }
        Activations sample = Activations.of(x, x).sample(limit, seed);
        assertEquals(Math.min(limit, 20), sample.rows());
        for (int r = 1; r < sample.rows(); r++) {
            assertTrue(sample.inputs().data[r - 1] < sample.inputs().data[r]);
        }
    }

    @Example
    void theClosestNeuronIsTheOneThatFiresMostLikeIt() {
        FMatrixRMaj hidden =
                new FMatrixRMaj(new float[][] {{1, 1, 1, 0, 0}, {1, 1, 1, 0, 0}, {1, 0, 0, 1, 0}, {1, 0, 1, 0, 0}});
        Activations seen = Activations.of(new FMatrixRMaj(4, 1), hidden);
        CoActivation together = CoActivation.count(seen);
        SparsityCounter counts = SparsityCounter.of(seen);
        assertEquals(2, together.closest(1, counts), "neuron 0 meets it as often, but meets everyone");
        assertEquals(2, together.closest(0, counts));
        assertEquals(0, together.closest(3, counts));
        assertEquals(0, together.closest(4, counts), "never fired: all are equally far");
        assertThrows(IllegalArgumentException.class, () -> together.closest(5, counts));
        assertThrows(
                IllegalArgumentException.class,
                () -> together.closest(
                        0, SparsityCounter.of(Activations.of(new FMatrixRMaj(4, 1), new FMatrixRMaj(4, 2)))));
    }

    @Example
    void theMarginComesFromTheSpreadBetweenTokens() {
        FMatrixRMaj h = new FMatrixRMaj(new float[][] {{1, 1, 1, 1}, {0, 0, 0, 0}, {1, 1, 1, 1}, {0, 0, 0, 0}});
        SparsityCounter c = SparsityCounter.of(Activations.of(new FMatrixRMaj(4, 1), h));
        assertEquals(0.5, c.inactive());
        // active neurons per token: 4 0 4 0, variance 16/3; margin 1.96 sqrt(16/3/4) / 4
        assertEquals(1.96 * Math.sqrt(16 / 3.0 / 4) / 4, c.inactiveMargin(), 1e-12);
        assertArrayEquals(new int[] {0, 1, 2, 3}, c.mostActive());
        assertEquals(0, c.dead());
    }

    @Example
    void whatDoesNotFitIsRefused() {
        FMatrixRMaj negative = new FMatrixRMaj(new float[][] {{1, -1}});
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Activations.of(new FMatrixRMaj(1, 1), negative))
                .getMessage()
                .contains("neuron 1"));
        FMatrixRMaj nan = new FMatrixRMaj(new float[][] {{Float.NaN}});
        assertThrows(IllegalArgumentException.class, () -> Activations.of(new FMatrixRMaj(1, 1), nan));
        assertThrows(IllegalArgumentException.class, () -> Activations.of(new FMatrixRMaj(2, 1), nan));
        Activations one = Activations.of(new FMatrixRMaj(1, 1), new FMatrixRMaj(1, 1));
        Activations two = Activations.of(new FMatrixRMaj(1, 1), new FMatrixRMaj(1, 2));
        assertThrows(IllegalArgumentException.class, () -> one.plus(two));
        assertThrows(
                IllegalArgumentException.class, () -> SparsityCounter.of(one).plus(SparsityCounter.of(two)));
        assertThrows(
                IllegalArgumentException.class, () -> CoActivation.count(one).plus(CoActivation.count(two)));
        assertThrows(IllegalArgumentException.class, () -> CoActivation.weighted(one, new FMatrixRMaj(2, 1)));
    }

    @Example
    void capturedIsTheShareInsideGroups() {
        FMatrixRMaj h = new FMatrixRMaj(new float[][] {{1, 1, 0, 0}, {1, 1, 0, 0}, {0, 1, 1, 0}, {0, 0, 1, 1}});
        CoActivation c = CoActivation.count(Activations.of(new FMatrixRMaj(4, 1), h));
        assertEquals(4, c.total());
        assertEquals(0.75, c.captured(new int[] {0, 0, 1, 1}));
        assertEquals(0.25, c.captured(new int[] {0, 1, 1, 0}));
    }

    @Example
    void anInterruptKeepsTheStatesSoFar() {
        Transformer model =
                Transformer.create(new TransformerConfig(20, 8, 2, 1, 2, 8, 16, 10), Parameters.initialized(1));
        List<int[]> sources = Collections.nCopies(100, new int[] {3, 4});
        Activations whole = DecoderStates.encoder(model, sources, 1_000).get(0);
        Thread.currentThread().interrupt();
        Activations begun = DecoderStates.encoder(model, sources, 1_000).get(0);
        assertTrue(Thread.interrupted()); // for whoever called to notice
        assertEquals(200, whole.rows());
        assertTrue(begun.rows() > 0 && begun.rows() < 200, begun::toString);
        assertSame(whole.rows(0, begun.rows()), begun);
    }
}
