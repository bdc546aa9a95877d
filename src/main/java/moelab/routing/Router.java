package moelab.routing;

/**
 * Says, before any expert is computed, how much each one is wanted for a token.
 *
 * <p>Scores are compared, and for some budgets summed, within one token; higher means more wanted. An implementation
 * allocates nothing in {@link #scores}, because it runs at every step of decoding, and may keep scratch: one instance
 * serves one thread.
 */
public interface Router {

    /** Number of experts it scores. */
    int experts();

    /**
     * Scores the experts for one token.
     *
     * @param x where the input row is: entries {@code offset} to {@code offset + d - 1}
     * @param scores result, one entry an expert; overwritten
     */
    void scores(float[] x, int offset, float[] scores);

    /** Multiply-adds for one token: what routing costs, beside 2 d d_ff of the dense network. */
    long multiplyAdds();
}
