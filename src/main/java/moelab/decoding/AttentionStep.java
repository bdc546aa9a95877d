package moelab.decoding;

import moelab.linalg.Kernels;
import moelab.linalg.Rows;
import moelab.linalg.weights.PackedMatrix;
import moelab.linalg.weights.Weights;
import moelab.transformer.layers.Attention;
import moelab.transformer.layers.Norm;
import moelab.transformer.layers.RelativePositionBias;
import org.ejml.data.FMatrixRMaj;

/**
 * An {@link Attention} block for few rows: each row's query attends to keys and values that lie in memory already, and
 * the weights are copied into the order in which products with few rows read them.
 *
 * <p>Self-attention computes query, key and value in one product, [Q | K | V] = X [Wq | Wk | Wv] + b. Attention to the
 * source computes keys and values of the source once per sentence, and in each step the query alone. The scale of the
 * scores is part of Wq, and the last product adds straight to the residual stream.
 */
final class AttentionStep {
    private final Norm norm;
    private final int d; // columns of queries, keys and values
    private final int headDimension;
    private final RelativePositionBias positions; // null: none
    private final PackedMatrix in; // model dimension x 3d, or x d
    private final FMatrixRMaj inBias;
    private final PackedMatrix source; // model dimension x 2d: keys and values of the source; null: self-attention
    private final FMatrixRMaj sourceBias;
    private final PackedMatrix out; // d x model dimension
    private final float[] outBias;

    AttentionStep(Norm norm, Attention attention, boolean self, Weights weights) {
        this.norm = norm;
        this.d = attention.query.weight().numCols;
        this.headDimension = attention.headDimension();
        this.positions = attention.positions();
        this.in = weights.pack(
                sideBySide(attention.query.weight(), attention.scale(), self ? attention.keyValue.weight() : null));
        this.inBias = sideBySide(attention.query.bias(), attention.scale(), self ? attention.keyValue.bias() : null);
        this.source = self ? null : weights.pack(attention.keyValue.weight());
        this.sourceBias = attention.keyValue.bias();
        this.out = weights.pack(attention.output.weight());
        this.outBias = attention.output.bias().data.clone();
    }

    /** Returns [scale * A | B], or scale * A if there is no B. */
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
     * Computes the query, and for self-attention key and value, of each row of x.
     *
     * @param normed scratch of the shape of x
     * @param q result, rows x 3d or rows x d
     */
    void project(FMatrixRMaj x, FMatrixRMaj normed, FMatrixRMaj q) {
        norm.apply(x, normed);
        Rows.fill(q, inBias);
        in.multAdd(normed, q);
    }

    /** Computes keys and values of the source from the encoder's output, rows x 2d. */
    void projectSource(FMatrixRMaj memory, FMatrixRMaj keysAndValues) {
        Rows.fill(keysAndValues, sourceBias);
        source.multAdd(memory, keysAndValues);
    }

    /** Computes one row's context over keys and values of 2d floats per slot, for every head. */
    void attend(FMatrixRMaj q, int row, float[] cache, int[] slots, int seen, float[] weights, FMatrixRMaj context) {
        attend(q, row, cache, 2 * d, 0, slots, seen, seen - 1, weights, context);
    }

    /**
     * Computes one row's context, for every head.
     *
     * @param q queries, the first d columns of each row
     * @param cache keys and values: those of slot s are the d floats from {@code s * stride + keys} on, and the d
     *     behind
     * @param slots which slots this row sees, in order of position
     * @param seen how many of them
     * @param position the row's own position in the sentence
     * @param weights scratch for at least {@code seen} floats
     * @param context result, rows x d
     */
    void attend(
            FMatrixRMaj q,
            int row,
            float[] cache,
            int stride,
            int keys,
            int[] slots,
            int seen,
            int position,
            float[] weights,
            FMatrixRMaj context) {
        java.util.Arrays.fill(context.data, row * d, row * d + d, 0);
        for (int column = 0; column < d; column += headDimension) {
            Kernels.dots(
                    slots,
                    0,
                    seen,
                    cache,
                    stride,
                    keys + column,
                    q.data,
                    row * q.numCols + column,
                    headDimension,
                    weights);
            if (positions != null) {
                positions.addTo(weights, 0, column / headDimension, position, seen);
            }
            Kernels.softmax(weights, 0, seen);
            Kernels.addRows(
                    slots,
                    weights,
                    0,
                    seen,
                    cache,
                    stride,
                    keys + d + column,
                    context.data,
                    row * d + column,
                    headDimension);
        }
    }

    /** Computes x = x + context Wo + bo. */
    void finish(FMatrixRMaj context, FMatrixRMaj x) {
        Rows.addToEach(x, outBias);
        out.multAdd(context, x);
    }
}
