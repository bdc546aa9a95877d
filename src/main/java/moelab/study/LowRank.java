package moelab.study;

import moelab.transformer.DenseFeedForward;
import org.ejml.data.FMatrixRMaj;
import org.ejml.simple.SimpleMatrix;
import org.ejml.simple.SimpleSVD;

/**
 * Another way to make a feed-forward network cheaper without a router: its input weights become the product of two thin
 * matrices.
 *
 * <pre>
 *   W1 (d x n)  is about  A B,   A (d x r), B (r x n)       d n weights become r (d + n)
 * </pre>
 *
 * <p>The nearest matrix of rank r, in the sum of squared differences, keeps the r largest singular values (Eckart and
 * Young, The approximation of one matrix by another of lower rank, Psychometrika 1, 1936). With n much larger than d a
 * rank of d/2 halves the work. What it costs in BLEU says whether W1 has a structure that such a rival could use;
 * nothing is trained here.
 */
public final class LowRank {
    private LowRank() {}

    /**
     * Returns a network with the nearest input weights of a rank, and all else as it was.
     *
     * @param rank r, from 1; from the model dimension on nothing changes but rounding
     * @throws IllegalArgumentException if the rank is less than 1
     */
    public static DenseFeedForward inputWeights(DenseFeedForward network, int rank) {
        return new DenseFeedForward(
                nearest(network.inputWeights(), rank),
                network.inputBias(),
                network.outputWeights(),
                network.outputBias());
    }

    /**
     * Returns the nearest matrix of at most this rank.
     *
     * @param matrix of any shape; not changed
     * @param rank from 1
     * @throws IllegalArgumentException if the rank is less than 1, or the matrix has a value that is not finite
     */
    public static FMatrixRMaj nearest(FMatrixRMaj matrix, int rank) {
        if (rank < 1) {
            throw new IllegalArgumentException("rank is " + rank + ", expected at least 1");
        }
        SimpleMatrix all = new SimpleMatrix(matrix.numRows, matrix.numCols);
        for (int i = 0; i < matrix.getNumElements(); i++) {
            if (!Float.isFinite(matrix.get(i))) {
                throw new IllegalArgumentException("entry " + i + " of a matrix of " + matrix.numRows + " x "
                        + matrix.numCols + " is " + matrix.get(i) + ", expected finite values");
            }
            all.set(i, matrix.get(i));
        }
        SimpleSVD<SimpleMatrix> svd = all.svd(true); // the largest singular value first
        int r = Math.min(rank, Math.min(matrix.numRows, matrix.numCols));
        SimpleMatrix product = svd.getU()
                .cols(0, r)
                .mult(svd.getW().extractMatrix(0, r, 0, r))
                .mult(svd.getV().cols(0, r).transpose());
        FMatrixRMaj nearest = new FMatrixRMaj(matrix.numRows, matrix.numCols);
        for (int i = 0; i < matrix.getNumElements(); i++) {
            nearest.set(i, (float) product.get(i));
        }
        return nearest;
    }
}
