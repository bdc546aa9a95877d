package moelab.linalg.simd;

/** The products of few rows, for which a copy of B into panels would take longer than it saves. */
final class FewRows {
    private FewRows() {}

    /** C (m x n) += A (m x k) B, four rows at a time, with B read in place. */
    static void multAdd(float[] a, int m, int k, float[] b, int n, float[] c) {
        for (int i = 0; i < m; i += 4) {
            ProductBlocks.add(Math.min(4, m - i), a, i * k, k, 1, b, 0, n, k, c, i * n, n, n);
        }
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
