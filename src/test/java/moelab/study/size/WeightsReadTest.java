package moelab.study.size;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import moelab.linalg.weights.Bfloat16Matrix;
import moelab.linalg.weights.Weights;
import moelab.transformer.layers.TransformerConfig;
import org.junit.jupiter.api.Test;

class WeightsReadTest {
    private static final TransformerConfig BASE = PlantedModel.shape(512, 6, 8000, 24);

    @Test
    void theDenseDecoderReadsItsMatricesOnceAndNothingOfTheEncoder() {
        long d = 512;
        WeightsRead read = WeightsRead.dense(BASE, Weights.FLOAT);
        assertEquals(6 * 6 * d * d * 4, read.attention());
        assertEquals(6 * 2 * d * 2048 * 4, read.feedForward());
        assertEquals(8000 * d * (Bfloat16Matrix.pays() ? 2 : 4), read.output());
        assertEquals(read.attention() + read.feedForward() + read.output(), read.bytes());
        assertEquals(
                (6 * 6 * d * d + 6 * 2 * d * 2048 + 8000 * d),
                WeightsRead.dense(BASE, Weights.BYTE).bytes());
    }

    @Test
    void screeningReadsLessThanDenseAndExpertsLessThanScreening() {
        for (Weights weights : new Weights[] {Weights.FLOAT, Weights.BYTE}) {
            long dense = WeightsRead.dense(BASE, weights).bytes();
            long screened = WeightsRead.screened(BASE, weights, 0.05).bytes();
            long half = WeightsRead.experts(BASE, weights, 0.5, 0.05, 16).bytes();
            long quarter = WeightsRead.experts(BASE, weights, 0.25, 0.05, 16).bytes();
            assertTrue(dense > screened && screened > half && half > quarter, weights + ": " + screened + " " + half);
        }
    }

    @Test
    void ofTheFeedForwardNetworkOnlyWhatIsChosenAndWhatFiresIsRead() {
        double entries = 6.0 * 512 * 2048; // of all matrices W1
        assertEquals(
                entries * (2.0 / 16 + 0.25 * 2 + 0.05 * 8),
                WeightsRead.experts(BASE, Weights.FLOAT, 0.25, 0.05, 16).feedForward(),
                1);
        assertEquals(
                entries * (2.0 / 16 + 0.25 + 0.05),
                WeightsRead.experts(BASE, Weights.BYTE, 0.25, 0.05, 16).feedForward(),
                1);
        assertEquals(
                "1.05 MB per token: attention 1.00, feed-forward 0.03, output 0.02",
                new WeightsRead(1_000_000, 30_000, 20_000).toString());
    }
}
