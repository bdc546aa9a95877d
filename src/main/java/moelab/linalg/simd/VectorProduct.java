package moelab.linalg.simd;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import moelab.linalg.MatrixProduct;
import org.ejml.data.FMatrixRMaj;

/**
 * The matrix products on the Vector API, register-blocked (Goto & van de Geijn 2008, in its smallest form).
 *
 * <p>Four rows of C by two vectors of columns stay in eight registers while k runs, so that each number that is loaded
 * is used two or four times; this is what separates a blocked product from a triple loop. B is first copied, two
 * vectors of columns at a time, into a panel that k walks through contiguously. For few rows that copy would cost more
 * than it saves, and B is read in place. All six forms are the same kernel with other strides: A' is A with its strides
 * exchanged.
 *
 * <p>Several threads may use one instance.
 */
public final class VectorProduct implements MatrixProduct {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    static final int PANEL = 2 * L; // columns of C in registers
    private static final int DEPTH = 512; // of k at once: a panel of 64 KiB stays in the second-level cache
    private static final int FEW_ROWS = 16; // fewer, and B is not worth copying

    /** One thread's scratch: a panel of B, and a block of C for the edges. */
    private static final class Scratch {
        private final float[] panel = new float[DEPTH * PANEL];
        private final float[] block = new float[4 * PANEL];
    }

    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

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
        if (!add) {
            Arrays.fill(c.data, 0, c.getNumElements(), 0);
        }
        if (a.rows < FEW_ROWS && a.col == 1 && b.col == 1) {
            FewRows.multAdd(a.data, a.rows, a.cols, b.data, b.cols, c.data);
        } else if (a.rows < FEW_ROWS && a.col == 1) {
            for (int i = 0; i < a.rows; i++) {
                FewRows.rowTimesTransposed(a.data, i * a.row, b.data, b.cols, b.rows, c.data, i * c.numCols);
            }
        } else {
            blocked(a, b, c.data, SCRATCH.get());
        }
    }

    private static void blocked(View a, View b, float[] c, Scratch scratch) {
        int n = b.cols;
        for (int k0 = 0; k0 < a.cols; k0 += DEPTH) {
            int depth = Math.min(DEPTH, a.cols - k0);
            for (int j0 = 0; j0 < n; j0 += PANEL) {
                int width = Math.min(PANEL, n - j0);
                copyPanel(b, k0, depth, j0, width, scratch.panel);
                for (int i = 0; i < a.rows; i += 4) {
                    int height = Math.min(4, a.rows - i);
                    if (height == 4 && width == PANEL) {
                        kernel(
                                a.data,
                                i * a.row + k0 * a.col,
                                a.row,
                                a.col,
                                scratch.panel,
                                0,
                                PANEL,
                                depth,
                                c,
                                i * n + j0,
                                n);
                    } else {
                        edge(a, i, height, k0, depth, c, j0, width, n, scratch);
                    }
                }
            }
        }
    }

    /**
     * A block that reaches beyond the edge of C: computed in scratch space, row by row, of which the part inside is
     * added.
     */
    private static void edge(
            View a, int i, int height, int k0, int depth, float[] c, int j0, int width, int n, Scratch scratch) {
        for (int r = 0; r < height; r++) {
            Arrays.fill(scratch.block, 0);
            kernel(
                    a.data,
                    (i + r) * a.row + k0 * a.col,
                    0,
                    a.col,
                    scratch.panel,
                    0,
                    PANEL,
                    depth,
                    scratch.block,
                    0,
                    PANEL);
            for (int j = 0; j < width; j++) {
                c[(i + r) * n + j0 + j] += scratch.block[j];
            }
        }
    }

    /** panel[k * PANEL + j] = B[k0 + k, j0 + j], and 0 beyond the last column. */
    private static void copyPanel(View b, int k0, int depth, int j0, int width, float[] panel) {
        if (width < PANEL) {
            Arrays.fill(panel, 0, depth * PANEL, 0);
        }
        if (b.col == 1) {
            for (int k = 0; k < depth; k++) {
                System.arraycopy(b.data, (k0 + k) * b.row + j0, panel, k * PANEL, width);
            }
        } else {
            for (int j = 0; j < width; j++) {
                int from = (j0 + j) * b.col + k0;
                for (int k = 0; k < depth; k++) {
                    panel[k * PANEL + j] = b.data[from + k];
                }
            }
        }
    }

    /**
     * C block (4 x PANEL, rows n apart) += A block (4 x depth) times B block (depth x PANEL, rows {@code stride}
     * apart).
     */
    static void kernel(
            float[] a, int ao, int row, int col, float[] b, int bo, int stride, int depth, float[] c, int co, int n) {
        FloatVector c00 = FloatVector.fromArray(S, c, co);
        FloatVector c01 = FloatVector.fromArray(S, c, co + L);
        FloatVector c10 = FloatVector.fromArray(S, c, co + n);
        FloatVector c11 = FloatVector.fromArray(S, c, co + n + L);
        FloatVector c20 = FloatVector.fromArray(S, c, co + 2 * n);
        FloatVector c21 = FloatVector.fromArray(S, c, co + 2 * n + L);
        FloatVector c30 = FloatVector.fromArray(S, c, co + 3 * n);
        FloatVector c31 = FloatVector.fromArray(S, c, co + 3 * n + L);
        for (int k = 0, at = ao, from = bo; k < depth; k++, at += col, from += stride) {
            FloatVector b0 = FloatVector.fromArray(S, b, from);
            FloatVector b1 = FloatVector.fromArray(S, b, from + L);
            FloatVector x = FloatVector.broadcast(S, a[at]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = FloatVector.broadcast(S, a[at + row]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = FloatVector.broadcast(S, a[at + 2 * row]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = FloatVector.broadcast(S, a[at + 3 * row]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
        }
        c00.intoArray(c, co);
        c01.intoArray(c, co + L);
        c10.intoArray(c, co + n);
        c11.intoArray(c, co + n + L);
        c20.intoArray(c, co + 2 * n);
        c21.intoArray(c, co + 2 * n + L);
        c30.intoArray(c, co + 3 * n);
        c31.intoArray(c, co + 3 * n + L);
    }

    @Override
    public String toString() {
        return "Vector API, " + S.vectorBitSize() + " bits";
    }
}
