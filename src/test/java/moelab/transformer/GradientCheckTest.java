package moelab.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import moelab.transformer.layers.Gradients;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class GradientCheckTest {
    private final FMatrixRMaj bias = new FMatrixRMaj(1, 2, true, 0.5f, -9);
    private final DenseFeedForward layer = new DenseFeedForward(
            new FMatrixRMaj(1, 2, true, 1, 1), bias, new FMatrixRMaj(2, 1, true, 3, 7), new FMatrixRMaj(1, 1));
    private final FMatrixRMaj x = new FMatrixRMaj(3, 1, true, 1, 2, -4);

    @Test
    void aBiasThatFiresTwiceHasTwiceItsOutputWeight() {
        GradientCheck slope = GradientCheck.ofBias(layer, layer, x, 0);
        // neuron 0 fires on two of three rows, and W2 takes it three times
        assertEquals(6, slope.chainRule(), 1e-5);
        assertEquals(6, slope.measured(), 1e-3);
        assertTrue(slope.agrees());
        assertEquals("6.0000 by the chain rule, 6.0000 by moving the bias", slope.toString());
        assertArrayEquals(new float[] {0.5f, -9}, bias.data, "the weights are what they were");
    }

    @Test
    void aSilentNeuronHasNone() {
        assertEquals(new GradientCheck(0, 0), GradientCheck.ofBias(layer, layer, x, 1));
    }

    /** Makes its gradient up. */
    private record Inventive(DenseFeedForward right) implements TrainableFeedForward {
        @Override
        public int modelDimension() {
            return right.modelDimension();
        }

        @Override
        public int hiddenDimension() {
            return right.hiddenDimension();
        }

        @Override
        public void apply(FMatrixRMaj x, FMatrixRMaj y) {
            right.apply(x, y);
        }

        @Override
        public Trace forward(FMatrixRMaj x, Dropout dropout) {
            return right.forward(x, dropout);
        }

        @Override
        public FMatrixRMaj backward(Trace trace, FMatrixRMaj dy, Gradients gradients, ActivationPenalty penalty) {
            gradients.of(right.inputBias()).data[0] = 9;
            return dy;
        }
    }

    @Test
    void aWrongBackwardPassIsFoundOut() {
        assertFalse(GradientCheck.ofBias(layer, new Inventive(layer), x, 0).agrees());
    }
}
