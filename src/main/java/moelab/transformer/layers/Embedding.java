package moelab.transformer.layers;

import moelab.linalg.MatrixProduct;
import org.ejml.data.FMatrixRMaj;

/**
 * One table of subword vectors for three uses (Press and Wolf 2017): source, target and, transposed, the output
 * projection.
 *
 * <pre>
 *   x      = sqrt(d) E[token] + position          (Vaswani et al. 2017, sections 3.4 and 3.5)
 *   logits = y E'
 * </pre>
 */
public final class Embedding {
    private static final MatrixProduct PRODUCT = MatrixProduct.best();
    private final FMatrixRMaj table; // V x d
    private final float scale;
    private final Sinusoids positions; // null: attention knows the positions

    public Embedding(Parameters p, TransformerConfig c) {
        int d = c.modelDimension();
        Architecture a = c.architecture();
        this.table = p.gaussian("embedding", c.vocabularySize(), d, 1 / Math.sqrt(d));
        this.scale = a.scaledEmbedding() ? (float) Math.sqrt(d) : 1;
        this.positions = switch (a.positions()) {
            case SINUSOIDS -> new Sinusoids(d, false, 0, a.positionPrecision());
            case SINUSOIDS_IN_HALVES -> new Sinusoids(d, true, 2, a.positionPrecision());
            case RELATIVE -> null;
        };
    }

    /** Returns the table, V x d; live. */
    public FMatrixRMaj table() {
        return table;
    }

    /** Returns the rows of a batch, rows x d: each token at its position in its sentence. */
    public FMatrixRMaj forward(TokenBatch batch) {
        FMatrixRMaj x = new FMatrixRMaj(batch.rows(), table.numCols);
        for (int s = 0; s < batch.sentences(); s++) {
            for (int t = 0; t < batch.length(s); t++) {
                row(batch.token(batch.start(s) + t), t, x, batch.start(s) + t);
            }
        }
        return x;
    }

    /** Writes one token at one position into a row of {@code x}. */
    public void row(int token, int position, FMatrixRMaj x, int row) {
        if (token < 0 || token >= table.numRows) {
            throw new IllegalArgumentException("token " + token + " is not in a vocabulary of " + table.numRows);
        }
        int d = table.numCols;
        for (int j = 0; j < d; j++) {
            x.data[row * d + j] = scale * table.data[token * d + j];
        }
        if (positions != null) {
            float[] sinusoids = positions.upTo(position);
            for (int j = 0; j < d; j++) {
                x.data[row * d + j] += sinusoids[position * d + j];
            }
        }
    }

    /** dE += scale * dX, in the rows of the batch's tokens. */
    public void backward(TokenBatch batch, FMatrixRMaj dx, Gradients gradients) {
        if (!gradients.wants(table)) {
            return;
        }
        float[] g = gradients.withoutProducts(table).data; // of the output there is a product
        int d = table.numCols;
        for (int r = 0; r < batch.rows(); r++) {
            int to = batch.token(r) * d;
            for (int j = 0; j < d; j++) {
                g[to + j] += scale * dx.data[r * d + j];
            }
        }
    }

    /** logits = Y E', rows x V. */
    public void project(FMatrixRMaj y, FMatrixRMaj logits) {
        PRODUCT.multTransB(y, table, logits);
    }

    /** Returns dY = dLogits E, and adds dLogits' Y to dE. */
    public FMatrixRMaj projectBackward(FMatrixRMaj y, FMatrixRMaj dLogits, Gradients gradients) {
        if (gradients.wants(table)) {
            gradients.addTransA(dLogits, y, table);
        }
        FMatrixRMaj dy = new FMatrixRMaj(y.numRows, y.numCols);
        PRODUCT.mult(dLogits, table, dy);
        return dy;
    }
}
