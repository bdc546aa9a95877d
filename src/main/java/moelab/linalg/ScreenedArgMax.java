package moelab.linalg;

import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;

/**
 * Which row of a matrix E has the largest dot product with x, exactly, without computing the others exactly.
 *
 * <p>The first look is at E rounded to bfloat16, half the bytes. Only rows that come out within twice the margin of
 * {@link Bfloat16Matrix} of the largest can be the largest, and of those the products are computed. For the next symbol
 * of a translation, which mostly is not in doubt, that is one row or two of thousands.
 *
 * <p>Keeps scratch: one instance serves one thread.
 */
public final class ScreenedArgMax {
    private final FMatrixRMaj rows;
    private final Bfloat16Matrix rounded; // E'
    private final float[] none;
    private final float[] scores;
    private final SparseRow candidates;

    /** @param e the matrix, n x d (kept, and copied rounded: not to be changed afterwards) */
    public ScreenedArgMax(FMatrixRMaj e) {
        rows = e;
        rounded = new Bfloat16Matrix(CommonOps_FDRM.transpose(e, null));
        none = new float[e.numRows];
        scores = new float[e.numRows];
        candidates = new SparseRow(e.numRows);
    }

    /**
     * The row of the largest product with the numbers from {@code xo} on; the first of equal ones, 0 if none is a
     * number.
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
        return "the largest of " + rows.numRows + " products, looked at in bfloat16 first";
    }
}
