package moelab.exercise;

import moelab.sparsity.Activations;
import moelab.sparsity.SparsityCounter;

/** Counts which neurons fire, from what a feed-forward network did on some tokens. */
public interface FiringCounter {

    /**
     * On how many tokens each neuron was active.
     *
     * @return one count a neuron, from 0 to the number of tokens
     */
    long[] fired(Activations seen);

    /**
     * The share of all (token, neuron) pairs in which the neuron was not active, from 0 to 1; not a number if there is
     * no token.
     */
    double inactive(Activations seen);

    /** The library's counts. */
    static FiringCounter library() {
        return new FiringCounter() {
            @Override
            public long[] fired(Activations seen) {
                SparsityCounter counter = SparsityCounter.of(seen);
                return java.util.stream.IntStream.range(0, seen.neurons())
                        .mapToLong(counter::fired)
                        .toArray();
            }

            @Override
            public double inactive(Activations seen) {
                return SparsityCounter.of(seen).inactive();
            }
        };
    }
}
