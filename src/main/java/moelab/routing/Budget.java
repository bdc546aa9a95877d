package moelab.routing;

import java.util.Locale;

/**
 * How many experts a token uses.
 *
 * <p>Closed on purpose: a fixed number, a threshold on the score, or a share of the scores' sum. The first costs the
 * same for every token; the others spend little on easy tokens and more on hard ones.
 */
public sealed interface Budget permits Budget.TopK, Budget.Threshold, Budget.TopP {

    /**
     * A fixed number of experts, those with the highest scores; of equal scores the lower number.
     *
     * @param experts at least 0; shared experts count among them
     */
    record TopK(int experts) implements Budget {
        public TopK {
            if (experts < 0) {
                throw new IllegalArgumentException("budget of " + experts + " experts, expected at least 0");
            }
        }

        @Override
        public String toString() {
            return "the best " + experts;
        }
    }

    /**
     * Every expert whose score is at least {@code score}.
     *
     * @param score on the router's own scale, usually a quantile of its scores on the validation split
     */
    record Threshold(float score) implements Budget {
        public Threshold {
            if (Float.isNaN(score)) {
                throw new IllegalArgumentException("threshold is NaN");
            }
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "those scored at least %.4g", score);
        }
    }

    /**
     * The fewest experts, best first, whose scores sum to this share of all positive scores; an expert that ties with
     * the last of them is taken, too.
     *
     * @param share from 0 to 1
     */
    record TopP(double share) implements Budget {
        public TopP {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("budget of a share " + share + " of the scores, expected 0 to 1");
            }
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "the fewest that hold %.1f %% of the scores", 100 * share);
        }
    }

    /** Returns the fixed number of experts that is nearest to a share of them, at least one. */
    static Budget share(double share, int experts) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share of experts is " + share + ", expected more than 0 and at most 1");
        }
        return new TopK((int) Math.max(1, Math.round(share * experts)));
    }
}
