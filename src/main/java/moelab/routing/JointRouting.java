package moelab.routing;

import moelab.experts.ExpertLayout;

/**
 * The rows of a step choose one set of experts together, and each of them uses all of it.
 *
 * <pre>
 *   joint[e] = sqrt(mean over rows r of max(0, score[r,e])^2)
 *   U        = the experts that the budget gives the joint scores, and of each row its own first experts
 * </pre>
 *
 * The budget is a budget on the union: with {@code TopK(32)}, 32 experts are read for all rows together. The joint
 * score is on the scale of the router's scores, so that for a single row the choice is the row's own, and so that a
 * threshold can be set on it. Squares favor an expert that one row needs badly over one that all rows could use a
 * little; measured on a beam of 4, they keep more BLEU than the sum or the maximum.
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
    private final int own;
    private final int experts;
    private final int shared;
    private final Selection selection;
    private final float[] joint;

    /**
     * @param budget how many experts a step uses
     * @param own how many of its own best experts each row is guaranteed in a step of several rows; a row that is alone
     *     in its step has the budget to itself
     * @param layout the experts; those that it shares are used by every row
     */
    public JointRouting(Budget budget, int own, ExpertLayout layout) {
        if (own < 0) {
            throw new IllegalArgumentException("each row is guaranteed " + own + " experts, expected at least 0");
        }
        this.budget = budget;
        this.own = own;
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
        for (int r = 0, at = 0; r < rows; r++) {
            for (int e = 0; e < experts; e++, at++) {
                float positive = Math.max(0, scores[at]);
                result[e] += positive * positive;
            }
        }
        for (int e = 0; e < experts; e++) {
            result[e] = (float) Math.sqrt(result[e] / rows);
        }
        for (int r = 0; r < rows && own > 0; r++) {
            secureOwn(scores, r * experts, result);
        }
    }

    private void secureOwn(float[] scores, int from, float[] result) {
        for (int i = 0; i < own; i++) {
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

    /** Returns how many of its own best experts each row is guaranteed. */
    public int own() {
        return own;
    }

    @Override
    public Budget budget() {
        return budget;
    }

    @Override
    public String toString() {
        return budget + ", for all rows of a step together"
                + (own == 0 ? "" : ", and the best " + own + " of each row");
    }
}
