package moelab.decoding;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import moelab.linalg.Kernels;
import moelab.linalg.Rows;
import moelab.linalg.weights.Bfloat16Matrix;
import moelab.linalg.weights.PackedMatrix;
import moelab.linalg.weights.ScreenedArgMax;
import moelab.linalg.weights.Weights;
import moelab.transformer.DecoderLayer;
import moelab.transformer.FeedForward;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Norm;
import moelab.transformer.layers.TokenBatch;
import org.ejml.data.FMatrixRMaj;

/**
 * Decoding, one token at a time, for several rows at once: the hypotheses of a beam, or the sentences of a batch.
 *
 * <p>Keys and values of earlier positions are kept, those of the source are computed once. A row does not own its past:
 * it holds the numbers of the cache slots it sees, so that {@link #select} (a beam dropping one hypothesis and
 * continuing another twice) copies a few integers and no keys.
 *
 * <p>{@link #begin} allocates lists of rows, and new caches when a sentence is longer or a batch larger than any
 * before; {@link #step} allocates nothing. One instance serves one thread.
 *
 * <p>The constructor copies the decoder's weights into the order in which steps read them, which takes about a
 * millisecond; after the model has been trained further, another state is needed.
 */
public final class DecoderState {
    private static final int SPARE = 16; // floats behind a row of attention weights: a vector may end there

    /** A decoder layer as a step uses it. */
    private record Layer(AttentionStep self, AttentionStep cross, Norm norm, FeedForward feedForward) {
        static Layer of(DecoderLayer l, Weights weights, PackedWeights packed) {
            return new Layer(
                    packed.attention(l.selfNorm(), l.self(), true, weights),
                    packed.attention(l.crossNorm(), l.cross(), false, weights),
                    l.feedForwardNorm(),
                    packed.feedForward(l.feedForward()));
        }
    }

    private final Transformer model;
    private final int d;
    private final int inner; // columns of queries, keys and values
    private final TiledEncoder encoder;
    private final List<Layer> layers;
    private final PackedMatrix projection; // E', d x V; null: there is a shortlist
    private final ScreenedArgMax best; // of E; null: all scores are computed
    private final RowHistory rows = new RowHistory();
    private final float[][] selfCache; // per layer: keys and values, 2 * inner floats per slot
    private final FMatrixRMaj[] crossCache; // per layer: the same of the source, one slot per source row
    private int[][] sourceSlots; // per source sentence: its rows
    private int[][] shortlists; // per source sentence: the vocabulary entries that are scored; null: all of them

    private final FMatrixRMaj x = new FMatrixRMaj(0, 0);
    private final FMatrixRMaj normed = new FMatrixRMaj(0, 0);
    private final FMatrixRMaj q = new FMatrixRMaj(0, 0);
    private final FMatrixRMaj qkv = new FMatrixRMaj(0, 0);
    private final FMatrixRMaj context = new FMatrixRMaj(0, 0);
    private final FMatrixRMaj branch = new FMatrixRMaj(0, 0);
    private final FMatrixRMaj logits = new FMatrixRMaj(0, 0);
    private float[] weights = new float[0];
    private final float[] scores; // of one row's shortlist
    private StepClock clock; // null: nothing is measured

    /** Makes a state for this model as it is now; call {@link #begin} before the first step. */
    public DecoderState(Transformer model) {
        this(model, new PackedWeights());
    }

    /** The same with copies of weights that states of other models have as well. */
    DecoderState(Transformer model, PackedWeights packed) {
        this.model = model;
        this.d = model.config().modelDimension();
        this.inner = model.config().heads() * model.config().headDimension();
        this.encoder = new TiledEncoder(model, packed);
        this.layers = model.decoderLayers().stream()
                .map(l -> Layer.of(l, model.weights(), packed))
                .toList();
        boolean all = model.shortlist() == null;
        this.projection = all ? packed.projection(model.embedding(), model.weights()) : null;
        this.best =
                all && Bfloat16Matrix.pays() && model.weights() != Weights.BYTE ? packed.best(model.embedding()) : null;
        this.scores = new float[model.shortlist() == null ? 0 : model.config().vocabularySize()];
        this.selfCache = new float[layers.size()][0];
        this.crossCache = layers.stream().map(l -> new FMatrixRMaj(0, 0)).toArray(FMatrixRMaj[]::new);
    }

    /**
     * Encodes the source and forgets everything decoded before.
     *
     * @param source source sentences
     * @param rowsPerSentence hypotheses for each sentence, at first all alike; row r belongs to sentence r /
     *     rowsPerSentence
     * @param maxLength the most steps that will be asked for
     */
    public void begin(TokenBatch source, int rowsPerSentence, int maxLength) {
        prepare(source, rowsPerSentence, maxLength);
        remember(encoder.encode(source, sourceSlots, weights));
    }

    /** Does the same for a source that has been encoded already, rows x d. */
    public void begin(TokenBatch source, FMatrixRMaj memory, int rowsPerSentence, int maxLength) {
        prepare(source, rowsPerSentence, maxLength);
        remember(memory);
    }

    private void prepare(TokenBatch source, int rowsPerSentence, int maxLength) {
        if (rows.begin(source.sentences(), rowsPerSentence, maxLength)) {
            for (int layer = 0; layer < selfCache.length; layer++) {
                selfCache[layer] = new float[rows.capacity() * 2 * inner];
            }
            shape(rows.mostRows());
        }
        int longest = maxLength;
        sourceSlots = new int[source.sentences()][];
        for (int s = 0; s < source.sentences(); s++) {
            sourceSlots[s] = new int[source.length(s)];
            int start = source.start(s);
            Arrays.setAll(sourceSlots[s], i -> start + i);
            longest = Math.max(longest, source.length(s));
        }
        shortlists = model.shortlist() == null ? null : shortlists(source);
        if (weights.length < longest + SPARE) {
            weights = new float[longest + SPARE];
        }
    }

    /** Computes keys and values of the source for every layer. */
    private void remember(FMatrixRMaj memory) {
        for (int layer = 0; layer < crossCache.length; layer++) {
            crossCache[layer].reshape(memory.numRows, 2 * inner);
            layers.get(layer).cross.projectSource(memory, crossCache[layer]);
        }
    }

    private int[][] shortlists(TokenBatch source) {
        int[][] lists = new int[source.sentences()][];
        for (int s = 0; s < lists.length; s++) {
            int start = source.start(s);
            lists[s] = model.shortlist()
                    .of(IntStream.range(start, start + source.length(s))
                            .map(source::token)
                            .toArray());
        }
        return lists;
    }

    private void shape(int rowCount) {
        x.reshape(rowCount, d);
        normed.reshape(rowCount, d);
        q.reshape(rowCount, inner);
        qkv.reshape(rowCount, 3 * inner);
        context.reshape(rowCount, inner);
        branch.reshape(rowCount, d);
        logits.reshape(rowCount, model.config().vocabularySize());
    }

    /** Makes this clock measure the parts of the steps to come; null for none. */
    void watch(StepClock watching) {
        clock = watching;
        for (Layer layer : layers) {
            if (layer.feedForward instanceof Profiled profiled) {
                profiled.watch(watching);
            }
        }
    }

    private void lap(StepClock.Part part) {
        if (clock != null) {
            clock.lap(part);
        }
    }

    /** Returns the number of rows being decoded. */
    public int rows() {
        return rows.count();
    }

    /** Returns the number of positions decoded so far. */
    public int length() {
        return rows.length();
    }

    /**
     * Appends one token to each row.
     *
     * @param subwords the token of each row; the start token first
     * @return scores of the next token, rows x V, negative infinity for those that are not on the sentence's shortlist;
     *     valid until the next step
     */
    public FMatrixRMaj step(int[] subwords) {
        advance(subwords);
        project();
        done();
        return logits;
    }

    /**
     * Appends one token to each row, for greedy search: what has the best score next is found without all of the scores
     * where that is quicker.
     *
     * @param subwords the token of each row; the start token first
     * @param next result, the token of each row with the best score; may be the same array
     */
    public void step(int[] subwords, int[] next) {
        advance(subwords);
        if (rows.count() == 1 && best != null) {
            next[0] = best.of(normed.data, 0);
        } else {
            project();
            for (int r = 0; r < rows.count(); r++) {
                next[r] = Kernels.argMax(logits.data, r * logits.numCols, logits.numCols);
            }
        }
        done();
    }

    /** Computes everything up to the last norm. */
    private void advance(int[] subwords) {
        rows.append();
        shape(rows.count());
        for (int r = 0; r < rows.count(); r++) {
            model.embedding().row(subwords[r], rows.length(), x, r);
        }
        lap(StepClock.Part.BOOKKEEPING);
        for (int i = 0; i < selfCache.length; i++) {
            Layer layer = layers.get(i);
            selfAttention(layer.self, selfCache[i]);
            lap(StepClock.Part.SELF_ATTENTION);
            crossAttention(layer.cross, crossCache[i].data);
            lap(StepClock.Part.CROSS_ATTENTION);
            layer.norm.apply(x, normed);
            layer.feedForward.apply(normed, branch);
            Rows.add(x, branch);
            lap(StepClock.Part.FEED_FORWARD);
        }
        model.decoderNorm().apply(x, normed);
    }

    private void done() {
        lap(StepClock.Part.OUTPUT_PROJECTION);
        rows.advance();
        if (clock != null) {
            clock.step();
        }
    }

    private void project() {
        int n = logits.getNumElements();
        if (shortlists == null) {
            Arrays.fill(logits.data, 0, n, 0);
            projection.multAdd(normed, logits);
            return;
        }
        Arrays.fill(logits.data, 0, n, Float.NEGATIVE_INFINITY);
        for (int r = 0; r < rows.count(); r++) {
            int[] list = shortlists[rows.sentence(r)];
            Kernels.dots(list, 0, list.length, model.embedding().table().data, d, 0, normed.data, r * d, d, scores);
            for (int i = 0; i < list.length; i++) {
                logits.data[r * logits.numCols + list[i]] = scores[i];
            }
        }
    }

    private void selfAttention(AttentionStep self, float[] cache) {
        self.project(x, normed, qkv);
        for (int r = 0; r < rows.count(); r++) {
            int[] slots = rows.slots(r);
            System.arraycopy(qkv.data, (3 * r + 1) * inner, cache, slots[rows.length()] * 2 * inner, 2 * inner);
            self.attend(qkv, r, cache, slots, rows.length() + 1, weights, context);
        }
        self.finish(context, x);
    }

    private void crossAttention(AttentionStep cross, float[] cache) {
        cross.project(x, normed, q);
        for (int r = 0; r < rows.count(); r++) {
            int[] source = sourceSlots[rows.sentence(r)];
            cross.attend(q, r, cache, source, source.length, weights, context);
        }
        cross.finish(context, x);
    }

    /**
     * Makes row r a continuation of what row {@code parents[r]} was; rows that are not named are forgotten.
     *
     * @param parents which row each new row continues; the first {@code count} entries count
     * @param count number of rows from now on, at most the number at {@link #begin}
     */
    public void select(int[] parents, int count) {
        rows.select(parents, count);
    }
}
