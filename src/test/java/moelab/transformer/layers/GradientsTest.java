package moelab.transformer.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import moelab.linalg.EjmlProduct;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.RandomMatrices_FDRM;
import org.junit.jupiter.api.Test;

/** What is collected since the last clearing counts, however it arrives, and nothing from before. */
class GradientsTest {
    private final Random random = new Random(1);
    private final FMatrixRMaj weight = random(33, 70);
    private final FMatrixRMaj x = random(20, 33);
    private final FMatrixRMaj dy = random(20, 70);
    private final Gradients gradients = new Gradients(List.of(weight));

    private FMatrixRMaj random(int rows, int cols) {
        return RandomMatrices_FDRM.rectangle(rows, cols, -1, 1, random);
    }

    /** Returns X' dY this many times. */
    private FMatrixRMaj expected(int times) {
        FMatrixRMaj expected = new FMatrixRMaj(weight.numRows, weight.numCols);
        for (int i = 0; i < times; i++) {
            new EjmlProduct().multAddTransA(x, dy, expected);
        }
        return expected;
    }

    private void assertCollected(int times) {
        assertArrayEquals(expected(times).data, gradients.of(weight).data, 1e-4f);
    }

    @Test
    void productsAddUpAndAClearedGradientBeginsAnew() {
        gradients.addTransA(x, dy, weight);
        assertCollected(1);
        gradients.addTransA(x, dy, weight);
        assertCollected(2);
        gradients.clear();
        gradients.addTransA(x, dy, weight);
        assertCollected(1);
    }

    @Test
    void whatIsAddedToTheMatrixItselfCountsAsWell() {
        gradients.of(weight).set(2, 3, 5);
        gradients.addTransA(x, dy, weight);
        gradients.of(weight).add(2, 3, -5);
        assertCollected(1);
    }

    @Test
    void nothingOfBeforeIsLeftWhereNothingIsAdded() {
        gradients.addTransA(x, dy, weight);
        gradients.clear();
        assertCollected(0);
        gradients.addTransA(x, dy, weight);
        assertCollected(1);
        gradients.clear();
        assertCollected(0);
    }

    @Test
    void theSumOfShardsHasTheirMatricesAndTheirProducts() {
        Gradients second = new Gradients(List.of(weight));
        Gradients empty = new Gradients(List.of(weight));
        gradients.addTransA(x, dy, weight);
        second.addTransA(x, dy, weight);
        FMatrixRMaj total = random(33, 70);
        Gradients.total(List.of(gradients, empty, second), weight, total);
        assertArrayEquals(expected(2).data, total.data, 1e-4f);

        second.withoutProducts(weight).set(2, 3, 5);
        empty.of(weight).set(2, 3, -4);
        Gradients.total(List.of(gradients, empty, second), weight, total);
        total.add(2, 3, -1);
        assertArrayEquals(expected(2).data, total.data, 1e-4f);
        assertCollected(1); // as before

        Gradients.total(List.of(new Gradients(List.of(weight))), weight, total);
        assertArrayEquals(expected(0).data, total.data);
    }

    @Test
    void weightsThatAreNotTrainedAreRefused() {
        FMatrixRMaj other = new FMatrixRMaj(33, 70);
        assertFalse(gradients.wants(other));
        String message = assertThrows(IllegalArgumentException.class, () -> gradients.addTransA(x, dy, other))
                .getMessage();
        assertEquals("no gradient for a 33 x 70 weight that is not one of the model's parameters", message);
        message = assertThrows(IllegalArgumentException.class, () -> gradients.addTransA(dy, x, weight))
                .getMessage();
        assertEquals("product of 70 x 20 and 20 x 33 for a 33 x 70 weight", message);
    }
}
