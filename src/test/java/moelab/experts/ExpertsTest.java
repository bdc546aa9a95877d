package moelab.experts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import moelab.graph.Multilevel;
import moelab.sparsity.Activations;
import moelab.sparsity.SparsityCounter;
import moelab.sparsity.TinyNetworks;
import moelab.study.SharedExpertSplitter;
import moelab.transformer.DenseFeedForward;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.ejml.data.FMatrixRMaj;

@Domain(TinyNetworks.class)
@Domain(DomainContext.Global.class)
class ExpertsTest {

    @Property(tries = 100)
    void theOrderIsAPermutationWithEachExpertContiguousAndAscending(
            @ForAll @IntRange(min = 1, max = 9) int experts,
            @ForAll @IntRange(min = 1, max = 6) int size,
            @ForAll long seed) {
        ExpertLayout layout = ExpertLayout.random(experts * size, experts, seed);
        boolean[] seen = new boolean[layout.neurons()];
        for (int place = 0; place < layout.neurons(); place++) {
            int j = layout.neuron(place);
            assertEquals(place / size, layout.expertOf(j));
            assertTrue(place % size == 0 || layout.neuron(place - 1) < j);
            assertEquals(false, seen[j]);
            seen[j] = true;
        }
        for (int e = 0; e < experts; e++) {
            assertEquals(size, layout.neurons(e).length);
            for (int j : layout.neurons(e)) {
                assertEquals(e, layout.expertOf(j));
            }
        }
        assertEquals(layout, ExpertLayout.of(layout.toArray(), experts));
        assertEquals(layout, ExpertLayout.random(experts * size, experts, seed));
    }

    @Example
    void everySeedDrawsAnother() {
        assertTrue(!ExpertLayout.random(64, 8, 1).equals(ExpertLayout.random(64, 8, 2)));
    }

    @Example
    void unequalExpertsAreRefused() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> ExpertLayout.of(new int[] {0, 0, 0, 1}, 2))
                .getMessage()
                .contains("expert 0 has 3"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> ExpertLayout.of(new int[] {0, 2}, 2))
                .getMessage()
                .contains("neuron 1"));
        assertThrows(IllegalArgumentException.class, () -> ExpertLayout.of(new int[] {0, -1}, 2));
        assertThrows(IllegalArgumentException.class, () -> ExpertLayout.of(new int[] {0, 1, 1}, 2));
        assertThrows(IllegalArgumentException.class, () -> ExpertLayout.random(4, 0, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> ExpertLayout.random(4, 2, 1).withShared(3));
        assertThrows(
                IllegalArgumentException.class,
                () -> ExpertLayout.random(4, 2, 1).withShared(-1));
    }

    @Property(tries = 100)
    void theBusiestNeuronsAreShared(
            @ForAll DenseFeedForward network, @ForAll FMatrixRMaj x, @ForAll @IntRange(max = 3) int on) {
        Activations a = TinyNetworks.activations(network, x);
        ExpertLayout layout = new SharedExpertSplitter(new RandomSplitter(5), on).split(network, a, 4);
        assertEquals(on, layout.shared());
        SparsityCounter c = SparsityCounter.of(a);
        long least = Long.MAX_VALUE;
        long most = 0;
        for (int j = 0; j < 12; j++) {
            if (layout.expertOf(j) < on) {
                least = Math.min(least, c.fired(j));
            } else {
                most = Math.max(most, c.fired(j));
            }
        }
        assertTrue(least >= most);
    }

    @Property(tries = 100)
    void theSplitterOfTheRestSeesTheRestOfTheNetwork(@ForAll DenseFeedForward network, @ForAll FMatrixRMaj x) {
        Activations a = TinyNetworks.activations(network, x);
        Splitter checking = (rest, seen, experts) -> {
            assertEquals(9, rest.hiddenDimension());
            FMatrixRMaj h = new FMatrixRMaj(7, 9);
            rest.hidden(x, h);
            Activations expected = Activations.of(x, h);
            assertEquals(expected.start(7), seen.start(7));
            for (int i = 0; i < expected.start(7); i++) {
                assertEquals(expected.neuron(i), seen.neuron(i));
                assertEquals(expected.value(i), seen.value(i), 1e-6);
            }
            return ExpertLayout.random(9, experts, 1);
        };
        new SharedExpertSplitter(checking, 1).split(network, a, 4);
    }

    @Property(tries = 100)
    void workIsWhatTheExpertAloneAddsToTheOutput(
            @ForAll DenseFeedForward network, @ForAll FMatrixRMaj x, @ForAll long seed) {
        ExpertLayout layout = ExpertLayout.random(12, 4, seed);
        Activations a = TinyNetworks.activations(network, x);
        FMatrixRMaj h = new FMatrixRMaj(7, 12);
        network.hidden(x, h);
        FMatrixRMaj mass = ExpertContribution.MASS.of(a, network.outputWeights(), layout);
        FMatrixRMaj output = ExpertContribution.OUTPUT.of(a, network.outputWeights(), layout);
        for (int r = 0; r < 7; r++) {
            for (int e = 0; e < 4; e++) {
                double sum = 0;
                double[] added = new double[3];
                for (int j : layout.neurons(e)) {
                    sum += h.get(r, j);
                    for (int k = 0; k < 3; k++) {
                        added[k] += h.get(r, j) * network.outputWeights().get(j, k);
                    }
                }
                assertEquals(sum, mass.get(r, e), 1e-4);
                assertEquals(Math.sqrt(Arrays.stream(added).map(v -> v * v).sum()), output.get(r, e), 1e-3);
            }
        }
    }

    @Example
    void capturedIsTheShareOfTheBestExperts() {
        FMatrixRMaj work = new FMatrixRMaj(new float[][] {{4, 1, 0, 1}, {0, 0, 2, 2}});
        assertEquals(0, ExpertContribution.captured(work, 0));
        assertEquals(6 / 10.0, ExpertContribution.captured(work, 1));
        assertEquals(9 / 10.0, ExpertContribution.captured(work, 2));
        assertEquals(1, ExpertContribution.captured(work, 4));
        assertEquals(1, ExpertContribution.captured(new FMatrixRMaj(2, 2), 1));
    }

    @Example
    void kMeansFindsColumnsThatPointTheSameWayWhateverTheirLength() {
        FMatrixRMaj w1 = new FMatrixRMaj(new float[][] {{1, 0, 9, 0.1f, 2, -1}, {0, 1, 0.5f, 3, 0, 7}});
        DenseFeedForward network =
                new DenseFeedForward(w1, new FMatrixRMaj(1, 6), new FMatrixRMaj(6, 2), new FMatrixRMaj(1, 2));
        ExpertLayout layout = new KMeansSplitter(1).split(network, null, 2);
        assertArrayEquals(new int[] {0, 2, 4}, layout.neurons(layout.expertOf(0)));
        assertEquals(layout, new KMeansSplitter(1).split(network, null, 2));
        assertThrows(IllegalArgumentException.class, () -> new KMeansSplitter(1).split(network, null, 4));
    }

    @Example
    void coActivationPutsTogetherWhatFiresTogether() {
        // Neurons 0, 2, 4 fire on positive inputs, 1, 3, 5 on negative ones, all of them on the second input; 4 and 5
        // matter most.
        DenseFeedForward network = new DenseFeedForward(
                new FMatrixRMaj(new float[][] {{1, -1, 1, -1, 1, -1}, {1, 1, 1, 1, 1, 1}}),
                new FMatrixRMaj(1, 6),
                new FMatrixRMaj(new float[][] {{1, 0}, {1, 0}, {0, 1}, {1, 0}, {9, 0}, {0, 9}}),
                new FMatrixRMaj(1, 2));
        FMatrixRMaj x = new FMatrixRMaj(new float[][] {{1, 0}, {2, 0}, {-1, 0}, {-2, 0}, {0, 1}});
        Activations a = TinyNetworks.activations(network, x);
        for (CoActivationSplitter.EdgeWeighting weighing : CoActivationSplitter.EdgeWeighting.values()) {
            CoActivationSplitter splitter = new CoActivationSplitter(weighing, new Multilevel(), 1);
            ExpertLayout layout = splitter.split(network, a, 2);
            assertArrayEquals(new int[] {0, 2, 4}, layout.neurons(layout.expertOf(0)));
            assertThrows(IllegalArgumentException.class, () -> splitter.split(network, a, 4));
            assertThrows(IllegalArgumentException.class, () -> splitter.split(network(4), a, 2));
        }
        CoActivationSplitter.EdgeWeighting output = CoActivationSplitter.EdgeWeighting.OUTPUT;
        Activations once = TinyNetworks.activations(network, new FMatrixRMaj(new float[][] {{1, 0}, {-1, 0}, {0, 2}}));
        ExpertLayout pairs = new CoActivationSplitter(output, new Multilevel(), 1).split(network, once, 3);
        assertEquals(pairs.expertOf(4), pairs.expertOf(5)); // 2 * 9 * 2 * 9 on the last token
        assertEquals("co-activation by output", new CoActivationSplitter(output, new Multilevel(), 1).toString());
    }

    @Example
    void theBestSplitterKeepsTheExpertsThatHoldMostOfWhatItDidNotSee() {
        DenseFeedForward network = new DenseFeedForward(
                new FMatrixRMaj(new float[][] {{1, -1, 1, -1}}),
                new FMatrixRMaj(1, 4),
                new FMatrixRMaj(new float[][] {{1}, {1}, {1}, {1}}),
                new FMatrixRMaj(1, 1));
        FMatrixRMaj x = new FMatrixRMaj(20, 1);
        for (int r = 0; r < 20; r++) {
            x.data[r] = r % 2 == 0 ? r + 1 : -r;
        }
        Activations a = TinyNetworks.activations(network, x);
        List<Integer> learnedFrom = new ArrayList<>();
        Splitter mixed = (n, seen, experts) -> {
            learnedFrom.add(seen.rows());
            return ExpertLayout.of(new int[] {0, 0, 1, 1}, 2); // each expert holds half of every token's output
        };
        // one expert holds all of it
        Splitter apart = (n, seen, experts) -> ExpertLayout.of(new int[] {0, 1, 0, 1}, 2);
        List<BestSplitter.Contest> told = new ArrayList<>();
        assertArrayEquals(
                new int[] {0, 1, 0, 1},
                new BestSplitter(List.of(mixed, apart), 0.5, told::add)
                        .split(network, a, 2)
                        .toArray());
        assertArrayEquals(
                new int[] {0, 1, 0, 1},
                new BestSplitter(List.of(apart, mixed), 0.5, told::add)
                        .split(network, a, 2)
                        .toArray());
        assertEquals(List.of(0.5, 1.0), told.get(0).captured());
        assertEquals(
                List.of(1, 0), told.stream().map(BestSplitter.Contest::best).toList());
        assertEquals(List.of(16, 16), learnedFrom, "a fifth of the tokens is kept back");
        assertEquals(
                "b, which holds 90.0 % of the output (a 80.0 %)",
                new BestSplitter.Contest(List.of("a", "b"), List.of(0.8, 0.9), 1).toString());
        assertThrows(IllegalArgumentException.class, () -> new BestSplitter(List.of(), 0.5, told::add));
        assertThrows(IllegalArgumentException.class, () -> new BestSplitter(List.of(mixed), 1.5, told::add));
    }

    @Example
    void splittersSayWhatTheyAre() {
        assertEquals("random, 2 shared", new SharedExpertSplitter(new RandomSplitter(1), 2).toString());
        assertArrayEquals(
                new int[] {0, 1},
                new RandomSplitter(3).split(network(2), null, 1).neurons(0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SharedExpertSplitter(new RandomSplitter(1), 4).split(network(4), null, 4));
    }

    private static DenseFeedForward network(int neurons) {
        return new DenseFeedForward(
                new FMatrixRMaj(1, neurons),
                new FMatrixRMaj(1, neurons),
                new FMatrixRMaj(neurons, 1),
                new FMatrixRMaj(1, 1));
    }
}
