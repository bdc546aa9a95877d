package moelab.transformer.layers;

import moelab.linalg.Kernels;
import org.ejml.data.FMatrixRMaj;

/**
 * Multi-head attention (Vaswani et al. 2017, section 3.2), for self-attention and for attention to the encoder.
 *
 * <pre>
 *   Q = X Wq + bq,  [K | V] = M Wkv + bkv            M = X for self-attention, the encoder's output otherwise
 *   P = softmax(Q_h K_h' / sqrt(d_h))                for each sentence and head h; causal: no later keys
 *   Y = [P V_1 | ... | P V_heads] Wo + bo
 * </pre>
 */
public final class Attention {
    private final int heads;
    private final int d; // columns of queries, keys and values: heads x headDimension
    private final int headDimension;
    private final float scale;
    private final boolean causal;
    private final RelativePositionBias positions; // null: none
    public final Linear query; // model dimension x d
    public final Linear keyValue; // model dimension x 2d: keys in the first d columns, values in the rest
    public final Linear output; // d x model dimension

    public Attention(Parameters p, String name, TransformerConfig c, boolean causal, RelativePositionBias positions) {
        boolean biased = c.architecture().biases();
        this.heads = c.heads();
        this.headDimension = c.headDimension();
        this.d = heads * headDimension;
        this.scale = c.architecture().scaledScores() ? (float) (1 / Math.sqrt(headDimension)) : 1;
        this.causal = causal;
        this.positions = positions;
        this.query = new Linear(p, name + ".query", c.modelDimension(), d, biased);
        this.keyValue = new Linear(p, name + ".keyValue", c.modelDimension(), 2 * d, biased);
        this.output = new Linear(p, name + ".output", d, c.modelDimension(), biased);
    }

    /**
     * What the backward pass (and a curious reader) needs.
     *
     * @param x queries' input, rows x d
     * @param memory keys' and values' input, rows x d
     * @param weights attention weights P: for each sentence, for each head, queries x keys, one after the other
     * @param context heads side by side before the last product, rows x d
     * @param result Y, rows x d
     */
    public record AttentionTrace(
            TokenBatch queries,
            TokenBatch keys,
            FMatrixRMaj x,
            FMatrixRMaj memory,
            FMatrixRMaj q,
            FMatrixRMaj kv,
            float[] weights,
            FMatrixRMaj context,
            FMatrixRMaj result) {
        @Override
        public String toString() {
            return x.numRows + " queries on " + memory.numRows + " keys of " + queries.sentences() + " sentences";
        }
    }

    /**
     * Returns the attention of the queries' rows to the keys' rows, with what the backward pass needs.
     *
     * @param x queries' input, rows x d
     * @param memory keys' and values' input, rows x d
     */
    public AttentionTrace forward(TokenBatch queries, FMatrixRMaj x, TokenBatch keys, FMatrixRMaj memory) {
        FMatrixRMaj q = query.forward(x);
        FMatrixRMaj kv = keyValue.forward(memory);
        FMatrixRMaj context = new FMatrixRMaj(x.numRows, d);
        float[] weights = new float[weightCount(queries, keys)];
        int at = 0;
        for (int s = 0; s < queries.sentences(); s++) {
            int n = queries.length(s);
            int m = keys.length(s);
            for (int h = 0; h < heads; h++) {
                for (int i = 0; i < n; i++, at += m) {
                    int seen = causal ? i + 1 : m;
                    head(
                            q.data,
                            (queries.start(s) + i) * d,
                            kv.data,
                            keys.start(s) * 2 * d,
                            h,
                            i,
                            seen,
                            weights,
                            at,
                            context.data);
                }
            }
        }
        return new AttentionTrace(queries, keys, x, memory, q, kv, weights, context, output.forward(context));
    }

    /** One query and one head over {@code seen} keys: weights from {@code at} on, context added at the query's row. */
    private void head(
            float[] q,
            int row,
            float[] kv,
            int keys,
            int h,
            int i,
            int seen,
            float[] weights,
            int at,
            float[] context) {
        int dh = headDimension;
        int column = h * dh;
        for (int j = 0; j < seen; j++) {
            weights[at + j] = scale * Kernels.dot(q, row + column, kv, keys + j * 2 * d + column, dh);
        }
        if (positions != null) {
            positions.addTo(weights, at, h, i, seen);
        }
        Kernels.softmax(weights, at, seen);
        for (int j = 0; j < seen; j++) {
            Kernels.axpy(weights[at + j], kv, keys + j * 2 * d + d + column, context, row + column, dh);
        }
    }

    /**
     * Returns dX and dM from dY.
     *
     * <pre>
     *   dV = P' dC,  dP = dC V',  dS = P * (dP - rowsum(dP * P)),  dQ = dS K / sqrt(d_h),  dK = dS' Q / sqrt(d_h)
     * </pre>
     *
     * @return dX and dM, each rows x d; for self-attention the caller adds them
     */
    public FMatrixRMaj[] backward(AttentionTrace t, FMatrixRMaj dy, Gradients gradients) {
        FMatrixRMaj dContext = output.backward(t.context, dy, gradients);
        FMatrixRMaj dq = new FMatrixRMaj(t.q.numRows, d);
        FMatrixRMaj dkv = new FMatrixRMaj(t.kv.numRows, 2 * d);
        int dh = headDimension;
        int at = 0;
        float[] dScore = new float[0];
        for (int s = 0; s < t.queries.sentences(); s++) {
            int n = t.queries.length(s);
            int m = t.keys.length(s);
            dScore = dScore.length < m ? new float[m] : dScore;
            int keys = t.keys.start(s) * 2 * d;
            for (int h = 0; h < heads; h++) {
                for (int i = 0; i < n; i++, at += m) {
                    int row = (t.queries.start(s) + i) * d + h * dh;
                    int seen = causal ? i + 1 : m;
                    float mean = 0;
                    for (int j = 0; j < seen; j++) {
                        int value = keys + j * 2 * d + d + h * dh;
                        float p = t.weights[at + j];
                        dScore[j] = Kernels.dot(dContext.data, row, t.kv.data, value, dh);
                        mean += p * dScore[j];
                        Kernels.axpy(p, dContext.data, row, dkv.data, value, dh);
                    }
                    for (int j = 0; j < seen; j++) {
                        int key = keys + j * 2 * d + h * dh;
                        dScore[j] = t.weights[at + j] * (dScore[j] - mean);
                        float g = dScore[j] * scale;
                        Kernels.axpy(g, t.kv.data, key, dq.data, row, dh);
                        Kernels.axpy(g, t.q.data, row, dkv.data, key, dh);
                    }
                    if (positions != null) {
                        positions.addGradient(dScore, h, i, seen, gradients);
                    }
                }
            }
        }
        return new FMatrixRMaj[] {query.backward(t.x, dq, gradients), keyValue.backward(t.memory, dkv, gradients)};
    }

    /** Returns the biases of positions, or null. */
    public RelativePositionBias positions() {
        return positions;
    }

    /** Returns the number of columns that one head works on. */
    public int headDimension() {
        return headDimension;
    }

    /** Returns the factor of the scores, 1 / sqrt(d_h), or 1. */
    public float scale() {
        return scale;
    }

    private int weightCount(TokenBatch queries, TokenBatch keys) {
        int count = 0;
        for (int s = 0; s < queries.sentences(); s++) {
            count += heads * queries.length(s) * keys.length(s);
        }
        return count;
    }
}
