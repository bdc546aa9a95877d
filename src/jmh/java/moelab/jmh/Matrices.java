package moelab.jmh;

import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/** Random matrices to compute with. */
final class Matrices {
    private Matrices() {}

    static FMatrixRMaj random(int rows, int columns, long seed) {
        Random random = new Random(seed);
        FMatrixRMaj m = new FMatrixRMaj(rows, columns);
        for (int i = 0; i < m.data.length; i++) {
            m.data[i] = (float) random.nextGaussian();
        }
        return m;
    }

    /** Costs from 0 to 1. */
    static DMatrixRMaj costs(int rows, int columns, long seed) {
        Random random = new Random(seed);
        DMatrixRMaj m = new DMatrixRMaj(rows, columns);
        for (int i = 0; i < m.data.length; i++) {
            m.data[i] = random.nextDouble();
        }
        return m;
    }
}
