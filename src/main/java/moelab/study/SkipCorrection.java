package moelab.study;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import moelab.linalg.Kernels;
import moelab.linalg.MatrixProduct;
import moelab.moe.MoeFeedForward;
import moelab.sparsity.Activations;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.FeedForward;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.ops.ConvertMatrixData;

/**
 * A mixture of experts that predicts, from the input, what the skipped experts would have added.
 *
 * <pre>
 *   r    = FFN(x) - MoE(x)                             what was skipped, known on recorded tokens
 *   C    = (X'X + lambda T I)^-1 X'R                   the linear map that predicts r best; X and R are centered
 *   y    = MoE(x) + x A B + c,  A B = C P,  P the projection on the leading directions of the predictions X C
 * </pre>
 *
 * The projection makes this a reduced-rank regression (Izenman 1975). With rank 0 only the mean of what is skipped is
 * left, the same for every token. The extra cost is 2 d rank multiply-adds per token. Held-out BLEU shows that it does
 * not help: the mean of a sum of rare events shifts every token a little for the sake of a few.
 */
public final class SkipCorrection implements FeedForward {
    private final FeedForward experts;
    private final FMatrixRMaj down; // A, d x rank
    private final FMatrixRMaj up; // B, rank x d
    private final FMatrixRMaj constant; // c, 1 x d
    private final float[] code; // scratch, rank

    private SkipCorrection(FeedForward experts, FMatrixRMaj down, FMatrixRMaj up, FMatrixRMaj constant) {
        this.experts = experts;
        this.down = down;
        this.up = up;
        this.constant = constant;
        this.code = new float[down.numCols];
    }

    /**
     * Returns a layer with a correction that is fitted to recorded tokens.
     *
     * @param dense the dense network
     * @param experts the layer that skips experts
     * @param seen decoder states to learn from
     * @param rank rank of the correction, from 0 to d
     */
    public static SkipCorrection fit(DenseFeedForward dense, MoeFeedForward experts, Activations seen, int rank) {
        int d = dense.modelDimension();
        if (rank < 0 || rank > d) {
            throw new IllegalArgumentException("rank of the correction is " + rank + ", expected 0 to " + d);
        }
        FMatrixRMaj skipped = skipped(dense, experts, seen);
        FMatrixRMaj mean = new FMatrixRMaj(1, d);
        FMatrixRMaj center = new FMatrixRMaj(1, d);
        for (int i = 0; i < skipped.data.length; i++) {
            mean.data[i % d] += skipped.data[i] / seen.rows();
            center.data[i % d] += seen.inputs().data[i] / seen.rows();
        }
        if (rank == 0) {
            return new SkipCorrection(experts, new FMatrixRMaj(d, 0), new FMatrixRMaj(0, d), mean);
        }
        DMatrixRMaj x = centered(seen.inputs(), center);
        DMatrixRMaj gram = new DMatrixRMaj(d, d); // X'X
        CommonOps_DDRM.multTransA(x, x, gram);
        DMatrixRMaj target = new DMatrixRMaj(d, d); // X'R
        CommonOps_DDRM.multTransA(x, centered(skipped, mean), target);
        DMatrixRMaj ridge = gram.copy();
        for (int k = 0; k < d; k++) {
            ridge.add(k, k, 1e-3 * seen.rows());
        }
        DMatrixRMaj c = new DMatrixRMaj(d, d);
        if (!CommonOps_DDRM.solve(ridge, target, c)) {
            throw new IllegalArgumentException("skip correction from " + seen.rows() + " tokens has no solution");
        }
        DMatrixRMaj v = directions(c, gram, rank);
        DMatrixRMaj a = new DMatrixRMaj(d, rank);
        CommonOps_DDRM.mult(c, v, a);
        FMatrixRMaj down = floats(a);
        CommonOps_DDRM.transpose(v);
        FMatrixRMaj up = floats(v);
        FMatrixRMaj shift = new FMatrixRMaj(1, rank); // the map is applied to x - center: c = mean - center A B
        MatrixProduct.best().mult(center, down, shift);
        for (int h = 0; h < rank; h++) {
            Kernels.axpy(-shift.data[h], up.data, h * d, mean.data, 0, d);
        }
        return new SkipCorrection(experts, down, up, mean);
    }

    /** Returns FFN(x) - MoE(x) for every recorded token, rows x d. */
    private static FMatrixRMaj skipped(DenseFeedForward dense, FeedForward experts, Activations seen) {
        FMatrixRMaj all = new FMatrixRMaj(seen.rows(), dense.modelDimension());
        FMatrixRMaj some = new FMatrixRMaj(seen.rows(), dense.modelDimension());
        dense.apply(seen.inputs(), all);
        experts.apply(seen.inputs(), some);
        for (int i = 0; i < all.data.length; i++) {
            all.data[i] -= some.data[i];
        }
        return all;
    }

    private static DMatrixRMaj centered(FMatrixRMaj m, FMatrixRMaj mean) {
        DMatrixRMaj c = new DMatrixRMaj(m.numRows, m.numCols);
        for (int i = 0; i < c.data.length; i++) {
            c.data[i] = m.data[i] - mean.data[i % m.numCols];
        }
        return c;
    }

    /** Returns the leading eigenvectors of (X C)'(X C) = C' X'X C, d x rank. */
    private static DMatrixRMaj directions(DMatrixRMaj c, DMatrixRMaj gram, int rank) {
        int d = c.numRows;
        DMatrixRMaj half = new DMatrixRMaj(d, d);
        CommonOps_DDRM.multTransA(c, gram, half);
        DMatrixRMaj spread = new DMatrixRMaj(d, d);
        CommonOps_DDRM.mult(half, c, spread);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < i; j++) { // symmetric except for rounding
                spread.set(i, j, spread.get(j, i));
            }
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, true, true);
        if (!eigen.decompose(spread)) {
            throw new IllegalArgumentException(
                    "skip correction: the predictions have no eigenvectors, they are not finite");
        }
        Integer[] order = new Integer[d];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).real));
        DMatrixRMaj v = new DMatrixRMaj(d, rank);
        for (int h = 0; h < rank; h++) {
            for (int k = 0; k < d; k++) {
                v.set(k, h, eigen.getEigenVector(order[h]).get(k, 0));
            }
        }
        return v;
    }

    private static FMatrixRMaj floats(DMatrixRMaj m) {
        FMatrixRMaj f = new FMatrixRMaj(m.numRows, m.numCols);
        ConvertMatrixData.convert(m, f);
        return f;
    }

    @Override
    public int modelDimension() {
        return experts.modelDimension();
    }

    @Override
    public int hiddenDimension() {
        return experts.hiddenDimension();
    }

    @Override
    public void apply(FMatrixRMaj x, FMatrixRMaj y) {
        experts.apply(x, y);
        int d = x.numCols;
        for (int r = 0; r < x.numRows; r++) {
            Kernels.axpy(1, constant.data, 0, y.data, r * d, d);
            Arrays.fill(code, 0);
            for (int k = 0; k < d && code.length > 0; k++) {
                Kernels.axpy(x.data[r * d + k], down.data, k * code.length, code, 0, code.length);
            }
            for (int h = 0; h < code.length; h++) {
                Kernels.axpy(code[h], up.data, h * d, y.data, r * d, d);
            }
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s, with a correction of rank %d for what is skipped", experts, code.length);
    }
}
