package moelab.transformer.layers;

import java.util.stream.IntStream;
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
        int[] list = counting(Math.max(queries.longest(), keys.longest()));
        float[] p = new float[list.length];
        int at = 0;
        for (int s = 0; s < queries.sentences(); s++) {
            int n = queries.length(s);
            int m = keys.length(s);
            int key = keys.start(s) * 2 * d;
            for (int h = 0; h < heads; h++, key += headDimension) {
                for (int i = 0; i < n; i++, at += m) {
                    int row = (queries.start(s) + i) * d + h * headDimension;
                    int seen = causal ? i + 1 : m;
                    for (int j = 0; j < seen; j++) {
                        weights[at + j] = scale * Kernels.dot(q.data, row, kv.data, key + j * 2 * d, headDimension);
                    }
                    if (positions != null) {
                        positions.addTo(weights, at, h, i, seen);
                    }
                    Kernels.softmax(weights, at, seen);
                    System.arraycopy(weights, at, p, 0, seen);
                    Kernels.addRows(list, p, seen, kv.data, 2 * d, key + d, context.data, row, headDimension);
                }
            }
        }
        return new AttentionTrace(queries, keys, x, memory, q, kv, weights, context, output.forward(context));
    }

    /** Returns 0, 1, 2, ...: the list of the first rows of a matrix. */
    private static int[] counting(int n) {
        return IntStream.range(0, n).toArray();
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
        int[] list = counting(Math.max(t.queries.longest(), t.keys.longest()));
        float[] dScore = new float[list.length];
        float[] scaled = new float[list.length];
        float[] all = new float[t.weights.length]; // dS / sqrt(d_h), in the order of P
        int at = 0;
        for (int s = 0; s < t.queries.sentences(); s++) {
            int n = t.queries.length(s);
            int m = t.keys.length(s);
            for (int h = 0; h < heads; h++, at += n * m) {
                int query = t.queries.start(s) * d + h * headDimension;
                int key = t.keys.start(s) * 2 * d + h * headDimension;
                for (int i = 0; i < n; i++) {
                    int row = query + i * d;
                    int seen = causal ? i + 1 : m;
                    int p = at + i * m;
                    float mean = 0;
                    for (int j = 0; j < seen; j++) {
                        dScore[j] = Kernels.dot(dContext.data, row, t.kv.data, key + j * 2 * d + d, headDimension);
                        mean += t.weights[p + j] * dScore[j];
                    }
                    for (int j = 0; j < seen; j++) {
                        dScore[j] = t.weights[p + j] * (dScore[j] - mean);
                        scaled[j] = dScore[j] * scale;
                    }
                    System.arraycopy(scaled, 0, all, p, seen);
                    Kernels.addRows(list, scaled, seen, t.kv.data, 2 * d, key, dq.data, row, headDimension);
                    if (positions != null) {
                        positions.addGradient(dScore, h, i, seen, gradients);
                    }
                }
                for (int j = 0; j < m; j++) {
                    int first = causal ? j : 0; // query that sees key j
                    int row = query + first * d;
                    int to = key + j * 2 * d;
                    int count = column(t.weights, at + j, m, first, n, dScore);
                    Kernels.addRows(list, dScore, count, dContext.data, d, row, dkv.data, to + d, headDimension);
                    column(all, at + j, m, first, n, scaled);
                    Kernels.addRows(list, scaled, count, t.q.data, d, row, dkv.data, to, headDimension);
                }
            }
        }
        return new FMatrixRMaj[] {query.backward(t.x, dq, gradients), keyValue.backward(t.memory, dkv, gradients)};
    }

    /** Copies the rows {@code first} to {@code n - 1} of a column of m-wide rows, and returns how many they are. */
    private static int column(float[] rows, int at, int m, int first, int n, float[] out) {
        for (int i = first; i < n; i++) {
            out[i - first] = rows[at + i * m];
        }
        return n - first;
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
