package moelab.routing;

import moelab.linalg.MatrixProduct;
import moelab.linalg.Rows;
import moelab.linalg.weights.TiledMatrix;
import org.ejml.data.FMatrixRMaj;

/**
 * scores = f(x A + a) B + b, a small network in front of the large one.
 *
 * <p>With as many hidden units as experts and f = tanh this is the router of MoEfication (Zhang et al. 2021, section
 * 3.3). With few hidden units it is cheaper than a linear router: d H + H E multiply-adds instead of d E. With f =
 * identity it is a linear router of rank H.
 */
public final class TwoLayerRouter implements Router {

    /** The function between the two layers. */
    public enum Activation {
        /** f(z) = z. */
        IDENTITY,
        /** f(z) = tanh z. */
        TANH,
        /** f(z) = max(0, z). */
        RELU;

        public float value(float z) {
            return this == TANH ? (float) Math.tanh(z) : this == RELU ? Math.max(0, z) : z;
        }

        /** f'(z) from f(z). */
        public float slope(float f) {
            return this == TANH ? 1 - f * f : this == RELU && f <= 0 ? 0 : 1;
        }
    }

    private final FMatrixRMaj inWeights; // A, d x H
    private final FMatrixRMaj inBias; // a, 1 x H
    private final FMatrixRMaj outWeights; // B, H x experts
    private final FMatrixRMaj outBias; // b, 1 x experts
    private final TiledMatrix inTiles; // A and B in the order in which decoding reads them
    private final TiledMatrix outTiles;
    private final Activation activation;
    private final float[] hidden; // scratch

    /**
     * @param inWeights A, d x H; all are kept, and the weights copied for {@link #scores}, which sees no later change
     * @param inBias a, 1 x H
     * @param outWeights B, H x experts
     * @param outBias b, 1 x experts
     * @param activation f
     */
    public TwoLayerRouter(
            FMatrixRMaj inWeights,
            FMatrixRMaj inBias,
            FMatrixRMaj outWeights,
            FMatrixRMaj outBias,
            Activation activation) {
        if (inBias.numCols != inWeights.numCols
                || outWeights.numRows != inWeights.numCols
                || outBias.numCols != outWeights.numCols) {
            throw new IllegalArgumentException(
                    "two-layer router: " + inWeights.numCols + " hidden units, but a bias of "
                            + inBias.numCols + ", a second layer of " + outWeights.numRows + " x " + outWeights.numCols
                            + " and its bias of "
                            + outBias.numCols);
        }
        this.inWeights = inWeights;
        this.inBias = inBias;
        this.outWeights = outWeights;
        this.outBias = outBias;
        this.inTiles = TiledMatrix.of(inWeights);
        this.outTiles = TiledMatrix.of(outWeights);
        this.activation = activation;
        this.hidden = new float[inWeights.numCols];
    }

    /** Returns a router over the same weights with hidden units of its own. */
    private TwoLayerRouter(TwoLayerRouter other) {
        inWeights = other.inWeights;
        inBias = other.inBias;
        outWeights = other.outWeights;
        outBias = other.outBias;
        inTiles = other.inTiles;
        outTiles = other.outTiles;
        activation = other.activation;
        hidden = new float[other.hidden.length];
    }

    @Override
    public Router another() {
        return new TwoLayerRouter(this);
    }

    /** Returns A, d x H; not a copy, to be read only. */
    public FMatrixRMaj inWeights() {
        return inWeights;
    }

    /** Returns a, 1 x H; not a copy, to be read only. */
    public FMatrixRMaj inBias() {
        return inBias;
    }

    /** Returns B, H x experts; not a copy, to be read only. */
    public FMatrixRMaj outWeights() {
        return outWeights;
    }

    /** Returns b, 1 x experts; not a copy, to be read only. */
    public FMatrixRMaj outBias() {
        return outBias;
    }

    /** Returns f. */
    public Activation activation() {
        return activation;
    }

    @Override
    public int experts() {
        return outWeights.numCols;
    }

    @Override
    public void scores(float[] x, int offset, float[] scores) {
        int h = hidden.length;
        int n = outWeights.numCols;
        System.arraycopy(inBias.data, 0, hidden, 0, h);
        inTiles.multAdd(x, offset, hidden, 0);
        if (activation != Activation.IDENTITY) {
            for (int j = 0; j < h; j++) {
                hidden[j] = activation.value(hidden[j]);
            }
        }
        System.arraycopy(outBias.data, 0, scores, 0, n);
        outTiles.multAdd(hidden, 0, scores, 0);
    }

    /** Returns F = f(X A + a), rows x H. */
    public FMatrixRMaj hidden(FMatrixRMaj x) {
        FMatrixRMaj f = new FMatrixRMaj(x.numRows, hidden.length);
        MatrixProduct.best().mult(x, inWeights, f);
        for (int i = 0; i < f.data.length; i++) {
            f.data[i] = activation.value(f.data[i] + inBias.data[i % f.numCols]);
        }
        return f;
    }

    /** Returns S = F B + b, rows x experts. */
    public FMatrixRMaj output(FMatrixRMaj f) {
        FMatrixRMaj s = new FMatrixRMaj(f.numRows, experts());
        Rows.fill(s, outBias);
        MatrixProduct.best().multAdd(f, outWeights, s);
        return s;
    }

    @Override
    public long multiplyAdds() {
        return (long) hidden.length * (inWeights.numRows + outWeights.numCols);
    }

    @Override
    public String toString() {
        return "two-layer router, " + inWeights.numRows + " inputs, " + hidden.length + " hidden units ("
                + activation.name().toLowerCase(java.util.Locale.ROOT) + "), " + experts() + " experts";
    }
}
