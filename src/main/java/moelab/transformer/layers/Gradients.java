package moelab.transformer.layers;

import java.util.Collection;
import java.util.IdentityHashMap;
import moelab.linalg.MatrixProduct;
import org.ejml.data.FMatrixRMaj;

/**
 * One gradient matrix for each weight matrix, found by the identity of the weight: dL/dW for the W a layer holds.
 *
 * <p>Backward passes add to it, so that one instance can collect several batches. Each shard of a batch has its own.
 *
 * <p>To clear a gradient of megabytes takes as long as a tenth of the products that fill it. So {@link #clear} only
 * notes that nothing was collected, and a product that is the first to arrive overwrites what is there.
 */
public final class Gradients {
    private static final MatrixProduct PRODUCT = MatrixProduct.best();
    private final IdentityHashMap<FMatrixRMaj, Collected> byWeight = new IdentityHashMap<>();

    /** The gradient of one weight. What it holds counts only if something was added since it was cleared. */
    private static final class Collected {
        final FMatrixRMaj sum;
        boolean begun;

        Collected(FMatrixRMaj weight) {
            sum = new FMatrixRMaj(weight.numRows, weight.numCols);
        }

        FMatrixRMaj begin() {
            if (!begun) {
                sum.zero();
                begun = true;
            }
            return sum;
        }
    }

    /** Zero gradients for these weights; all others stay as they are in this training. */
    public Gradients(Collection<FMatrixRMaj> weights) {
        for (FMatrixRMaj w : weights) {
            byWeight.put(w, new Collected(w));
        }
    }

    /** Returns whether this weight is trained, so that its gradient is wanted. */
    public boolean wants(FMatrixRMaj weight) {
        return byWeight.containsKey(weight);
    }

    /**
     * Returns the gradient with respect to a weight, the same shape; live, to be added to until the next
     * {@link #clear}.
     *
     * @throws IllegalArgumentException if the weight is not trained
     */
    public FMatrixRMaj of(FMatrixRMaj weight) {
        return collected(weight).begin();
    }

    /**
     * Adds A' B to the gradient with respect to a weight: for Y = X W that is dW += X' dY.
     *
     * @throws IllegalArgumentException if the weight is not trained, or the shapes do not fit together
     */
    public void addTransA(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj weight) {
        Collected c = collected(weight);
        if (c.begun) {
            PRODUCT.multAddTransA(a, b, c.sum);
        } else {
            PRODUCT.multTransA(a, b, c.sum);
            c.begun = true;
        }
    }

    private Collected collected(FMatrixRMaj weight) {
        Collected c = byWeight.get(weight);
        if (c == null) {
            throw new IllegalArgumentException("no gradient for a " + weight.numRows + " x " + weight.numCols
                    + " weight that is not one of the model's parameters");
        }
        return c;
    }

    /** Forgets everything collected. */
    public void clear() {
        byWeight.values().forEach(c -> c.begun = false);
    }

    /** Makes every gradient to which nothing was added zero. Afterwards several threads may read. */
    public void finish() {
        byWeight.values().forEach(Collected::begin);
    }
}
