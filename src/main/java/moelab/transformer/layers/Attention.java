package moelab.transformer.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import moelab.linalg.Kernels;
import moelab.linalg.MatrixProduct;
import moelab.linalg.MatrixView;
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
    private static final MatrixProduct PRODUCT = MatrixProduct.best();

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
     * @param query where its part of the first query is in a matrix of rows x d
     * @param key where its part of the first key is in a matrix of rows x 2d; its value is d columns to the right
     * @param scores where its n x m scores, or weights, begin
     */
    private record Block(int head, int query, int key, int scores, int n, int m) {}

    private List<Block> blocks(TokenBatch queries, TokenBatch keys) {
        List<Block> blocks = new ArrayList<>();
        int scores = 0;
        for (int s = 0; s < queries.sentences(); s++) {
            for (int h = 0; h < heads; h++) {
                int column = h * headDimension;
                int n = queries.length(s);
                int m = keys.length(s);
                blocks.add(new Block(h, queries.start(s) * d + column, keys.start(s) * 2 * d + column, scores, n, m));
                scores += n * m;
            }
        }
        return blocks;
    }

    /** Returns the block's rows of Q, or of another matrix of rows x d: n x d_h. */
    private MatrixView queries(Block b, FMatrixRMaj q) {
        return new MatrixView(q.data, b.query, b.n, headDimension, d, 1);
    }

    /** Returns the block's rows of K: m x d_h. */
    private MatrixView keys(Block b, FMatrixRMaj kv) {
        return new MatrixView(kv.data, b.key, b.m, headDimension, 2 * d, 1);
    }

    /** Returns the block's rows of V: m x d_h. */
    private MatrixView values(Block b, FMatrixRMaj kv) {
        return new MatrixView(kv.data, b.key + d, b.m, headDimension, 2 * d, 1);
    }

    /** Returns the block's scores S, its weights P or the gradient of one of them: n x m. */
    private static MatrixView scores(Block b, float[] s) {
        return new MatrixView(s, b.scores, b.n, b.m, b.m, 1);
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
        float[] weights = new float[last.scores + last.n * last.m];
        for (Block b : blocks) {
            PRODUCT.multAdd(queries(b, q), keys(b, kv).transposed(), scores(b, weights));
            for (int i = 0; i < b.n; i++) {
                toWeights(b, i, weights);
            }
            PRODUCT.multAdd(scores(b, weights), values(b, kv), queries(b, context));
        }
        return new AttentionTrace(queries, keys, x, memory, q, kv, weights, context, output.forward(context));
    }

    /** Turns the products of query i with all keys into its attention weights, which are 0 for keys not seen. */
    private void toWeights(Block b, int i, float[] scores) {
        int at = b.scores + i * b.m;
        int seen = seen(b, i);
        for (int j = 0; j < seen; j++) {
            scores[at + j] *= scale;
        }
        if (positions != null) {
            positions.addTo(scores, at, b.head, i, seen);
        }
        Kernels.softmax(scores, at, seen);
        Arrays.fill(scores, at + seen, at + b.m, 0);
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
        float[] ds = new float[t.weights.length];
        for (Block b : blocks(t.queries, t.keys)) {
            PRODUCT.multAdd(scores(b, t.weights).transposed(), queries(b, dContext), values(b, dkv));
            PRODUCT.multAdd(queries(b, dContext), values(b, t.kv).transposed(), scores(b, ds)); // dP
            for (int i = 0; i < b.n; i++) {
                toScoreGradients(b, i, t.weights, ds, gradients);
            }
            PRODUCT.multAdd(scores(b, ds), keys(b, t.kv), queries(b, dq));
            PRODUCT.multAdd(scores(b, ds).transposed(), queries(b, t.q), keys(b, dkv));
        }
        return new FMatrixRMaj[] {query.backward(t.x, dq, gradients), keyValue.backward(t.memory, dkv, gradients)};
    }

    /** Turns row i of dP into dS / sqrt(d_h), and adds dS to the gradient of the biases of positions. */
    private void toScoreGradients(Block b, int i, float[] weights, float[] ds, Gradients gradients) {
        int at = b.scores + i * b.m;
        float mean = 0;
        for (int j = at; j < at + b.m; j++) {
            mean += weights[j] * ds[j];
        }
        for (int j = at; j < at + b.m; j++) {
            ds[j] = weights[j] * (ds[j] - mean); // 0 for keys not seen, whose weight is 0
        }
        if (positions != null) {
            positions.addGradient(ds, at, b.head, i, seen(b, i), gradients);
        }
        for (int j = at; j < at + b.m; j++) {
            ds[j] *= scale;
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
