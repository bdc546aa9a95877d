import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import moelab.exercise.LearnedRouter;
import moelab.exercise.Unsolved;
import moelab.experts.ExpertLayout;
import moelab.experts.ExpertContribution;
import moelab.routing.LinearRouter;
import moelab.routing.Router;
import moelab.sparsity.Activations;
import moelab.transformer.DenseFeedForward;
import org.ejml.data.FMatrixRMaj;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.multilabel.sgd.linear.LinearSGDModel;
import org.tribuo.multilabel.sgd.linear.LinearSGDTrainer;
import org.tribuo.multilabel.sgd.objectives.BinaryCrossEntropy;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Exercise 12: a router learned with Tribuo.
 *
 * <p>Which experts are worth computing for token x? Recorded tokens tell: ExpertContribution.MASS.of(seen,
 * network.outputWeights(), layout) is the contribution of each expert to each token (tokens x experts), and a token
 * wants the k experts that contribute most (in training, k is WANTED). Predicting a set of labels from features is
 * multi-label classification: one example per token, with the d entries of its row of seen.inputs() as features and
 * the wanted experts as labels. Tribuo's LinearSGDTrainer learns a logistic regression for each label,
 *
 * <pre>
 *   P(expert e is wanted | x) = sigmoid(x . w[e] + b[e])
 * </pre>
 *
 * whose weights, copied into a d x experts matrix and a 1 x experts bias, make a LinearRouter that costs d
 * multiply-adds per expert.
 */
public class TribuoRouter implements LearnedRouter {
    private static final int WANTED = 2;

    /** Task 12.1: the k experts that contribute most to each token, lower numbers first, none that adds nothing. */
    @Override
    public boolean[][] wanted(FMatrixRMaj work, int k) {
        throw new Unsolved("12.1", "the k experts that contribute most, none that contributes nothing");
    }

    /** Tasks 12.2, 12.3 and 12.4: a data set, a trained model, and its weights in a router. */
    @Override
    public Router train(DenseFeedForward network, ExpertLayout layout, Activations seen) {
        throw new Unsolved("12.2", "examples, a trained model, its weights in a LinearRouter");
    }
}
