package moelab.linalg;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The loops of {@link TiledMatrix} and {@link Kernels#addRows} on the Vector API. Loaded only where {@link Simd#AVAILABLE}. */
final class TileKernels {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final int TILE = TiledMatrix.TILE;

    private TileKernels() { }

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

    /** y = start + x tile for one row and the four tiles of these numbers, whose sums lie side by side in y. */
    static void fourTiles(float[] tiles, int lead, int t0, int t1, int t2, int t3, int depth, float[] start, float[] x, int xo, float[] y, int yo) {
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
    static void fourRows(float[] tiles, int tile, int depth, float[] x, int x0, int x1, int x2, int x3,
            float[] y, int y0, int y1, int y2, int y3) {
        if (L < TILE) {
            for (int v = 0; v < TILE; v += 2 * L) {
                fourByTwo(tiles, tile + v, tile + v + L, depth, x, x0, x1, x2, x3, y, y0 + v, y1 + v, y2 + v, y3 + v);
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
    static void fourRowsTwoTiles(float[] tiles, int tile, int depth, float[] x, int x0, int x1, int x2, int x3,
            float[] y, int y0, int y1, int y2, int y3) {
        if (L == TILE) {
            fourByTwo(tiles, tile, tile + TILE * depth, depth, x, x0, x1, x2, x3, y, y0, y1, y2, y3);
        } else {
            fourRows(tiles, tile, depth, x, x0, x1, x2, x3, y, y0, y1, y2, y3);
            fourRows(tiles, tile + TILE * depth, depth, x, x0, x1, x2, x3, y, y0 + TILE, y1 + TILE, y2 + TILE, y3 + TILE);
        }
    }

    /** Four rows by two vectors of columns, whose weights begin at {@code b} and {@code c}: eight sums in registers, one load for four of them. */
    private static void fourByTwo(float[] tiles, int b, int c, int depth, float[] x, int x0, int x1, int x2, int x3,
            float[] y, int y0, int y1, int y2, int y3) {
        FloatVector s0 = FloatVector.fromArray(S, y, y0);
        FloatVector s1 = FloatVector.fromArray(S, y, y1);
        FloatVector s2 = FloatVector.fromArray(S, y, y2);
        FloatVector s3 = FloatVector.fromArray(S, y, y3);
        FloatVector t0 = FloatVector.fromArray(S, y, y0 + L);
        FloatVector t1 = FloatVector.fromArray(S, y, y1 + L);
        FloatVector t2 = FloatVector.fromArray(S, y, y2 + L);
        FloatVector t3 = FloatVector.fromArray(S, y, y3 + L);
        for (int k = 0, at = 0; k < depth; k++, at += TILE) {
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

    /** y += the rows in {@code index}, each times its value, over whole vectors of columns; how many columns that was. */
    static int addRows(int[] index, float[] value, int count, float[] rows, int stride, int column, float[] y, int yo, int n) {
        int j = 0; // each width is a method of its own, small enough to be compiled without a vector ever put on the heap
        for (; j + 8 * L <= n; j += 8 * L) {
            addEight(index, value, count, rows, stride, column + j, y, yo + j);
        }
        for (; j + 2 * L <= n; j += 2 * L) {
            addTwo(index, value, count, rows, stride, column + j, y, yo + j);
        }
        for (; j + L <= n; j += L) {
            addOne(index, value, count, rows, stride, column + j, y, yo + j);
        }
        return j;
    }

    /** Eight vectors of y in registers while the rows go by. */
    private static void addEight(int[] index, float[] value, int count, float[] rows, int stride, int column, float[] y, int yo) {
        FloatVector s0 = FloatVector.fromArray(S, y, yo);
        FloatVector s1 = FloatVector.fromArray(S, y, yo + L);
        FloatVector s2 = FloatVector.fromArray(S, y, yo + 2 * L);
        FloatVector s3 = FloatVector.fromArray(S, y, yo + 3 * L);
        FloatVector s4 = FloatVector.fromArray(S, y, yo + 4 * L);
        FloatVector s5 = FloatVector.fromArray(S, y, yo + 5 * L);
        FloatVector s6 = FloatVector.fromArray(S, y, yo + 6 * L);
        FloatVector s7 = FloatVector.fromArray(S, y, yo + 7 * L);
        for (int i = 0; i < count; i++) {
            FloatVector v = FloatVector.broadcast(S, value[i]);
            int at = index[i] * stride + column;
            s0 = v.fma(FloatVector.fromArray(S, rows, at), s0);
            s1 = v.fma(FloatVector.fromArray(S, rows, at + L), s1);
            s2 = v.fma(FloatVector.fromArray(S, rows, at + 2 * L), s2);
            s3 = v.fma(FloatVector.fromArray(S, rows, at + 3 * L), s3);
            s4 = v.fma(FloatVector.fromArray(S, rows, at + 4 * L), s4);
            s5 = v.fma(FloatVector.fromArray(S, rows, at + 5 * L), s5);
            s6 = v.fma(FloatVector.fromArray(S, rows, at + 6 * L), s6);
            s7 = v.fma(FloatVector.fromArray(S, rows, at + 7 * L), s7);
        }
        s0.intoArray(y, yo);
        s1.intoArray(y, yo + L);
        s2.intoArray(y, yo + 2 * L);
        s3.intoArray(y, yo + 3 * L);
        s4.intoArray(y, yo + 4 * L);
        s5.intoArray(y, yo + 5 * L);
        s6.intoArray(y, yo + 6 * L);
        s7.intoArray(y, yo + 7 * L);
    }

    private static void addTwo(int[] index, float[] value, int count, float[] rows, int stride, int column, float[] y, int yo) {
        FloatVector s0 = FloatVector.fromArray(S, y, yo);
        FloatVector s1 = FloatVector.fromArray(S, y, yo + L);
        for (int i = 0; i < count; i++) {
            FloatVector v = FloatVector.broadcast(S, value[i]);
            int at = index[i] * stride + column;
            s0 = v.fma(FloatVector.fromArray(S, rows, at), s0);
            s1 = v.fma(FloatVector.fromArray(S, rows, at + L), s1);
        }
        s0.intoArray(y, yo);
        s1.intoArray(y, yo + L);
    }

    private static void addOne(int[] index, float[] value, int count, float[] rows, int stride, int column, float[] y, int yo) {
        FloatVector s = FloatVector.fromArray(S, y, yo);
        for (int i = 0; i < count; i++) {
            s = FloatVector.broadcast(S, value[i]).fma(FloatVector.fromArray(S, rows, index[i] * stride + column), s);
        }
        s.intoArray(y, yo);
    }
}
