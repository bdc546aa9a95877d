package moelab.routing;

import moelab.experts.ExpertLayout;

/**
 * The rows of a step choose one set of experts together, and each of them uses all of it.
 *
 * <pre>
 *   joint[e] = sqrt(weighted mean over rows r of max(0, score[r,e])^2),    row r has weight decay^r
 *   U        = the experts that the budget gives the joint scores, and of each row its own first experts
 * </pre>
 *
 * The budget is a budget on the union: with {@code TopK(32)}, 32 experts are read for all rows together. The joint
 * score is on the scale of the router's scores, so that for a single row the choice is the row's own, and so that a
 * threshold can be set on it. Squares favor an expert that one row needs badly over one that all rows could use a
 * little; measured on a beam of 4, they keep more BLEU than the sum or the maximum. How much each row counts is said by
 * a {@link JointRule}.
 *
 * <p>Each row's own first experts are guaranteed, where rows are as different as the sentences of a batch: an expert
 * that one row cannot do without is then read even if no other row needs it. With {@code TopK} they count within the
 * budget, as far as it goes.
 *
 * <p>Sources: OEA (arXiv 2511.02237) lets each row keep its first choices and use whatever the union holds; XShare
 * (arXiv 2602.07265) chooses a set of bounded size for all rows.
 */
public final class JointRouting implements RoutingPolicy {
    private final Budget budget;
    private final JointRule rule;
    private final int experts;
    private final int shared;
    private final Selection selection;
    private final float[] joint;

    /**
     * @param budget how many experts a step uses
     * @param rule what each row counts for; a row that is alone in its step has the budget to itself
     * @param layout the experts; those that it shares are used by every row
     */
    public JointRouting(Budget budget, JointRule rule, ExpertLayout layout) {
        this.budget = budget;
        this.rule = rule;
        this.experts = layout.experts();
        this.shared = layout.shared();
        this.selection = new Selection(experts, shared);
        this.joint = new float[experts];
    }

    @Override
    public void choose(float[] scores, int rows, Routes routes) {
        scores(scores, rows, joint);
        int count = selection.select(joint, budget);
        routes.clear();
        routes.addForAll(selection, count, rows);
    }

    /** Writes the joint score of every expert; infinity for those that a row is guaranteed. */
    void scores(float[] scores, int rows, float[] result) {
        if (rows == 1) {
            System.arraycopy(scores, 0, result, 0, experts);
            return;
        }
        for (int e = 0; e < experts; e++) {
            result[e] = 0;
        }
        float weight = 1;
        float sum = 0;
        for (int r = 0; r < rows; r++) {
            int at = r * experts;
            for (int e = 0; e < experts; e++) {
                // twice the positive part: compilers vectorize this, but not the larger of two floats
                float twice = scores[at + e] + Math.abs(scores[at + e]);
                result[e] += weight / 4 * twice * twice;
            }
            sum += weight;
            weight *= (float) rule.decay();
        }
        for (int e = 0; e < experts; e++) {
            result[e] = (float) Math.sqrt(result[e] / sum);
        }
        for (int r = 0; r < rows && rule.own() > 0; r++) {
            secureOwn(scores, r * experts, result);
        }
    }

    private void secureOwn(float[] scores, int from, float[] result) {
        for (int i = 0; i < rule.own(); i++) {
            int best = -1;
            for (int e = shared; e < experts; e++) {
                if (scores[from + e] > 0 && (best < 0 || scores[from + e] > scores[from + best])) {
                    best = e;
                }
            }
            if (best < 0) {
                return;
            }
            result[best] = Float.POSITIVE_INFINITY;
            scores[from + best] = 0; // not a second time
        }
    }

    /** Returns what each row counts for. */
    public JointRule rule() {
        return rule;
    }

    @Override
    public Budget budget() {
        return budget;
    }

    @Override
    public String toString() {
        return budget + ", for all rows of a step together (" + rule + ")";
    }
}
