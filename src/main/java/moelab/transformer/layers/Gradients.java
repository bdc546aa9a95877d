package moelab.transformer.layers;

import java.util.Collection;
import java.util.IdentityHashMap;
import org.ejml.data.FMatrixRMaj;

/**
 * One gradient matrix for each weight matrix, found by the identity of the weight: dL/dW for the W a layer holds.
 *
 * <p>Backward passes add to it, so that one instance can collect several batches. Each shard of a batch has its own.
 */
public final class Gradients {
    private final IdentityHashMap<FMatrixRMaj, FMatrixRMaj> byWeight = new IdentityHashMap<>();

    /** Zero gradients for these weights; all others stay as they are in this training. */
    public Gradients(Collection<FMatrixRMaj> weights) {
        for (FMatrixRMaj w : weights) {
            byWeight.put(w, new FMatrixRMaj(w.numRows, w.numCols));
        }
    }

    /** Returns whether this weight is trained, so that its gradient is wanted. */
    public boolean wants(FMatrixRMaj weight) {
        return byWeight.containsKey(weight);
    }

    /** Returns the gradient with respect to a weight, the same shape; live, to be added to. */
    public FMatrixRMaj of(FMatrixRMaj weight) {
        FMatrixRMaj g = byWeight.get(weight);
        if (g == null) {
            throw new IllegalArgumentException("no gradient for a " + weight.numRows + " x " + weight.numCols
                    + " weight that is not one of the model's parameters");
        }
        return g;
    }

    /** Forgets everything collected. */
    public void clear() {
        byWeight.values().forEach(FMatrixRMaj::zero);
    }
}
