package moelab.sparsity;

import java.util.Locale;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.FeedForward;
import org.ejml.data.FMatrixRMaj;

/**
 * A feed-forward network that computes what the dense one computes and keeps what it saw.
 *
 * <p>Install it, use the model, ask:
 *
 * <pre>
 *   ActivationRecorder recorder = new ActivationRecorder(dense, 50_000);
 *   Transformer watched = model.withDecoderFeedForward(layer, recorder);
 *   ... translate with watched (free running) or call watched.forward(source, target, null) (teacher forced) ...
 *   Activations seen = recorder.recorded();
 * </pre>
 *
 * <p>A router is used on free-running states, the ones a decoder reaches by reading its own output, so those are the
 * ones to record for it.
 *
 * <p>Like every feed-forward network with scratch buffers, one instance serves one thread.
 */
public final class ActivationRecorder implements FeedForward {
    private final DenseFeedForward dense;
    private final int limit;
    private final ActivationList list;
    private final FMatrixRMaj hidden = new FMatrixRMaj(0, 0);
    private long seen;

    /**
     * @param dense the network to watch
     * @param limit the most rows to keep: the first ones; later rows are computed and only counted
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

    /** Whether the bound is reached, so that nothing more will be kept. */
    public boolean full() {
        return list.rows() == limit;
    }

    /** Rows that went through, kept or not. */
    public long seen() {
        return seen;
    }

    /** What was kept so far, copied. */
    public Activations recorded() {
        return list.toActivations();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d rows seen, the first %,d kept", seen, list.rows());
    }
}
