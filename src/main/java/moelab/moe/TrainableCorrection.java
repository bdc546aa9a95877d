package moelab.moe;

import java.util.List;
import moelab.linalg.MatrixProduct;
import moelab.linalg.Rows;
import moelab.transformer.layers.Gradients;
import org.ejml.data.FMatrixRMaj;

/**
 * The prediction of a {@link SkipCorrection}, as it is trained together with the experts.
 *
 * <pre>
 *   Y += X A B + c
 *   dB += (X A)' dY,  dc += column sums of dY,  dA += X' (dY B'),  dX += (dY B') A'
 * </pre>
 *
 * It begins as the correction that was fitted, and learns beside the weights, so that these get used to what it does
 * and not to what it did for other weights.
 */
public final class TrainableCorrection {
    private static final MatrixProduct PRODUCT = MatrixProduct.best();
    private final FMatrixRMaj down; // A, d x rank
    private final FMatrixRMaj up; // B, rank x d
    private final FMatrixRMaj constant; // c, 1 x d

    /** Begins as a copy of this correction. */
    public TrainableCorrection(SkipCorrection fitted) {
        this.down = fitted.down().copy();
        this.up = fitted.up().copy();
        this.constant = fitted.constant().copy();
    }

    /** Returns what is trained: A, B and c; live. */
    List<FMatrixRMaj> weights() {
        return down.numCols == 0 ? List.of(constant) : List.of(down, up, constant);
    }

    /** Y = Y + X A B + c, rows x d. */
    void addTo(FMatrixRMaj x, FMatrixRMaj y) {
        Rows.addToEach(y, constant.data);
        if (down.numCols > 0) {
            PRODUCT.multAdd(code(x), up, y);
        }
    }

    /** Adds to dX and to the gradients of A, B and c. */
    void backward(FMatrixRMaj x, FMatrixRMaj dy, FMatrixRMaj dx, Gradients gradients) {
        Rows.addColumnSums(dy, gradients.of(constant));
        if (down.numCols > 0) {
            gradients.addTransA(code(x), dy, up);
            FMatrixRMaj dCode = new FMatrixRMaj(dy.numRows, down.numCols);
            PRODUCT.multTransB(dy, up, dCode);
            gradients.addTransA(x, dCode, down);
            PRODUCT.multAddTransB(dCode, down, dx);
        }
    }

    private FMatrixRMaj code(FMatrixRMaj x) {
        FMatrixRMaj code = new FMatrixRMaj(x.numRows, down.numCols);
        PRODUCT.mult(x, down, code);
        return code;
    }

    @Override
    public String toString() {
        return "trainable correction of rank " + down.numCols;
    }
}
