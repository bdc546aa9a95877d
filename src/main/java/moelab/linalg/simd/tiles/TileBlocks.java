package moelab.linalg.simd.tiles;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import moelab.linalg.TileLayout;

/**
 * Several rows times tiles of columns, four or eight rows at a time: each weight that is loaded is used as often, each
 * entry of x as often as a block has vectors of columns.
 */
public final class TileBlocks {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final int TILE = TileLayout.TILE;
    private static final int WIDE = TileLayout.WIDE;

    private TileBlocks() {}

    /** Consecutive rows; rows that are missing to four are the last one once more, computed to the same end. */
    public static void rows(
            float[] tiles, int at, int width, int depth, float[] x, int m, float[] y, int yo, int stride) {
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
    public static void listedTiles(
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
                    FourRows.fourByFour(tiles, t0, t1, t2, t3, TILE, depth, x, x0, x1, x2, x3, y, y0, y1, y2, y3);
                } else if (n == 2) {
                    FourRows.fourByTwo(tiles, t0, t1, TILE, depth, x, x0, x1, x2, x3, y, y0, y1, y2, y3);
                } else {
                    narrow(tiles, t0, depth, x, x0, x1, x2, x3, y, y0, y1, y2, y3);
                }
            }
        }
        if (together < m) {
            Tiles.listed(tiles, list, count, depth, start, x, xo + together * depth, y, yo + together * stride);
        }
    }

    /** Rows that lie anywhere times one narrow tile, eight or four rows at a time; a last row alone as in decoding. */
    public static void listedRows(
            float[] tiles,
            int at,
            int depth,
            float[] start,
            int so,
            float[] x,
            int[] xs,
            float[] y,
            int[] ys,
            int from,
            int count) {
        int end = from + count;
        for (int i = from; i < end; i++) {
            System.arraycopy(start, so, y, ys[i], TILE);
        }
        int i = from;
        for (; i + 4 < end && L == TILE; i += 8) {
            EightRows.times(tiles, at, depth, x, xs, y, ys, i, end - 1);
        }
        for (; i + 1 < end; i += 4) {
            int i1 = Math.min(i + 1, end - 1);
            int i2 = Math.min(i + 2, end - 1);
            int i3 = Math.min(i + 3, end - 1);
            narrow(tiles, at, depth, x, xs[i], xs[i1], xs[i2], xs[i3], y, ys[i], ys[i1], ys[i2], ys[i3]);
        }
        if (i < end) {
            Tiles.row(tiles, at, TILE, depth, x, xs[i], y, ys[i]);
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
                FourRows.fourByTwo(tiles, b, b + L, TILE, depth, x, x0, x1, x2, x3, y, y0 + v, y1 + v, y2 + v, y3 + v);
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

    /** Does the same for a wide tile. */
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
            FourRows.fourByFour(
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
            FourRows.fourByTwo(tiles, b, b + L, WIDE, depth, x, x0, x1, x2, x3, y, y0 + v, y1 + v, y2 + v, y3 + v);
        }
    }
}
