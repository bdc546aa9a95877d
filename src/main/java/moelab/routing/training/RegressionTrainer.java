package moelab.routing.training;

import moelab.experts.ExpertContribution;
import moelab.experts.ExpertLayout;
import moelab.routing.LinearRouter;
import moelab.sparsity.Activations;
import moelab.transformer.DenseFeedForward;
import org.tribuo.MutableDataset;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.evaluation.RegressionEvaluation;
import org.tribuo.regression.evaluation.RegressionEvaluator;
import org.tribuo.regression.sgd.linear.LinearSGDModel;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/**
 * Linear regression by Tribuo: how much will each expert contribute to this token?
 *
 * <p>The targets are divided by their mean over all tokens and experts, so that one learning rate fits every layer; the
 * router's scores are on that scale. {@link RidgeTrainer} solves the same problem in closed form.
 *
 * @param work the contribution to predict
 * @param limit the largest number of tokens to learn from
 * @param epochs passes over them
 * @param seed order of the examples and choice of the tokens
 */
public record RegressionTrainer(ExpertContribution work, int limit, int epochs, long seed) implements RouterTrainer {
    @Override
    public LinearRouter train(DenseFeedForward network, ExpertLayout layout, Activations seen) {
        return fit(network, layout, seen).compiled();
    }

    /** Returns the Tribuo model, to save, inspect or evaluate. */
    public TribuoModel<Regressor> fit(DenseFeedForward network, ExpertLayout layout, Activations seen) {
        LinearSGDTrainer trainer = new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(0.02, 0.1), epochs, -1, 1, seed);
        LinearSGDModel model = trainer.train(dataset(network, layout, seen.sample(limit, seed)));
        return new TribuoModel<>(model, network.modelDimension(), layout.experts());
    }

    /**
     * Returns Tribuo's evaluation (R squared, RMSE, mean absolute error for each expert) on other tokens, whose
     * contributions are divided by their own mean.
     */
    public RegressionEvaluation evaluate(
            TribuoModel<Regressor> model, DenseFeedForward network, ExpertLayout layout, Activations heldOut) {
        return new RegressionEvaluator().evaluate(model.model(), dataset(network, layout, heldOut.sample(limit, seed)));
    }

    private MutableDataset<Regressor> dataset(DenseFeedForward network, ExpertLayout layout, Activations seen) {
        return TribuoData.contributions(work, network, layout, seen);
    }

    @Override
    public String toString() {
        return "Tribuo regression on " + work.name().toLowerCase(java.util.Locale.ROOT);
    }
}
