package moelab.transformer.layers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Consumer;
import moelab.linalg.MatrixProduct;
import moelab.linalg.Rows;
import moelab.linalg.sparse.SparseMatrixByColumns;
import org.ejml.data.FMatrixRMaj;

/**
 * One gradient matrix for each weight matrix, found by the identity of the weight: dL/dW for the W a layer holds.
 *
 * <p>Backward passes add to it, so that one instance can collect several batches. Each shard of a batch has its own.
 *
 * <p>The gradient of a weight of Y = X W is X' dY. It is not computed when it is added but when it is asked for, and
 * then for all shards at once ({@link #total}). Computed shard by shard it would take half as long again, because every
 * product would read and write the whole gradient. Sparse products do so all the same: they have so few multiplications
 * that it matters less than sorting the entries of all shards would.
 */
public final class Gradients {
    private static final MatrixProduct PRODUCT = MatrixProduct.best();
    private final IdentityHashMap<FMatrixRMaj, Collected> byWeight = new IdentityHashMap<>();

    /**
     * The gradient of one weight: a matrix, or nothing if it is null, and products that are still to be added to it.
     */
    private static final class Collected {
        FMatrixRMaj sum;
        final List<FMatrixRMaj> a = new ArrayList<>();
        final List<FMatrixRMaj> b = new ArrayList<>();
        final List<Consumer<FMatrixRMaj>> sparse = new ArrayList<>(); // each adds a product to a matrix
    }

    /** Zero gradients for these weights; all others stay as they are in this training. */
    public Gradients(Collection<FMatrixRMaj> weights) {
        weights.forEach(w -> byWeight.put(w, new Collected()));
    }

    /** Returns whether this weight is trained, so that its gradient is wanted. */
    public boolean wants(FMatrixRMaj weight) {
        return byWeight.containsKey(weight);
    }

    /**
     * Returns the gradient with respect to a weight, the same shape; live, to be added to.
     *
     * @throws IllegalArgumentException if the weight is not trained
     */
    public FMatrixRMaj of(FMatrixRMaj weight) {
        FMatrixRMaj sum = withoutProducts(weight);
        Collected c = collected(weight);
        if (!c.a.isEmpty()) {
            PRODUCT.multAddTransA(c.a, c.b, sum);
            c.a.clear();
            c.b.clear();
        }
        c.sparse.forEach(product -> product.accept(sum));
        c.sparse.clear();
        return sum;
    }

    /**
     * Returns the matrix that {@link #of} returns, but without the products that were not computed yet: to add to,
     * where products for the same weight are better left for later.
     *
     * @throws IllegalArgumentException if the weight is not trained
     */
    FMatrixRMaj withoutProducts(FMatrixRMaj weight) {
        Collected c = collected(weight);
        if (c.sum == null) {
            c.sum = new FMatrixRMaj(weight.numRows, weight.numCols);
        }
        return c.sum;
    }

    /**
     * Adds A' B to the gradient with respect to a weight: for Y = X W that is dW += X' dY.
     *
     * @param a kept, and not to be changed any more
     * @param b likewise
     * @throws IllegalArgumentException if the weight is not trained, or the shapes do not fit together
     */
    public void addTransA(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj weight) {
        require(a.numRows, a.numCols, b.numRows, b.numCols, weight);
        Collected c = collected(weight);
        c.a.add(a);
        c.b.add(b);
    }

    /** The same for a sparse A. */
    public void addTransA(SparseMatrixByColumns a, FMatrixRMaj b, FMatrixRMaj weight) {
        require(a.rows(), a.cols(), b.numRows, b.numCols, weight);
        collected(weight).sparse.add(sum -> a.multAddTransA(b, sum));
    }

    /** The same for a sparse B. */
    public void addTransA(FMatrixRMaj a, SparseMatrixByColumns b, FMatrixRMaj weight) {
        require(a.numRows, a.numCols, b.rows(), b.cols(), weight);
        collected(weight).sparse.add(sum -> b.multAddLeftTransA(a, sum));
    }

    private static void require(int rowsA, int colsA, int rowsB, int colsB, FMatrixRMaj weight) {
        if (rowsA != rowsB || colsA != weight.numRows || colsB != weight.numCols) {
            throw new IllegalArgumentException("product of " + colsA + " x " + rowsA + " and " + rowsB + " x " + colsB
                    + " for a " + weight.numRows + " x " + weight.numCols + " weight");
        }
    }

    /**
     * Writes the sum of the gradients that several shards have of one weight: first what was added as matrices, in the
     * order of the shards, then the products, in the order of their rows, and the sparse ones last. Changes none of the
     * shards, so that several threads may compute the sums of different weights.
     *
     * @param total the same shape as the weight; overwritten
     */
    public static void total(List<Gradients> shards, FMatrixRMaj weight, FMatrixRMaj total) {
        List<FMatrixRMaj> a = new ArrayList<>();
        List<FMatrixRMaj> b = new ArrayList<>();
        boolean begun = false;
        for (Gradients shard : shards) {
            Collected c = shard.collected(weight);
            a.addAll(c.a);
            b.addAll(c.b);
            if (c.sum != null && begun) {
                Rows.add(total, c.sum);
            } else if (c.sum != null) {
                System.arraycopy(c.sum.data, 0, total.data, 0, total.getNumElements());
                begun = true;
            }
        }
        if (begun) {
            PRODUCT.multAddTransA(a, b, total);
        } else {
            PRODUCT.multTransA(a, b, total);
        }
        for (Gradients shard : shards) {
            shard.collected(weight).sparse.forEach(product -> product.accept(total));
        }
    }

    private Collected collected(FMatrixRMaj weight) {
        Collected c = byWeight.get(weight);
        if (c == null) {
            throw new IllegalArgumentException("no gradient for a " + weight.numRows + " x " + weight.numCols
                    + " weight that is not one of the model's parameters");
        }
        return c;
    }

    /** Forgets everything collected. */
    public void clear() {
        for (Collected c : byWeight.values()) {
            c.a.clear();
            c.b.clear();
            c.sparse.clear();
            if (c.sum != null) {
                c.sum.zero();
            }
        }
    }
}
