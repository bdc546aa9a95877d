package moelab.linalg.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The products of few rows, for which a copy of B into panels would take longer than it saves. */
final class FewRows {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final int PANEL = VectorProduct.PANEL;

    private FewRows() {}

    /** C (m x n) += A (m x k) B for few rows, four at a time, with B read in place. */
    static void multAdd(float[] a, int m, int k, float[] b, int n, float[] c) {
        int i = 0;
        for (; i + 4 <= m; i += 4) {
            int j = 0;
            for (; j + PANEL <= n; j += PANEL) {
                VectorProduct.kernel(a, i * k, k, 1, b, j, n, k, c, i * n + j, n);
            }
            for (int r = i; r < i + 4; r++) {
                row(a, r * k, k, b, n, c, r * n, j);
            }
        }
        for (; i < m; i++) {
            row(a, i * k, k, b, n, c, i * n, 0);
        }
    }

    /**
     * c += a B for one row, from a column on; each width is a method of its own, so that none puts a vector on the
     * heap.
     */
    private static void row(float[] a, int ao, int depth, float[] b, int n, float[] c, int co, int column) {
        int j = column;
        for (; j + 8 * L <= n; j += 8 * L) {
            eightVectors(a, ao, depth, b, n, j, c, co + j);
        }
        for (; j + L <= n; j += L) {
            oneVector(a, ao, depth, b, n, j, c, co + j);
        }
        for (; j < n; j++) {
            float sum = 0;
            for (int k = 0, at = j; k < depth; k++, at += n) {
                sum += a[ao + k] * b[at];
            }
            c[co + j] += sum;
        }
    }

    /** Eight vectors of c in registers while the rows of B go by. */
    private static void eightVectors(float[] a, int ao, int depth, float[] b, int n, int column, float[] c, int co) {
        FloatVector c0 = FloatVector.fromArray(S, c, co);
        FloatVector c1 = FloatVector.fromArray(S, c, co + L);
        FloatVector c2 = FloatVector.fromArray(S, c, co + 2 * L);
        FloatVector c3 = FloatVector.fromArray(S, c, co + 3 * L);
        FloatVector c4 = FloatVector.fromArray(S, c, co + 4 * L);
        FloatVector c5 = FloatVector.fromArray(S, c, co + 5 * L);
        FloatVector c6 = FloatVector.fromArray(S, c, co + 6 * L);
        FloatVector c7 = FloatVector.fromArray(S, c, co + 7 * L);
        for (int k = 0, at = column; k < depth; k++, at += n) {
            FloatVector x = FloatVector.broadcast(S, a[ao + k]);
            c0 = x.fma(FloatVector.fromArray(S, b, at), c0);
            c1 = x.fma(FloatVector.fromArray(S, b, at + L), c1);
            c2 = x.fma(FloatVector.fromArray(S, b, at + 2 * L), c2);
            c3 = x.fma(FloatVector.fromArray(S, b, at + 3 * L), c3);
            c4 = x.fma(FloatVector.fromArray(S, b, at + 4 * L), c4);
            c5 = x.fma(FloatVector.fromArray(S, b, at + 5 * L), c5);
            c6 = x.fma(FloatVector.fromArray(S, b, at + 6 * L), c6);
            c7 = x.fma(FloatVector.fromArray(S, b, at + 7 * L), c7);
        }
        c0.intoArray(c, co);
        c1.intoArray(c, co + L);
        c2.intoArray(c, co + 2 * L);
        c3.intoArray(c, co + 3 * L);
        c4.intoArray(c, co + 4 * L);
        c5.intoArray(c, co + 5 * L);
        c6.intoArray(c, co + 6 * L);
        c7.intoArray(c, co + 7 * L);
    }

    private static void oneVector(float[] a, int ao, int depth, float[] b, int n, int column, float[] c, int co) {
        FloatVector sum = FloatVector.fromArray(S, c, co);
        for (int k = 0, at = column; k < depth; k++, at += n) {
            sum = FloatVector.broadcast(S, a[ao + k]).fma(FloatVector.fromArray(S, b, at), sum);
        }
        sum.intoArray(c, co);
    }

    /**
     * c += a B' for one row.
     *
     * @param b n rows of {@code depth} entries
     */
    static void rowTimesTransposed(float[] a, int ao, float[] b, int n, int depth, float[] c, int co) {
        int j = 0;
        for (; j + 4 <= n; j += 4) {
            int at = j * depth;
            ListedRows.addFourDots(b, at, at + depth, at + 2 * depth, at + 3 * depth, a, ao, depth, c, co + j);
        }
        for (; j < n; j++) {
            c[co + j] += Stretches.dot(a, ao, b, j * depth, depth);
        }
    }
}
