package moelab.routing;

import org.ejml.data.FMatrixRMaj;

/**
 * Scores, before any expert is computed, how much each expert is needed for a token.
 *
 * <p>Scores are compared, and for some budgets summed, within one token; higher means needed more. An implementation
 * allocates nothing in {@link #scores}, because it runs at every step of decoding, and may keep scratch memory: one
 * instance serves one thread.
 */
public interface Router {

    /** Returns the number of experts that are scored. */
    int experts();

    /**
     * Scores the experts for one token.
     *
     * @param x holds the input row at entries {@code offset} to {@code offset + d - 1}
     * @param scores result, one entry per expert; overwritten
     */
    void scores(float[] x, int offset, float[] scores);

    /**
     * Scores the experts for several rows.
     *
     * @param from the first row of x
     * @param rows number of rows
     * @param scores result: that of expert e for row {@code from + r} at {@code r * experts() + e}; overwritten
     * @param scratch room for one score per expert
     */
    default void scores(FMatrixRMaj x, int from, int rows, float[] scores, float[] scratch) {
        int n = experts();
        for (int r = 0; r < rows; r++) {
            scores(x.data, (from + r) * x.numCols, scratch);
            System.arraycopy(scratch, 0, scores, r * n, n);
        }
    }

    /**
     * Returns a router of the same scores for another thread: this one if scoring keeps no scratch memory, otherwise
     * one with scratch memory of its own.
     *
     * @throws UnsupportedOperationException if there is none, as for an implementation that does not say
     */
    default Router another() {
        throw new UnsupportedOperationException(this + ": serves one thread, expected a router with another()");
    }

    /** Returns the multiply-adds per token: what routing costs, beside 2 d d_ff of the dense network. */
    long multiplyAdds();
}
