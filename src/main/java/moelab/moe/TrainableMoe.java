package moelab.moe;

import java.util.List;
import java.util.stream.IntStream;
import moelab.experts.ExpertLayout;
import moelab.linalg.Kernels;
import moelab.routing.Budget;
import moelab.routing.Router;
import moelab.routing.Selection;
import moelab.transformer.ActivationPenalty;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.Dropout;
import moelab.transformer.TrainableFeedForward;
import moelab.transformer.layers.Gradients;
import org.ejml.data.FMatrixRMaj;

/**
 * A dense network that is trained as the mixture of experts it will be: the neurons of experts that the router does not
 * choose are set to zero, forward and backward.
 *
 * <pre>
 *   H = relu(X W1 + b1) * M,  M[r,j] = 1 if the expert of neuron j is chosen for row r, else 0
 *   Y = H W2 + b2,            the gradients are those of the dense network with this H
 * </pre>
 *
 * The router does not learn from it; the weights are the dense network's own, and change. It saves time only where few
 * neurons are left active ({@link DenseFeedForward#forward}), because H is computed as a whole. A hash of each row
 * picks its budget from a list, so that one set of weights learns to serve several budgets. With each budget goes a
 * {@link TrainableCorrection}, if there are any: it adds what it predicts of the skipped experts, and learns as well.
 */
public final class TrainableMoe implements TrainableFeedForward {
    private final DenseFeedForward network;
    private final ExpertLayout layout;
    private final Router router;
    private final List<Budget> budgets;
    private final List<TrainableCorrection> corrections; // one for each budget, or none at all

    /**
     * @param network the dense network, whose weights will be trained
     * @param layout its experts
     * @param router chooses them
     * @param budgets how many experts; each row takes one of these
     */
    public TrainableMoe(DenseFeedForward network, ExpertLayout layout, Router router, List<Budget> budgets) {
        this(network, layout, router, budgets, List.of());
    }

    /**
     * Creates a network with corrections.
     *
     * @param corrections one for each budget, or none
     */
    public TrainableMoe(
            DenseFeedForward network,
            ExpertLayout layout,
            Router router,
            List<Budget> budgets,
            List<TrainableCorrection> corrections) {
        if (!corrections.isEmpty() && corrections.size() != budgets.size()) {
            throw new IllegalArgumentException(
                    corrections.size() + " corrections for " + budgets.size() + " budgets, expected one for each");
        }
        this.network = network;
        this.layout = layout;
        this.router = router;
        this.budgets = List.copyOf(budgets);
        this.corrections = List.copyOf(corrections);
    }

    @Override
    public List<FMatrixRMaj> ownWeights() {
        return corrections.stream().flatMap(c -> c.weights().stream()).toList();
    }

    @Override
    public int modelDimension() {
        return network.modelDimension();
    }

    @Override
    public int hiddenDimension() {
        return network.hiddenDimension();
    }

    @Override
    public void apply(FMatrixRMaj x, FMatrixRMaj y) {
        FMatrixRMaj h = new FMatrixRMaj(x.numRows, hiddenDimension());
        network.hidden(x, h);
        mask(x, h);
        network.output(h, y);
        correct(x, y);
    }

    @Override
    public Trace forward(FMatrixRMaj x, Dropout dropout) {
        Trace t = network.forward(x, dropout, h -> mask(x, h));
        correct(x, t.output());
        return t;
    }

    @Override
    public FMatrixRMaj backward(Trace trace, FMatrixRMaj dy, Gradients gradients, ActivationPenalty penalty) {
        // a neuron at zero has no gradient, whatever put it there
        FMatrixRMaj dx = network.backward(trace, dy, gradients, penalty);
        for (int b = 0; b < corrections.size(); b++) {
            int[] rows = rowsWith(b, trace.input());
            FMatrixRMaj more = new FMatrixRMaj(rows.length, dx.numCols);
            corrections.get(b).backward(taken(trace.input(), rows), taken(dy, rows), more, gradients);
            give(more, rows, dx);
        }
        return dx;
    }

    private void correct(FMatrixRMaj x, FMatrixRMaj y) {
        for (int b = 0; b < corrections.size(); b++) {
            int[] rows = rowsWith(b, x);
            FMatrixRMaj more = new FMatrixRMaj(rows.length, y.numCols);
            corrections.get(b).addTo(taken(x, rows), more);
            give(more, rows, y);
        }
    }

    private int[] rowsWith(int budget, FMatrixRMaj x) {
        return IntStream.range(0, x.numRows).filter(r -> budget(x, r) == budget).toArray();
    }

    private static FMatrixRMaj taken(FMatrixRMaj m, int[] rows) {
        FMatrixRMaj some = new FMatrixRMaj(rows.length, m.numCols);
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(m.data, rows[i] * m.numCols, some.data, i * m.numCols, m.numCols);
        }
        return some;
    }

    private static void give(FMatrixRMaj more, int[] rows, FMatrixRMaj to) {
        for (int i = 0; i < rows.length; i++) {
            Kernels.axpy(1, more.data, i * more.numCols, to.data, rows[i] * to.numCols, to.numCols);
        }
    }

    private void mask(FMatrixRMaj x, FMatrixRMaj h) {
        Selection selection = new Selection(layout.experts(), layout.shared());
        float[] scores = new float[layout.experts()];
        boolean[] chosen = new boolean[layout.experts()];
        for (int r = 0; r < x.numRows; r++) {
            synchronized (router) { // training runs several shards at once; routers have scratch
                router.scores(x.data, r * x.numCols, scores);
            }
            selection.select(scores, budgets.get(budget(x, r)), chosen);
            for (int j = 0, at = r * h.numCols; j < h.numCols; j++, at++) {
                if (!chosen[layout.expertOf(j)]) {
                    h.data[at] = 0;
                }
            }
        }
    }

    /** Returns which of the budgets a row uses. */
    private int budget(FMatrixRMaj x, int r) {
        int hash = 1;
        for (int k = 0; k < x.numCols; k++) {
            hash = 31 * hash + Float.floatToRawIntBits(x.data[r * x.numCols + k]);
        }
        hash ^= hash >>> 16;
        hash *= 0x85EBCA6B; // the first half of MurmurHash3's finalizer
        hash ^= hash >>> 13;
        return Math.floorMod(hash, budgets.size());
    }

    @Override
    public String toString() {
        return "trainable mixture of experts: " + modelDimension() + " -> " + hiddenDimension() + " neurons -> "
                + modelDimension();
    }
}
