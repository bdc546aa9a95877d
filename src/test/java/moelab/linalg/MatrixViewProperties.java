package moelab.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.RandomMatrices_FDRM;

/** Products of parts of matrices against EJML's products of copies of these parts. */
class MatrixViewProperties {

    /** A part of a larger matrix, or the transpose of one, and a copy of what it shows. */
    private record Part(FMatrixRMaj whole, MatrixView view, FMatrixRMaj copy) {
        static Part of(int rows, int cols, boolean transposed, Random random) {
            int top = random.nextInt(3);
            int left = random.nextInt(3);
            int r = transposed ? cols : rows;
            int c = transposed ? rows : cols;
            FMatrixRMaj whole =
                    RandomMatrices_FDRM.rectangle(top + r + random.nextInt(3), left + c + random.nextInt(3), random);
            MatrixView view = new MatrixView(whole.data, top * whole.numCols + left, r, c, whole.numCols, 1);
            FMatrixRMaj copy = new FMatrixRMaj(rows, cols);
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < cols; j++) {
                    copy.set(i, j, transposed ? whole.get(top + j, left + i) : whole.get(top + i, left + j));
                }
            }
            return new Part(whole, transposed ? view.transposed() : view, copy);
        }
    }

    @Property(tries = 300)
    void productsOfPartsAreThoseOfCopies(
            @ForAll @IntRange(max = 70) int m,
            @ForAll @IntRange(max = 70) int k,
            @ForAll @IntRange(max = 70) int n,
            @ForAll @IntRange(max = 7) int transposed,
            @ForAll long seed) {
        for (KernelSet kernels : KernelProvider.all()) {
            Random random = new Random(seed);
            Part a = Part.of(m, k, (transposed & 1) > 0, random);
            Part b = Part.of(k, n, (transposed & 2) > 0, random);
            Part c = Part.of(m, n, (transposed & 4) > 0, random);
            FMatrixRMaj expected = c.whole.copy();
            FMatrixRMaj product = c.copy.copy();
            if (k > 0) { // EJML leaves C alone otherwise, as it should here
                CommonOps_FDRM.multAdd(a.copy, b.copy, product);
            }
            MatrixView v = c.view;
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    expected.data[v.at() + i * v.row() + j * v.col()] = product.get(i, j);
                }
            }
            kernels.product().multAdd(a.view, b.view, v);
            for (int i = 0; i < expected.getNumElements(); i++) { // what is beside the part stays as it was
                assertEquals(expected.data[i], c.whole.data[i], 1e-6 * (k + 1), "entry " + i);
            }
        }
    }

    /** Of every other row and every third column, which no matrix has side by side. */
    @Property(tries = 60)
    void stridesMayBeAny(
            @ForAll @IntRange(max = 60) int m,
            @ForAll @IntRange(max = 60) int k,
            @ForAll @IntRange(max = 60) int n,
            @ForAll long seed) {
        for (KernelSet kernels : KernelProvider.all()) {
            Random random = new Random(seed);
            MatrixView a = spread(m, k, random);
            MatrixView b = spread(k, n, random);
            FMatrixRMaj c = new FMatrixRMaj(m, n);
            kernels.product().multAdd(a, b, MatrixView.of(c));
            FMatrixRMaj expected = new FMatrixRMaj(m, n);
            if (k > 0) {
                CommonOps_FDRM.mult(copy(a), copy(b), expected);
            }
            for (int i = 0; i < m * n; i++) {
                assertEquals(expected.data[i], c.data[i], 1e-6 * (k + 1), "entry " + i);
            }
        }
    }

    private static MatrixView spread(int rows, int cols, Random random) {
        FMatrixRMaj whole = RandomMatrices_FDRM.rectangle(2 * rows + 1, 3 * cols + 1, random);
        return new MatrixView(whole.data, 1, rows, cols, 2 * whole.numCols, 3);
    }

    private static FMatrixRMaj copy(MatrixView v) {
        FMatrixRMaj m = new FMatrixRMaj(v.rows(), v.cols());
        for (int i = 0; i < v.rows(); i++) {
            for (int j = 0; j < v.cols(); j++) {
                m.set(i, j, v.data()[v.at() + i * v.row() + j * v.col()]);
            }
        }
        return m;
    }

    @Example
    void shapesThatDoNotFitAreRefused() {
        MatrixView a = MatrixView.of(new FMatrixRMaj(2, 3));
        for (KernelSet kernels : KernelProvider.all()) {
            IllegalArgumentException e = assertThrows(
                    IllegalArgumentException.class, () -> kernels.product().multAdd(a, a, a));
            assertEquals("product of 2 x 3 and 2 x 3 into 2 x 3", e.getMessage());
        }
    }
}
