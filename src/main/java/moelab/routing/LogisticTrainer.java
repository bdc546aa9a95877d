package moelab.routing;

import moelab.experts.ExpertContribution;
import moelab.experts.ExpertLayout;
import moelab.sparsity.Activations;
import moelab.transformer.DenseFeedForward;
import org.tribuo.MutableDataset;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.evaluation.MultiLabelEvaluation;
import org.tribuo.multilabel.evaluation.MultiLabelEvaluator;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;
import org.tribuo.multilabel.sgd.linear.LinearSGDTrainer;
import org.tribuo.multilabel.sgd.objectives.BinaryCrossEntropy;

/**
 * Multi-label logistic regression by Tribuo: which experts are worth having on this token?
 *
 * <pre>
 *   P(expert e is among the k with most work | x) = sigmoid(x . w[e] + b[e])
 * </pre>
 *
 * @param work what "most work" means
 * @param wanted k, how many experts a token wants; those without any work are never wanted
 * @param limit the most tokens to learn from: building Tribuo examples costs about 0.2 ms each
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
        return fit(network, layout, seen).compiled();
    }

    /** The Tribuo model, to save, inspect or evaluate. */
    public TribuoModel<MultiLabel> fit(DenseFeedForward network, ExpertLayout layout, Activations seen) {
        LinearSGDTrainer trainer =
                new LinearSGDTrainer(new BinaryCrossEntropy(), new AdaGrad(0.1, 0.1), epochs, -1, 1, seed);
        LinearSGDModel model = trainer.train(dataset(network, layout, seen.sample(limit, seed)));
        return new TribuoModel<>(model, network.modelDimension(), layout.experts());
    }

    /** Tribuo's evaluation (micro and macro precision, recall, F1 and more) on other tokens. */
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
