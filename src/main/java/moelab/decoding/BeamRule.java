package moelab.decoding;

/**
 * How beam search compares hypotheses of different lengths, and when it has seen enough.
 *
 * <p>A length is the number of tokens written, the end included.
 */
public enum BeamRule {
    /**
     * Wu et al. 2016: score = log P / ((5 + length) / 6)^alpha. The search stops when as many hypotheses have ended as
     * the beam is wide.
     */
    GNMT(0.6) {
        @Override
        double score(double logProbability, int length, double alpha) {
            return logProbability / Math.pow((5 + length) / 6.0, alpha);
        }

        @Override
        boolean enough(double bestLive, int length, double worstEnded, double alpha) {
            return true;
        }
    },
    /**
     * As the {@code transformers} library searches by default: score = log P / length^alpha. Only the best hypotheses
     * that have ended are kept, as many as the beam is wide, and the search goes on until no live one scores better
     * than the worst of them.
     */
    HUGGINGFACE(1) {
        @Override
        double score(double logProbability, int length, double alpha) {
            return logProbability / Math.pow(length, alpha);
        }

        @Override
        boolean enough(double bestLive, int length, double worstEnded, double alpha) {
            return score(bestLive, length, alpha) <= worstEnded;
        }
    };

    private final double usualAlpha;

    BeamRule(double usualAlpha) {
        this.usualAlpha = usualAlpha;
    }

    /** Returns the strength alpha that is used where nobody says otherwise. */
    public double usualAlpha() {
        return usualAlpha;
    }

    /** Returns what hypotheses are ranked by once they have ended. */
    abstract double score(double logProbability, int length, double alpha);

    /**
     * Returns whether the search may stop when as many hypotheses have ended as the beam is wide.
     *
     * @param bestLive log probability of the best hypothesis that has not ended
     * @param length tokens it has
     * @param worstEnded score of the worst of those that have ended
     */
    abstract boolean enough(double bestLive, int length, double worstEnded, double alpha);
}
