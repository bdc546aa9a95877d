package moelab.moe;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import moelab.decoding.Profiled;
import moelab.decoding.StepClock;
import moelab.linalg.Kernels;
import moelab.linalg.MatrixProduct;
import moelab.linalg.weights.TiledMatrix;
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
 * left, the same for every token. The extra cost is 2 d rank multiply-adds per token.
 *
 * <p>Whether it helps depends on how rarely neurons fire. Where 98 % are inactive it does not: what is skipped is a sum
 * of rare events, and its mean shifts every token a little for the sake of a few. Where only 75 % are, as in published
 * models that nobody trained for sparsity, much is skipped on every token, and a quarter of it is predictable: there a
 * correction of small rank keeps more than the best choice of experts without one.
 */
public final class SkipCorrection implements FeedForward, Profiled {
    private final FeedForward experts;
    private final FMatrixRMaj down; // A, d x rank
    private final FMatrixRMaj up; // B, rank x d
    private final FMatrixRMaj constant; // c, 1 x d
    private final TiledMatrix downTiles; // A and B, as they are read
    private final TiledMatrix upTiles;
    private final float[] code; // scratch, rank

    /**
     * @param experts the layer that skips experts
     * @param down A, d x rank (all kept)
     * @param up B, rank x d
     * @param constant c, 1 x d
     */
    public SkipCorrection(FeedForward experts, FMatrixRMaj down, FMatrixRMaj up, FMatrixRMaj constant) {
        int d = experts.modelDimension();
        if (down.numRows != d || up.numRows != down.numCols || up.numCols != d || constant.numCols != d) {
            throw new IllegalArgumentException("skip correction of " + down.numRows + " x " + down.numCols + ", "
                    + up.numRows + " x " + up.numCols + " and " + constant.numCols + " numbers, expected d x rank, "
                    + "rank x d and d with d = " + d);
        }
        this.experts = experts;
        this.down = down;
        this.up = up;
        this.constant = constant;
        this.downTiles = TiledMatrix.of(down);
        this.upTiles = TiledMatrix.of(up);
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

    /** Returns the same correction of another layer with the same experts, for another thread. */
    public SkipCorrection of(FeedForward others) {
        return new SkipCorrection(others, down, up, constant);
    }

    /** Returns A, d x rank; not a copy, to be read only. */
    public FMatrixRMaj down() {
        return down;
    }

    /** Returns B, rank x d; not a copy, to be read only. */
    public FMatrixRMaj up() {
        return up;
    }

    /** Returns c, 1 x d; not a copy, to be read only. */
    public FMatrixRMaj constant() {
        return constant;
    }

    @Override
    public void watch(StepClock clock) {
        if (experts instanceof Profiled profiled) {
            profiled.watch(clock);
        }
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
            if (code.length > 0) {
                Arrays.fill(code, 0);
                downTiles.multAdd(x.data, r * d, code, 0);
                upTiles.multAdd(code, 0, y.data, r * d);
            }
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s, with a correction of rank %d for what is skipped", experts, code.length);
    }
}
