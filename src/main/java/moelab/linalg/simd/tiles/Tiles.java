package moelab.linalg.simd.tiles;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import moelab.linalg.TileLayout;

/** One row times tiles of columns: each weight is used once, so what counts is to keep many loads under way. */
public final class Tiles {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final int TILE = TileLayout.TILE;
    private static final int WIDE = TileLayout.WIDE;
    private static final int LEAD = TileLayout.LEAD;

    private Tiles() {}

    /** y += x W for one tile of either width. */
    public static void row(float[] tiles, int at, int width, int depth, float[] x, int xo, float[] y, int yo) {
        if (width == WIDE) {
            wide(tiles, at, depth, x, xo, y, yo);
        } else {
            narrow(tiles, at, depth, x, xo, y, yo);
        }
    }

    /** Keeps four sums, each over every fourth k, so that no addition waits for the one before. */
    private static void narrow(float[] tiles, int tile, int depth, float[] x, int xo, float[] y, int yo) {
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

    /** Keeps eight sums, four for even k and four for odd k. */
    private static void wide(float[] tiles, int tile, int depth, float[] x, int xo, float[] y, int yo) {
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

    /** Takes four tiles at a time: one is too short for a processor to recognize it as a stream before it ends. */
    public static void listed(
            float[] tiles, int[] list, int count, int depth, float[] start, float[] x, int xo, float[] y, int yo) {
        int i = 0;
        for (; i + 4 <= count; i += 4) {
            four(tiles, list, i, depth, start, x, xo, y, yo + i * TILE);
        }
        for (; i < count; i++) {
            System.arraycopy(start, list[i] * TILE, y, yo + i * TILE, TILE);
            narrow(tiles, LEAD + list[i] * TILE * depth, depth, x, xo, y, yo + i * TILE);
        }
    }

    /** The four tiles from entry i of the list on, whose sums lie side by side in y. */
    private static void four(
            float[] tiles, int[] list, int i, int depth, float[] start, float[] x, int xo, float[] y, int yo) {
        int length = TILE * depth;
        int t0 = list[i];
        int t1 = list[i + 1];
        int t2 = list[i + 2];
        int t3 = list[i + 3];
        for (int v = 0; v < TILE; v += L) {
            FloatVector s0 = FloatVector.fromArray(S, start, t0 * TILE + v);
            FloatVector s1 = FloatVector.fromArray(S, start, t1 * TILE + v);
            FloatVector s2 = FloatVector.fromArray(S, start, t2 * TILE + v);
            FloatVector s3 = FloatVector.fromArray(S, start, t3 * TILE + v);
            for (int k = 0, at = LEAD + v; k < depth; k++, at += TILE) {
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
}
