package moelab.routing;

/**
 * What the rows of a step count for when they choose experts together ({@link JointRouting}).
 *
 * @param own how many of its own best experts each row is guaranteed in a step of several rows, at least 0
 * @param decay weight of a row relative to the row before it, more than 0 and at most 1: below 1 where the first rows
 *     matter most, as in a beam, whose best hypothesis is row 0; 1 if all rows count the same
 */
public record JointRule(int own, double decay) {
    /**
     * For the hypotheses of a beam. They are so alike that none needs a guarantee, and the best one is the likeliest to
     * end as the translation. With equal weights a beam of 4 has 46.26, 45.71 and 44.08 BLEU at 1/2, 1/4 and 1/8 of the
     * experts, with these 46.51, 46.22 and 44.63 (validation split of en-fr; dense 46.00).
     */
    public static final JointRule BEAM = new JointRule(0, 0.7);

    /**
     * For different sentences. An expert that one of them cannot do without may be of no use to the others; at a
     * quarter of the experts, 25 sentences at once keep 94.6 % of BLEU with four guaranteed experts and 90.4 % with
     * eight ({@code lab table --batch 25}): eight per sentence exceed the quarter and leave no room for experts that
     * all need.
     */
    public static final JointRule SENTENCES = new JointRule(4, 1);

    public JointRule {
        if (own < 0) {
            throw new IllegalArgumentException("each row is guaranteed " + own + " experts, expected at least 0");
        }
        if (!(decay > 0 && decay <= 1)) {
            throw new IllegalArgumentException(
                    "a row weighs " + decay + " times the row before it, expected more than 0 and at most 1");
        }
    }

    @Override
    public String toString() {
        return (decay == 1 ? "rows of equal weight" : "each row with " + decay + " of the weight of the row before it")
                + (own == 0 ? "" : ", each guaranteed its best " + own);
    }
}
