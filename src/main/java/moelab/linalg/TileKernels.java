package moelab.linalg;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of {@link TiledMatrix} and {@link ColumnTiles} on the Vector API. Loaded only where {@link Simd#AVAILABLE}.
 */
final class TileKernels {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final int TILE = ColumnTiles.TILE;
    /** Columns in a wide tile. */
    static final int WIDE = 64;

    private TileKernels() {}

    /** y += x tile for one row: four sums over every fourth k, so that an addition need not wait for the one before. */
    static void row(float[] tiles, int tile, int depth, float[] x, int xo, float[] y, int yo) {
        for (int v = 0; v < TILE; v += L) {
            FloatVector s0 = FloatVector.fromArray(S, y, yo + v);
            FloatVector s1 = FloatVector.zero(S);
            FloatVector s2 = s1;
            FloatVector s3 = s1;
            int k = 0;
            int at = tile + v;
            for (; k + 4 <= depth; k += 4, at += 4 * TILE) {
                s0 = FloatVector.broadcast(S, x[xo + k]).fma(FloatVector.fromArray(S, tiles, at), s0);
                s1 = FloatVector.broadcast(S, x[xo + k + 1]).fma(FloatVector.fromArray(S, tiles, at + TILE), s1);
                s2 = FloatVector.broadcast(S, x[xo + k + 2]).fma(FloatVector.fromArray(S, tiles, at + 2 * TILE), s2);
                s3 = FloatVector.broadcast(S, x[xo + k + 3]).fma(FloatVector.fromArray(S, tiles, at + 3 * TILE), s3);
            }
            for (; k < depth; k++, at += TILE) {
                s0 = FloatVector.broadcast(S, x[xo + k]).fma(FloatVector.fromArray(S, tiles, at), s0);
            }
            s0.add(s1).add(s2.add(s3)).intoArray(y, yo + v);
        }
    }

    /** The same for a wide tile: eight sums, four for even k and four for odd ones. */
    static void rowWide(float[] tiles, int tile, int depth, float[] x, int xo, float[] y, int yo) {
        for (int v = 0; v < WIDE; v += 4 * L) {
            FloatVector s0 = FloatVector.fromArray(S, y, yo + v);
            FloatVector s1 = FloatVector.fromArray(S, y, yo + v + L);
            FloatVector s2 = FloatVector.fromArray(S, y, yo + v + 2 * L);
            FloatVector s3 = FloatVector.fromArray(S, y, yo + v + 3 * L);
            FloatVector t0 = FloatVector.zero(S);
            FloatVector t1 = t0;
            FloatVector t2 = t0;
            FloatVector t3 = t0;
            int k = 0;
            int at = tile + v;
            for (; k + 2 <= depth; k += 2, at += 2 * WIDE) {
                FloatVector even = FloatVector.broadcast(S, x[xo + k]);
                FloatVector odd = FloatVector.broadcast(S, x[xo + k + 1]);
                s0 = even.fma(FloatVector.fromArray(S, tiles, at), s0);
                s1 = even.fma(FloatVector.fromArray(S, tiles, at + L), s1);
                s2 = even.fma(FloatVector.fromArray(S, tiles, at + 2 * L), s2);
                s3 = even.fma(FloatVector.fromArray(S, tiles, at + 3 * L), s3);
                t0 = odd.fma(FloatVector.fromArray(S, tiles, at + WIDE), t0);
                t1 = odd.fma(FloatVector.fromArray(S, tiles, at + WIDE + L), t1);
                t2 = odd.fma(FloatVector.fromArray(S, tiles, at + WIDE + 2 * L), t2);
                t3 = odd.fma(FloatVector.fromArray(S, tiles, at + WIDE + 3 * L), t3);
            }
            if (k < depth) {
                FloatVector even = FloatVector.broadcast(S, x[xo + k]);
                s0 = even.fma(FloatVector.fromArray(S, tiles, at), s0);
                s1 = even.fma(FloatVector.fromArray(S, tiles, at + L), s1);
                s2 = even.fma(FloatVector.fromArray(S, tiles, at + 2 * L), s2);
                s3 = even.fma(FloatVector.fromArray(S, tiles, at + 3 * L), s3);
            }
            s0.add(t0).intoArray(y, yo + v);
            s1.add(t1).intoArray(y, yo + v + L);
            s2.add(t2).intoArray(y, yo + v + 2 * L);
            s3.add(t3).intoArray(y, yo + v + 3 * L);
        }
    }

    /** y = start + x tile for one row and the four tiles of these numbers, whose sums lie side by side in y. */
    static void fourTiles(
            float[] tiles,
            int lead,
            int t0,
            int t1,
            int t2,
            int t3,
            int depth,
            float[] start,
            float[] x,
            int xo,
            float[] y,
            int yo) {
        int length = TILE * depth;
        for (int v = 0; v < TILE; v += L) {
            FloatVector s0 = FloatVector.fromArray(S, start, t0 * TILE + v);
            FloatVector s1 = FloatVector.fromArray(S, start, t1 * TILE + v);
            FloatVector s2 = FloatVector.fromArray(S, start, t2 * TILE + v);
            FloatVector s3 = FloatVector.fromArray(S, start, t3 * TILE + v);
            for (int k = 0, at = lead + v; k < depth; k++, at += TILE) {
                FloatVector w = FloatVector.broadcast(S, x[xo + k]);
                s0 = w.fma(FloatVector.fromArray(S, tiles, t0 * length + at), s0);
                s1 = w.fma(FloatVector.fromArray(S, tiles, t1 * length + at), s1);
                s2 = w.fma(FloatVector.fromArray(S, tiles, t2 * length + at), s2);
                s3 = w.fma(FloatVector.fromArray(S, tiles, t3 * length + at), s3);
            }
            s0.intoArray(y, yo + v);
            s1.intoArray(y, yo + v + TILE);
            s2.intoArray(y, yo + v + 2 * TILE);
            s3.intoArray(y, yo + v + 3 * TILE);
        }
    }

    /** The same as {@link #row} for four rows, which begin at x0 to x3 in x and at y0 to y3 in y. */
    static void fourRows(
            float[] tiles,
            int tile,
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
        if (L < TILE) {
            for (int v = 0; v < TILE; v += 2 * L) {
                fourByTwo(
                        tiles,
                        tile + v,
                        tile + v + L,
                        TILE,
                        depth,
                        x,
                        x0,
                        x1,
                        x2,
                        x3,
                        y,
                        y0 + v,
                        y1 + v,
                        y2 + v,
                        y3 + v);
            }
            return;
        }
        FloatVector s0 = FloatVector.fromArray(S, y, y0);
        FloatVector s1 = FloatVector.fromArray(S, y, y1);
        FloatVector s2 = FloatVector.fromArray(S, y, y2);
        FloatVector s3 = FloatVector.fromArray(S, y, y3);
        for (int k = 0, at = tile; k < depth; k++, at += TILE) {
            FloatVector b = FloatVector.fromArray(S, tiles, at);
            s0 = FloatVector.broadcast(S, x[x0 + k]).fma(b, s0);
            s1 = FloatVector.broadcast(S, x[x1 + k]).fma(b, s1);
            s2 = FloatVector.broadcast(S, x[x2 + k]).fma(b, s2);
            s3 = FloatVector.broadcast(S, x[x3 + k]).fma(b, s3);
        }
        s0.intoArray(y, y0);
        s1.intoArray(y, y1);
        s2.intoArray(y, y2);
        s3.intoArray(y, y3);
    }

    /** The same for two tiles that lie one behind the other. */
    static void fourRowsTwoTiles(
            float[] tiles,
            int tile,
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
        if (L == TILE) {
            fourByTwo(tiles, tile, tile + TILE * depth, TILE, depth, x, x0, x1, x2, x3, y, y0, y1, y2, y3);
        } else {
            fourRows(tiles, tile, depth, x, x0, x1, x2, x3, y, y0, y1, y2, y3);
            fourRows(
                    tiles,
                    tile + TILE * depth,
                    depth,
                    x,
                    x0,
                    x1,
                    x2,
                    x3,
                    y,
                    y0 + TILE,
                    y1 + TILE,
                    y2 + TILE,
                    y3 + TILE);
        }
    }

    /** The same for a wide tile. */
    static void fourRowsWide(
            float[] tiles,
            int tile,
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
        if (L == TILE) {
            fourByFour(tiles, tile, depth, x, x0, x1, x2, x3, y, y0, y1, y2, y3);
            return;
        }
        for (int v = 0; v < WIDE; v += 2 * L) {
            fourByTwo(tiles, tile + v, tile + v + L, WIDE, depth, x, x0, x1, x2, x3, y, y0 + v, y1 + v, y2 + v, y3 + v);
        }
    }

    /** Four rows by four vectors: sixteen sums, which only processors with 32 registers can hold. */
    private static void fourByFour(
            float[] tiles,
            int tile,
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
        for (int k = 0, at = tile; k < depth; k++, at += WIDE) {
            FloatVector w0 = FloatVector.broadcast(S, x[x0 + k]);
            FloatVector w1 = FloatVector.broadcast(S, x[x1 + k]);
            FloatVector w2 = FloatVector.broadcast(S, x[x2 + k]);
            FloatVector w3 = FloatVector.broadcast(S, x[x3 + k]);
            FloatVector q = FloatVector.fromArray(S, tiles, at);
            a0 = w0.fma(q, a0);
            a1 = w1.fma(q, a1);
            a2 = w2.fma(q, a2);
            a3 = w3.fma(q, a3);
            q = FloatVector.fromArray(S, tiles, at + L);
            b0 = w0.fma(q, b0);
            b1 = w1.fma(q, b1);
            b2 = w2.fma(q, b2);
            b3 = w3.fma(q, b3);
            q = FloatVector.fromArray(S, tiles, at + 2 * L);
            c0 = w0.fma(q, c0);
            c1 = w1.fma(q, c1);
            c2 = w2.fma(q, c2);
            c3 = w3.fma(q, c3);
            q = FloatVector.fromArray(S, tiles, at + 3 * L);
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
    private static void fourByTwo(
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
