import moelab.exercise.FeedForwardParts;
import moelab.exercise.Unsolved;
import org.ejml.data.FMatrixRMaj;

/**
 * Exercise 1: the feed-forward network of a Transformer layer, forward.
 *
 * <pre>
 *   H = relu(X W1 + b1)         rows x d_ff        relu(a) = max(0, a), entry by entry
 *   Y = H W2 + b2               rows x d           a bias is added to every row
 * </pre>
 *
 * Shapes: X rows x d, W1 d x d_ff, b1 1 x d_ff, W2 d_ff x d, b2 1 x d. An entry of a matrix is m.get(i, j) and
 * m.set(i, j, value); loops are fine, and so is CommonOps_FDRM.mult of EJML.
 */
public class ReluFeedForward implements FeedForwardParts {
    private final FMatrixRMaj w1;
    private final FMatrixRMaj b1;
    private final FMatrixRMaj w2;
    private final FMatrixRMaj b2;

    public ReluFeedForward(FMatrixRMaj w1, FMatrixRMaj b1, FMatrixRMaj w2, FMatrixRMaj b2) {
        this.w1 = w1;
        this.b1 = b1;
        this.w2 = w2;
        this.b2 = b2;
    }

    @Override
    public int modelDimension() {
        return w1.numRows;
    }

    @Override
    public int hiddenDimension() {
        return w1.numCols;
    }

    /** Task 1.1: H = relu(X W1 + b1); x is rows x d, h is rows x d_ff and is overwritten. */
    @Override
    public void hidden(FMatrixRMaj x, FMatrixRMaj h) {
        // BEGIN SOLUTION
        // AFTER: Our solution starts each sum at the bias, so that no second loop adds it. The library's
        //     DenseFeedForward computes the same with a matrix product that handles several neurons at once. Chapter
        //     2 goes on with your H: how many of its entries are above 0?
        // HINT 1.1: Entry (i, j) of H belongs to row i of X and to neuron j. Which column of W1 is that neuron, and
        //     which entry of b1?
        // HINT 1.1: Start a sum at b1[j], add x[i][k] * w1[k][j] for every k, and store the larger of that sum and 0.
        // HINT 1.1: float sum = b1.get(0, j); for (int k = 0; k < w1.numRows; k++) sum += x.get(i, k) * w1.get(k, j);
        //     h.set(i, j, Math.max(0, sum));
        for (int i = 0; i < x.numRows; i++) {
            for (int j = 0; j < w1.numCols; j++) {
                float sum = b1.get(0, j);
                for (int k = 0; k < w1.numRows; k++) {
                    sum += x.get(i, k) * w1.get(k, j);
                }
                h.set(i, j, Math.max(0, sum));
            }
        }
        // STUB: throw new Unsolved("1.1", "H = relu(X W1 + b1)");
        // END SOLUTION
    }

    /** Task 1.2: Y = H W2 + b2; h is rows x d_ff, y is rows x d and is overwritten. */
    @Override
    public void output(FMatrixRMaj h, FMatrixRMaj y) {
        // BEGIN SOLUTION
        // HINT 1.2: What does a neuron add to the output when it does not fire? And what is left when none fires?
        // HINT 1.2: It is the same sum as in task 1.1 with W2 and b2, but without the relu.
        for (int i = 0; i < h.numRows; i++) {
            for (int k = 0; k < w2.numCols; k++) {
                float sum = b2.get(0, k);
                for (int j = 0; j < w2.numRows; j++) {
                    sum += h.get(i, j) * w2.get(j, k);
                }
                y.set(i, k, sum);
            }
        }
        // STUB: throw new Unsolved("1.2", "Y = H W2 + b2");
        // END SOLUTION
    }

    /** Task 1.3: Y = FFN(X) for any number of rows; one object is used for batches of different heights. */
    @Override
    public void apply(FMatrixRMaj x, FMatrixRMaj y) {
        // BEGIN SOLUTION
        // HINT 1.3: How many rows and columns does the matrix between the two halves have?
        // HINT 1.3: Make H with new FMatrixRMaj(rows, columns), and call the two methods above one after the other.
        FMatrixRMaj h = new FMatrixRMaj(x.numRows, hiddenDimension());
        hidden(x, h);
        output(h, y);
        // STUB: throw new Unsolved("1.3", "H between X and Y");
        // END SOLUTION
    }
}
