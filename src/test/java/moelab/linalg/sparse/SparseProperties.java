package moelab.linalg.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.RandomMatrices_FDRM;

/** Products of sparse matrices against EJML's of the same matrices with all their zeros. */
class SparseProperties {

    private static FMatrixRMaj random(int rows, int cols, Random random) {
        return RandomMatrices_FDRM.rectangle(rows, cols, -1, 1, random);
    }

    private static FMatrixRMaj sparse(int rows, int cols, double share, Random random) {
        FMatrixRMaj m = random(rows, cols, random);
        for (int i = 0; i < m.getNumElements(); i++) {
            m.data[i] = random.nextDouble() < share ? m.data[i] : random.nextBoolean() ? 0f : -0f;
        }
        return m;
    }

    private static void assertClose(FMatrixRMaj expected, FMatrixRMaj actual, int terms) {
        for (int i = 0; i < expected.getNumElements(); i++) {
            assertEquals(expected.data[i], actual.data[i], 1e-6 * (terms + 1), "entry " + i);
        }
    }

    @Property(tries = 150)
    void allProductsAgreeWithEjml(
            @ForAll @IntRange(max = 40) int rows,
            @ForAll @IntRange(min = 1, max = 200) int cols,
            @ForAll @IntRange(min = 1, max = 80) int n,
            @ForAll @FloatRange(max = 1) float share,
            @ForAll long seed) {
        Random random = new Random(seed);
        FMatrixRMaj s = sparse(rows, cols, share, random);
        SparseMatrix byRows = SparseMatrix.of(s);
        SparseMatrixByColumns byColumns = SparseMatrixByColumns.of(byRows);
        int entries = 0;
        for (int i = 0; i < s.getNumElements(); i++) {
            entries += s.data[i] != 0 ? 1 : 0;
        }
        assertEquals(entries, byRows.entries());

        FMatrixRMaj right = random(cols, n, random);
        FMatrixRMaj expected = random(rows, n, random);
        FMatrixRMaj actual = expected.copy();
        CommonOps_FDRM.multAdd(s, right, expected);
        byRows.multAdd(right, actual);
        assertClose(expected, actual, cols);

        FMatrixRMaj transposed = random(n, cols, random);
        CommonOps_FDRM.multAddTransB(s, transposed, expected);
        byRows.multAddTransB(transposed, actual);
        assertClose(expected, actual, 2 * cols);

        FMatrixRMaj below = random(rows, n, random);
        FMatrixRMaj sums = random(cols, n, random);
        FMatrixRMaj same = sums.copy();
        CommonOps_FDRM.multAddTransA(s, below, sums);
        byColumns.multAddTransA(below, same);
        assertClose(sums, same, rows);

        FMatrixRMaj left = random(n, cols, random);
        FMatrixRMaj alike = left.copy();
        CommonOps_FDRM.multAddTransA(below, s, left);
        byColumns.multAddLeftTransA(below, alike);
        assertClose(left, alike, rows);
    }

    /** Dense(S) for an S that no method returns as a whole: S times the unit matrix. */
    private static FMatrixRMaj dense(SparseMatrix s, int rows, int cols) {
        FMatrixRMaj m = new FMatrixRMaj(rows, cols);
        s.multAdd(CommonOps_FDRM.identity(cols), m);
        return m;
    }

    @Property(tries = 100)
    void aSampledProductIsTheProductWhereThereAreEntries(
            @ForAll @IntRange(max = 40) int rows,
            @ForAll @IntRange(min = 1, max = 150) int cols,
            @ForAll @IntRange(min = 1, max = 80) int n,
            @ForAll @FloatRange(max = 1) float share,
            @ForAll long seed) {
        Random random = new Random(seed);
        FMatrixRMaj s = sparse(rows, cols, share, random);
        FMatrixRMaj a = random(rows, n, random);
        FMatrixRMaj b = random(cols, n, random);
        SparseMatrix places = SparseMatrix.of(s);
        SparseMatrix sampled = places.sampled(a, b);
        FMatrixRMaj product = new FMatrixRMaj(rows, cols);
        CommonOps_FDRM.multTransB(a, b, product);
        float[] constant = random(1, rows, random).data;
        float[] linear = random(1, rows, random).data;
        FMatrixRMaj changed = new FMatrixRMaj(rows, cols);
        FMatrixRMaj sums = new FMatrixRMaj(1, cols);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                if (s.get(i, j) == 0) {
                    product.set(i, j, 0);
                } else {
                    changed.set(i, j, 2 * (product.get(i, j) + constant[i] + linear[i] * s.get(i, j)));
                    sums.data[j] += changed.get(i, j);
                }
            }
        }
        assertClose(product, dense(sampled, rows, cols), n);
        sampled.addAndScale(2, constant, linear, places);
        assertClose(changed, dense(sampled, rows, cols), 2 * n);
        assertClose(s, dense(places, rows, cols), 0);
        FMatrixRMaj actual = new FMatrixRMaj(1, cols);
        SparseMatrixByColumns.of(places).with(sampled).addColumnSums(actual);
        assertClose(sums, actual, 2 * n * rows);
    }

    @Example
    void whatDoesNotFitIsRefused() {
        SparseMatrix s = SparseMatrix.of(new FMatrixRMaj(2, 3));
        SparseMatrix other = SparseMatrix.of(new FMatrixRMaj(2, 3));
        FMatrixRMaj m = new FMatrixRMaj(4, 4);
        String message = "sparse 2 x 3 matrix with 4 x 4 and 4 x 4: the shapes do not fit together";
        refused(message, () -> s.multAdd(m, m));
        refused(message, () -> s.multAddTransB(m, m));
        refused(message, () -> s.sampled(m, m));
        refused(message, () -> SparseMatrixByColumns.of(s).multAddTransA(m, m));
        refused(message, () -> SparseMatrixByColumns.of(s).multAddLeftTransA(m, m));
        refused(message, () -> SparseMatrixByColumns.of(s).addColumnSums(m));
        String elsewhere = "the other matrix has its entries elsewhere";
        refused(elsewhere, () -> s.addAndScale(1, new float[2], new float[2], other));
        refused(elsewhere, () -> SparseMatrixByColumns.of(s).with(other));
    }

    private static void refused(String message, Runnable call) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }
}
