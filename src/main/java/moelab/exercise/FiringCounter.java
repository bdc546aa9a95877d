package moelab.exercise;

import moelab.sparsity.Activations;
import moelab.sparsity.SparsityCounter;

/** Counts which neurons fire, from what a feed-forward network did on some tokens. */
public interface FiringCounter {

    /**
     * Returns the number of tokens on which each neuron was active.
     *
     * @return one count per neuron, from 0 to the number of tokens
     */
    long[] fired(Activations seen);

    /**
     * Returns the share of all (token, neuron) pairs in which the neuron was not active, from 0 to 1; NaN if there is
     * no token.
     */
    double inactive(Activations seen);

    /** Returns the library's counts. */
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
