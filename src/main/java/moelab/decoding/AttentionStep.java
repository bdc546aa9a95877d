package moelab.decoding;

import moelab.linalg.Kernels;
import moelab.linalg.Rows;
import moelab.linalg.TiledMatrix;
import moelab.transformer.Attention;
import moelab.transformer.Norm;
import moelab.transformer.RelativePositionBias;
import org.ejml.data.FMatrixRMaj;

/**
 * The decoder's half of an {@link Attention} block: one query a row against cached keys and values, with its weights
 * copied into decoding order.
 *
 * <p>Self-attention makes query, key and value in one product, [Q | K | V] = X [Wq | Wk | Wv] + b; attention to the
 * source makes the query alone, keys and values having been made at the beginning. The scale of the scores is part of
 * Wq, and the last product adds straight to the residual stream.
 */
final class AttentionStep {
    private final Norm norm;
    private final int d; // columns of queries, keys and values
    private final int headDimension;
    private final RelativePositionBias positions; // null: none
    private final TiledMatrix in; // model dimension x 3d, or x d
    private final FMatrixRMaj inBias;
    private final TiledMatrix out; // d x model dimension
    private final float[] outBias;

    AttentionStep(Norm norm, Attention attention, boolean self) {
        this.norm = norm;
        this.d = attention.query.weight().numCols;
        this.headDimension = attention.headDimension();
        this.positions = attention.positions();
        this.in = TiledMatrix.of(
                sideBySide(attention.query.weight(), attention.scale(), self ? attention.keyValue.weight() : null));
        this.inBias = sideBySide(attention.query.bias(), attention.scale(), self ? attention.keyValue.bias() : null);
        this.out = TiledMatrix.of(attention.output.weight());
        this.outBias = attention.output.bias().data.clone();
    }

    /** [scale * A | B], or scale * A if there is no B. */
    private static FMatrixRMaj sideBySide(FMatrixRMaj a, float scale, FMatrixRMaj b) {
        FMatrixRMaj c = new FMatrixRMaj(a.numRows, a.numCols + (b == null ? 0 : b.numCols));
        for (int i = 0; i < a.numRows; i++) {
            for (int j = 0; j < c.numCols; j++) {
                c.set(i, j, j < a.numCols ? scale * a.get(i, j) : b.get(i, j - a.numCols));
            }
        }
        return c;
    }

    /**
     * Query, and for self-attention key and value, of each row of x into {@code q}, rows x 3d or x d; {@code normed} is
     * scratch like x.
     */
    void project(FMatrixRMaj x, FMatrixRMaj normed, FMatrixRMaj q) {
        norm.apply(x, normed);
        Rows.fill(q, inBias);
        in.multAdd(normed, q);
    }

    /**
     * One row's context over cached keys and values, for every head.
     *
     * @param q queries, the first d columns of each row
     * @param cache keys and values, 2d floats a slot
     * @param slots which slots this row sees, in order of position
     * @param seen how many of them
     * @param weights scratch for at least {@code seen} floats
     * @param context result, rows x d
     */
    void attend(FMatrixRMaj q, int row, float[] cache, int[] slots, int seen, float[] weights, FMatrixRMaj context) {
        java.util.Arrays.fill(context.data, row * d, row * d + d, 0);
        for (int column = 0; column < d; column += headDimension) {
            Kernels.dots(slots, seen, cache, 2 * d, column, q.data, row * q.numCols + column, headDimension, weights);
            if (positions != null) {
                positions.addTo(weights, 0, column / headDimension, seen - 1, seen);
            }
            Kernels.softmax(weights, 0, seen);
            Kernels.addRows(
                    slots, weights, seen, cache, 2 * d, d + column, context.data, row * d + column, headDimension);
        }
    }

    /** x = x + context Wo + bo. */
    void finish(FMatrixRMaj context, FMatrixRMaj x) {
        Rows.addToEach(x, outBias);
        out.multAdd(context, x);
    }
}
