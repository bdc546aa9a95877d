package moelab.linalg.simd.tiles;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import moelab.linalg.TileLayout;

/**
 * One row times tiles of bytes: sixteen bytes are loaded, widened to ints, converted to floats and multiplied, three
 * instructions for sixteen weights. The scale of a column is applied to its finished sum.
 *
 * <p>Only for vectors of at least eight floats; narrower ones would need vectors of fewer than eight bytes, which the
 * Vector API does not have.
 */
public final class ByteTiles {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final VectorSpecies<Byte> SB =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, 8 * L)));
    private static final int TILE = TileLayout.TILE;
    private static final int WIDE = TileLayout.WIDE;
    private static final int LEAD = TileLayout.BYTE_LEAD;

    private ByteTiles() {}

    /** y += scale (x Q) for one tile of either width. */
    public static void tile(
            byte[] tiles, int at, int width, int depth, float[] scale, int so, float[] x, int xo, float[] y, int yo) {
        if (width == WIDE) {
            for (int v = 0; v < WIDE; v += 4 * L) {
                wide(tiles, at + v, depth, scale, so + v, x, xo, y, yo + v);
            }
        } else {
            for (int v = 0; v < TILE; v += L) {
                narrow(tiles, at + v, depth, scale, so + v, x, xo, y, yo + v);
            }
        }
    }

    /** Four vectors of a wide tile, with the sums of odd rows kept apart. */
    private static void wide(
            byte[] tiles, int tile, int depth, float[] scale, int so, float[] x, int xo, float[] y, int yo) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        FloatVector r0 = s0;
        FloatVector r1 = s0;
        FloatVector r2 = s0;
        FloatVector r3 = s0;
        int at = tile;
        int k = 0;
        for (; k + 2 <= depth; k += 2, at += 2 * WIDE) {
            FloatVector even = FloatVector.broadcast(S, x[xo + k]);
            FloatVector odd = FloatVector.broadcast(S, x[xo + k + 1]);
            s0 = even.fma(ByteVector.fromArray(SB, tiles, at).convertShape(VectorOperators.B2F, S, 0), s0);
            s1 = even.fma(ByteVector.fromArray(SB, tiles, at + L).convertShape(VectorOperators.B2F, S, 0), s1);
            s2 = even.fma(ByteVector.fromArray(SB, tiles, at + 2 * L).convertShape(VectorOperators.B2F, S, 0), s2);
            s3 = even.fma(ByteVector.fromArray(SB, tiles, at + 3 * L).convertShape(VectorOperators.B2F, S, 0), s3);
            r0 = odd.fma(ByteVector.fromArray(SB, tiles, at + WIDE).convertShape(VectorOperators.B2F, S, 0), r0);
            r1 = odd.fma(ByteVector.fromArray(SB, tiles, at + WIDE + L).convertShape(VectorOperators.B2F, S, 0), r1);
            r2 = odd.fma(
                    ByteVector.fromArray(SB, tiles, at + WIDE + 2 * L).convertShape(VectorOperators.B2F, S, 0), r2);
            r3 = odd.fma(
                    ByteVector.fromArray(SB, tiles, at + WIDE + 3 * L).convertShape(VectorOperators.B2F, S, 0), r3);
        }
        if (k < depth) {
            FloatVector even = FloatVector.broadcast(S, x[xo + k]);
            s0 = even.fma(ByteVector.fromArray(SB, tiles, at).convertShape(VectorOperators.B2F, S, 0), s0);
            s1 = even.fma(ByteVector.fromArray(SB, tiles, at + L).convertShape(VectorOperators.B2F, S, 0), s1);
            s2 = even.fma(ByteVector.fromArray(SB, tiles, at + 2 * L).convertShape(VectorOperators.B2F, S, 0), s2);
            s3 = even.fma(ByteVector.fromArray(SB, tiles, at + 3 * L).convertShape(VectorOperators.B2F, S, 0), s3);
        }
        s0.add(r0)
                .fma(FloatVector.fromArray(S, scale, so), FloatVector.fromArray(S, y, yo))
                .intoArray(y, yo);
        s1.add(r1)
                .fma(FloatVector.fromArray(S, scale, so + L), FloatVector.fromArray(S, y, yo + L))
                .intoArray(y, yo + L);
        s2.add(r2)
                .fma(FloatVector.fromArray(S, scale, so + 2 * L), FloatVector.fromArray(S, y, yo + 2 * L))
                .intoArray(y, yo + 2 * L);
        s3.add(r3)
                .fma(FloatVector.fromArray(S, scale, so + 3 * L), FloatVector.fromArray(S, y, yo + 3 * L))
                .intoArray(y, yo + 3 * L);
    }

    /** One vector of a narrow tile, with four sums, each over every fourth k. */
    private static void narrow(
            byte[] tiles, int tile, int depth, float[] scale, int so, float[] x, int xo, float[] y, int yo) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int at = tile;
        int k = 0;
        for (; k + 4 <= depth; k += 4, at += 4 * TILE) {
            s0 = FloatVector.broadcast(S, x[xo + k])
                    .fma(ByteVector.fromArray(SB, tiles, at).convertShape(VectorOperators.B2F, S, 0), s0);
            s1 = FloatVector.broadcast(S, x[xo + k + 1])
                    .fma(ByteVector.fromArray(SB, tiles, at + TILE).convertShape(VectorOperators.B2F, S, 0), s1);
            s2 = FloatVector.broadcast(S, x[xo + k + 2])
                    .fma(ByteVector.fromArray(SB, tiles, at + 2 * TILE).convertShape(VectorOperators.B2F, S, 0), s2);
            s3 = FloatVector.broadcast(S, x[xo + k + 3])
                    .fma(ByteVector.fromArray(SB, tiles, at + 3 * TILE).convertShape(VectorOperators.B2F, S, 0), s3);
        }
        for (; k < depth; k++, at += TILE) {
            s0 = FloatVector.broadcast(S, x[xo + k])
                    .fma(ByteVector.fromArray(SB, tiles, at).convertShape(VectorOperators.B2F, S, 0), s0);
        }
        s0.add(s1)
                .add(s2.add(s3))
                .fma(FloatVector.fromArray(S, scale, so), FloatVector.fromArray(S, y, yo))
                .intoArray(y, yo);
    }

    /** Turns one tile into floats, each times its column's scale. */
    public static void unpack(byte[] tiles, int at, int width, int depth, float[] scale, int so, float[] floats) {
        for (int v = 0; v < width; v += L) {
            FloatVector s = FloatVector.fromArray(S, scale, so + v);
            for (int k = 0, from = v; k < depth; k++, from += width) {
                s.mul(ByteVector.fromArray(SB, tiles, at + from).convertShape(VectorOperators.B2F, S, 0))
                        .intoArray(floats, from);
            }
        }
    }

    /** Takes four tiles at a time: one is too short for a processor to recognize it as a stream before it ends. */
    public static void listed(
            byte[] tiles,
            int[] list,
            int count,
            int depth,
            float[] scale,
            float[] start,
            float[] x,
            int xo,
            float[] y,
            int yo) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(start, list[i] * TILE, y, yo + i * TILE, TILE);
        }
        int i = 0;
        for (; i + 4 <= count; i += 4) {
            for (int v = 0; v < TILE; v += L) {
                four(tiles, list, i, v, depth, scale, x, xo, y, yo + i * TILE + v);
            }
        }
        for (; i < count; i++) {
            int c = list[i] * TILE;
            tile(tiles, LEAD + c * depth, TILE, depth, scale, c, x, xo, y, yo + i * TILE);
        }
    }

    /** One vector of each of the four tiles from entry i of the list on, whose sums lie side by side in y. */
    private static void four(
            byte[] tiles, int[] list, int i, int v, int depth, float[] scale, float[] x, int xo, float[] y, int yo) {
        int c0 = list[i] * TILE;
        int c1 = list[i + 1] * TILE;
        int c2 = list[i + 2] * TILE;
        int c3 = list[i + 3] * TILE;
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int k = 0, at = LEAD + v; k < depth; k++, at += TILE) {
            FloatVector w = FloatVector.broadcast(S, x[xo + k]);
            s0 = w.fma(ByteVector.fromArray(SB, tiles, c0 * depth + at).convertShape(VectorOperators.B2F, S, 0), s0);
            s1 = w.fma(ByteVector.fromArray(SB, tiles, c1 * depth + at).convertShape(VectorOperators.B2F, S, 0), s1);
            s2 = w.fma(ByteVector.fromArray(SB, tiles, c2 * depth + at).convertShape(VectorOperators.B2F, S, 0), s2);
            s3 = w.fma(ByteVector.fromArray(SB, tiles, c3 * depth + at).convertShape(VectorOperators.B2F, S, 0), s3);
        }
        s0.fma(FloatVector.fromArray(S, scale, c0 + v), FloatVector.fromArray(S, y, yo))
                .intoArray(y, yo);
        s1.fma(FloatVector.fromArray(S, scale, c1 + v), FloatVector.fromArray(S, y, yo + TILE))
                .intoArray(y, yo + TILE);
        s2.fma(FloatVector.fromArray(S, scale, c2 + v), FloatVector.fromArray(S, y, yo + 2 * TILE))
                .intoArray(y, yo + 2 * TILE);
        s3.fma(FloatVector.fromArray(S, scale, c3 + v), FloatVector.fromArray(S, y, yo + 3 * TILE))
                .intoArray(y, yo + 3 * TILE);
    }
}
