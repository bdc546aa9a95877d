package moelab.moe;

import java.util.Arrays;
import moelab.routing.Routes;

/**
 * Which rows of a step use an expert: the {@link Routes}, which list the experts of each row, the other way round. The
 * weights of an expert can then be read once for all rows that use it.
 *
 * <p>For each row it holds where its input begins in X, and where the expert's activations belong: the experts of a row
 * follow each other there in ascending order. Allocates nothing after its construction. One instance serves one thread.
 */
final class ExpertRows {
    private final int capacity; // rows
    private final int[] count; // rows of each expert
    private final int[] x; // the i-th row of expert e at e * capacity + i
    private final int[] activations; // likewise: those of the next tile

    /** Creates room for this many experts and rows. */
    ExpertRows(int experts, int rows) {
        capacity = rows;
        count = new int[experts];
        x = new int[experts * rows];
        activations = new int[experts * rows];
    }

    /**
     * Lists the rows of every expert.
     *
     * @param xo where row 0 of the routes begins in X
     * @param dimension entries of a row of X
     * @param stride activations of a row
     * @param size activations of an expert
     */
    void of(Routes routes, int xo, int dimension, int stride, int size) {
        Arrays.fill(count, 0);
        for (int r = 0; r < routes.rows(); r++) {
            for (int i = 0, n = routes.count(r); i < n; i++) {
                int e = routes.expert(r, i);
                int at = e * capacity + count[e]++;
                x[at] = xo + r * dimension;
                activations[at] = r * stride + i * size;
            }
        }
    }

    /** Returns the number of rows that use an expert. */
    int count(int expert) {
        return count[expert];
    }

    /** Returns the place of an expert's first row in {@link #x} and {@link #activations}; its others follow. */
    int first(int expert) {
        return expert * capacity;
    }

    /** Returns where rows begin in X. */
    int[] x() {
        return x;
    }

    /**
     * Returns where the activations of an expert's next tile begin for each of its rows; {@link #nextTile} moves them.
     */
    int[] activations() {
        return activations;
    }

    /** Moves on to the next tile of every row of an expert. */
    void nextTile(int expert, int width) {
        for (int i = first(expert), end = i + count[expert]; i < end; i++) {
            activations[i] += width;
        }
    }

    @Override
    public String toString() {
        return Arrays.stream(count).sum() + " rows of " + count.length + " experts";
    }
}
