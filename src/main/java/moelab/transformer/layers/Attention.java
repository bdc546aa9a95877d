package moelab.transformer.layers;

import java.util.ArrayList;
import java.util.List;
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
     * @param x queries' input, rows x model dimension
     * @param memory keys' and values' input, rows x model dimension
     * @param q queries, rows x d
     * @param kv keys and values side by side, rows x 2d
     * @param weights attention weights P: for each sentence, for each head, queries x keys, one after the other
     * @param context heads side by side before the last product, rows x d
     * @param result Y, rows x model dimension
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
     * One head on one sentence: n queries and m keys.
     *
     * @param head number of the head
     * @param query where its part of the first query is in a matrix of rows x d; query i is i rows below
     * @param key where its part of the first key is in a matrix of rows x 2d; its value is d columns to the right
     * @param weights where its n x m attention weights begin
     */
    private record Block(int head, int query, int key, int weights, int n, int m) {}

    private List<Block> blocks(TokenBatch queries, TokenBatch keys) {
        List<Block> blocks = new ArrayList<>();
        int weights = 0;
        for (int s = 0; s < queries.sentences(); s++) {
            for (int h = 0; h < heads; h++) {
                int column = h * headDimension;
                int n = queries.length(s);
                int m = keys.length(s);
                blocks.add(new Block(h, queries.start(s) * d + column, keys.start(s) * 2 * d + column, weights, n, m));
                weights += n * m;
            }
        }
        return blocks;
    }

    /** Returns how many keys query i sees: if causal, the first i + 1. */
    private int seen(Block b, int i) {
        return causal ? i + 1 : b.m;
    }

    /**
     * Returns the attention of the queries' rows to the keys' rows, with what the backward pass needs.
     *
     * @param x queries' input, rows x model dimension
     * @param memory keys' and values' input, rows x model dimension
     */
    public AttentionTrace forward(TokenBatch queries, FMatrixRMaj x, TokenBatch keys, FMatrixRMaj memory) {
        FMatrixRMaj q = query.forward(x);
        FMatrixRMaj kv = keyValue.forward(memory);
        FMatrixRMaj context = new FMatrixRMaj(x.numRows, d);
        List<Block> blocks = blocks(queries, keys);
        Block last = blocks.get(blocks.size() - 1);
        float[] weights = new float[last.weights + last.n * last.m];
        int[] rows = counting(keys.longest());
        float[] p = new float[rows.length];
        for (Block b : blocks) {
            for (int i = 0; i < b.n; i++) {
                int row = b.query + i * d;
                int at = b.weights + i * b.m;
                int seen = seen(b, i);
                for (int j = 0; j < seen; j++) {
                    weights[at + j] = scale * Kernels.dot(q.data, row, kv.data, b.key + j * 2 * d, headDimension);
                }
                if (positions != null) {
                    positions.addTo(weights, at, b.head, i, seen);
                }
                Kernels.softmax(weights, at, seen);
                System.arraycopy(weights, at, p, 0, seen);
                Kernels.addRows(rows, p, seen, kv.data, 2 * d, b.key + d, context.data, row, headDimension);
            }
        }
        return new AttentionTrace(queries, keys, x, memory, q, kv, weights, context, output.forward(context));
    }

    /** Returns 0, 1, ..., n - 1: the list of the first n rows of a matrix. */
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
     * @return dX and dM, each rows x model dimension; for self-attention the caller adds them
     */
    public FMatrixRMaj[] backward(AttentionTrace t, FMatrixRMaj dy, Gradients gradients) {
        FMatrixRMaj dContext = output.backward(t.context, dy, gradients);
        FMatrixRMaj dq = new FMatrixRMaj(t.q.numRows, d);
        FMatrixRMaj dkv = new FMatrixRMaj(t.kv.numRows, 2 * d);
        float[] dScores = new float[t.weights.length];
        int[] rows = counting(Math.max(t.queries.longest(), t.keys.longest()));
        for (Block b : blocks(t.queries, t.keys)) {
            scoreGradients(b, rows, t, dContext.data, dScores, gradients);
            sums(b, rows, dScores, t.kv.data, dq.data);
            transposedSums(b, rows, dScores, t.q.data, dkv.data, b.key);
            transposedSums(b, rows, t.weights, dContext.data, dkv.data, b.key + d);
        }
        return new FMatrixRMaj[] {query.backward(t.x, dq, gradients), keyValue.backward(t.memory, dkv, gradients)};
    }

    /** Writes dS / sqrt(d_h) where P has its weights, and adds dS to the gradient of the biases of positions. */
    private void scoreGradients(
            Block b, int[] rows, AttentionTrace t, float[] dContext, float[] dScores, Gradients gradients) {
        float[] ds = new float[b.m + 3]; // room for products of four rows at once
        for (int i = 0; i < b.n; i++) {
            int at = b.weights + i * b.m;
            int seen = seen(b, i);
            Kernels.dots(rows, seen, t.kv.data, 2 * d, b.key + d, dContext, b.query + i * d, headDimension, ds);
            float mean = 0;
            for (int j = 0; j < seen; j++) {
                mean += t.weights[at + j] * ds[j];
            }
            for (int j = 0; j < seen; j++) {
                ds[j] = t.weights[at + j] * (ds[j] - mean);
                dScores[at + j] = ds[j] * scale;
            }
            if (positions != null) {
                positions.addGradient(ds, b.head, i, seen, gradients);
            }
        }
    }

    /** dQ = dS K for one block: every query's row is a sum of the keys that it sees. */
    private void sums(Block b, int[] rows, float[] dScores, float[] kv, float[] dq) {
        float[] row = new float[b.m];
        for (int i = 0; i < b.n; i++) {
            int seen = seen(b, i);
            System.arraycopy(dScores, b.weights + i * b.m, row, 0, seen);
            Kernels.addRows(rows, row, seen, kv, 2 * d, b.key, dq, b.query + i * d, headDimension);
        }
    }

    /**
     * dK = dS' Q, and likewise dV = P' dC, for one block: every key's row is a sum over the queries that see it.
     *
     * @param s dS or P
     * @param q Q or dC, rows x d
     * @param to where the first row of the result is in dkv
     */
    private void transposedSums(Block b, int[] rows, float[] s, float[] q, float[] dkv, int to) {
        float[] column = new float[b.n];
        for (int j = 0; j < b.m; j++) {
            int first = causal ? j : 0;
            for (int i = first; i < b.n; i++) {
                column[i - first] = s[b.weights + i * b.m + j];
            }
            int from = b.query + first * d;
            Kernels.addRows(rows, column, b.n - first, q, d, from, dkv, to + j * 2 * d, headDimension);
        }
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
}
