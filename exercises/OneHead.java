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
        throw new Unsolved("2.1", "P = softmax(Q K' / sqrt(d_h)), row by row");
    }

    /** Task 2.4: C = P V; n x d_h. */
    @Override
    public FMatrixRMaj context(FMatrixRMaj weights, FMatrixRMaj values) {
        throw new Unsolved("2.4", "C = P V");
    }
}
