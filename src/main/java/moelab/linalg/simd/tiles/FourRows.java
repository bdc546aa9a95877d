package moelab.linalg.simd.tiles;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Four rows times some vectors of columns, with all sums in registers: the innermost loops of {@link TileBlocks}.
 *
 * <p>Rows begin at x0 to x3 in x and at y0 to y3 in y, to which the products are added.
 */
final class FourRows {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private FourRows() {}

    /**
     * Four rows by four vectors of columns, whose weights begin at t0 to t3 and are {@code step} apart: sixteen sums,
     * which only processors with 32 registers can hold.
     */
    static void fourByFour(
            float[] tiles,
            int t0,
            int t1,
            int t2,
            int t3,
            int step,
            int depth,
            float[] x,
            int x0,
            int x1,
            int x2,
            int x3,
            float[] y,
            int y0,
            int y1,
            int y2,
            int y3) {
        FloatVector a0 = FloatVector.fromArray(S, y, y0);
        FloatVector a1 = FloatVector.fromArray(S, y, y1);
        FloatVector a2 = FloatVector.fromArray(S, y, y2);
        FloatVector a3 = FloatVector.fromArray(S, y, y3);
        FloatVector b0 = FloatVector.fromArray(S, y, y0 + L);
        FloatVector b1 = FloatVector.fromArray(S, y, y1 + L);
        FloatVector b2 = FloatVector.fromArray(S, y, y2 + L);
        FloatVector b3 = FloatVector.fromArray(S, y, y3 + L);
        FloatVector c0 = FloatVector.fromArray(S, y, y0 + 2 * L);
        FloatVector c1 = FloatVector.fromArray(S, y, y1 + 2 * L);
        FloatVector c2 = FloatVector.fromArray(S, y, y2 + 2 * L);
        FloatVector c3 = FloatVector.fromArray(S, y, y3 + 2 * L);
        FloatVector d0 = FloatVector.fromArray(S, y, y0 + 3 * L);
        FloatVector d1 = FloatVector.fromArray(S, y, y1 + 3 * L);
        FloatVector d2 = FloatVector.fromArray(S, y, y2 + 3 * L);
        FloatVector d3 = FloatVector.fromArray(S, y, y3 + 3 * L);
        for (int k = 0, at = 0; k < depth; k++, at += step) {
            FloatVector w0 = FloatVector.broadcast(S, x[x0 + k]);
            FloatVector w1 = FloatVector.broadcast(S, x[x1 + k]);
            FloatVector w2 = FloatVector.broadcast(S, x[x2 + k]);
            FloatVector w3 = FloatVector.broadcast(S, x[x3 + k]);
            FloatVector q = FloatVector.fromArray(S, tiles, t0 + at);
            a0 = w0.fma(q, a0);
            a1 = w1.fma(q, a1);
            a2 = w2.fma(q, a2);
            a3 = w3.fma(q, a3);
            q = FloatVector.fromArray(S, tiles, t1 + at);
            b0 = w0.fma(q, b0);
            b1 = w1.fma(q, b1);
            b2 = w2.fma(q, b2);
            b3 = w3.fma(q, b3);
            q = FloatVector.fromArray(S, tiles, t2 + at);
            c0 = w0.fma(q, c0);
            c1 = w1.fma(q, c1);
            c2 = w2.fma(q, c2);
            c3 = w3.fma(q, c3);
            q = FloatVector.fromArray(S, tiles, t3 + at);
            d0 = w0.fma(q, d0);
            d1 = w1.fma(q, d1);
            d2 = w2.fma(q, d2);
            d3 = w3.fma(q, d3);
        }
        a0.intoArray(y, y0);
        a1.intoArray(y, y1);
        a2.intoArray(y, y2);
        a3.intoArray(y, y3);
        b0.intoArray(y, y0 + L);
        b1.intoArray(y, y1 + L);
        b2.intoArray(y, y2 + L);
        b3.intoArray(y, y3 + L);
        c0.intoArray(y, y0 + 2 * L);
        c1.intoArray(y, y1 + 2 * L);
        c2.intoArray(y, y2 + 2 * L);
        c3.intoArray(y, y3 + 2 * L);
        d0.intoArray(y, y0 + 3 * L);
        d1.intoArray(y, y1 + 3 * L);
        d2.intoArray(y, y2 + 3 * L);
        d3.intoArray(y, y3 + 3 * L);
    }

    /**
     * Four rows by two vectors of columns, whose weights begin at {@code b} and {@code c} and are {@code step} apart:
     * eight sums in registers, one load for four of them.
     */
    static void fourByTwo(
            float[] tiles,
            int b,
            int c,
            int step,
            int depth,
            float[] x,
            int x0,
            int x1,
            int x2,
            int x3,
            float[] y,
            int y0,
            int y1,
            int y2,
            int y3) {
        FloatVector s0 = FloatVector.fromArray(S, y, y0);
        FloatVector s1 = FloatVector.fromArray(S, y, y1);
        FloatVector s2 = FloatVector.fromArray(S, y, y2);
        FloatVector s3 = FloatVector.fromArray(S, y, y3);
        FloatVector t0 = FloatVector.fromArray(S, y, y0 + L);
        FloatVector t1 = FloatVector.fromArray(S, y, y1 + L);
        FloatVector t2 = FloatVector.fromArray(S, y, y2 + L);
        FloatVector t3 = FloatVector.fromArray(S, y, y3 + L);
        for (int k = 0, at = 0; k < depth; k++, at += step) {
            FloatVector bs = FloatVector.fromArray(S, tiles, b + at);
            FloatVector bt = FloatVector.fromArray(S, tiles, c + at);
            FloatVector v = FloatVector.broadcast(S, x[x0 + k]);
            s0 = v.fma(bs, s0);
            t0 = v.fma(bt, t0);
            v = FloatVector.broadcast(S, x[x1 + k]);
            s1 = v.fma(bs, s1);
            t1 = v.fma(bt, t1);
            v = FloatVector.broadcast(S, x[x2 + k]);
            s2 = v.fma(bs, s2);
            t2 = v.fma(bt, t2);
            v = FloatVector.broadcast(S, x[x3 + k]);
            s3 = v.fma(bs, s3);
            t3 = v.fma(bt, t3);
        }
        s0.intoArray(y, y0);
        s1.intoArray(y, y1);
        s2.intoArray(y, y2);
        s3.intoArray(y, y3);
        t0.intoArray(y, y0 + L);
        t1.intoArray(y, y1 + L);
        t2.intoArray(y, y2 + L);
        t3.intoArray(y, y3 + L);
    }
}
