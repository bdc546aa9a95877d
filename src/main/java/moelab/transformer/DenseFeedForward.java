package moelab.transformer;

import java.util.function.Consumer;
import moelab.linalg.Kernels;
import moelab.linalg.MatrixProduct;
import moelab.linalg.Rows;
import moelab.linalg.sparse.SparseMatrix;
import moelab.linalg.sparse.SparseMatrixByColumns;
import moelab.linalg.weights.Weights;
import moelab.transformer.layers.Gradients;
import moelab.transformer.layers.Parameters;
import org.ejml.data.FMatrixRMaj;

/**
 * FFN(x) = relu(x W1 + b1) W2 + b2 (Vaswani et al. 2017, equation 2), every neuron computed.
 *
 * <p>Neuron j is column j of W1, entry j of b1 and row j of W2: it fires on x when x W1[:,j] + b1[j] &gt; 0, and then
 * adds that much of W2[j,:] to the output. Everything else in this project follows from how rarely it does.
 */
public final class DenseFeedForward implements TrainableFeedForward {
    private static final double SPARSE =
            1 / 3.0; // share of active neurons up to which the others are skipped in training

    private final FMatrixRMaj w1; // d x d_ff
    private final FMatrixRMaj b1; // 1 x d_ff
    private final FMatrixRMaj w2; // d_ff x d
    private final FMatrixRMaj b2; // 1 x d
    private final boolean biased; // if not, both biases are 0 and stay so
    private final Weights weights; // the format in which decoding reads them
    private final MatrixProduct product = MatrixProduct.best();

    /**
     * @param w1 input weights, d x d_ff (kept, not copied)
     * @param b1 input bias, 1 x d_ff
     * @param w2 output weights, d_ff x d
     * @param b2 output bias, 1 x d
     * @throws IllegalArgumentException if the shapes do not fit together
     */
    public DenseFeedForward(FMatrixRMaj w1, FMatrixRMaj b1, FMatrixRMaj w2, FMatrixRMaj b2) {
        this(w1, b1, w2, b2, true, Weights.FLOAT);
    }

    private DenseFeedForward(
            FMatrixRMaj w1, FMatrixRMaj b1, FMatrixRMaj w2, FMatrixRMaj b2, boolean biased, Weights weights) {
        requireShape("b1", b1, 1, w1.numCols);
        requireShape("W2", w2, w1.numCols, w1.numRows);
        requireShape("b2", b2, 1, w1.numRows);
        this.w1 = w1;
        this.b1 = b1;
        this.w2 = w2;
        this.b2 = b2;
        this.biased = biased;
        this.weights = weights;
    }

    DenseFeedForward(Parameters p, String name, int modelDimension, int hiddenDimension, boolean biased) {
        this(
                p.glorot(name + ".w1", modelDimension, hiddenDimension),
                biased ? p.constant(name + ".b1", hiddenDimension, 0) : new FMatrixRMaj(1, hiddenDimension),
                p.glorot(name + ".w2", hiddenDimension, modelDimension),
                biased ? p.constant(name + ".b2", modelDimension, 0) : new FMatrixRMaj(1, modelDimension),
                biased,
                p.weights());
    }

    /**
     * Returns the format in which decoding reads W1 and W2. Their values here are already rounded to it, so that every
     * layer made of this one computes the same function.
     */
    public Weights weights() {
        return weights;
    }

    private static void requireShape(String name, FMatrixRMaj m, int rows, int cols) {
        if (m.numRows != rows || m.numCols != cols) {
            throw new IllegalArgumentException("feed-forward " + name + " is " + m.numRows + " x " + m.numCols
                    + ", expected " + rows + " x " + cols);
        }
    }

    @Override
    public int modelDimension() {
        return w1.numRows;
    }

    @Override
    public int hiddenDimension() {
        return w1.numCols;
    }

    @Override
    public void apply(FMatrixRMaj x, FMatrixRMaj y) {
        FMatrixRMaj h = new FMatrixRMaj(x.numRows, hiddenDimension()); // of this call: threads may share the network
        hidden(x, h);
        output(h, y);
    }

    /** H = relu(X W1 + b1): how much each neuron fires on each row, rows x d_ff. */
    public void hidden(FMatrixRMaj x, FMatrixRMaj h) {
        hidden(x, h, Dropout.Mask.NONE);
    }

    /** The same, times the factors of a mask: row by row, while the row is in the cache. */
    private void hidden(FMatrixRMaj x, FMatrixRMaj h, Dropout.Mask dropped) {
        requireShape("input", x, x.numRows, w1.numRows);
        requireShape("hidden activations", h, x.numRows, w1.numCols);
        product.mult(x, w1, h);
        for (int i = 0, at = 0; i < h.numRows; i++, at += h.numCols) {
            Kernels.addBiasRelu(h.data, at, b1.data, h.numCols);
            dropped.multiply(h, at, h.numCols);
        }
    }

    /** Y = H W2 + b2, rows x d. */
    public void output(FMatrixRMaj h, FMatrixRMaj y) {
        requireShape("hidden activations", h, h.numRows, w1.numCols);
        requireShape("output", y, h.numRows, w1.numRows);
        Rows.fill(y, b2);
        product.multAdd(h, w2, y);
    }

    @Override
    public Trace forward(FMatrixRMaj x, Dropout dropout) {
        return forward(x, dropout, h -> {});
    }

    /**
     * The same, for a network that closes some neurons.
     *
     * @param closing sets hidden activations to 0, rows x d_ff
     */
    public Trace forward(FMatrixRMaj x, Dropout dropout, Consumer<FMatrixRMaj> closing) {
        FMatrixRMaj h = new FMatrixRMaj(x.numRows, hiddenDimension());
        FMatrixRMaj y = new FMatrixRMaj(x.numRows, modelDimension());
        Dropout.Mask dropped = dropout.draw();
        hidden(x, h, dropped);
        closing.accept(h);
        int n = h.getNumElements();
        SparseMatrix active =
                Kernels.countAtLeast(Float.MIN_VALUE, h.data, 0, n) <= SPARSE * n ? SparseMatrix.of(h) : null;
        if (active == null) {
            output(h, y);
        } else {
            Rows.fill(y, b2);
            active.multAdd(w2, y);
        }
        return new Trace(x, h, active, dropped, y);
    }

    /**
     * {@inheritDoc}
     *
     * <pre>
     *   dW2 += H' dY,  dH = dY W2' where H > 0, else 0,  dW1 += X' dH,  dX = dH W1'
     * </pre>
     *
     * The four weights are trained together or not at all. Where few neurons fired, the silent ones are skipped.
     */
    @Override
    public FMatrixRMaj backward(Trace t, FMatrixRMaj dy, Gradients gradients, ActivationPenalty penalty) {
        return t.active() == null
                ? backward(t, dy, hiddenGradient(dy), gradients, penalty)
                : sparseBackward(t, dy, gradients, penalty);
    }

    private FMatrixRMaj sparseBackward(Trace t, FMatrixRMaj dy, Gradients gradients, ActivationPenalty penalty) {
        SparseMatrix dh = t.active().sampled(dy, w2);
        ActivationPenalty.Slopes slopes = penalty.slopes(t.hidden());
        dh.addAndScale(t.dropped().keep(), slopes.constant(), slopes.linear(), t.active());
        if (gradients.wants(w1)) {
            SparseMatrixByColumns byNeuron = SparseMatrixByColumns.of(t.active());
            SparseMatrixByColumns dhByNeuron = byNeuron.with(dh);
            gradients.addTransA(byNeuron, dy, w2);
            gradients.addTransA(t.input(), dhByNeuron, w1);
            if (biased) {
                Rows.addColumnSums(dy, gradients.of(b2));
                dhByNeuron.addColumnSums(gradients.of(b1));
            }
        }
        FMatrixRMaj dx = new FMatrixRMaj(dy.numRows, modelDimension());
        dh.multAddTransB(w1, dx);
        return dx;
    }

    /** Returns dY W2', rows x d_ff: the gradient of the hidden activations as they are after ReLU and dropout. */
    public FMatrixRMaj hiddenGradient(FMatrixRMaj dy) {
        FMatrixRMaj dh = new FMatrixRMaj(dy.numRows, hiddenDimension());
        product.multTransB(dy, w2, dh);
        return dh;
    }

    /**
     * Does what {@link #backward(Trace, FMatrixRMaj, Gradients, ActivationPenalty)} does, for a caller that needs the
     * gradient of the hidden activations for itself as well.
     *
     * @param dh what {@link #hiddenGradient} returned for dy; overwritten
     */
    public FMatrixRMaj backward(
            Trace t, FMatrixRMaj dy, FMatrixRMaj dh, Gradients gradients, ActivationPenalty penalty) {
        boolean wanted = gradients.wants(w1);
        if (wanted) {
            gradients.addTransA(t.hidden(), dy, w2);
        }
        if (wanted && biased) {
            Rows.addColumnSums(dy, gradients.of(b2));
        }
        penalty.addGradient(t.hidden(), dh);
        float[] db1 = wanted && biased ? gradients.of(b1).data : null;
        for (int i = 0, at = 0; i < dh.numRows; i++, at += dh.numCols) {
            // what was dropped is 0, as if it were inactive
            Kernels.scaleWhereActive(t.dropped().keep(), t.hidden().data, dh.data, at, dh.numCols);
            if (db1 != null) { // the column sums, while the row is in the cache
                Kernels.axpy(1, dh.data, at, db1, 0, dh.numCols);
            }
        }
        if (wanted) {
            gradients.addTransA(t.input(), dh, w1);
        }
        FMatrixRMaj dx = new FMatrixRMaj(dy.numRows, modelDimension());
        product.multTransB(dh, w1, dx);
        return dx;
    }

    /** Returns W1, d x d_ff; the live weights, not a copy. */
    public FMatrixRMaj inputWeights() {
        return w1;
    }

    /** Returns b1, 1 x d_ff; live. */
    public FMatrixRMaj inputBias() {
        return b1;
    }

    /** Returns W2, d_ff x d; live. */
    public FMatrixRMaj outputWeights() {
        return w2;
    }

    /** Returns b2, 1 x d; live. */
    public FMatrixRMaj outputBias() {
        return b2;
    }

    @Override
    public String toString() {
        return "dense feed-forward network: " + modelDimension() + " -> " + hiddenDimension() + " neurons (relu) -> "
                + modelDimension();
    }
}
