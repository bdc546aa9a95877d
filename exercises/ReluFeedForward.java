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
        throw new Unsolved("1.1", "H = relu(X W1 + b1)");
    }

    /** Task 1.2: Y = H W2 + b2; h is rows x d_ff, y is rows x d and is overwritten. */
    @Override
    public void output(FMatrixRMaj h, FMatrixRMaj y) {
        throw new Unsolved("1.2", "Y = H W2 + b2");
    }

    /** Task 1.3: Y = FFN(X) for any number of rows; one object is used for batches of different heights. */
    @Override
    public void apply(FMatrixRMaj x, FMatrixRMaj y) {
        throw new Unsolved("1.3", "H between X and Y");
    }
}
