package moelab.linalg;

import org.ejml.data.FMatrixRMaj;

/**
 * Which row of a matrix E has the largest dot product with x, exactly, without computing the others exactly.
 *
 * <p>The first look is at E rounded to bfloat16, half the bytes. By Cauchy and Schwarz rounding moves x . e by at most |x| r, with r the largest norm
 * of a row's error. So only rows that come out within 2 |x| r of the largest can be the largest, and of a few of those the products are computed.
 * For the next symbol of a translation, which mostly is not in doubt, that is one row or two of thousands.
 *
 * <p>Keeps scratch: one instance serves one thread.
 */
public final class ScreenedArgMax {
    private final FMatrixRMaj rows;
    private final Bfloat16Matrix rounded; // E'
    private final float radius; // r
    private final float[] none;
    private final float[] scores;
    private final SparseRow candidates;

    /** @param e the matrix, n x d (kept, and copied rounded: not to be changed afterwards) */
    public ScreenedArgMax(FMatrixRMaj e) {
        rows = e;
        FMatrixRMaj transposed = new FMatrixRMaj(e.numCols, e.numRows);
        double largest = 0;
        for (int j = 0; j < e.numRows; j++) {
            for (int k = 0; k < e.numCols; k++) {
                transposed.data[k * e.numRows + j] = e.data[j * e.numCols + k];
            }
            largest = Math.max(largest, Bfloat16Matrix.error(e.data, j * e.numCols, e.numCols));
        }
        rounded = new Bfloat16Matrix(transposed);
        radius = (float) largest;
        none = new float[e.numRows];
        scores = new float[e.numRows];
        candidates = new SparseRow(e.numRows);
    }

    /** The row of the largest product with the numbers from {@code xo} on; the first of equal ones, 0 if none is a number. */
    public int of(float[] x, int xo) {
        int d = rows.numCols;
        rounded.mult(none, x, xo, scores, 0);
        float largest = scores[Kernels.argMax(scores, 0, scores.length)];
        float margin = 2 * radius * (float) Math.sqrt(Kernels.dot(x, xo, x, xo, d));
        candidates.clear();
        candidates.addAbove(Math.nextDown(largest - margin), scores, 0, scores.length, 0);
        return candidates.largest(rows.data, d, 0, x, xo, d);
    }

    @Override
    public String toString() {
        return "the largest of " + rows.numRows + " products, looked at in bfloat16 first";
    }
}
