package moelab.linalg;

import org.ejml.data.FMatrixRMaj;

/** The few row operations that every layer needs and EJML has no single call for. */
public final class Rows {
    private Rows() {}

    /** Every row of {@code y} becomes this row vector. */
    public static void fill(FMatrixRMaj y, FMatrixRMaj row) {
        for (int i = 0; i < y.numRows; i++) {
            System.arraycopy(row.data, 0, y.data, i * y.numCols, y.numCols);
        }
    }

    /** Every row of {@code y} grows by this row vector. */
    public static void addToEach(FMatrixRMaj y, float[] row) {
        for (int i = 0, at = 0; i < y.numRows; i++) {
            for (int j = 0; j < y.numCols; j++, at++) {
                y.data[at] += row[j];
            }
        }
    }

    /** sums += the sum of each column of {@code m}. */
    public static void addColumnSums(FMatrixRMaj m, FMatrixRMaj sums) {
        for (int i = 0; i < m.numRows; i++) {
            Kernels.axpy(1, m.data, i * m.numCols, sums.data, 0, m.numCols);
        }
    }

    /** a = a + b. */
    public static void add(FMatrixRMaj a, FMatrixRMaj b) {
        float[] x = a.data;
        float[] y = b.data;
        for (int i = 0, n = a.getNumElements(); i < n; i++) {
            x[i] += y[i];
        }
    }

    /** Returns a + b as a new matrix. */
    public static FMatrixRMaj sum(FMatrixRMaj a, FMatrixRMaj b) {
        FMatrixRMaj c = new FMatrixRMaj(a.numRows, a.numCols);
        for (int i = 0, n = a.getNumElements(); i < n; i++) {
            c.data[i] = a.data[i] + b.data[i];
        }
        return c;
    }
}
