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
        throw new Unsolved("3.1", "on how many tokens each neuron was active");
    }

    /** Task 3.2: the share of all (token, neuron) pairs that are not active. */
    @Override
    public double inactive(Activations seen) {
        throw new Unsolved("3.2", "1 - active pairs / all pairs");
    }
}
