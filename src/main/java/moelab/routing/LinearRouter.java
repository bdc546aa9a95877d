package moelab.routing;

import java.util.stream.IntStream;
import moelab.linalg.TileLayout;
import moelab.linalg.weights.Bfloat16Matrix;
import moelab.linalg.weights.ColumnTiles;
import moelab.routing.training.CentroidTrainer;
import moelab.routing.training.LogisticTrainer;
import moelab.routing.training.RegressionTrainer;
import moelab.routing.training.RidgeTrainer;
import org.ejml.data.FMatrixRMaj;

/**
 * scores = x W + b: one column of W and one entry of b for each expert.
 *
 * <p>Every linear model ends up here, whoever trained it; see {@link CentroidTrainer}, {@link RidgeTrainer},
 * {@link LogisticTrainer} and {@link RegressionTrainer}. It costs d multiply-adds per expert. Scores are computed with
 * weights rounded to bfloat16, because nearly all of a router's time goes into reading its weights, and scores are only
 * compared with each other.
 */
public final class LinearRouter implements Router {
    private final FMatrixRMaj weights; // d x experts
    private final FMatrixRMaj bias; // 1 x experts
    private final Bfloat16Matrix rounded; // W in bfloat16
    private final ColumnTiles tiles; // the same numbers as floats, for several rows; null: the experts fill no tiles
    private final int[] allTiles;

    /**
     * @param weights W, d x experts; kept, and copied in bfloat16, so that it must not be changed afterwards
     * @param bias b, 1 x experts; kept
     */
    public LinearRouter(FMatrixRMaj weights, FMatrixRMaj bias) {
        if (bias.numRows != 1 || bias.numCols != weights.numCols) {
            throw new IllegalArgumentException(
                    "router bias is " + bias.numRows + " x " + bias.numCols + ", expected 1 x " + weights.numCols);
        }
        this.weights = weights;
        this.bias = bias;
        this.rounded = new Bfloat16Matrix(weights);
        int n = weights.numCols;
        this.tiles = n % TileLayout.TILE != 0
                ? null
                : new ColumnTiles(
                        Bfloat16Matrix.rounded(weights), IntStream.range(0, n).toArray());
        this.allTiles = IntStream.range(0, n / TileLayout.TILE).toArray();
    }

    /** Returns W in full precision, d x experts; not a copy, to be read only. */
    public FMatrixRMaj weights() {
        return weights;
    }

    /** Returns b, 1 x experts; not a copy, to be read only. */
    public FMatrixRMaj bias() {
        return bias;
    }

    @Override
    public int experts() {
        return weights.numCols;
    }

    @Override
    public void scores(float[] x, int offset, float[] scores) {
        rounded.mult(bias.data, x, offset, scores, 0);
    }

    /**
     * Several rows read the weights once, as floats, because rows are then multiplied faster than bfloat16 is unpacked.
     */
    @Override
    public void scores(FMatrixRMaj x, int from, int rows, float[] scores, float[] scratch) {
        if (rows == 1) {
            rounded.mult(bias.data, x.data, from * x.numCols, scores, 0);
        } else if (tiles == null) {
            Router.super.scores(x, from, rows, scores, scratch);
        } else {
            tiles.mult(allTiles, allTiles.length, bias.data, x.data, from * x.numCols, rows, scores, 0, experts());
        }
    }

    /** Returns the scores of many tokens at once, rows x experts. */
    public FMatrixRMaj scores(FMatrixRMaj x) {
        FMatrixRMaj s = new FMatrixRMaj(x.numRows, experts());
        for (int r = 0; r < s.numRows; r++) {
            rounded.mult(bias.data, x.data, r * x.numCols, s.data, r * s.numCols);
        }
        return s;
    }

    /** Returns this router, which keeps no scratch memory. */
    @Override
    public Router another() {
        return this;
    }

    @Override
    public long multiplyAdds() {
        return (long) weights.numRows * weights.numCols;
    }

    @Override
    public String toString() {
        return "linear router, " + weights.numRows + " inputs, " + weights.numCols + " experts";
    }
}
