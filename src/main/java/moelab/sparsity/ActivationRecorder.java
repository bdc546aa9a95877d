package moelab.sparsity;

import java.util.Locale;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.FeedForward;
import org.ejml.data.FMatrixRMaj;

/**
 * A feed-forward network that computes what the dense one computes and records its inputs and activations.
 *
 * <p>Put it into a model, use the model, and read what was recorded:
 *
 * <pre>
 *   ActivationRecorder recorder = new ActivationRecorder(dense, 50_000);
 *   Transformer watched = model.withDecoderFeedForward(layer, recorder);
 *   ... translate with watched (free running) or call watched.forward(source, target, null) (teacher forced) ...
 *   Activations seen = recorder.recorded();
 * </pre>
 *
 * <p>A router is used on free-running states, those that a decoder reaches by reading its own output, so it learns from
 * those.
 *
 * <p>It has scratch memory: one instance serves one thread.
 */
public final class ActivationRecorder implements FeedForward {
    private final DenseFeedForward dense;
    private final int limit;
    private final ActivationList list;
    private final FMatrixRMaj hidden = new FMatrixRMaj(0, 0);
    private long seen;

    /**
     * @param dense the network to record
     * @param limit how many rows are recorded, the first ones; later rows are computed and only counted
     */
    public ActivationRecorder(DenseFeedForward dense, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("activation recorder: limit is " + limit + ", expected at least 1");
        }
        this.dense = dense;
        this.limit = limit;
        this.list = new ActivationList(dense.modelDimension(), dense.hiddenDimension());
    }

    @Override
    public int modelDimension() {
        return dense.modelDimension();
    }

    @Override
    public int hiddenDimension() {
        return dense.hiddenDimension();
    }

    @Override
    public void apply(FMatrixRMaj x, FMatrixRMaj y) {
        hidden.reshape(x.numRows, hiddenDimension());
        dense.hidden(x, hidden);
        dense.output(hidden, y);
        for (int r = 0; r < x.numRows && list.rows() < limit; r++) {
            list.add(x.data, r * x.numCols, hidden.data, r * hidden.numCols);
        }
        seen += x.numRows;
    }

    /** Returns whether the limit is reached, so that nothing more is recorded. */
    public boolean full() {
        return list.rows() == limit;
    }

    /** Returns the number of rows that were computed, recorded or not. */
    public long seen() {
        return seen;
    }

    /** Returns a copy of what was recorded so far. */
    public Activations recorded() {
        return list.toActivations();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d rows seen, the first %,d kept", seen, list.rows());
    }
}
