package moelab.routing.training;

import moelab.experts.ExpertContribution;
import moelab.experts.ExpertLayout;
import moelab.routing.LinearRouter;
import moelab.sparsity.Activations;
import moelab.transformer.DenseFeedForward;
import org.ejml.data.FMatrixRMaj;
import org.tribuo.MutableDataset;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.evaluation.MultiLabelEvaluation;
import org.tribuo.multilabel.evaluation.MultiLabelEvaluator;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;
import org.tribuo.multilabel.sgd.linear.LinearSGDTrainer;
import org.tribuo.multilabel.sgd.objectives.BinaryCrossEntropy;

/**
 * Multi-label logistic regression by Tribuo: which experts contribute most to this token?
 *
 * <pre>
 *   P(expert e is among the k that contribute most | x) = sigmoid(x . w[e] + b[e])
 * </pre>
 *
 * @param work how a contribution is measured
 * @param wanted k, the number of positive experts per token; an expert that contributes nothing is never positive
 * @param limit the largest number of tokens to learn from; a Tribuo example takes about 0.2 ms to build
 * @param epochs passes over them
 * @param seed order of the examples and choice of the tokens
 */
public record LogisticTrainer(ExpertContribution work, int wanted, int limit, int epochs, long seed)
        implements RouterTrainer {
    public LogisticTrainer {
        if (wanted < 1 || limit < 1 || epochs < 1) {
            throw new IllegalArgumentException(wanted + " wanted experts, " + limit + " tokens, " + epochs
                    + " epochs, expected at least 1 of each");
        }
    }

    @Override
    public LinearRouter train(DenseFeedForward network, ExpertLayout layout, Activations seen) {
        MutableDataset<MultiLabel> data = dataset(network, layout, seen.sample(limit, seed));
        if (data.getOutputInfo().size() == 0) { // no neuron fired on any token: no expert is worth more than another
            return new LinearRouter(
                    new FMatrixRMaj(network.modelDimension(), layout.experts()), new FMatrixRMaj(1, layout.experts()));
        }
        return fit(network, layout, data).compiled();
    }

    /**
     * Returns the Tribuo model, to save, inspect or evaluate.
     *
     * @throws IllegalArgumentException if no token has an expert with any work, because Tribuo then has no label
     */
    public TribuoModel<MultiLabel> fit(DenseFeedForward network, ExpertLayout layout, Activations seen) {
        MutableDataset<MultiLabel> data = dataset(network, layout, seen.sample(limit, seed));
        if (data.getOutputInfo().size() == 0) {
            throw new IllegalArgumentException("no neuron of the layer fires on any of " + data.size()
                    + " tokens, expected tokens with an expert to learn");
        }
        return fit(network, layout, data);
    }

    private TribuoModel<MultiLabel> fit(
            DenseFeedForward network, ExpertLayout layout, MutableDataset<MultiLabel> data) {
        LinearSGDTrainer trainer =
                new LinearSGDTrainer(new BinaryCrossEntropy(), new AdaGrad(0.1, 0.1), epochs, -1, 1, seed);
        LinearSGDModel model = trainer.train(data);
        return new TribuoModel<>(model, network.modelDimension(), layout.experts());
    }

    /** Returns Tribuo's evaluation (micro and macro precision, recall, F1 and more) on other tokens. */
    public MultiLabelEvaluation evaluate(
            TribuoModel<MultiLabel> model, DenseFeedForward network, ExpertLayout layout, Activations heldOut) {
        return new MultiLabelEvaluator().evaluate(model.model(), dataset(network, layout, heldOut.sample(limit, seed)));
    }

    private MutableDataset<MultiLabel> dataset(DenseFeedForward network, ExpertLayout layout, Activations seen) {
        return TribuoData.labels(work, wanted, network, layout, seen);
    }

    @Override
    public String toString() {
        return "Tribuo logistic, top " + wanted + " by " + work.name().toLowerCase(java.util.Locale.ROOT);
    }
}
