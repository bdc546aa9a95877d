package moelab.exercise;

import moelab.routing.training.RouterTrainer;
import org.ejml.data.FMatrixRMaj;

/** A router that is learned from which experts tokens would have wanted. */
public interface LearnedRouter extends RouterTrainer {

    /**
     * Which experts each token wants: the k that do most work on it, of equal ones the lower numbers, but none that
     * does no work.
     *
     * @param work work of each expert on each token, tokens x experts, nothing negative; not changed
     * @return tokens x experts
     */
    boolean[][] wanted(FMatrixRMaj work, int k);
}
