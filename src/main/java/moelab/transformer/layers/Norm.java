package moelab.transformer.layers;

import org.ejml.data.FMatrixRMaj;

/**
 * What keeps the rows that enter a branch at one scale: {@link LayerNorm}, or {@link RmsNorm} in models of the T5
 * family.
 */
public sealed interface Norm permits LayerNorm, RmsNorm {

    /** Which one a model uses. */
    enum NormKind {
        LAYER,
        RMS
    }

    /**
     * What the backward pass needs.
     *
     * @param normalized the rows at their new scale, before gain and bias, rows x d
     * @param inverse what each row was multiplied by to get there
     * @param output y, rows x d
     */
    record NormTrace(FMatrixRMaj normalized, float[] inverse, FMatrixRMaj output) {}

    /** Returns the norm that this configuration asks for, its weights under this name. */
    static Norm create(Parameters p, String name, TransformerConfig c) {
        Architecture a = c.architecture();
        return a.norm() == NormKind.LAYER
                ? new LayerNorm(p, name, c.modelDimension(), a.normEpsilon())
                : new RmsNorm(p, name, c.modelDimension(), a.normEpsilon());
    }

    /** Returns the norm of each row of x, rows x d, with what the way back needs. */
    NormTrace forward(FMatrixRMaj x);

    /** y = Norm(x), without a trace; both rows x d. */
    void apply(FMatrixRMaj x, FMatrixRMaj y);

    /** Returns dx for dy, both rows x d; adds to the gradients of the weights. */
    FMatrixRMaj backward(NormTrace t, FMatrixRMaj dy, Gradients gradients);
}
