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
        // BEGIN SOLUTION
        // AFTER: Our solution visits each pair of active neurons of a token once and writes both entries of the
        //     symmetric matrix. Where many neurons fire the library's CoActivation is faster: it keeps one set of
        //     bits per neuron and counts the bits that two sets share. Chapter 4 cuts the graph whose weights these
        //     counts are.
        // HINT 4.1: If three neurons fire on a token, how many pairs does it add to, and to how many entries of C?
        // HINT 4.1: Three pairs, six entries: for every two different active neurons of the token, C[a][b] and
        //     C[b][a] grow by 1.
        // HINT 4.2: Of half a million pairs of neurons how many are active on one token, if 10 of 1,000 neurons fire?
        // HINT 4.2: 45. So loop over the entries of the token, seen.start(t) to seen.start(t + 1), twice, and never
        //     over all neurons.
        long[][] counts = new long[seen.neurons()][seen.neurons()];
        for (int t = 0; t < seen.rows(); t++) {
            for (int a = seen.start(t); a < seen.start(t + 1); a++) {
                for (int b = a + 1; b < seen.start(t + 1); b++) {
                    counts[seen.neuron(a)][seen.neuron(b)]++;
                    counts[seen.neuron(b)][seen.neuron(a)]++;
                }
            }
        }
        return counts;
        // STUB: throw new Unsolved("4.1", "C[i][j] = tokens on which i and j both fired");
        // END SOLUTION
    }

    /** Task 4.3: the share of all co-activation that lies inside groups; 0 if no two neurons fired together. */
    @Override
    public double captured(long[][] counts, int[] groupOf) {
        // BEGIN SOLUTION
        // HINT 4.3: What is the share when all neurons are in one group, and what when each is alone?
        // HINT 4.3: 1 and 0. Two sums over all i and j: one of every C[i][j], one only where groupOf[i] ==
        //     groupOf[j]. What if the first is 0?
        long inside = 0;
        long all = 0;
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts.length; j++) {
                all += counts[i][j];
                inside += groupOf[i] == groupOf[j] ? counts[i][j] : 0;
            }
        }
        return all == 0 ? 0 : inside / (double) all;
        // STUB: throw new Unsolved("4.3", "co-activation inside groups / all co-activation");
        // END SOLUTION
    }
}
