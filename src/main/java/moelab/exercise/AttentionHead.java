package moelab.exercise;

import moelab.linalg.Kernels;
import org.ejml.data.FMatrixRMaj;

/**
 * One head of attention, taken apart (Vaswani et al. 2017, equation 1).
 *
 * <pre>
 *   P = softmax(Q K' / sqrt(d_h)),  row by row      C = P V
 * </pre>
 */
public interface AttentionHead {

    /**
     * Returns the attention weights P: how much each query looks at each key. Every row is at least 0 and sums to 1.
     *
     * @param queries Q, n x d_h; not changed
     * @param keys K, m x d_h; not changed
     * @param causal whether query i sees keys 0 to i only (then m is n), the others having weight 0
     * @return P, n x m
     */
    FMatrixRMaj weights(FMatrixRMaj queries, FMatrixRMaj keys, boolean causal);

    /**
     * Returns the context of each query: the average of the values, weighted by its row of P.
     *
     * @param weights P, n x m; not changed
     * @param values V, m x d_h; not changed
     * @return C, n x d_h
     */
    FMatrixRMaj context(FMatrixRMaj weights, FMatrixRMaj values);

    /** Returns the head as the model computes it. */
    static AttentionHead library() {
        return new AttentionHead() {
            @Override
            public FMatrixRMaj weights(FMatrixRMaj q, FMatrixRMaj k, boolean causal) {
                if (q.numCols != k.numCols || causal && q.numRows != k.numRows) {
                    throw new IllegalArgumentException(
                            "queries " + q.numRows + " x " + q.numCols + " and keys " + k.numRows + " x " + k.numCols
                                    + ", expected rows of one width" + (causal ? ", and as many of them" : ""));
                }
                FMatrixRMaj p = new FMatrixRMaj(q.numRows, k.numRows);
                float scale = (float) (1 / Math.sqrt(q.numCols));
                for (int i = 0; i < q.numRows; i++) {
                    int seen = causal ? i + 1 : k.numRows;
                    for (int j = 0; j < seen; j++) {
                        p.set(i, j, scale * Kernels.dot(q.data, i * q.numCols, k.data, j * k.numCols, q.numCols));
                    }
                    Kernels.softmax(p.data, i * p.numCols, seen);
                }
                return p;
            }

            @Override
            public FMatrixRMaj context(FMatrixRMaj p, FMatrixRMaj v) {
                if (p.numCols != v.numRows) {
                    throw new IllegalArgumentException("weights of " + p.numCols + " keys for values of " + v.numRows);
                }
                FMatrixRMaj c = new FMatrixRMaj(p.numRows, v.numCols);
                for (int i = 0; i < p.numRows; i++) {
                    for (int j = 0; j < p.numCols; j++) {
                        Kernels.axpy(p.get(i, j), v.data, j * v.numCols, c.data, i * v.numCols, v.numCols);
                    }
                }
                return c;
            }
        };
    }
}
