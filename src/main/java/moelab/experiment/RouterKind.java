package moelab.experiment;

import moelab.experts.ExpertContribution;
import moelab.routing.OracleRouter;
import moelab.routing.RandomRouter;
import moelab.routing.TwoLayerRouter;
import moelab.routing.training.CentroidTrainer;
import moelab.routing.training.LogisticTrainer;
import moelab.routing.training.RegressionTrainer;
import moelab.routing.training.RidgeTrainer;
import moelab.routing.training.RouterLoss;
import moelab.routing.training.RouterTrainer;
import moelab.routing.training.TwoLayerTrainer;

/** The named routers. */
public enum RouterKind {
    /** Computes everything to find out what could have been skipped: the upper bound. */
    ORACLE("oracle"),
    /** Chooses uniformly at random: the baseline. */
    RANDOM("random"),
    /** Similarity to the centroid of each expert's input weights. */
    CENTROID("centroid"),
    /** Least squares on the square root of each expert's output norm. */
    RIDGE("ridge"),
    /** Tribuo's multi-label logistic regression: is the expert among the quarter with the largest output? */
    LOGISTIC("Tribuo logistic"),
    /** Tribuo's linear regression on each expert's output norm. */
    REGRESSION("Tribuo regression"),
    /** The small two-layer network of MoEfication (Zhang et al. 2021). */
    TWO_LAYER("two-layer");

    // fewer tokens than other routers learn from, because building a Tribuo example takes 0.2 ms
    private static final int TRIBUO_TOKENS = 10_000;
    private final String label;

    RouterKind(String label) {
        this.label = label;
    }

    /**
     * Returns a trainer of this kind.
     *
     * @param experts number of experts per layer
     */
    public RouterTrainer trainer(int experts, long seed) {
        return switch (this) {
            case ORACLE -> (network, layout, seen) -> new OracleRouter(network, layout, ExpertContribution.OUTPUT);
            case RANDOM ->
                (network, layout, seen) -> new RandomRouter(network.modelDimension(), layout.experts(), seed);
            case CENTROID -> new CentroidTrainer();
            case RIDGE -> new RidgeTrainer(ExpertContribution.OUTPUT, 1e-3, 0.5);
            case LOGISTIC ->
                new LogisticTrainer(ExpertContribution.OUTPUT, Math.max(1, experts / 4), TRIBUO_TOKENS, 5, seed);
            case REGRESSION -> new RegressionTrainer(ExpertContribution.OUTPUT, TRIBUO_TOKENS, 5, seed);
            case TWO_LAYER ->
                new TwoLayerTrainer(
                        ExpertContribution.OUTPUT,
                        RouterLoss.SOFTMAX_CROSS_ENTROPY,
                        TwoLayerRouter.Activation.TANH,
                        0,
                        Math.max(1, experts / 4),
                        5,
                        seed);
        };
    }

    @Override
    public String toString() {
        return label;
    }
}
