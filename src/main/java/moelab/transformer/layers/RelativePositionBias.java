package moelab.transformer.layers;

import org.ejml.data.FMatrixRMaj;

/**
 * Positions as a bias on attention scores, one learned number for each head and distance (Shaw et al. 2018, simplified
 * by Raffel et al. 2020, section 2.1): what T5 has instead of {@link Sinusoids}.
 *
 * <pre>
 *   score(i, j, h) = q_i . k_j + B[bucket(j - i), h]
 * </pre>
 *
 * Near distances have a bucket each; those from half of the buckets on share buckets that grow logarithmically, and
 * everything from {@code maxDistance} on is in the last one. The encoder looks both ways and gives each direction half
 * of the buckets; the decoder only looks back. All layers of a stack share one table.
 */
public final class RelativePositionBias {
    private final FMatrixRMaj table; // buckets x heads
    private final int maxDistance;
    private final boolean bothWays;

    public RelativePositionBias(Parameters p, String name, TransformerConfig c, boolean bothWays) {
        Architecture a = c.architecture();
        this.table = p.gaussian(name, a.buckets(), c.heads(), 1 / Math.sqrt(c.modelDimension()));
        this.maxDistance = a.maxDistance();
        this.bothWays = bothWays;
    }

    /** Returns the bias on the score of a key for a query of one head. */
    float of(int head, int queryPosition, int keyPosition) {
        return table.data[bucket(keyPosition - queryPosition) * table.numCols + head];
    }

    /** Adds the bias of keys 0 to {@code count - 1} to one query's scores, which begin at {@code at}. */
    public void addTo(float[] scores, int at, int head, int queryPosition, int count) {
        for (int j = 0; j < count; j++) {
            scores[at + j] += of(head, queryPosition, j);
        }
    }

    /** Adds dLoss/dScore of one query and head, which begins at {@code at}, to the gradient of the table. */
    void addGradient(float[] dScores, int at, int head, int queryPosition, int count, Gradients gradients) {
        if (!gradients.wants(table)) {
            return;
        }
        float[] g = gradients.of(table).data;
        for (int j = 0; j < count; j++) {
            g[bucket(j - queryPosition) * table.numCols + head] += dScores[at + j];
        }
    }

    /**
     * Returns the bucket of a distance.
     *
     * @param distance position of the key minus position of the query
     */
    int bucket(int distance) {
        int buckets = bothWays ? table.numRows / 2 : table.numRows;
        int before = bothWays && distance > 0 ? buckets : 0;
        int away = bothWays ? Math.abs(distance) : Math.max(0, -distance);
        int exact = buckets / 2;
        if (away < exact) {
            return before + away;
        }
        // in floats, as models were trained: at the borders of buckets the last digit decides
        float octaves = (float) Math.log((float) away / exact) / (float) Math.log((double) maxDistance / exact);
        return before + Math.min(buckets - 1, exact + (int) (octaves * (buckets - exact)));
    }
}
