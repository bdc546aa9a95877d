package moelab.transformer.layers;

import moelab.linalg.MatrixProduct;
import moelab.linalg.Rows;
import org.ejml.data.FMatrixRMaj;

/** Y = X W + b, forward and backward. Refuses to hold activations: the caller keeps X for the way back. */
public final class Linear {
    private static final MatrixProduct PRODUCT = MatrixProduct.best();
    private final FMatrixRMaj weight; // in x out
    private final FMatrixRMaj bias; // 1 x out
    private final boolean biased; // if not, the bias is 0 and stays so

    Linear(Parameters p, String name, int in, int out, boolean biased) {
        this.weight = p.glorot(name + ".weight", in, out);
        this.biased = biased;
        this.bias = biased ? p.constant(name + ".bias", out, 0) : new FMatrixRMaj(1, out);
    }

    /** Returns W, in x out; live. */
    public FMatrixRMaj weight() {
        return weight;
    }

    /** Returns b, 1 x out; live. */
    public FMatrixRMaj bias() {
        return bias;
    }

    /** Returns Y = X W + b; rows x in to rows x out. */
    public FMatrixRMaj forward(FMatrixRMaj x) {
        FMatrixRMaj y = new FMatrixRMaj(x.numRows, weight.numCols);
        apply(x, y);
        return y;
    }

    /** The same into a matrix of the right shape. */
    void apply(FMatrixRMaj x, FMatrixRMaj y) {
        Rows.fill(y, bias);
        PRODUCT.multAdd(x, weight, y);
    }

    /** Returns dX = dY W', and adds X' dY to dW and the column sums of dY to db. */
    FMatrixRMaj backward(FMatrixRMaj x, FMatrixRMaj dy, Gradients gradients) {
        if (gradients.wants(weight)) {
            gradients.addTransA(x, dy, weight);
        }
        if (biased && gradients.wants(bias)) {
            Rows.addColumnSums(dy, gradients.of(bias));
        }
        FMatrixRMaj dx = new FMatrixRMaj(x.numRows, x.numCols);
        PRODUCT.multTransB(dy, weight, dx);
        return dx;
    }
}
