package moelab.routing;

import java.util.Arrays;
import moelab.experts.ExpertLayout;

/**
 * Uses every expert, and records the scores by which {@link JointRouting} would choose: what a threshold for it is set
 * on.
 *
 * <p>The joint scores depend on which rows are in a step together, so that they are recorded while a model translates
 * held-out sentences in the way in which it will be used, with the same beam or in the same batches.
 */
public final class JointScoreRecorder implements RoutingPolicy {
    private final JointRouting joint;
    private final Selection selection;
    private final int experts;
    private final int shared;
    private final float[] scoresOfStep;
    private float[] recorded = new float[1024];
    private int count;

    /**
     * @param rule what each row will count for
     * @param layout the experts
     */
    public JointScoreRecorder(JointRule rule, ExpertLayout layout) {
        this.joint = new JointRouting(budget(), rule, layout);
        this.selection = new Selection(layout.experts(), layout.shared());
        this.experts = layout.experts();
        this.shared = layout.shared();
        this.scoresOfStep = new float[experts];
    }

    @Override
    public void choose(float[] scores, int rows, Routes routes) {
        joint.scores(scores, rows, scoresOfStep);
        int routed = experts - shared;
        if (count + routed > recorded.length) {
            recorded = Arrays.copyOf(recorded, 2 * recorded.length + routed);
        }
        System.arraycopy(scoresOfStep, shared, recorded, count, routed);
        count += routed;
        routes.clear();
        routes.addForAll(selection, selection.select(scoresOfStep, budget()), rows);
    }

    /** Returns the number of steps recorded. */
    public int steps() {
        return experts == shared ? 0 : count / (experts - shared);
    }

    /**
     * Returns the threshold at which, on average over the recorded steps, the rows of a step together use this share of
     * the experts, shared ones included.
     *
     * @param share from 0 to 1
     */
    public Budget.Threshold threshold(double share) {
        long chosen = Math.round((share * experts - shared) * steps());
        return Thresholds.reachedBy(Arrays.copyOf(recorded, count), chosen);
    }

    @Override
    public Budget budget() {
        return new Budget.Threshold(Float.NEGATIVE_INFINITY);
    }

    @Override
    public String toString() {
        return "all experts, the joint scores of " + steps() + " steps recorded";
    }
}
