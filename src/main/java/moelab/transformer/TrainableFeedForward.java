package moelab.transformer;

import java.util.List;
import moelab.linalg.sparse.SparseMatrix;
import moelab.transformer.layers.Gradients;
import org.ejml.data.FMatrixRMaj;

/**
 * A feed-forward network that can also be trained: it remembers a forward pass and turns dY into dX and weight
 * gradients.
 */
public interface TrainableFeedForward extends FeedForward {

    /**
     * What the backward pass needs.
     *
     * @param input X, rows x d
     * @param hidden activations after ReLU and dropout, rows x d_ff; zero where a neuron was skipped
     * @param active H once more, as a sparse matrix, if few of its entries are other than 0; otherwise null
     * @param dropped which hidden activations were dropped
     * @param output Y, rows x d
     */
    record Trace(
            FMatrixRMaj input, FMatrixRMaj hidden, SparseMatrix active, Dropout.Mask dropped, FMatrixRMaj output) {}

    /** Returns weights that are trained although they are not among the model's parameters, for example of a router. */
    default List<FMatrixRMaj> ownWeights() {
        return List.of();
    }

    /** Returns Y = FFN(X) with dropout on the hidden activations; safe to call from several threads at once. */
    Trace forward(FMatrixRMaj x, Dropout dropout);

    /**
     * Returns dX from dY; adds to the gradients of the weights.
     *
     * @param penalty what the loss adds for the hidden activations
     */
    FMatrixRMaj backward(Trace trace, FMatrixRMaj dy, Gradients gradients, ActivationPenalty penalty);
}
