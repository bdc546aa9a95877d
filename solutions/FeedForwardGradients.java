import moelab.exercise.Unsolved;
import moelab.transformer.ActivationPenalty;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.Dropout;
import moelab.transformer.TrainableFeedForward;
import moelab.transformer.layers.Gradients;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;

/**
 * Exercise 15: the feed-forward network, backward.
 *
 * <pre>
 *   forward:    A = X W1 + b1,   H = relu(A) * F,   Y = H W2 + b2
 *               F: dropout factors, entry by entry, if there are any
 *
 *   backward:   dW2 = H' dY           db2 = column sums of dY
 *               dH  = dY W2'          plus the gradient of the penalty
 *               dA  = dH * F where H > 0, else 0
 *               dW1 = X' dA           db1 = column sums of dA
 *               dX  = dA W1'
 * </pre>
 *
 * dY means dLoss/dY, and so on: each has the shape of the matrix after the d. The trace of the forward pass holds X
 * (input()), H (hidden()) and F (trace.dropped().multiply(m) sets m = m * F, entry by entry). Gradients are not
 * overwritten: add yours to the matrix gradients.of(weight). Useful: CommonOps_FDRM.multTransB(a, b, c) sets c = a b',
 * CommonOps_FDRM.multAddTransA(a, b, c) adds a' b to c.
 */
public class FeedForwardGradients implements TrainableFeedForward {
    private final DenseFeedForward network;

    public FeedForwardGradients(DenseFeedForward network) {
        this.network = network;
    }

    @Override
    public int modelDimension() {
        return network.modelDimension();
    }

    @Override
    public int hiddenDimension() {
        return network.hiddenDimension();
    }

    @Override
    public void apply(FMatrixRMaj x, FMatrixRMaj y) {
        network.apply(x, y);
    }

    @Override
    public Trace forward(FMatrixRMaj x, Dropout dropout) {
        return network.forward(x, dropout);
    }

    /** Tasks 15.1 to 15.4: adds dW1, db1, dW2 and db2 to the gradients and returns dX. */
    @Override
    public FMatrixRMaj backward(Trace trace, FMatrixRMaj dy, Gradients gradients, ActivationPenalty penalty) {
        outputGradients(trace, dy, gradients);
        FMatrixRMaj da = hiddenGradient(trace, dy, penalty);
        inputGradients(trace, da, gradients);
        // BEGIN SOLUTION
        // AFTER: Our solution uses the trace of the forward pass, so that nothing is computed twice, and applies the
        //     penalty before the dropout factors. The library does the same with faster products. Chapter 9 checks
        //     your gradient against a measured slope and trains a model with gradients like these.
        // HINT 15.3: X enters through A = X W1 only. Which two matrices give something of the shape of X, rows x d?
        // HINT 15.3: dA (rows x d_ff) times W1' (d_ff x d): CommonOps_FDRM.multTransB(da, network.inputWeights(),
        //     dx).
        FMatrixRMaj dx = new FMatrixRMaj(dy.numRows, modelDimension());
        CommonOps_FDRM.multTransB(da, network.inputWeights(), dx);
        return dx;
        // STUB: throw new Unsolved("15.3", "dX = dA W1'");
        // END SOLUTION
    }

    /** Task 15.1: dW2 += H' dY, db2 += column sums of dY. */
    private void outputGradients(Trace trace, FMatrixRMaj dy, Gradients gradients) {
        // BEGIN SOLUTION
        // HINT 15.1: Entry (j, k) of W2 takes h[i][j] to y[i][k], for every row i. By the chain rule, what is
        //     dLoss/dW2[j][k]?
        // HINT 15.1: The sum over i of h[i][j] * dy[i][k]: H' dY. b2[k] goes into every row, so its gradient is the
        //     sum of column k of dY.
        // HINT 15.1: CommonOps_FDRM.multAddTransA(trace.hidden(), dy, gradients.of(network.outputWeights())), and a
        //     loop that adds dy[i][k] to gradients.of(network.outputBias()).
        CommonOps_FDRM.multAddTransA(trace.hidden(), dy, gradients.of(network.outputWeights()));
        addColumnSums(dy, gradients.of(network.outputBias()));
        // STUB: throw new Unsolved("15.1", "dW2 += H' dY, db2 += column sums of dY");
        // END SOLUTION
    }

    /** Task 15.2: dA = dY W2' where H is above 0, else 0; rows x d_ff. Task 15.4: with the penalty, and times F. */
    private FMatrixRMaj hiddenGradient(Trace trace, FMatrixRMaj dy, ActivationPenalty penalty) {
        // BEGIN SOLUTION
        // HINT 15.2: What does a small change of a do to relu(a), if a is 5, and if a is -5?
        // HINT 15.2: The same change, or nothing: dA is dH where the neuron fired, and 0 where it did not. Where H is
        //     0 the neuron was silent or dropped.
        // HINT 15.2: dH = dY W2' by multTransB, then 0 where H is not above 0. For dW1 and db1 compare A = X W1 + b1
        //     with Y = H W2 + b2: which matrix takes the place of H here?
        // HINT 15.4: F multiplies relu(A) on the way forward. What does it do to the gradient on the way back, and
        //     which comes first, F or the penalty, which is a function of H?
        // HINT 15.4: The backward pass goes in the opposite order: first penalty.addGradient(trace.hidden(), dh), then
        //     every entry times F, which is trace.dropped().multiply(dh).
        FMatrixRMaj da = new FMatrixRMaj(dy.numRows, hiddenDimension());
        CommonOps_FDRM.multTransB(dy, network.outputWeights(), da);
        penalty.addGradient(trace.hidden(), da);
        trace.dropped().multiply(da);
        for (int i = 0; i < da.getNumElements(); i++) {
            da.data[i] = trace.hidden().data[i] > 0 ? da.data[i] : 0;
        }
        return da;
        // STUB: throw new Unsolved("15.2", "dA = dY W2' where H > 0, else 0");
        // END SOLUTION
    }

    /** Task 15.2 as well: dW1 += X' dA, db1 += column sums of dA. */
    private void inputGradients(Trace trace, FMatrixRMaj da, Gradients gradients) {
        // BEGIN SOLUTION
        CommonOps_FDRM.multAddTransA(trace.input(), da, gradients.of(network.inputWeights()));
        addColumnSums(da, gradients.of(network.inputBias()));
        // STUB: throw new Unsolved("15.2", "dW1 += X' dA, db1 += column sums of dA");
        // END SOLUTION
    }
    // BEGIN SOLUTION

    private static void addColumnSums(FMatrixRMaj m, FMatrixRMaj sums) {
        for (int i = 0; i < m.numRows; i++) {
            for (int j = 0; j < m.numCols; j++) {
                sums.data[j] += m.get(i, j);
            }
        }
    }
    // END SOLUTION
}
