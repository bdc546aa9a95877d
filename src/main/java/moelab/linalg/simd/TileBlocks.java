package moelab.linalg.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import moelab.linalg.TileLayout;

/**
 * Several rows times tiles of columns, four rows at a time: each weight that is loaded is used four times, each entry
 * of x as often as a block has vectors of columns.
 */
final class TileBlocks {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final int TILE = TileLayout.TILE;
    private static final int WIDE = TileLayout.WIDE;

    private TileBlocks() {}

    /** Consecutive rows; rows that are missing to four are the last one once more, computed to the same end. */
    static void rows(float[] tiles, int at, int width, int depth, float[] x, int m, float[] y, int yo, int stride) {
        int r = 0;
        for (; r + 1 < m; r += 4) {
            int r2 = Math.min(r + 2, m - 1);
            int r3 = Math.min(r + 3, m - 1);
            int x0 = r * depth;
            int x1 = x0 + depth;
            int x2 = r2 * depth;
            int x3 = r3 * depth;
            int y0 = yo + r * stride;
            int y1 = y0 + stride;
            int y2 = yo + r2 * stride;
            int y3 = yo + r3 * stride;
            if (width == WIDE) {
                wide(tiles, at, depth, x, x0, x1, x2, x3, y, y0, y1, y2, y3);
            } else {
                narrow(tiles, at, depth, x, x0, x1, x2, x3, y, y0, y1, y2, y3);
            }
        }
        if (r < m) {
            Tiles.row(tiles, at, width, depth, x, r * depth, y, yo + r * stride);
        }
    }

    /** Listed narrow tiles, four or two at a time, and four rows at a time; a last row alone as in decoding. */
    static void listedTiles(
            float[] tiles,
            int[] list,
            int count,
            int depth,
            float[] start,
            float[] x,
            int xo,
            int m,
            float[] y,
            int yo,
            int stride) {
        int together = m % 4 == 1 ? m - 1 : m; // rows
        for (int i = 0, n; i < count && together > 0; i += n) {
            n = L < TILE ? 1 : Math.min(count - i, 4);
            n = n == 3 ? 2 : n;
            for (int r = 0; r < together; r++) {
                for (int t = 0; t < n; t++) {
                    System.arraycopy(start, list[i + t] * TILE, y, yo + r * stride + (i + t) * TILE, TILE);
                }
            }
            int t0 = at(list[i], depth);
            int t1 = at(list[i + (n > 1 ? 1 : 0)], depth);
            int t2 = at(list[i + (n > 2 ? 2 : 0)], depth);
            int t3 = at(list[i + (n > 3 ? 3 : 0)], depth);
            for (int r = 0; r < together; r += 4) {
                int r2 = Math.min(r + 2, together - 1);
                int r3 = Math.min(r + 3, together - 1);
                int x0 = xo + r * depth;
                int x1 = x0 + depth;
                int x2 = xo + r2 * depth;
                int x3 = xo + r3 * depth;
                int y0 = yo + r * stride + i * TILE;
                int y1 = y0 + stride;
                int y2 = yo + r2 * stride + i * TILE;
                int y3 = yo + r3 * stride + i * TILE;
                if (n == 4) {
                    fourByFour(tiles, t0, t1, t2, t3, TILE, depth, x, x0, x1, x2, x3, y, y0, y1, y2, y3);
                } else if (n == 2) {
                    fourByTwo(tiles, t0, t1, TILE, depth, x, x0, x1, x2, x3, y, y0, y1, y2, y3);
                } else {
                    narrow(tiles, t0, depth, x, x0, x1, x2, x3, y, y0, y1, y2, y3);
                }
            }
        }
        if (together < m) {
            Tiles.listed(tiles, list, count, depth, start, x, xo + together * depth, y, yo + together * stride);
        }
    }

    private static int at(int tile, int depth) {
        return TileLayout.LEAD + tile * TILE * depth;
    }

    /** Four rows, which begin at x0 to x3 in x and at y0 to y3 in y, times a narrow tile. */
    private static void narrow(
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
                int b = tile + v;
                fourByTwo(tiles, b, b + L, TILE, depth, x, x0, x1, x2, x3, y, y0 + v, y1 + v, y2 + v, y3 + v);
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

    /** The same for a wide tile. */
    private static void wide(
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
            fourByFour(
                    tiles,
                    tile,
                    tile + L,
                    tile + 2 * L,
                    tile + 3 * L,
                    WIDE,
                    depth,
                    x,
                    x0,
                    x1,
                    x2,
                    x3,
                    y,
                    y0,
                    y1,
                    y2,
                    y3);
            return;
        }
        for (int v = 0; v < WIDE; v += 2 * L) {
            int b = tile + v;
            fourByTwo(tiles, b, b + L, WIDE, depth, x, x0, x1, x2, x3, y, y0 + v, y1 + v, y2 + v, y3 + v);
        }
    }

    /**
     * Four rows by four vectors of columns, whose weights begin at t0 to t3 and are {@code step} apart: sixteen sums,
     * which only processors with 32 registers can hold.
     */
    private static void fourByFour(
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
