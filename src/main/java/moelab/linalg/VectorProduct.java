package moelab.linalg;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.ejml.data.FMatrixRMaj;

/**
 * The matrix products on the Vector API, register-blocked (Goto & van de Geijn 2008, in its smallest form).
 *
 * <p>Four rows of C by two vectors of columns are kept in eight registers while k runs: each number that is loaded is
 * used two or four times, which is what separates this from a triple loop. B is first copied, two vectors of columns at
 * a time, into a panel that k walks through contiguously; for few rows that copy would cost more than it saves, and B
 * is read where it lies. All six forms are the same kernel with other strides: A' is A with its strides exchanged.
 *
 * <p>Loaded only where the JVM has the Vector API. Several threads may use one instance.
 */
public final class VectorProduct implements MatrixProduct {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final int PANEL = 2 * L; // columns of C in registers
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
            // decoding: without so much as a view allocated
            fewRows(a.data, a.numRows, a.numCols, b.data, b.numCols, c.data);
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
            fewRows(a.data, a.rows, a.cols, b.data, b.cols, c.data);
        } else if (a.rows < FEW_ROWS && a.col == 1) {
            for (int i = 0; i < a.rows; i++) {
                rowTimesTransposed(a.data, i * a.row, b, c.data, i * c.numCols);
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
     * A block that C has no room for: computed aside, and the part that exists added. Rows that do not exist repeat the
     * last.
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
    private static void kernel(
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

    /** C (m x n) += A (m x k) B for few rows, four at a time, with B read where it lies. */
    private static void fewRows(float[] a, int m, int k, float[] b, int n, float[] c) {
        int i = 0;
        for (; i + 4 <= m; i += 4) {
            int j = 0;
            for (; j + PANEL <= n; j += PANEL) {
                kernel(a, i * k, k, 1, b, j, n, k, c, i * n + j, n);
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

    /** c += a B' for one row: four rows of the stored B at a time, so that a is loaded once for four dot products. */
    private static void rowTimesTransposed(float[] a, int ao, View b, float[] c, int co) {
        int depth = b.rows;
        int whole = depth - depth % L;
        float[] data = b.data;
        int j = 0;
        for (; j + 4 <= b.cols; j += 4) {
            int at = j * depth;
            FloatVector s0 = FloatVector.zero(S);
            FloatVector s1 = s0;
            FloatVector s2 = s0;
            FloatVector s3 = s0;
            for (int k = 0; k < whole; k += L) {
                FloatVector x = FloatVector.fromArray(S, a, ao + k);
                s0 = x.fma(FloatVector.fromArray(S, data, at + k), s0);
                s1 = x.fma(FloatVector.fromArray(S, data, at + depth + k), s1);
                s2 = x.fma(FloatVector.fromArray(S, data, at + 2 * depth + k), s2);
                s3 = x.fma(FloatVector.fromArray(S, data, at + 3 * depth + k), s3);
            }
            c[co + j] += s0.reduceLanes(VectorOperators.ADD);
            c[co + j + 1] += s1.reduceLanes(VectorOperators.ADD);
            c[co + j + 2] += s2.reduceLanes(VectorOperators.ADD);
            c[co + j + 3] += s3.reduceLanes(VectorOperators.ADD);
            for (int k = whole; k < depth; k++) {
                for (int r = 0; r < 4; r++) {
                    c[co + j + r] += a[ao + k] * data[at + r * depth + k];
                }
            }
        }
        for (; j < b.cols; j++) {
            c[co + j] += VectorKernels.dot(a, ao, data, j * depth, depth);
        }
    }

    @Override
    public String toString() {
        return "Vector API, " + S.vectorBitSize() + " bits";
    }
}
