package moelab.moe;

import java.util.List;
import moelab.experts.ExpertLayout;
import moelab.linalg.MatrixProduct;
import moelab.linalg.Rows;
import moelab.transformer.ActivationPenalty;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.Dropout;
import moelab.transformer.TrainableFeedForward;
import moelab.transformer.layers.Gradients;
import org.ejml.data.FMatrixRMaj;

/**
 * A mixture of experts whose router is a layer like any other and learns together with the experts, from the loss of
 * the whole model: thresholded sigmoid gates, as in LTE (Zheng et al. 2024, "Learn to be efficient").
 *
 * <pre>
 *   Z = X R + c                                    one gate per row and expert
 *   M = 1 where Z > 0, else 0                      forward: an expert is there or not, as it will be in use
 *   Y = (relu(X W1 + b1) * M) W2 + b2              every neuron times the M of its expert
 *   dZ = (dM + k (s - share) / E) * g (1 - g)      backward: as if M were sigmoid(Z) (straight-through, Bengio 2013)
 *   s  = mean of M over rows and experts,  dM[r,e] = sum over the neurons j of expert e of dH[r,j] H[r,j]
 * </pre>
 *
 * <p>The second term of dZ is the gradient of k/2 (s - share)^2, averaged over rows: it keeps the share of the experts
 * that are on near the wanted one, even if the model would lose less with another. Without it every gate would open.
 *
 * <p>It saves no time in training, where every neuron is computed, and once more in the backward pass: the gradient of
 * a closed gate depends on what its expert would have added. In use the gates are a {@link moelab.routing.LinearRouter}
 * with a threshold, like any other router.
 */
public final class GatedMoe implements TrainableFeedForward {
    /**
     * k: nats per token for a share that is off by 1. A share that is off by 0.02 then pulls with 1 nat per unit of
     * share, which is about what the share is worth to the loss between 1/8 and 1/4 of the shipped model's experts.
     */
    private static final float PULL = 50;

    private final DenseFeedForward network;
    private final ExpertLayout layout;
    private final FMatrixRMaj r; // d x experts
    private final FMatrixRMaj c; // 1 x experts
    private final double share;
    private final int shards;
    private final MatrixProduct product = MatrixProduct.best();

    /**
     * @param network the dense network, whose weights are trained
     * @param layout its experts
     * @param r weights of the gates, d x experts; trained
     * @param c bias of the gates, 1 x experts; trained
     * @param share of the experts that are to be on, on average over rows
     * @param shards into how many pieces a batch is cut, each of which sees its own rows only
     */
    public GatedMoe(
            DenseFeedForward network, ExpertLayout layout, FMatrixRMaj r, FMatrixRMaj c, double share, int shards) {
        if (r.numRows != network.modelDimension() || r.numCols != layout.experts() || c.numCols != layout.experts()) {
            throw new IllegalArgumentException("gates are " + r.numRows + " x " + r.numCols + " with a bias of "
                    + c.numCols + ", expected " + network.modelDimension() + " x " + layout.experts());
        }
        this.network = network;
        this.layout = layout;
        this.r = r;
        this.c = c;
        this.share = share;
        this.shards = shards;
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
    public List<FMatrixRMaj> ownWeights() {
        return List.of(r, c);
    }

    @Override
    public void apply(FMatrixRMaj x, FMatrixRMaj y) {
        FMatrixRMaj h = new FMatrixRMaj(x.numRows, hiddenDimension());
        network.hidden(x, h);
        close(gates(x), h);
        network.output(h, y);
    }

    @Override
    public Trace forward(FMatrixRMaj x, Dropout dropout) {
        return network.forward(x, dropout, h -> close(gates(x), h));
    }

    @Override
    public FMatrixRMaj backward(Trace t, FMatrixRMaj dy, Gradients gradients, ActivationPenalty penalty) {
        FMatrixRMaj dh = network.hiddenGradient(dy);
        FMatrixRMaj dz = gateGradient(t, dh, gates(t.input()));
        // a neuron at zero has no gradient, whether it did not fire or its gate was closed
        FMatrixRMaj dx = network.backward(t, dy, dh, gradients, penalty);
        gradients.addTransA(t.input(), dz, r);
        Rows.addColumnSums(dz, gradients.of(c));
        FMatrixRMaj throughGates = new FMatrixRMaj(dx.numRows, dx.numCols);
        product.multTransB(dz, r, throughGates);
        Rows.add(dx, throughGates);
        return dx;
    }

    /** Returns Z = X R + c, rows x experts. */
    private FMatrixRMaj gates(FMatrixRMaj x) {
        FMatrixRMaj z = new FMatrixRMaj(x.numRows, layout.experts());
        Rows.fill(z, c);
        product.multAdd(x, r, z);
        return z;
    }

    private void close(FMatrixRMaj z, FMatrixRMaj h) {
        for (int row = 0, at = 0; row < h.numRows; row++) {
            for (int j = 0; j < h.numCols; j++, at++) {
                if (z.data[row * z.numCols + layout.expertOf(j)] <= 0) {
                    h.data[at] = 0;
                }
            }
        }
    }

    /**
     * Returns dZ, rows x experts, from the gradient dH = dY W2' that the hidden activations have with every gate open.
     */
    private FMatrixRMaj gateGradient(Trace t, FMatrixRMaj dh, FMatrixRMaj z) {
        int experts = layout.experts();
        FMatrixRMaj h = new FMatrixRMaj(dh.numRows, hiddenDimension()); // with every gate open
        network.hidden(t.input(), h);
        t.dropped().multiply(h);
        int on = 0;
        for (int i = 0; i < z.getNumElements(); i++) {
            on += z.data[i] > 0 ? 1 : 0;
        }
        double s = on / (double) z.getNumElements();
        float pull = (float) (PULL * (s - share) / (experts * (double) dh.numRows * shards));
        FMatrixRMaj dz = new FMatrixRMaj(dh.numRows, experts);
        for (int row = 0; row < dh.numRows; row++) {
            int from = row * h.numCols;
            for (int j = 0; j < h.numCols; j++) {
                dz.data[row * experts + layout.expertOf(j)] += dh.data[from + j] * h.data[from + j];
            }
            for (int e = 0, at = row * experts; e < experts; e++, at++) {
                float g = (float) (1 / (1 + Math.exp(-z.data[at])));
                dz.data[at] = (dz.data[at] + pull) * g * (1 - g);
            }
        }
        return dz;
    }

    @Override
    public String toString() {
        return "mixture of experts with gates that are trained: " + modelDimension() + " -> " + hiddenDimension()
                + " neurons in " + layout.experts() + " experts -> " + modelDimension();
    }
}
