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
        // BEGIN SOLUTION
        // AFTER: Our solution starts each row from b2 and adds neuron by neuron. The library's MoeFeedForward stores
        //     the weights in the order of the experts, reads them in blocks, and screens the neurons of a chosen
        //     expert before it computes them. Chapter 7 measures what that gains, and chapter 8 what it costs in
        //     BLEU.
        // HINT 13.1: If no expert is chosen at all, what is y?
        // HINT 13.1: b2. So start row r of y with b2, and let every chosen expert add to it, neuron by neuron.
        // HINT 13.1: For neuron j: h = b1[j] + sum over k of x[r][k] * w1[k][j]; if h > 0, add h * w2[j][k] to
        //     y[r][k] for every k.
        // HINT 13.2: Where does row r of x begin in x.data, and when are the scores of that row out of date?
        // HINT 13.2: At r * x.numCols. Score and select anew for every row, then compute that row before the next
        //     one.
        // HINT 13.3: Does your code read the weights of an expert that was not chosen, say to multiply them by 0?
        // HINT 13.3: The check fills the weights of unwanted experts with NaN, and 0 * NaN is NaN. Loop over the
        //     chosen experts and their neurons only.
        // HINT 13.4: Which experts does a layout compute for every token, and what makes sure of it?
        // HINT 13.4: Selection does, if it was made with layout.shared(): then the first experts are among
        //     selection.expert(i) whatever their score.
        int d = modelDimension();
        for (int r = 0; r < x.numRows; r++) {
            router.scores(x.data, r * d, scores);
            int chosen = selection.select(scores, budget);
            System.arraycopy(network.outputBias().data, 0, y.data, r * d, d);
            for (int i = 0; i < chosen; i++) {
                int first = selection.expert(i) * layout.expertSize();
                for (int place = first; place < first + layout.expertSize(); place++) {
                    addNeuron(layout.neuron(place), x, y, r);
                }
            }
        }
        // STUB: throw new Unsolved("13.1", "b2 plus what the chosen experts' neurons add");
        // END SOLUTION
    }
    // BEGIN SOLUTION

    private void addNeuron(int j, FMatrixRMaj x, FMatrixRMaj y, int r) {
        float h = network.inputBias().get(0, j);
        for (int k = 0; k < x.numCols; k++) {
            h += x.get(r, k) * network.inputWeights().get(k, j);
        }
        for (int k = 0; k < x.numCols && h > 0; k++) {
            y.set(r, k, y.get(r, k) + h * network.outputWeights().get(j, k));
        }
    }
    // END SOLUTION
}
