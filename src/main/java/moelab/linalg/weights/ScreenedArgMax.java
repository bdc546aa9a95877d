package moelab.linalg.weights;

import moelab.linalg.Kernels;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;

/**
 * Finds the row of a matrix E that has the largest dot product with x, exactly, without computing all products exactly.
 *
 * <p>Screening multiplies with E rounded to bfloat16, which is half the bytes. A row can only be the largest if its
 * rounded product is within twice the margin of {@link Bfloat16Matrix} of the largest rounded product. Only for these
 * rows are the exact products computed. For the next subword of a translation, which is seldom in doubt, that is one
 * row or two out of thousands.
 *
 * <p>Keeps scratch space, so one instance serves one thread.
 */
public final class ScreenedArgMax {
    private final FMatrixRMaj rows;
    private final Bfloat16Matrix rounded; // E'
    private final float[] none;
    private final float[] scores;
    private final SparseRow candidates;

    /** @param e the matrix, n x d; it is kept, and a rounded copy is made, so it must not change afterwards */
    public ScreenedArgMax(FMatrixRMaj e) {
        rows = e;
        rounded = new Bfloat16Matrix(CommonOps_FDRM.transpose(e, null));
        none = new float[e.numRows];
        scores = new float[e.numRows];
        candidates = new SparseRow(e.numRows);
    }

    /**
     * Returns the row with the largest product with the d entries of x from {@code xo} on: the first one of equals, and
     * 0 if all products are NaN.
     */
    public int of(float[] x, int xo) {
        int d = rows.numCols;
        rounded.mult(none, x, xo, scores, 0);
        float largest = scores[Kernels.argMax(scores, 0, scores.length)];
        candidates.clear();
        candidates.addAbove(Math.nextDown(largest - 2 * rounded.margin(x, xo)), scores, 0, scores.length, 0);
        return candidates.largest(rows.data, d, 0, x, xo, d);
    }

    @Override
    public String toString() {
        return "the largest of " + rows.numRows + " products, screened in bfloat16";
    }
}
