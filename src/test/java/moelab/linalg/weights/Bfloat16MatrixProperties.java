package moelab.linalg.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.RandomMatrices_FDRM;

/** Products with a matrix in bfloat16, against EJML's with the same numbers as floats. */
class Bfloat16MatrixProperties {

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void theProductIsEjmlsWithRoundedNumbers(
            @ForAll @IntRange(max = 70) int k, @ForAll @IntRange(min = 1, max = 150) int n, @ForAll long seed) {
        Random random = new Random(seed);
        FMatrixRMaj b = RandomMatrices_FDRM.rectangle(k, n, -1, 1, random);
        FMatrixRMaj x = RandomMatrices_FDRM.rectangle(1, k, -1, 1, random);
        FMatrixRMaj start = RandomMatrices_FDRM.rectangle(1, n + 2, -1, 1, random);
        FMatrixRMaj expected = CommonOps_FDRM.extract(start, 0, 1, 1, n + 1);
        if (k > 0) {
            CommonOps_FDRM.multAdd(x, Bfloat16Matrix.rounded(b), expected);
        }
        float[] from = new float[k + 3];
        System.arraycopy(x.data, 0, from, 3, k);
        float[] y = start.data.clone();
        new Bfloat16Matrix(b).mult(Arrays.copyOfRange(start.data, 1, n + 1), from, 3, y, 1);
        assertArrayEquals(expected.data, Arrays.copyOfRange(y, 1, n + 1), 1e-6f * (k + 1));
        assertEquals(start.data[0], y[0]);
        assertEquals(start.data[n + 1], y[n + 1]);
    }

    @Property
    void roundingIsToTheNearestAndKeepsWhatIsRounded(@ForAll @FloatRange(min = -1e38f, max = 1e38f) float value) {
        float r = Bfloat16Matrix.rounded(value);
        int bits = Float.floatToRawIntBits(r);
        assertEquals(0, bits & 0xffff);
        assertEquals(r, Bfloat16Matrix.rounded(r));
        for (int neighbor : new int[] {bits - 0x10000, bits + 0x10000}) {
            float other = Float.intBitsToFloat(neighbor);
            // beside zero there is no number on one side
            assertFalse(Math.abs((double) value - r) > Math.abs((double) value - other));
        }
    }

    @Example
    void ofTwoNearestTheEvenOneIsTaken() {
        assertEquals(1f, Bfloat16Matrix.rounded(1 + 0x1p-8f));
        assertEquals(1 + 0x1p-6f, Bfloat16Matrix.rounded(1 + 3 * 0x1p-8f));
        assertEquals(1 + 0x1p-7f, Bfloat16Matrix.rounded(1 + 0x1p-8f + 0x1p-23f));
        assertEquals(Float.POSITIVE_INFINITY, Bfloat16Matrix.rounded(Float.MAX_VALUE));
        assertTrue(Float.isNaN(Bfloat16Matrix.rounded(Float.intBitsToFloat(0x7fffffff))));
        assertEquals("3 x 20 in bfloat16, 0 KiB", new Bfloat16Matrix(new FMatrixRMaj(3, 20)).toString());
    }
}
