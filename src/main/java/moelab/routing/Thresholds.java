package moelab.routing;

import java.util.Arrays;
import java.util.List;
import moelab.experts.ExpertLayout;
import org.ejml.data.FMatrixRMaj;

/**
 * Finds the thresholds that give a wanted share of experts on average: quantiles of the router's scores on held-out
 * tokens.
 *
 * <p>A token whose scores are low then uses few experts and one whose scores are high uses many, where a fixed number
 * gives every token the same. For several layers, {@link #common} sets one threshold, so that a layer whose experts
 * matter more gets more of them; this needs scores on one scale.
 *
 * <p>The share on other tokens differs a little, so that a reported share is one that the mixture-of-experts layer has
 * counted.
 */
public final class Thresholds {
    private Thresholds() {}

    /**
     * Returns the threshold of one layer.
     *
     * @param x held-out inputs, tokens x d
     * @param share wanted average share of experts, shared ones included, from 0 to 1
     */
    public static Budget.Threshold forShare(Router router, ExpertLayout layout, FMatrixRMaj x, double share) {
        return common(List.of(router), List.of(layout), List.of(x), share);
    }

    /** Returns one threshold for several layers, with this average share over all of them. */
    public static Budget.Threshold common(
            List<Router> routers, List<ExpertLayout> layouts, List<FMatrixRMaj> inputs, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share of experts is " + share + ", expected 0 to 1");
        }
        int n = 0;
        double experts = 0; // per token, over all layers
        double on = 0;
        for (int i = 0; i < routers.size(); i++) {
            n += inputs.get(i).numRows
                    * (layouts.get(i).experts() - layouts.get(i).shared());
            experts += (double) inputs.get(i).numRows * layouts.get(i).experts();
            on += (double) inputs.get(i).numRows * layouts.get(i).shared();
        }
        float[] all = new float[n];
        int at = 0;
        for (int i = 0; i < routers.size(); i++) {
            float[] scores = new float[layouts.get(i).experts()];
            for (int r = 0; r < inputs.get(i).numRows; r++) {
                routers.get(i).scores(inputs.get(i).data, r * inputs.get(i).numCols, scores);
                int routed = scores.length - layouts.get(i).shared();
                System.arraycopy(scores, layouts.get(i).shared(), all, at, routed);
                at += routed;
            }
        }
        return reachedBy(all, Math.round(share * experts - on));
    }

    /**
     * Returns the threshold that this many of the scores reach, or as near as ties allow. With 0 or fewer it is
     * positive infinity, with all of them or more negative infinity.
     *
     * @param scores in any order; sorted on return
     */
    static Budget.Threshold reachedBy(float[] scores, long chosen) {
        Arrays.sort(scores);
        if (chosen <= 0) {
            return new Budget.Threshold(Float.POSITIVE_INFINITY);
        }
        return new Budget.Threshold(chosen >= scores.length ? Float.NEGATIVE_INFINITY : nearest(scores, (int) chosen));
    }

    /**
     * Returns the score of this rank from above, or the next number above it where so many scores equal it that leaving
     * all of them out comes nearer to the wanted number.
     */
    private static float nearest(float[] ascending, int chosen) {
        int at = ascending.length - chosen;
        float score = ascending[at];
        int below = at;
        while (below > 0 && ascending[below - 1] == score) {
            below--;
        }
        int above = at;
        while (above < ascending.length && ascending[above] == score) {
            above++;
        }
        return at - below > above - at ? Math.nextUp(score) : score;
    }
}
