package moelab.moe;

import moelab.experts.ExpertLayout;
import moelab.routing.Budget;
import moelab.routing.ReferenceSelection;
import moelab.routing.Router;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.FeedForward;
import org.ejml.data.FMatrixRMaj;

/**
 * The mixture of experts computed as its equation is written, neuron by neuron: the readable version of
 * {@link MoeFeedForward}, which is checked against it.
 *
 * <pre>
 *   S = the experts that router and budget choose for row x
 *   y = b2 + sum over neurons j of experts in S of relu(x . W1[:,j] + b1[j]) W2[j,:]
 * </pre>
 *
 * @param network the dense network, whose weights are read where they are
 * @param layout which neuron is in which expert
 * @param router scores the experts
 * @param budget how many of them a row uses
 */
public record ReferenceMoeFeedForward(DenseFeedForward network, ExpertLayout layout, Router router, Budget budget)
        implements FeedForward {

    @Override
    public void apply(FMatrixRMaj x, FMatrixRMaj y) {
        float[] scores = new float[layout.experts()];
        for (int r = 0; r < x.numRows; r++) {
            for (int k = 0; k < y.numCols; k++) {
                y.set(r, k, network.outputBias().get(0, k)); //                 y = b2
            }
            router.scores(x.data, r * x.numCols, scores);
            for (int e : ReferenceSelection.select(scores, layout.shared(), budget)) { // all others are skipped
                for (int j : layout.neurons(e)) {
                    addNeuron(j, x, y, r);
                }
            }
        }
    }

    private void addNeuron(int j, FMatrixRMaj x, FMatrixRMaj y, int r) {
        float h = network.inputBias().get(0, j); //                             h = relu(x . W1[:,j] + b1[j])
        for (int k = 0; k < x.numCols; k++) {
            h += x.get(r, k) * network.inputWeights().get(k, j);
        }
        for (int k = 0; k < y.numCols && h > 0; k++) { //                       y = y + h W2[j,:]
            y.set(r, k, y.get(r, k) + h * network.outputWeights().get(j, k));
        }
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
    public String toString() {
        return layout.experts() + " experts of " + layout.expertSize() + " neurons, computed neuron by neuron, "
                + router + ", " + budget;
    }
}
