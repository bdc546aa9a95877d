package moelab.transformer;

import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/**
 * Decoding, one symbol at a time, for several rows at once: the hypotheses of a beam, or the sentences of a batch.
 *
 * <p>Keys and values of earlier positions are kept, those of the source are computed once. A row does not own its past: it holds
 * the numbers of the cache slots it sees, so that {@link #select} (a beam dropping one hypothesis and continuing another twice)
 * copies a few integers and no keys.
 *
 * <p>{@link #begin} allocates when a sentence is longer or a batch larger than any before; {@link #step} never does. One instance
 * serves one thread.
 */
public final class DecoderState {
    private final Transformer model;
    private final int d;
    private final float[][] selfCache;  // per layer: keys and values, 2d floats a slot
    private final float[][] crossCache; // per layer: the same of the source, one slot a source row
    private int[][] slots;              // slots[r][t] = self-attention slot of row r's position t
    private int[][] spareSlots;
    private int[][] sourceSlots;        // per source sentence: its rows
    private int[] sentence;             // source sentence of each row
    private int[] spareSentence;
    private int rows;
    private int capacityRows;
    private int capacityLength;
    private int length;                 // positions decoded so far

    private final FMatrixRMaj x = new FMatrixRMaj(0, 0);
    private final FMatrixRMaj normed = new FMatrixRMaj(0, 0);
    private final FMatrixRMaj q = new FMatrixRMaj(0, 0);
    private final FMatrixRMaj kv = new FMatrixRMaj(0, 0);
    private final FMatrixRMaj context = new FMatrixRMaj(0, 0);
    private final FMatrixRMaj branch = new FMatrixRMaj(0, 0);
    private final FMatrixRMaj[] wide = {x, normed, q, context, branch}; // those with d columns
    private final FMatrixRMaj logits = new FMatrixRMaj(0, 0);
    private float[] weights = new float[0];
    private StepClock clock; // null: nobody watches

    /** A state for this model; call {@link #begin} before the first step. */
    public DecoderState(Transformer model) {
        this.model = model;
        this.d = model.config().modelDimension();
        this.selfCache = new float[model.config().decoderLayers()][0];
        this.crossCache = new float[model.config().decoderLayers()][];
    }

    /**
     * Encodes the source and forgets everything decoded before.
     *
     * @param source source sentences
     * @param rowsPerSentence hypotheses for each sentence, at first all alike; row r belongs to sentence r / rowsPerSentence
     * @param maxLength the most steps that will be asked for
     */
    public void begin(TokenBatch source, int rowsPerSentence, int maxLength) {
        begin(source, model.encode(source), rowsPerSentence, maxLength);
    }

    /** The same for a source that has been encoded already, rows x d. */
    public void begin(TokenBatch source, FMatrixRMaj memory, int rowsPerSentence, int maxLength) {
        rows = source.sentences() * rowsPerSentence;
        length = 0;
        reserve(rows, maxLength);
        int longest = maxLength;
        sourceSlots = new int[source.sentences()][];
        for (int s = 0; s < source.sentences(); s++) {
            sourceSlots[s] = new int[source.length(s)];
            Arrays.setAll(sourceSlots[s], new Offset(source.start(s)));
            longest = Math.max(longest, source.length(s));
        }
        for (int r = 0; r < rows; r++) {
            sentence[r] = r / rowsPerSentence;
        }
        for (int layer = 0; layer < crossCache.length; layer++) {
            crossCache[layer] = model.decoder.get(layer).cross().keyValue.forward(memory).data;
        }
        if (weights.length < longest) {
            weights = new float[longest];
        }
    }

    private record Offset(int start) implements java.util.function.IntUnaryOperator {
        @Override
        public int applyAsInt(int i) {
            return start + i;
        }
    }

    private void reserve(int neededRows, int neededLength) {
        if (neededRows > capacityRows || neededLength > capacityLength) {
            capacityRows = Math.max(capacityRows, neededRows);
            capacityLength = Math.max(capacityLength, neededLength);
            slots = new int[capacityRows][capacityLength];
            spareSlots = new int[capacityRows][capacityLength];
            sentence = new int[capacityRows];
            spareSentence = new int[capacityRows];
            for (int layer = 0; layer < selfCache.length; layer++) {
                selfCache[layer] = new float[capacityRows * capacityLength * 2 * d];
            }
            shape(capacityRows);
        }
    }

    private void shape(int rowCount) {
        for (FMatrixRMaj m : wide) {
            m.reshape(rowCount, d);
        }
        kv.reshape(rowCount, 2 * d);
        logits.reshape(rowCount, model.config().vocabularySize());
    }

    /** Lets this clock tell the parts of the steps to come apart; null for none. */
    void watch(StepClock watching) {
        clock = watching;
        for (DecoderLayer layer : model.decoder) {
            layer.feedForward().watch(watching);
        }
    }

    private void lap(StepClock.Part part) {
        if (clock != null) {
            clock.lap(part);
        }
    }

    /** Rows being decoded. */
    public int rows() {
        return rows;
    }

    /** Positions decoded so far. */
    public int length() {
        return length;
    }

    /**
     * Appends one symbol to each row.
     *
     * @param symbols the symbol of each row; the start symbol first
     * @return scores of the next symbol, rows x V; valid until the next step
     */
    public FMatrixRMaj step(int[] symbols) {
        if (length == capacityLength) {
            throw new IllegalStateException("asked for step " + (length + 1) + ", begun for " + capacityLength);
        }
        shape(rows);
        for (int r = 0; r < rows; r++) {
            model.embedding.row(symbols[r], length, x, r);
            slots[r][length] = length * capacityRows + r;
        }
        lap(StepClock.Part.BOOKKEEPING);
        for (int layer = 0; layer < selfCache.length; layer++) {
            DecoderLayer l = model.decoder.get(layer);
            selfAttention(l, selfCache[layer]);
            lap(StepClock.Part.SELF_ATTENTION);
            crossAttention(l, crossCache[layer]);
            lap(StepClock.Part.CROSS_ATTENTION);
            l.feedForwardNorm().apply(x, normed);
            l.feedForward().apply(normed, branch);
            Rows.add(x, branch);
            lap(StepClock.Part.FEED_FORWARD);
        }
        model.decoderNorm.apply(x, normed);
        model.embedding.project(normed, logits);
        lap(StepClock.Part.OUTPUT_PROJECTION);
        length++;
        if (clock != null) {
            clock.step();
        }
        return logits;
    }

    private void selfAttention(DecoderLayer l, float[] cache) {
        l.selfNorm().apply(x, normed);
        l.self().query.apply(normed, q);
        l.self().keyValue.apply(normed, kv);
        for (int r = 0; r < rows; r++) {
            System.arraycopy(kv.data, r * 2 * d, cache, slots[r][length] * 2 * d, 2 * d);
            l.self().step(q, r, cache, slots[r], length + 1, weights, context);
        }
        l.self().output.apply(context, branch);
        Rows.add(x, branch);
    }

    private void crossAttention(DecoderLayer l, float[] cache) {
        l.crossNorm().apply(x, normed);
        l.cross().query.apply(normed, q);
        for (int r = 0; r < rows; r++) {
            int[] source = sourceSlots[sentence[r]];
            l.cross().step(q, r, cache, source, source.length, weights, context);
        }
        l.cross().output.apply(context, branch);
        Rows.add(x, branch);
    }

    /**
     * Row r becomes a continuation of what row {@code parents[r]} was; rows not named are forgotten.
     *
     * @param parents which row each new row continues; the first {@code count} entries count
     * @param count number of rows from now on, at most the number at {@link #begin}
     */
    public void select(int[] parents, int count) {
        for (int r = 0; r < count; r++) {
            System.arraycopy(slots[parents[r]], 0, spareSlots[r], 0, length);
            spareSentence[r] = sentence[parents[r]];
        }
        int[][] s = slots;
        slots = spareSlots;
        spareSlots = s;
        int[] t = sentence;
        sentence = spareSentence;
        spareSentence = t;
        rows = count;
    }
}
