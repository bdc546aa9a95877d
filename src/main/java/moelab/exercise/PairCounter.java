package moelab.exercise;

import moelab.sparsity.Activations;
import moelab.sparsity.CoActivation;

/**
 * Counts which neurons fire together.
 *
 * <pre>
 *   C[i][j] = |{ t : h_t[i] > 0 and h_t[j] > 0 }|  for i != j,   C[i][i] = 0
 * </pre>
 */
public interface PairCounter {

    /**
     * Returns the counts of all pairs.
     *
     * @return neurons x neurons, symmetric, zero on the diagonal
     */
    long[][] together(Activations seen);

    /**
     * Returns the share of all co-activation that falls inside groups: sum of C[i][j] over pairs of one group, over the
     * sum of all pairs.
     *
     * @param counts neurons x neurons, symmetric, zero on the diagonal
     * @param groupOf group of each neuron
     * @return from 0 to 1; 0 if no two neurons ever fired together
     */
    double captured(long[][] counts, int[] groupOf);

    /** Returns the library's counts. */
    static PairCounter library() {
        return new PairCounter() {
            @Override
            public long[][] together(Activations seen) {
                CoActivation c = CoActivation.count(seen);
                long[][] counts = new long[c.neurons()][c.neurons()];
                for (int i = 0; i < counts.length; i++) {
                    for (int j = 0; j < counts.length; j++) {
                        counts[i][j] = c.between(i, j);
                    }
                }
                return counts;
            }

            @Override
            public double captured(long[][] counts, int[] groupOf) {
                return CoActivation.of(counts, 0).captured(groupOf);
            }
        };
    }
}
