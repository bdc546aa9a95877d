package moelab.routing.training;

import java.util.List;
import java.util.Random;
import moelab.experts.ExpertContribution;
import moelab.experts.ExpertLayout;
import moelab.linalg.MatrixProduct;
import moelab.linalg.Rows;
import moelab.random.Shuffle;
import moelab.routing.Budget;
import moelab.routing.Selection;
import moelab.routing.TwoLayerRouter;
import moelab.sparsity.Activations;
import moelab.training.Adam;
import moelab.transformer.DenseFeedForward;
import org.ejml.data.FMatrixRMaj;

/**
 * Trains a {@link TwoLayerRouter} with Adam.
 *
 * <pre>
 *   F = f(X A + a),  S = F B + b,  dS = the loss's gradient
 *   dB = F' dS,  dF = dS B',  dZ = dF * f'(Z),  dA = X' dZ
 * </pre>
 *
 * A starts at the experts' centers if there is one hidden unit per expert, otherwise at random; B and the biases start
 * at 0.
 *
 * @param work the contribution that the scores predict
 * @param loss the loss of the scores
 * @param activation f
 * @param hidden number H of hidden units; 0 stands for one per expert
 * @param wanted for the logistic loss, how many experts per token are the positive class
 * @param epochs passes over the tokens
 * @param seed starting weights and order of the tokens
 */
public record TwoLayerTrainer(
        ExpertContribution work,
        RouterLoss loss,
        TwoLayerRouter.Activation activation,
        int hidden,
        int wanted,
        int epochs,
        long seed)
        implements RouterTrainer {
    private static final int BATCH = 256;
    private static final double RATE = 0.01; // falls to 0 along a cosine

    @Override
    public TwoLayerRouter train(DenseFeedForward network, ExpertLayout layout, Activations seen) {
        FMatrixRMaj y = targets(work.of(seen, network.outputWeights(), layout));
        Random random = new Random(seed);
        int d = seen.dimension();
        int units = hidden == 0 ? layout.experts() : hidden;
        FMatrixRMaj a = new FMatrixRMaj(d, units);
        for (int i = 0; i < a.data.length; i++) {
            a.data[i] = (float) (random.nextGaussian() / Math.sqrt(d));
        }
        if (hidden == 0) {
            a.setTo(new CentroidTrainer().train(network, layout, seen).weights());
        }
        FMatrixRMaj ab = new FMatrixRMaj(1, units);
        FMatrixRMaj b = new FMatrixRMaj(units, layout.experts());
        FMatrixRMaj bb = new FMatrixRMaj(1, layout.experts());
        TwoLayerRouter router = new TwoLayerRouter(a, ab, b, bb, activation);

        List<FMatrixRMaj> weights = List.of(a, ab, b, bb);
        List<FMatrixRMaj> gradients =
                weights.stream().map(w -> new FMatrixRMaj(w.numRows, w.numCols)).toList();
        Adam adam = new Adam(weights, 0);
        int[] order = new int[seen.rows()];
        java.util.Arrays.setAll(order, i -> i);
        long steps = (long) epochs * ((order.length + BATCH - 1) / BATCH);
        long step = 0;
        for (int epoch = 0; epoch < epochs; epoch++) {
            Shuffle.inPlace(order, random);
            for (int from = 0; from < order.length; from += BATCH) {
                int n = Math.min(BATCH, order.length - from);
                gradient(router, pick(seen.inputs(), order, from, n), pick(y, order, from, n), b, gradients);
                double rate = RATE * (1 + Math.cos(Math.PI * step / steps)) / 2;
                step++;
                for (int i = 0; i < weights.size(); i++) {
                    adam.update(weights.get(i), gradients.get(i), 1f / n, rate, step);
                }
            }
        }
        return new TwoLayerRouter(a, ab, b, bb, activation);
    }

    /** Computes the gradients of A, a, B and b, in this order, on a batch. */
    void gradient(TwoLayerRouter router, FMatrixRMaj x, FMatrixRMaj y, FMatrixRMaj b, List<FMatrixRMaj> gradients) {
        MatrixProduct product = MatrixProduct.best();
        FMatrixRMaj f = router.hidden(x);
        FMatrixRMaj ds = router.output(f);
        for (int r = 0; r < x.numRows; r++) {
            loss.gradient(ds.data, r * ds.numCols, y.data, r * y.numCols, y.numCols);
        }
        FMatrixRMaj dz = new FMatrixRMaj(f.numRows, f.numCols);
        product.multTransB(ds, b, dz);
        for (int i = 0; i < dz.data.length; i++) {
            dz.data[i] *= activation.slope(f.data[i]);
        }
        product.multTransA(x, dz, gradients.get(0));
        columnSums(dz, gradients.get(1));
        product.multTransA(f, ds, gradients.get(2));
        columnSums(ds, gradients.get(3));
    }

    private FMatrixRMaj targets(FMatrixRMaj y) {
        if (loss == RouterLoss.LOGISTIC) {
            Selection best = new Selection(y.numCols, 0);
            float[] row = new float[y.numCols];
            for (int r = 0; r < y.numRows; r++) {
                System.arraycopy(y.data, r * row.length, row, 0, row.length);
                int n = best.select(row, new Budget.TopK(wanted));
                java.util.Arrays.fill(y.data, r * row.length, (r + 1) * row.length, 0);
                for (int i = 0; i < n; i++) {
                    y.data[r * row.length + best.expert(i)] = row[best.expert(i)] > 0 ? 1 : 0;
                }
            }
            return y;
        }
        double mean = 0;
        for (float v : y.data) {
            mean += v / y.data.length;
        }
        for (int i = 0; i < y.data.length; i++) {
            y.data[i] = (float) (y.data[i] / (mean == 0 ? 1 : mean));
        }
        return y;
    }

    private static FMatrixRMaj pick(FMatrixRMaj m, int[] order, int from, int n) {
        FMatrixRMaj picked = new FMatrixRMaj(n, m.numCols);
        for (int i = 0; i < n; i++) {
            System.arraycopy(m.data, order[from + i] * m.numCols, picked.data, i * m.numCols, m.numCols);
        }
        return picked;
    }

    private static void columnSums(FMatrixRMaj m, FMatrixRMaj sums) {
        sums.zero();
        Rows.addColumnSums(m, sums);
    }

    @Override
    public String toString() {
        return "two-layer " + activation.name().toLowerCase(java.util.Locale.ROOT) + " ("
                + (hidden == 0 ? "one unit per expert" : hidden + " units") + "), "
                + loss.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + " of "
                + work.name().toLowerCase(java.util.Locale.ROOT);
    }
}
