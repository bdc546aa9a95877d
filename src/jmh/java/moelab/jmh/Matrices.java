package moelab.jmh;

import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/** Random matrices as input of the benchmarks. */
final class Matrices {
    private Matrices() {}

    /** Returns a matrix of standard normal entries. */
    static FMatrixRMaj random(int rows, int columns, long seed) {
        Random random = new Random(seed);
        FMatrixRMaj m = new FMatrixRMaj(rows, columns);
        for (int i = 0; i < m.data.length; i++) {
            m.data[i] = (float) random.nextGaussian();
        }
        return m;
    }

    /** Returns a matrix of costs, uniform between 0 and 1. */
    static DMatrixRMaj costs(int rows, int columns, long seed) {
        Random random = new Random(seed);
        DMatrixRMaj m = new DMatrixRMaj(rows, columns);
        for (int i = 0; i < m.data.length; i++) {
            m.data[i] = random.nextDouble();
        }
        return m;
    }
}
