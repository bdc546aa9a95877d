package moelab.transformer;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import moelab.transformer.layers.Gradients;
import org.ejml.data.FMatrixRMaj;

/**
 * How the sum of a feed-forward network's outputs changes with the bias of one neuron, computed in two ways: by a
 * backward pass, and by changing the bias a little.
 *
 * <pre>
 *   L = sum of all entries of Y,    dL/db1[j]  =  (L(b1[j] + h) - L(b1[j] - h)) / 2h   as h goes to 0
 * </pre>
 *
 * As long as no neuron begins or stops firing in between, L is linear in the bias and both agree up to rounding.
 *
 * @param chainRule the derivative by the backward pass
 * @param measured the derivative by its definition, for a small h
 */
public record GradientCheck(double chainRule, double measured) {
    private static final float STEP = 0x1p-9f;

    /**
     * Computes both and returns them.
     *
     * @param layer the network's weights; changed meanwhile and restored
     * @param network the network over these weights whose backward pass is checked
     * @param x some rows, rows x d
     * @param neuron j, from 0
     */
    public static GradientCheck ofBias(
            DenseFeedForward layer, TrainableFeedForward network, FMatrixRMaj x, int neuron) {
        if (neuron < 0 || neuron >= layer.hiddenDimension()) {
            throw new IllegalArgumentException(
                    "there is no neuron " + neuron + ", expected 0 to " + (layer.hiddenDimension() - 1));
        }
        Gradients gradients = new Gradients(
                List.of(layer.inputWeights(), layer.inputBias(), layer.outputWeights(), layer.outputBias()));
        FMatrixRMaj ones = new FMatrixRMaj(x.numRows, x.numCols);
        Arrays.fill(ones.data, 1);
        network.backward(network.forward(x, new Dropout(0, 1)), ones, gradients, ActivationPenalty.NONE);

        float bias = layer.inputBias().data[neuron];
        FMatrixRMaj above = outputs(layer, x, neuron, bias + STEP);
        FMatrixRMaj below = outputs(layer, x, neuron, bias - STEP);
        layer.inputBias().data[neuron] = bias;
        double difference = 0;
        for (int i = 0; i < x.getNumElements(); i++) {
            difference += (double) above.data[i] - below.data[i];
        }
        return new GradientCheck(gradients.of(layer.inputBias()).data[neuron], difference / (2 * STEP));
    }

    private static FMatrixRMaj outputs(DenseFeedForward layer, FMatrixRMaj x, int neuron, float bias) {
        layer.inputBias().data[neuron] = bias;
        FMatrixRMaj y = new FMatrixRMaj(x.numRows, x.numCols);
        layer.apply(x, y);
        return y;
    }

    /** Returns whether both agree to one percent of the measured value, plus 0.01. */
    public boolean agrees() {
        return Math.abs(chainRule - measured) <= 0.01 * (1 + Math.abs(measured));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.4f by the chain rule, %.4f by moving the bias", chainRule, measured);
    }
}
