package moelab.linalg.simd;

import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import moelab.linalg.MatrixProduct;
import moelab.linalg.MatrixView;
import org.ejml.data.FMatrixRMaj;

/**
 * The matrix products on the Vector API, register-blocked (Goto and van de Geijn 2008, in its smallest form).
 *
 * <p>Four rows of C by four vectors of columns, or by two where a processor has only sixteen registers, stay in
 * registers while k runs ({@link PanelBlocks}), so that each number that is loaded is used several times; this is what
 * separates a blocked product from a triple loop. The factors are first copied, piece by piece, so that k walks through
 * them contiguously ({@link Packing}). For few rows that copy would cost more than it saves, and B is read in place.
 * All forms are the same blocks with other strides: A' is A with its strides exchanged.
 *
 * <p>Entry (i, j) is C[i, j], or 0, to which the products of A[i, k] and B[k, j] are added in the order of k, wherever
 * in a block it lies: a row's result does not depend on the rows beside it. Only A B' for few rows, and for small parts
 * of matrices, adds in the order of {@link ListedRows#dots}.
 *
 * <p>Several threads may use one instance.
 */
public final class VectorProduct implements MatrixProduct {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int FEW_ROWS = 16; // fewer, and B is not worth copying
    private static final int SMALL = 1 << 16; // multiplications; for fewer, B is not worth copying either
    private static final int PANEL = PanelBlocks.WIDTH; // columns of C in registers

    private static final ThreadLocal<Packing> PACKING = ThreadLocal.withInitial(Packing::new);

    @Override
    public void mult(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c) {
        product(MatrixView.of(a), MatrixView.of(b), c, false);
    }

    @Override
    public void multAdd(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c) {
        if (a.numRows < FEW_ROWS && a.numCols == b.numRows && c.numRows == a.numRows && c.numCols == b.numCols) {
            // decoding, in which nothing may be allocated, not even a view
            FewRows.multAdd(a.data, a.numRows, a.numCols, b.data, b.numCols, c.data);
            return;
        }
        product(MatrixView.of(a), MatrixView.of(b), c, true);
    }

    @Override
    public void multTransA(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c) {
        product(MatrixView.transposed(a), MatrixView.of(b), c, false);
    }

    @Override
    public void multAddTransA(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c) {
        product(MatrixView.transposed(a), MatrixView.of(b), c, true);
    }

    @Override
    public void multTransA(List<FMatrixRMaj> a, List<FMatrixRMaj> b, FMatrixRMaj c) {
        stacked(a, b, c, false);
    }

    @Override
    public void multAddTransA(List<FMatrixRMaj> a, List<FMatrixRMaj> b, FMatrixRMaj c) {
        stacked(a, b, c, true);
    }

    @Override
    public void multTransB(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c) {
        product(MatrixView.of(a), MatrixView.transposed(b), c, false);
    }

    @Override
    public void multAddTransB(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c) {
        product(MatrixView.of(a), MatrixView.transposed(b), c, true);
    }

    @Override
    public void multAdd(MatrixView a, MatrixView b, MatrixView c) {
        MatrixProduct.requireShapes(a, b, c);
        boolean readable = c.col() == 1 && (b.col() == 1 || b.row() == 1);
        if (readable && a.rows() >= FEW_ROWS && (long) c.rows() * c.cols() * a.cols() >= SMALL) {
            blocked(Packing.pieces(List.of(a), List.of(b)), c, true);
        } else if (c.col() == 1 && b.col() == 1) {
            FewRows.multAdd(a, b, c);
        } else if (c.col() == 1 && a.col() == 1 && b.row() == 1) {
            FewRows.multAddTransB(a, b, c);
        } else {
            MatrixProduct.super.multAdd(a, b, c);
        }
    }

    private static void product(MatrixView a, MatrixView b, FMatrixRMaj c, boolean add) {
        MatrixProduct.requireShapes(a, b, MatrixView.of(c));
        if (a.cols() > 0 && (a.rows() >= FEW_ROWS || a.col() != 1)) {
            blocked(Packing.pieces(List.of(a), List.of(b)), MatrixView.of(c), add);
            return;
        }
        if (!add) {
            Arrays.fill(c.data, 0, c.getNumElements(), 0);
        }
        if (b.col() == 1) {
            FewRows.multAdd(a, b, MatrixView.of(c));
        } else {
            FewRows.multAddTransB(a, b, MatrixView.of(c));
        }
    }

    private static void stacked(List<FMatrixRMaj> a, List<FMatrixRMaj> b, FMatrixRMaj c, boolean add) {
        List<MatrixView> transposed = a.stream().map(MatrixView::transposed).toList();
        List<MatrixView> factors = b.stream().map(MatrixView::of).toList();
        for (int i = 0; i < a.size(); i++) {
            MatrixProduct.requireShapes(transposed.get(i), factors.get(i), MatrixView.of(c));
        }
        List<Packing.Piece> pieces = Packing.pieces(transposed, factors);
        if (pieces.isEmpty() && !add) {
            c.zero();
        }
        blocked(pieces, MatrixView.of(c), add);
    }

    /**
     * Adds the pieces in order, as many at once as can be copied, so that a block of C is loaded once for all these.
     */
    private static void blocked(List<Packing.Piece> pieces, MatrixView c, boolean add) {
        Packing packing = PACKING.get();
        boolean fresh = !add;
        for (int from = 0; from < pieces.size(); fresh = false) {
            List<Packing.Piece> together = Packing.together(pieces, from);
            from += together.size();
            for (int j0 = 0; j0 < c.cols(); j0 += Packing.WIDTH) {
                int width = Math.min(Packing.WIDTH, c.cols() - j0);
                packing.copyRows(together, j0, width);
                for (int i = 0; i < c.rows(); i += 4) {
                    packing.copyColumns(together, i, c.rows());
                    int rows = Math.min(4, c.rows() - i);
                    int to = c.at() + i * c.row() + j0;
                    if (fresh) {
                        zero(c.data(), to, c.row(), rows, width);
                    }
                    for (int j = 0; j < width; j += PANEL) {
                        addBlock(packing, together, i, rows, j, c.data(), to + j, c.row(), Math.min(PANEL, width - j));
                    }
                }
            }
        }
    }

    private static void addBlock(
            Packing packing, List<Packing.Piece> pieces, int i, int rows, int j, float[] c, int co, int n, int width) {
        int bo = packing.panel(j);
        for (Packing.Piece p : pieces) {
            float[] a = packing.data(p);
            int ao = packing.at(p, i);
            if (width == PANEL) {
                PanelBlocks.add(rows, a, ao, p.a().row(), p.col(), packing.panels, bo, p.depth(), c, co, n);
            } else {
                ProductBlocks.add(
                        rows, a, ao, p.a().row(), p.col(), packing.panels, bo, PANEL, p.depth(), c, co, n, width);
            }
            bo += p.depth() * PANEL;
        }
    }

    /** Clears a block of C just before it is computed: cheaper than clearing all of C, which is far away by then. */
    private static void zero(float[] c, int at, int n, int rows, int width) {
        for (int i = 0; i < rows; i++) {
            Arrays.fill(c, at + i * n, at + i * n + width, 0);
        }
    }

    @Override
    public String toString() {
        return "Vector API, " + S.vectorBitSize() + " bits";
    }
}
