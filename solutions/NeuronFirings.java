import moelab.exercise.FiringCounter;
import moelab.exercise.Unsolved;
import moelab.sparsity.Activations;

/**
 * Exercise 3: which neurons fire?
 *
 * <pre>
 *   fired[j] = |{ t : h_t[j] > 0 }|                              one count per neuron
 *   inactive = |{ (t, j) : h_t[j] = 0 }| / (tokens * neurons)    from 0 to 1
 * </pre>
 *
 * Activations keep only what fired. The active neurons of token t are
 *
 * <pre>
 *   for (int i = seen.start(t); i < seen.start(t + 1); i++) { seen.neuron(i) fired with strength seen.value(i) }
 * </pre>
 *
 * with t from 0 to seen.rows() - 1, and seen.neurons() neurons in all.
 */
public class NeuronFirings implements FiringCounter {

    /** Task 3.1: on how many tokens each neuron was active. */
    @Override
    public long[] fired(Activations seen) {
        // BEGIN SOLUTION
        // AFTER: Our solution computes the share from the counts, so that one loop serves both tasks. The library's
        //     SparsityCounter also keeps how the number of active neurons varies between tokens, which gives the
        //     confidence interval of chapter 2. Chapter 3 goes on with pairs of neurons.
        // HINT 3.1: How many counts do you return, and what is each of them before the first token?
        // HINT 3.1: long[] fired = new long[seen.neurons()], then the loop above inside a loop over the tokens:
        //     fired[seen.neuron(i)]++.
        long[] fired = new long[seen.neurons()];
        for (int t = 0; t < seen.rows(); t++) {
            for (int i = seen.start(t); i < seen.start(t + 1); i++) {
                fired[seen.neuron(i)]++;
            }
        }
        return fired;
        // STUB: throw new Unsolved("3.1", "on how many tokens each neuron was active");
        // END SOLUTION
    }

    /** Task 3.2: the share of all (token, neuron) pairs that are not active. */
    @Override
    public double inactive(Activations seen) {
        // BEGIN SOLUTION
        // HINT 3.2: How many pairs of a token and a neuron are there, and how many of them fired?
        // HINT 3.2: 1 - (sum of all counts) / (tokens * neurons). How many pairs are 2 million tokens times 2,048
        //     neurons, and can an int hold that number?
        // HINT 3.2: In Java int / int drops the fraction, and a large int product overflows: divide by ((double)
        //     seen.rows() * seen.neurons()).
        double active = 0;
        for (long count : fired(seen)) {
            active += count;
        }
        return 1 - active / ((double) seen.rows() * seen.neurons());
        // STUB: throw new Unsolved("3.2", "1 - active pairs / all pairs");
        // END SOLUTION
    }
}
