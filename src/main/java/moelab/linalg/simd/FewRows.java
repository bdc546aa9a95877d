package moelab.linalg.simd;

import moelab.linalg.MatrixView;

/** The products of few rows, for which a copy of B into panels would take longer than it saves. */
final class FewRows {
    private FewRows() {}

    /** C (m x n) += A (m x k) B, four rows at a time, with B read in place. */
    static void multAdd(float[] a, int m, int k, float[] b, int n, float[] c) {
        for (int i = 0; i < m; i += 4) {
            ProductBlocks.add(Math.min(4, m - i), a, i * k, k, 1, b, 0, n, k, c, i * n, n, n);
        }
    }

    /** C += A B for parts of matrices, of which B and C have their columns side by side. */
    static void multAdd(MatrixView a, MatrixView b, MatrixView c) {
        for (int i = 0; i < c.rows(); i += 4) {
            ProductBlocks.add(
                    Math.min(4, c.rows() - i),
                    a.data(),
                    a.at() + i * a.row(),
                    a.row(),
                    a.col(),
                    b.data(),
                    b.at(),
                    b.row(),
                    b.rows(),
                    c.data(),
                    c.at() + i * c.row(),
                    c.row(),
                    c.cols());
        }
    }

    /** C += A B for a B that is a transpose: each entry is a dot product of a row of A and a row of B'. */
    static void multAddTransB(MatrixView a, MatrixView b, MatrixView c) {
        int n = c.cols();
        for (int i = 0; i < c.rows(); i++) {
            int ao = a.at() + i * a.row();
            int co = c.at() + i * c.row();
            int j = 0;
            for (; j + 4 <= n; j += 4) {
                int at = b.at() + j * b.col();
                ListedRows.addFourDots(
                        b.data(),
                        at,
                        at + b.col(),
                        at + 2 * b.col(),
                        at + 3 * b.col(),
                        a.data(),
                        ao,
                        a.cols(),
                        c.data(),
                        co + j);
            }
            for (; j < n; j++) {
                c.data()[co + j] += Stretches.dot(a.data(), ao, b.data(), b.at() + j * b.col(), a.cols());
            }
        }
    }
}
