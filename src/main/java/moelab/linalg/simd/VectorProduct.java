package moelab.linalg.simd;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import moelab.linalg.MatrixProduct;
import org.ejml.data.FMatrixRMaj;

/**
 * The matrix products on the Vector API, register-blocked (Goto and van de Geijn 2008, in its smallest form).
 *
 * <p>Four rows of C by four vectors of columns, or by two where a processor has only sixteen registers, stay in
 * registers while k runs ({@link PanelBlocks}), so that each number that is loaded is used several times; this is what
 * separates a blocked product from a triple loop. B is first copied, one block of columns at a time, into a panel that
 * k walks through contiguously. For few rows that copy would cost more than it saves, and B is read in place. All six
 * forms are the same blocks with other strides: A' is A with its strides exchanged.
 *
 * <p>Entry (i, j) is C[i, j], or 0, to which the products of A[i, k] and B[k, j] are added in the order of k, wherever
 * in a block it lies: a row's result does not depend on the rows beside it. Only A B' for few rows adds in the order of
 * {@link ListedRows#dots}.
 *
 * <p>Several threads may use one instance.
 */
public final class VectorProduct implements MatrixProduct {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int PANEL = PanelBlocks.WIDTH; // columns of C in registers
    private static final int DEPTH = 512; // of k at once: a panel of 128 KiB stays in the second-level cache
    private static final int STRIP = 32; // of k at once where B is transposed: what is written stays in the first cache
    private static final int FEW_ROWS = 16; // fewer, and B is not worth copying

    private static final ThreadLocal<float[]> PANELS = ThreadLocal.withInitial(() -> new float[DEPTH * PANEL]);

    /** A factor seen through strides: entry (i, j) is data[i * row + j * col]. */
    private record View(float[] data, int rows, int cols, int row, int col) {
        static View of(FMatrixRMaj m) {
            return new View(m.data, m.numRows, m.numCols, m.numCols, 1);
        }

        static View transposed(FMatrixRMaj m) {
            return new View(m.data, m.numCols, m.numRows, 1, m.numCols);
        }
    }

    @Override
    public void mult(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c) {
        product(View.of(a), View.of(b), c, false);
    }

    @Override
    public void multAdd(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c) {
        if (a.numRows < FEW_ROWS && a.numCols == b.numRows && c.numRows == a.numRows && c.numCols == b.numCols) {
            // decoding, in which nothing may be allocated, not even a view
            FewRows.multAdd(a.data, a.numRows, a.numCols, b.data, b.numCols, c.data);
            return;
        }
        product(View.of(a), View.of(b), c, true);
    }

    @Override
    public void multTransA(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c) {
        product(View.transposed(a), View.of(b), c, false);
    }

    @Override
    public void multAddTransA(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c) {
        product(View.transposed(a), View.of(b), c, true);
    }

    @Override
    public void multTransB(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c) {
        product(View.of(a), View.transposed(b), c, false);
    }

    @Override
    public void multAddTransB(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c) {
        product(View.of(a), View.transposed(b), c, true);
    }

    private static void product(View a, View b, FMatrixRMaj c, boolean add) {
        if (a.cols != b.rows || c.numRows != a.rows || c.numCols != b.cols) {
            throw new IllegalArgumentException("product of " + a.rows + " x " + a.cols + " and " + b.rows + " x "
                    + b.cols + " into " + c.numRows + " x " + c.numCols);
        }
        if (a.cols > 0 && (a.rows >= FEW_ROWS || a.col != 1)) {
            blocked(a, b, c.data, add, PANELS.get());
            return;
        }
        if (!add) {
            Arrays.fill(c.data, 0, c.getNumElements(), 0);
        }
        if (b.col == 1) {
            FewRows.multAdd(a.data, a.rows, a.cols, b.data, b.cols, c.data);
        } else {
            for (int i = 0; i < a.rows; i++) {
                FewRows.rowTimesTransposed(a.data, i * a.row, b.data, b.cols, b.rows, c.data, i * c.numCols);
            }
        }
    }

    private static void blocked(View a, View b, float[] c, boolean add, float[] panel) {
        int n = b.cols;
        for (int k0 = 0; k0 < a.cols; k0 += DEPTH) {
            int depth = Math.min(DEPTH, a.cols - k0);
            boolean fresh = !add && k0 == 0;
            for (int j0 = 0; j0 < n; j0 += PANEL) {
                int width = Math.min(PANEL, n - j0);
                copyPanel(b, k0, depth, j0, width, panel);
                for (int i = 0; i < a.rows; i += 4) {
                    int rows = Math.min(4, a.rows - i);
                    int at = i * a.row + k0 * a.col;
                    int to = i * n + j0;
                    if (fresh) {
                        zero(c, to, n, rows, width);
                    }
                    if (width == PANEL) {
                        PanelBlocks.add(rows, a.data, at, a.row, a.col, panel, depth, c, to, n);
                    } else {
                        ProductBlocks.add(rows, a.data, at, a.row, a.col, panel, PANEL, depth, c, to, n, width);
                    }
                }
            }
        }
    }

    /** Clears a block of C just before it is computed: cheaper than clearing all of C, which is far away by then. */
    private static void zero(float[] c, int at, int n, int rows, int width) {
        for (int i = 0; i < rows; i++) {
            Arrays.fill(c, at + i * n, at + i * n + width, 0);
        }
    }

    /** panel[k * PANEL + j] = B[k0 + k, j0 + j]. */
    private static void copyPanel(View b, int k0, int depth, int j0, int width, float[] panel) {
        if (b.col == 1) {
            for (int k = 0; k < depth; k++) {
                System.arraycopy(b.data, (k0 + k) * b.row + j0, panel, k * PANEL, width);
            }
        } else {
            for (int k = 0; k < depth; k += STRIP) {
                transpose(b, k0 + k, Math.min(STRIP, depth - k), j0, width, panel, k * PANEL);
            }
        }
    }

    /** The same for a few k, of a B whose columns are contiguous. Four at a time are faster than one by one. */
    private static void transpose(View b, int k0, int depth, int j0, int width, float[] panel, int to) {
        float[] data = b.data;
        int j = 0;
        for (; j + 4 <= width; j += 4) {
            int b0 = (j0 + j) * b.col + k0;
            int b1 = b0 + b.col;
            int b2 = b1 + b.col;
            int b3 = b2 + b.col;
            for (int k = 0, at = to + j; k < depth; k++, at += PANEL) {
                panel[at] = data[b0 + k];
                panel[at + 1] = data[b1 + k];
                panel[at + 2] = data[b2 + k];
                panel[at + 3] = data[b3 + k];
            }
        }
        for (; j < width; j++) {
            int from = (j0 + j) * b.col + k0;
            for (int k = 0; k < depth; k++) {
                panel[to + k * PANEL + j] = data[from + k];
            }
        }
    }

    @Override
    public String toString() {
        return "Vector API, " + S.vectorBitSize() + " bits";
    }
}
