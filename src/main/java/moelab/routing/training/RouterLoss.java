package moelab.routing.training;

/**
 * The loss of a router's scores s, given the contribution y[e] of each expert (divided by the mean, so about 1).
 *
 * <p>Each is a convex function of the scores, whose gradient is the prediction minus the target.
 */
public enum RouterLoss {
    /** 1/2 (s - y)^2: the score is the expected contribution. */
    SQUARED,
    /** exp(s) - y s: the score is the logarithm of the expected contribution, which is then never negative. */
    POISSON,
    /** -p . log softmax(s), p = y / sum y: the score is the logarithm of the expected share of all contributions. */
    SOFTMAX_CROSS_ENTROPY,
    /** log(1 + exp(s)) - t s, t = 1 for the experts that contribute most: the score is the log-odds of being one. */
    LOGISTIC;

    /**
     * Replaces scores by dLoss/dScores, for one token.
     *
     * @param s scores from {@code so} on, overwritten
     * @param y contribution of each expert from {@code yo} on; for LOGISTIC 0 or 1
     */
    void gradient(float[] s, int so, float[] y, int yo, int n) {
        switch (this) {
            case SQUARED -> {
                for (int e = 0; e < n; e++) {
                    s[so + e] -= y[yo + e];
                }
            }
            case POISSON -> {
                for (int e = 0; e < n; e++) {
                    s[so + e] = (float) Math.exp(Math.min(8, s[so + e])) - y[yo + e];
                }
            }
            case LOGISTIC -> {
                for (int e = 0; e < n; e++) {
                    s[so + e] = (float) (1 / (1 + Math.exp(-s[so + e]))) - y[yo + e];
                }
            }
            case SOFTMAX_CROSS_ENTROPY -> {
                double total = 0;
                for (int e = 0; e < n; e++) {
                    total += y[yo + e];
                }
                moelab.linalg.Kernels.softmax(s, so, n);
                for (int e = 0; e < n; e++) {
                    s[so + e] = total == 0 ? 0 : (float) (s[so + e] - y[yo + e] / total);
                }
            }
            default -> throw new IllegalStateException(name());
        }
    }
}
