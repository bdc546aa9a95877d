import moelab.exercise.Unsolved;
import moelab.experts.ExpertLayout;
import moelab.routing.Budget;
import moelab.routing.Router;
import moelab.routing.Selection;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.FeedForward;
import org.ejml.data.FMatrixRMaj;

/**
 * Exercise 13: a feed-forward network that computes only the experts a token needs.
 *
 * <pre>
 *   S = the experts that router and budget choose for row x
 *   y = b2 + sum over neurons j of experts in S of relu(x . W1[:,j] + b1[j]) W2[j,:]
 * </pre>
 *
 * Nothing of the other experts may be computed, because otherwise nothing is saved. The router writes one score per
 * expert, router.scores(x.data, offset of the row, scores); selection.select(scores, budget) returns how many experts
 * were chosen, and selection.expert(i) is the i-th of them. The neurons of expert e are layout.neuron(p) for p from
 * e * layout.expertSize() on. The weights are network.inputWeights() (d x d_ff), inputBias() (1 x d_ff),
 * outputWeights() (d_ff x d) and outputBias() (1 x d).
 */
public class SkippingFeedForward implements FeedForward {
    private final DenseFeedForward network;
    private final ExpertLayout layout;
    private final Router router;
    private final Budget budget;
    private final Selection selection;
    private final float[] scores;

    public SkippingFeedForward(DenseFeedForward network, ExpertLayout layout, Router router, Budget budget) {
        this.network = network;
        this.layout = layout;
        this.router = router;
        this.budget = budget;
        this.selection = new Selection(layout.experts(), layout.shared());
        this.scores = new float[layout.experts()];
    }

    @Override
    public int modelDimension() {
        return network.modelDimension();
    }

    @Override
    public int hiddenDimension() {
        return network.hiddenDimension();
    }

    /** Tasks 13.1 to 13.4: Y from X, row by row; rows may choose different experts. */
    @Override
    public void apply(FMatrixRMaj x, FMatrixRMaj y) {
        throw new Unsolved("13.1", "b2 plus what the chosen experts' neurons add");
    }
}
