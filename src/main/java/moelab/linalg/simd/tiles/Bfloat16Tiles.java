package moelab.linalg.simd.tiles;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import moelab.linalg.TileLayout;

/**
 * One row times tiles of columns in bfloat16. A mask makes floats of sixteen upper halves, a shift of sixteen lower
 * ones; sums are in float.
 */
public final class Bfloat16Tiles {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> SI = IntVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final int TILE = TileLayout.TILE;
    private static final int WIDE = TileLayout.WIDE;
    private static final int LEAD = TileLayout.LEAD;
    private static final int UPPER = 0xffff0000;

    private Bfloat16Tiles() {}

    /** y += x W for one tile of either width. */
    public static void tile(int[] pairs, int at, int width, int depth, float[] x, int xo, float[] y, int yo) {
        if (width == WIDE) {
            for (int v = 0; v < WIDE; v += 4 * L) {
                wide(pairs, at + v, depth, x, xo, y, yo + v);
            }
        } else {
            narrow(pairs, at, depth, x, xo, y, yo);
        }
    }

    /** Four vectors of a wide tile; sums of odd rows are kept apart, so that no addition waits for the one before. */
    private static void wide(int[] pairs, int tile, int depth, float[] x, int xo, float[] y, int yo) {
        FloatVector s0 = FloatVector.fromArray(S, y, yo);
        FloatVector s1 = FloatVector.fromArray(S, y, yo + L);
        FloatVector s2 = FloatVector.fromArray(S, y, yo + 2 * L);
        FloatVector s3 = FloatVector.fromArray(S, y, yo + 3 * L);
        FloatVector r0 = FloatVector.zero(S);
        FloatVector r1 = r0;
        FloatVector r2 = r0;
        FloatVector r3 = r0;
        int at = tile;
        int k = 0;
        for (; k + 2 <= depth; k += 2, at += WIDE) {
            FloatVector even = FloatVector.broadcast(S, x[xo + k]);
            FloatVector odd = FloatVector.broadcast(S, x[xo + k + 1]);
            IntVector b0 = IntVector.fromArray(SI, pairs, at);
            IntVector b1 = IntVector.fromArray(SI, pairs, at + L);
            IntVector b2 = IntVector.fromArray(SI, pairs, at + 2 * L);
            IntVector b3 = IntVector.fromArray(SI, pairs, at + 3 * L);
            s0 = even.fma(b0.and(UPPER).reinterpretAsFloats(), s0);
            s1 = even.fma(b1.and(UPPER).reinterpretAsFloats(), s1);
            s2 = even.fma(b2.and(UPPER).reinterpretAsFloats(), s2);
            s3 = even.fma(b3.and(UPPER).reinterpretAsFloats(), s3);
            r0 = odd.fma(b0.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats(), r0);
            r1 = odd.fma(b1.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats(), r1);
            r2 = odd.fma(b2.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats(), r2);
            r3 = odd.fma(b3.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats(), r3);
        }
        if (k < depth) {
            FloatVector even = FloatVector.broadcast(S, x[xo + k]);
            s0 = even.fma(IntVector.fromArray(SI, pairs, at).and(UPPER).reinterpretAsFloats(), s0);
            s1 = even.fma(IntVector.fromArray(SI, pairs, at + L).and(UPPER).reinterpretAsFloats(), s1);
            s2 = even.fma(IntVector.fromArray(SI, pairs, at + 2 * L).and(UPPER).reinterpretAsFloats(), s2);
            s3 = even.fma(IntVector.fromArray(SI, pairs, at + 3 * L).and(UPPER).reinterpretAsFloats(), s3);
        }
        s0.add(r0).intoArray(y, yo);
        s1.add(r1).intoArray(y, yo + L);
        s2.add(r2).intoArray(y, yo + 2 * L);
        s3.add(r3).intoArray(y, yo + 3 * L);
    }

    /** y += x W for one narrow tile. */
    private static void narrow(int[] pairs, int tile, int depth, float[] x, int xo, float[] y, int yo) {
        for (int v = 0; v < TILE; v += L) {
            FloatVector even = FloatVector.fromArray(S, y, yo + v);
            FloatVector odd = FloatVector.zero(S);
            int at = tile + v;
            int k = 0;
            for (; k + 2 <= depth; k += 2, at += TILE) {
                IntVector b = IntVector.fromArray(SI, pairs, at);
                even = FloatVector.broadcast(S, x[xo + k]).fma(b.and(UPPER).reinterpretAsFloats(), even);
                odd = FloatVector.broadcast(S, x[xo + k + 1])
                        .fma(b.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats(), odd);
            }
            if (k < depth) {
                even = FloatVector.broadcast(S, x[xo + k])
                        .fma(IntVector.fromArray(SI, pairs, at).and(UPPER).reinterpretAsFloats(), even);
            }
            even.add(odd).intoArray(y, yo + v);
        }
    }

    /** Turns one tile into floats. */
    public static void unpack(int[] pairs, int at, int width, int depth, float[] floats) {
        int from = at;
        for (int k = 0; k < depth; k += 2, from += width) {
            for (int v = 0; v < width; v += L) {
                IntVector b = IntVector.fromArray(SI, pairs, from + v);
                b.and(UPPER).reinterpretAsFloats().intoArray(floats, k * width + v);
                if (k + 1 < depth) {
                    b.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().intoArray(floats, (k + 1) * width + v);
                }
            }
        }
    }

    /** Takes four tiles at a time: one is too short for a processor to recognize it as a stream before it ends. */
    public static void listed(
            int[] pairs, int[] list, int count, int depth, float[] start, float[] x, int xo, float[] y, int yo) {
        int length = (depth + 1) / 2 * TILE;
        int i = 0;
        for (; i + 4 <= count; i += 4) {
            four(pairs, length, list, i, depth, start, x, xo, y, yo + i * TILE);
        }
        for (; i < count; i++) {
            System.arraycopy(start, list[i] * TILE, y, yo + i * TILE, TILE);
            narrow(pairs, LEAD + list[i] * length, depth, x, xo, y, yo + i * TILE);
        }
    }

    /** The four tiles from entry i of the list on, {@code length} ints each, whose sums lie side by side in y. */
    private static void four(
            int[] pairs,
            int length,
            int[] list,
            int i,
            int depth,
            float[] start,
            float[] x,
            int xo,
            float[] y,
            int yo) {
        int t0 = list[i];
        int t1 = list[i + 1];
        int t2 = list[i + 2];
        int t3 = list[i + 3];
        for (int v = 0; v < TILE; v += L) {
            FloatVector s0 = FloatVector.fromArray(S, start, t0 * TILE + v);
            FloatVector s1 = FloatVector.fromArray(S, start, t1 * TILE + v);
            FloatVector s2 = FloatVector.fromArray(S, start, t2 * TILE + v);
            FloatVector s3 = FloatVector.fromArray(S, start, t3 * TILE + v);
            // of odd rows, so that no addition waits for the one before
            FloatVector r0 = FloatVector.zero(S);
            FloatVector r1 = r0;
            FloatVector r2 = r0;
            FloatVector r3 = r0;
            int at = LEAD + v;
            int k = 0;
            for (; k + 2 <= depth; k += 2, at += TILE) {
                FloatVector even = FloatVector.broadcast(S, x[xo + k]);
                FloatVector odd = FloatVector.broadcast(S, x[xo + k + 1]);
                IntVector b0 = IntVector.fromArray(SI, pairs, t0 * length + at);
                IntVector b1 = IntVector.fromArray(SI, pairs, t1 * length + at);
                IntVector b2 = IntVector.fromArray(SI, pairs, t2 * length + at);
                IntVector b3 = IntVector.fromArray(SI, pairs, t3 * length + at);
                s0 = even.fma(b0.and(UPPER).reinterpretAsFloats(), s0);
                s1 = even.fma(b1.and(UPPER).reinterpretAsFloats(), s1);
                s2 = even.fma(b2.and(UPPER).reinterpretAsFloats(), s2);
                s3 = even.fma(b3.and(UPPER).reinterpretAsFloats(), s3);
                r0 = odd.fma(b0.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats(), r0);
                r1 = odd.fma(b1.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats(), r1);
                r2 = odd.fma(b2.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats(), r2);
                r3 = odd.fma(b3.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats(), r3);
            }
            if (k < depth) {
                FloatVector even = FloatVector.broadcast(S, x[xo + k]);
                s0 = even.fma(
                        IntVector.fromArray(SI, pairs, t0 * length + at)
                                .and(UPPER)
                                .reinterpretAsFloats(),
                        s0);
                s1 = even.fma(
                        IntVector.fromArray(SI, pairs, t1 * length + at)
                                .and(UPPER)
                                .reinterpretAsFloats(),
                        s1);
                s2 = even.fma(
                        IntVector.fromArray(SI, pairs, t2 * length + at)
                                .and(UPPER)
                                .reinterpretAsFloats(),
                        s2);
                s3 = even.fma(
                        IntVector.fromArray(SI, pairs, t3 * length + at)
                                .and(UPPER)
                                .reinterpretAsFloats(),
                        s3);
            }
            s0.add(r0).intoArray(y, yo + v);
            s1.add(r1).intoArray(y, yo + v + TILE);
            s2.add(r2).intoArray(y, yo + v + 2 * TILE);
            s3.add(r3).intoArray(y, yo + v + 3 * TILE);
        }
    }
}
