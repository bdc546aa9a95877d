import moelab.exercise.AttentionHead;
import moelab.exercise.Unsolved;
import org.ejml.data.FMatrixRMaj;

/**
 * Exercise 2: one head of attention.
 *
 * <pre>
 *   S = Q K' / sqrt(d_h)                       n x m         S[i][j]: how well key j answers query i
 *   P[i][j] = exp(S[i][j]) / sum over l of exp(S[i][l])       n x m         the softmax of each row
 *   C = P V                                    n x d_h       each query receives a weighted mean of the values
 * </pre>
 *
 * Shapes: Q n x d_h, K m x d_h, V m x d_h, one row per position. With a causal mask query i sees keys 0 to i only:
 * the sum runs over those, and the other weights are 0.
 */
public class OneHead implements AttentionHead {

    /** Tasks 2.1, 2.2 and 2.3: P = softmax(Q K' / sqrt(d_h)), row by row; n x m. */
    @Override
    public FMatrixRMaj weights(FMatrixRMaj queries, FMatrixRMaj keys, boolean causal) {
        // BEGIN SOLUTION
        // AFTER: Our solution keeps scores, exponentials and weights in the same matrix, one after the other, and
        //     finds the largest score while it computes them. Chapter 1 shows such weights for a whole sentence; with
        //     --mine it computes one head with yours.
        // HINT 2.1: Entry (i, j) of S compares query i with key j. What compares two rows of numbers, and why is it
        //     divided by sqrt(d_h)?
        // HINT 2.1: S[i][j] is the sum over k of queries[i][k] * keys[j][k], divided by Math.sqrt(queries.numCols).
        //     P[i][j] is exp(S[i][j]) divided by the sum of exp over the row.
        // HINT 2.1: Fill row i with exp(S[i][j]) and add these numbers up, then divide the row by their sum.
        // HINT 2.2: Math.exp(100) is 2.7e43, more than a float holds. What happens to P if the same number is
        //     subtracted from every score of a row?
        // HINT 2.2: Nothing: it cancels. Find the largest score of the row first, and subtract it from each of them
        //     before exp.
        // HINT 2.3: A causal query may not look into the future. How many keys does query i see, if it sees itself?
        // HINT 2.3: Let int seen = causal ? i + 1 : m. All three loops over a row (largest score, sum, division) run
        //     up to it.
        FMatrixRMaj p = new FMatrixRMaj(queries.numRows, keys.numRows);
        float scale = (float) (1 / Math.sqrt(queries.numCols));
        for (int i = 0; i < queries.numRows; i++) {
            int seen = causal ? i + 1 : keys.numRows;
            float largest = Float.NEGATIVE_INFINITY;
            for (int j = 0; j < seen; j++) {
                float score = 0;
                for (int k = 0; k < queries.numCols; k++) {
                    score += queries.get(i, k) * keys.get(j, k);
                }
                p.set(i, j, score * scale);
                largest = Math.max(largest, score * scale);
            }
            float sum = 0;
            for (int j = 0; j < seen; j++) {
                p.set(i, j, (float) Math.exp(p.get(i, j) - largest));
                sum += p.get(i, j);
            }
            for (int j = 0; j < seen; j++) {
                p.set(i, j, p.get(i, j) / sum);
            }
        }
        return p;
        // STUB: throw new Unsolved("2.1", "P = softmax(Q K' / sqrt(d_h)), row by row");
        // END SOLUTION
    }

    /** Task 2.4: C = P V; n x d_h. */
    @Override
    public FMatrixRMaj context(FMatrixRMaj weights, FMatrixRMaj values) {
        // BEGIN SOLUTION
        // HINT 2.4: If a row of P is 0 but for a single 1 at key j, what is that query's row of C?
        // HINT 2.4: Row j of V. In general row i of C is the sum over j of weights[i][j] times row j of V: a matrix
        //     product.
        FMatrixRMaj c = new FMatrixRMaj(weights.numRows, values.numCols);
        for (int i = 0; i < weights.numRows; i++) {
            for (int j = 0; j < values.numRows; j++) {
                for (int k = 0; k < values.numCols; k++) {
                    c.set(i, k, c.get(i, k) + weights.get(i, j) * values.get(j, k));
                }
            }
        }
        return c;
        // STUB: throw new Unsolved("2.4", "C = P V");
        // END SOLUTION
    }
}
