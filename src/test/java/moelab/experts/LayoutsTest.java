package moelab.experts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import moelab.graph.Multilevel;
import moelab.sparsity.Activations;
import moelab.sparsity.TinyNetworks;
import moelab.study.SharedExpertSplitter;
import moelab.transformer.DenseFeedForward;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.function.Executable;

/** Layouts are values, say what is wrong with them, and splitters hand on what they were given. */
@Domain(TinyNetworks.class)
@Domain(DomainContext.Global.class)
class LayoutsTest {

    @Example
    void equalLayoutsAreOneInASetAndDifferentOnesAreNot() {
        Set<ExpertLayout> set = new HashSet<>();
        Set<Integer> hashes = new HashSet<>();
        int different = 0;
        for (int experts : new int[] {2, 3, 4, 6}) {
            for (long seed = 0; seed < 5; seed++) {
                for (int on = 0; on <= experts; on++) { // all of them always on is allowed
                    ExpertLayout layout = ExpertLayout.random(24, experts, seed).withShared(on);
                    assertEquals(
                            layout.hashCode(),
                            ExpertLayout.of(layout.toArray(), experts)
                                    .withShared(on)
                                    .hashCode());
                    set.add(layout);
                    set.add(ExpertLayout.random(24, experts, seed).withShared(on));
                    hashes.add(layout.hashCode());
                    different++;
                }
            }
        }
        assertEquals(different, set.size());
        assertEquals(different, hashes.size()); // no two of them collide: the hash looks at all three parts
        assertNotEquals(
                ExpertLayout.of(new int[] {0, 0}, 1),
                ExpertLayout.of(new int[] {0, 0}, 1).withShared(1));
        assertNotEquals(ExpertLayout.of(new int[] {0, 0}, 1), (Object) "1 experts of 2 neurons");
    }

    @Example
    void aLayoutPrintsItsFirstExpert() {
        assertEquals(
                "2 experts of 2 neurons; expert 0: 1 2",
                ExpertLayout.of(new int[] {1, 0, 0, 1}, 2).toString());
        assertEquals(
                "2 experts of 2 neurons, 1 of them shared; expert 0: 1 2",
                ExpertLayout.of(new int[] {1, 0, 0, 1}, 2).withShared(1).toString());
        assertEquals(
                "1 experts of 8 neurons; expert 0: 0 1 2 3 4 5 6 7",
                ExpertLayout.random(8, 1, 1).toString());
        assertEquals(
                "1 experts of 9 neurons; expert 0: 0 1 2 3 4 5 6 7 ...",
                ExpertLayout.random(9, 1, 1).toString());
    }

    @Example
    void whatIsWrongIsSaidInWords() {
        says("2 experts do not divide 3 neurons into equal parts", () -> ExpertLayout.of(new int[] {0, 1, 1}, 2));
        says("0 experts do not divide 4 neurons into equal parts", () -> ExpertLayout.random(4, 0, 1));
        says("neuron 2 is in expert 3, expected 0 to 2", () -> ExpertLayout.of(new int[] {0, 1, 3}, 3));
        says("expert 0 has 1 neurons, expected 2", () -> ExpertLayout.of(new int[] {0, 1, 1, 1}, 2));
        says(
                "3 shared experts, expected 0 to 2",
                () -> ExpertLayout.random(4, 2, 1).withShared(3));
        DenseFeedForward network = new DenseFeedForward(
                new FMatrixRMaj(2, 6), new FMatrixRMaj(1, 6), new FMatrixRMaj(6, 2), new FMatrixRMaj(1, 2));
        Activations seen = TinyNetworks.activations(network, new FMatrixRMaj(3, 2));
        for (Splitter splitter : List.of(
                new RandomSplitter(1),
                new KMeansSplitter(1),
                new SharedExpertSplitter(new RandomSplitter(1), 1),
                new CoActivationSplitter(CoActivationSplitter.EdgeWeighting.PLAIN, new Multilevel(), 1))) {
            says("4 experts do not divide 6 neurons into equal parts", () -> splitter.split(network, seen, 4));
        }
        says(
                "2 of 2 experts are shared, expected fewer than all",
                () -> new SharedExpertSplitter(new RandomSplitter(1), 2).split(network, seen, 2));
        says(
                "0 splitters and a share of 0.5, expected at least one and 0 to 1",
                () -> new BestSplitter(List.of(), 0.5, contest -> {}));
        says(
                "1 splitters and a share of 1.5, expected at least one and 0 to 1",
                () -> new BestSplitter(List.of(new RandomSplitter(1)), 1.5, contest -> {}));
    }

    private static void says(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Example
    void splittersSayHowTheySplit() {
        assertEquals("k-means", new KMeansSplitter(1).toString());
        assertEquals("k-means, 2 shared", new SharedExpertSplitter(new KMeansSplitter(1), 2).toString());
        for (double share : new double[] {0, 1}) { // both ends are allowed
            assertEquals(
                    "the best of k-means, co-activation",
                    new BestSplitter(
                                    List.of(
                                            new KMeansSplitter(1),
                                            new CoActivationSplitter(
                                                    CoActivationSplitter.EdgeWeighting.PLAIN, new Multilevel(), 1)),
                                    share,
                                    contest -> {})
                            .toString());
        }
    }

    @Example
    void directionsHaveLengthOneAndZeroStaysZero() {
        FMatrixRMaj w1 = new FMatrixRMaj(new float[][] {{3, 0, 0}, {4, 0, -2}});
        FMatrixRMaj rows = KMeansSplitter.directions(
                new DenseFeedForward(w1, new FMatrixRMaj(1, 3), new FMatrixRMaj(3, 2), new FMatrixRMaj(1, 2)));
        assertArrayEquals(new float[] {0.6f, 0.8f, 0, 0, 0, -1}, rows.data, 1e-7f);
        assertEquals(2, rows.numCols);
    }

    @Property(tries = 50)
    void theSplitterOfTheRestSeesTheOtherNeuronsInOrder(@ForAll DenseFeedForward network, @ForAll FMatrixRMaj x) {
        Activations seen = TinyNetworks.activations(network, x);
        int[][] given = new int[1][];
        Splitter first = (rest, a, experts) -> {
            given[0] = new int[rest.hiddenDimension()];
            int next = 0;
            for (int i = 0; i < given[0].length; i++) { // each is found behind the one before it
                while (!same(rest, i, network, next)) {
                    next++;
                }
                given[0][i] = next++;
            }
            return ExpertLayout.of(new int[] {0, 0, 0, 1, 1, 1, 2, 2, 2}, 3);
        };
        ExpertLayout layout = new SharedExpertSplitter(first, 1).split(network, seen, 4);
        assertEquals(9, given[0].length);
        assertEquals(12, layout.neurons());
    }

    /** Whether neuron i of one network has the weights of neuron j of another. */
    private static boolean same(DenseFeedForward a, int i, DenseFeedForward b, int j) {
        boolean same = a.inputBias().get(0, i) == b.inputBias().get(0, j);
        for (int k = 0; k < a.modelDimension(); k++) {
            same &= a.inputWeights().get(k, i) == b.inputWeights().get(k, j)
                    && a.outputWeights().get(i, k) == b.outputWeights().get(j, k);
        }
        return same;
    }
}
