package moelab.experts;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import moelab.random.Shuffle;

/**
 * Which neuron is in which expert: a partition of d_ff neurons into experts of equal size.
 *
 * <p>The neurons of expert e, in ascending order, are {@code neuron(e * expertSize())} to {@code neuron((e + 1) *
 * expertSize() - 1)}: read as one list, that is the permutation that makes each expert contiguous in memory.
 *
 * <p>The first {@link #shared()} experts are computed for every token and take no part in routing.
 */
public final class ExpertLayout {
    private final int[] expertOf; // expertOf[j] = expert of neuron j
    private final int[] order; // neurons, expert after expert
    private final int experts;
    private final int shared;

    private ExpertLayout(int[] expertOf, int experts, int shared) {
        this.expertOf = expertOf;
        this.experts = experts;
        this.shared = shared;
        this.order = new int[expertOf.length];
        int[] next = new int[experts];
        Arrays.setAll(next, e -> e * expertSize());
        for (int j = 0; j < expertOf.length; j++) {
            order[next[expertOf[j]]++] = j;
        }
    }

    /**
     * Returns the layout with this expert for each neuron.
     *
     * @param expertOf expert of each neuron, from 0 to experts - 1 (copied)
     * @throws IllegalArgumentException unless every expert has the same number of neurons
     */
    public static ExpertLayout of(int[] expertOf, int experts) {
        requireDivisible(expertOf.length, experts);
        int[] size = new int[experts];
        for (int j = 0; j < expertOf.length; j++) {
            if (expertOf[j] < 0 || expertOf[j] >= experts) {
                throw new IllegalArgumentException(
                        "neuron " + j + " is in expert " + expertOf[j] + ", expected 0 to " + (experts - 1));
            }
            size[expertOf[j]]++;
        }
        for (int e = 0; e < experts; e++) {
            if (size[e] != expertOf.length / experts) {
                throw new IllegalArgumentException(
                        "expert " + e + " has " + size[e] + " neurons, expected " + expertOf.length / experts);
            }
        }
        return new ExpertLayout(expertOf.clone(), experts, 0);
    }

    /** Returns experts that are random subsets of equal size. */
    public static ExpertLayout random(int neurons, int experts, long seed) {
        requireDivisible(neurons, experts);
        int[] expertOf = new int[neurons];
        Arrays.setAll(expertOf, j -> j / (neurons / experts));
        Shuffle.inPlace(expertOf, new Random(seed));
        return new ExpertLayout(expertOf, experts, 0);
    }

    /**
     * Checks that this many neurons can be divided into this many experts of equal size.
     *
     * @throws IllegalArgumentException if they cannot
     */
    public static void requireDivisible(int neurons, int experts) {
        if (experts < 1 || neurons % experts != 0) {
            throw new IllegalArgumentException(
                    experts + " experts do not divide " + neurons + " neurons into equal parts");
        }
    }

    /** Returns the same experts, of which the first {@code count} are shared: computed for every token. */
    public ExpertLayout withShared(int count) {
        if (count < 0 || count > experts) {
            throw new IllegalArgumentException(count + " shared experts, expected 0 to " + experts);
        }
        return new ExpertLayout(expertOf, experts, count);
    }

    /** Returns the number of experts. */
    public int experts() {
        return experts;
    }

    /** Returns the number of neurons, d_ff. */
    public int neurons() {
        return expertOf.length;
    }

    /** Returns the number of neurons of each expert, d_ff / experts. */
    public int expertSize() {
        return expertOf.length / experts;
    }

    /** Returns the number of shared experts: experts 0 to shared - 1 are computed for every token. */
    public int shared() {
        return shared;
    }

    /** Returns the expert of a neuron. */
    public int expertOf(int neuron) {
        return expertOf[neuron];
    }

    /** Returns the neuron at a place of the order in which all neurons of one expert come before those of the next. */
    public int neuron(int place) {
        return order[place];
    }

    /** Returns the neurons of one expert, in ascending order. */
    public int[] neurons(int expert) {
        return Arrays.copyOfRange(order, expert * expertSize(), (expert + 1) * expertSize());
    }

    /** Returns the expert of each neuron, as a new array. */
    public int[] toArray() {
        return expertOf.clone();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof ExpertLayout l
                && l.experts == experts
                && l.shared == shared
                && Arrays.equals(l.expertOf, expertOf);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(expertOf) + experts) + shared;
    }

    @Override
    public String toString() {
        String on = shared == 0 ? "" : ", " + shared + " of them shared";
        return experts + " experts of " + expertSize() + " neurons" + on + "; expert 0: "
                + IntStream.of(neurons(0))
                        .limit(8)
                        .boxed()
                        .map(String::valueOf)
                        .collect(java.util.stream.Collectors.joining(" "))
                + (expertSize() > 8 ? " ..." : "");
    }
}
