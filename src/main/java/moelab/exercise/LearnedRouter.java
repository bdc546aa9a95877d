package moelab.exercise;

import moelab.routing.training.RouterTrainer;
import org.ejml.data.FMatrixRMaj;

/** A router that learns which experts each recorded token needed. */
public interface LearnedRouter extends RouterTrainer {

    /**
     * Returns which experts each token needs: the k that contribute most to it, lower numbers among equals, but none
     * that contributes nothing.
     *
     * @param work contribution of each expert to each token, tokens x experts, nothing negative; not changed
     * @return tokens x experts
     */
    boolean[][] wanted(FMatrixRMaj work, int k);
}
