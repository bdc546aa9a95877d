import moelab.exercise.PairCounter;
import moelab.exercise.Unsolved;
import moelab.sparsity.Activations;

/**
 * Exercise 4: which neurons fire together?
 *
 * <pre>
 *   C[i][j] = |{ t : h_t[i] > 0 and h_t[j] > 0 }|  for i != j      neurons x neurons, symmetric, C[i][i] = 0
 *   captured = sum of C[i][j] over pairs in the same group  /  sum of C[i][j] over all pairs
 * </pre>
 *
 * The active neurons of token t are seen.neuron(i) for i from seen.start(t) to seen.start(t + 1) - 1; see exercise 3.
 */
public class FiringPairs implements PairCounter {

    /** Task 4.1: the counts; task 4.2: fast enough where one neuron in a hundred fires. */
    @Override
    public long[][] together(Activations seen) {
        throw new Unsolved("4.1", "C[i][j] = tokens on which i and j both fired");
    }

    /** Task 4.3: the share of all co-activation that lies inside groups; 0 if no two neurons fired together. */
    @Override
    public double captured(long[][] counts, int[] groupOf) {
        throw new Unsolved("4.3", "co-activation inside groups / all co-activation");
    }
}
