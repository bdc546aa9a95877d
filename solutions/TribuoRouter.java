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
        // BEGIN SOLUTION
        // AFTER: Our solution learns from a sample of tokens and gives experts that were never wanted a score that
        //     cannot win. The library also fits a least-squares router (ridge), which chapter 6 compares with this
        //     one. Chapter 7 puts routers to work.
        // HINT 12.1: If only one expert contributes to a token and k is 2, how many experts does it want?
        // HINT 12.1: One. Sort the experts of the token by their contribution, descending, lower numbers first among
        //     equals (see exercise 11), take k, and drop those that contribute nothing.
        boolean[][] wanted = new boolean[work.numRows][work.numCols];
        for (int r = 0; r < work.numRows; r++) {
            int row = r;
            IntStream.range(0, work.numCols).boxed().sorted(Comparator.comparingDouble(e -> -work.get(row, e))).limit(k)
                    .filter(e -> work.get(row, e) > 0).forEach(e -> wanted[row][e] = true);
        }
        return wanted;
        // STUB: throw new Unsolved("12.1", "the k experts that contribute most, none that contributes nothing");
        // END SOLUTION
    }

    /** Tasks 12.2, 12.3 and 12.4: a data set, a trained model, and its weights in a router. */
    @Override
    public Router train(DenseFeedForward network, ExpertLayout layout, Activations seen) {
        // BEGIN SOLUTION
        // HINT 12.2: What is an example, what are its features, and what is it labeled with?
        // HINT 12.2: new ArrayExample<>(new MultiLabel(setOfLabels), names, values) with names x000, x001, ... and
        //     values double; a Label for each wanted expert, e000, e001, ...; data = new MutableDataset<>(new
        //     SimpleDataSourceProvenance("tokens", factory), factory), factory = new MultiLabelFactory().
        // HINT 12.2: new LinearSGDTrainer(new BinaryCrossEntropy(), new AdaGrad(0.1, 0.1), 5, -1, 1, 1L).train(data)
        //     is a LinearSGDModel; getWeightsCopy() has one row per label and one column per feature, the bias last.
        //     model.getOutputIDInfo() gives (row, label), model.getFeatureIDMap().getID(name) the column.
        // HINT 12.3: A router is used at every step of decoding, on a row in the middle of a long array. Who adds the
        //     offset, and where could the result depend on chance?
        // HINT 12.3: LinearRouter takes care of the offset. The order of the examples is drawn from the trainer's
        //     seed: give it one.
        // HINT 12.4: Tribuo knows only the labels it has seen. What score does an expert get that was never wanted?
        // HINT 12.4: The one that you begin with: fill the bias with a number far below all others, -1000 say, before
        //     you copy the weights of the labels that are there.
        Activations some = seen.sample(2_000, 1); // enough to learn from, and Tribuo takes its time
        boolean[][] wanted = wanted(ExpertContribution.MASS.of(some, network.outputWeights(), layout), WANTED);
        LinearSGDModel model = new LinearSGDTrainer(new BinaryCrossEntropy(), new AdaGrad(0.1, 0.1), 10, -1, 1, 1L)
                .train(dataset(some, wanted));
        DenseMatrix weights = model.getWeightsCopy();
        FMatrixRMaj w = new FMatrixRMaj(seen.dimension(), layout.experts());
        FMatrixRMaj b = new FMatrixRMaj(1, layout.experts());
        Arrays.fill(b.data, -1000);
        for (Pair<Integer, MultiLabel> output : model.getOutputIDInfo()) {
            int e = Integer.parseInt(output.getB().getLabelString().substring(1));
            for (int k = 0; k < seen.dimension(); k++) {
                w.set(k, e, (float) weights.get(output.getA(), model.getFeatureIDMap().getID(name("x", k))));
            }
            b.set(0, e, (float) weights.get(output.getA(), seen.dimension()));
        }
        return new LinearRouter(w, b);
        // STUB: throw new Unsolved("12.2", "examples, a trained model, its weights in a LinearRouter");
        // END SOLUTION
    }
    // BEGIN SOLUTION

    private static MutableDataset<MultiLabel> dataset(Activations seen, boolean[][] wanted) {
        MultiLabelFactory factory = new MultiLabelFactory();
        MutableDataset<MultiLabel> data =
                new MutableDataset<>(new SimpleDataSourceProvenance("tokens", factory), factory);
        String[] names = IntStream.range(0, seen.dimension()).mapToObj(k -> name("x", k)).toArray(String[]::new);
        for (int t = 0; t < seen.rows(); t++) {
            double[] values = new double[names.length];
            for (int k = 0; k < values.length; k++) {
                values[k] = seen.inputs().get(t, k);
            }
            Set<Label> labels = new HashSet<>();
            for (int e = 0; e < wanted[t].length; e++) {
                if (wanted[t][e]) {
                    labels.add(new Label(name("e", e)));
                }
            }
            data.add(new ArrayExample<>(new MultiLabel(labels), names, values));
        }
        return data;
    }

    private static String name(String letter, int number) {
        return String.format("%s%03d", letter, number);
    }
    // END SOLUTION
}
