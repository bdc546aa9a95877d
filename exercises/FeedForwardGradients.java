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
        throw new Unsolved("15.3", "dX = dA W1'");
    }

    /** Task 15.1: dW2 += H' dY, db2 += column sums of dY. */
    private void outputGradients(Trace trace, FMatrixRMaj dy, Gradients gradients) {
        throw new Unsolved("15.1", "dW2 += H' dY, db2 += column sums of dY");
    }

    /** Task 15.2: dA = dY W2' where H is above 0, else 0; rows x d_ff. Task 15.4: with the penalty, and times F. */
    private FMatrixRMaj hiddenGradient(Trace trace, FMatrixRMaj dy, ActivationPenalty penalty) {
        throw new Unsolved("15.2", "dA = dY W2' where H > 0, else 0");
    }

    /** Task 15.2 as well: dW1 += X' dA, db1 += column sums of dA. */
    private void inputGradients(Trace trace, FMatrixRMaj da, Gradients gradients) {
        throw new Unsolved("15.2", "dW1 += X' dA, db1 += column sums of dA");
    }
}
