package moelab.linalg.simd.tiles;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Eight rows times one vector of columns: as many sums as a processor needs to be busy, and one load of weights for all
 * of them. It serves rows that share only this tile, such as the rows that chose the same expert.
 */
final class EightRows {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private EightRows() {}

    /**
     * Adds to y the products of a tile, which is one vector wide, with the rows i to i + 7 of a list. Behind the last
     * row of the list, that row is computed once more, to the same end.
     *
     * @param xs where the listed rows begin in x
     * @param ys where their sums begin in y
     */
    static void times(float[] tiles, int tile, int depth, float[] x, int[] xs, float[] y, int[] ys, int i, int last) {
        int i1 = Math.min(i + 1, last);
        int i2 = Math.min(i + 2, last);
        int i3 = Math.min(i + 3, last);
        int i4 = Math.min(i + 4, last);
        int i5 = Math.min(i + 5, last);
        int i6 = Math.min(i + 6, last);
        int i7 = Math.min(i + 7, last);
        int x0 = xs[i];
        int x1 = xs[i1];
        int x2 = xs[i2];
        int x3 = xs[i3];
        int x4 = xs[i4];
        int x5 = xs[i5];
        int x6 = xs[i6];
        int x7 = xs[i7];
        FloatVector s0 = FloatVector.fromArray(S, y, ys[i]);
        FloatVector s1 = FloatVector.fromArray(S, y, ys[i1]);
        FloatVector s2 = FloatVector.fromArray(S, y, ys[i2]);
        FloatVector s3 = FloatVector.fromArray(S, y, ys[i3]);
        FloatVector s4 = FloatVector.fromArray(S, y, ys[i4]);
        FloatVector s5 = FloatVector.fromArray(S, y, ys[i5]);
        FloatVector s6 = FloatVector.fromArray(S, y, ys[i6]);
        FloatVector s7 = FloatVector.fromArray(S, y, ys[i7]);
        for (int k = 0, at = tile; k < depth; k++, at += L) {
            FloatVector b = FloatVector.fromArray(S, tiles, at);
            s0 = FloatVector.broadcast(S, x[x0 + k]).fma(b, s0);
            s1 = FloatVector.broadcast(S, x[x1 + k]).fma(b, s1);
            s2 = FloatVector.broadcast(S, x[x2 + k]).fma(b, s2);
            s3 = FloatVector.broadcast(S, x[x3 + k]).fma(b, s3);
            s4 = FloatVector.broadcast(S, x[x4 + k]).fma(b, s4);
            s5 = FloatVector.broadcast(S, x[x5 + k]).fma(b, s5);
            s6 = FloatVector.broadcast(S, x[x6 + k]).fma(b, s6);
            s7 = FloatVector.broadcast(S, x[x7 + k]).fma(b, s7);
        }
        s0.intoArray(y, ys[i]);
        s1.intoArray(y, ys[i1]);
        s2.intoArray(y, ys[i2]);
        s3.intoArray(y, ys[i3]);
        s4.intoArray(y, ys[i4]);
        s5.intoArray(y, ys[i5]);
        s6.intoArray(y, ys[i6]);
        s7.intoArray(y, ys[i7]);
    }
}
