package moelab.linalg;

import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * The dense matrix products that a Transformer needs, forward and backward.
 *
 * <p>Every form writes into a matrix that the caller owns. The result must already have the right shape and must not be
 * one of the factors. The {@code add} forms accumulate, as gradients do.
 *
 * <p>{@link EjmlProduct} is the readable reference; {@link #best()} returns the fastest implementation.
 */
public interface MatrixProduct {

    /** C = A B, with A (m x k), B (k x n), C (m x n). */
    void mult(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c);

    /** C = C + A B, with A (m x k), B (k x n), C (m x n). */
    void multAdd(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c);

    /** C = A' B, with A (k x m), B (k x n), C (m x n). */
    void multTransA(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c);

    /** C = C + A' B, with A (k x m), B (k x n), C (m x n). */
    void multAddTransA(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c);

    /**
     * C = C + A_1' B_1 + ... + A_s' B_s: what {@link #multAddTransA} makes of all A one below the other, and all B.
     * That is how a weight's gradient comes from the parts of a batch.
     *
     * @param a the A, (k_1 x m) to (k_s x m)
     * @param b the B, (k_1 x n) to (k_s x n)
     */
    default void multAddTransA(List<FMatrixRMaj> a, List<FMatrixRMaj> b, FMatrixRMaj c) {
        for (int i = 0; i < a.size(); i++) {
            multAddTransA(a.get(i), b.get(i), c);
        }
    }

    /** The same without what is in C: C = A_1' B_1 + ... + A_s' B_s. */
    default void multTransA(List<FMatrixRMaj> a, List<FMatrixRMaj> b, FMatrixRMaj c) {
        c.zero();
        multAddTransA(a, b, c);
    }

    /** C = A B', with A (m x k), B (n x k), C (m x n). */
    void multTransB(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c);

    /** C = C + A B', with A (m x k), B (n x k), C (m x n). */
    void multAddTransB(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c);

    /**
     * C = C + A B on parts of matrices, for products of a few rows and columns such as those of one attention head. The
     * views of A and B must have no entry in common with that of C.
     *
     * @param a m x k
     * @param b k x n
     * @param c m x n
     */
    default void multAdd(MatrixView a, MatrixView b, MatrixView c) {
        requireShapes(a, b, c);
        boolean contiguous = b.col() == 1 && c.col() == 1;
        for (int i = 0; i < c.rows(); i++) {
            int row = a.at() + i * a.row();
            int to = c.at() + i * c.row();
            for (int k = 0; contiguous && k < a.cols(); k++) { // C's row grows by multiples of B's rows
                Kernels.axpy(a.data()[row + k * a.col()], b.data(), b.at() + k * b.row(), c.data(), to, c.cols());
            }
            for (int j = 0; !contiguous && j < c.cols(); j++) { // each entry by itself
                float sum = 0;
                for (int k = 0; k < a.cols(); k++) {
                    sum += a.data()[row + k * a.col()] * b.data()[b.at() + k * b.row() + j * b.col()];
                }
                c.data()[to + j * c.col()] += sum;
            }
        }
    }

    /** Throws an IllegalArgumentException if A B does not have the shape of C. */
    static void requireShapes(MatrixView a, MatrixView b, MatrixView c) {
        if (a.cols() != b.rows() || c.rows() != a.rows() || c.cols() != b.cols()) {
            throw new IllegalArgumentException("product of " + a.rows() + " x " + a.cols() + " and " + b.rows() + " x "
                    + b.cols() + " into " + c.rows() + " x " + c.cols());
        }
    }

    /** Returns the fastest implementation that this JVM can run. */
    static MatrixProduct best() {
        return Best.PRODUCT;
    }

    /** Holds the choice, which is made when it is first asked for. */
    final class Best {
        private static final MatrixProduct PRODUCT = KernelProvider.KERNELS.product();

        private Best() {}
    }
}
