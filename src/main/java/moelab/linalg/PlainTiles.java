package moelab.linalg;

/** Tiles of columns times a row in plain Java, where there is no Vector API. */
final class PlainTiles {
    private static final int SUMS = 8; // that a compiler can keep in registers

    private PlainTiles() {}

    /** y = y + x tile; the tile's rows are {@code width} floats, a multiple of eight. */
    static void row(float[] tiles, int tile, int width, int depth, float[] x, int xo, float[] y, int yo) {
        for (int c = 0; c < width; c += SUMS) {
            eight(tiles, tile + c, width, depth, x, xo, y, yo + c);
        }
    }

    private static void eight(float[] tiles, int at, int width, int depth, float[] x, int xo, float[] y, int yo) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        for (int k = 0; k < depth; k++, at += width) {
            float v = x[xo + k];
            s0 += v * tiles[at];
            s1 += v * tiles[at + 1];
            s2 += v * tiles[at + 2];
            s3 += v * tiles[at + 3];
            s4 += v * tiles[at + 4];
            s5 += v * tiles[at + 5];
            s6 += v * tiles[at + 6];
            s7 += v * tiles[at + 7];
        }
        y[yo] += s0;
        y[yo + 1] += s1;
        y[yo + 2] += s2;
        y[yo + 3] += s3;
        y[yo + 4] += s4;
        y[yo + 5] += s5;
        y[yo + 6] += s6;
        y[yo + 7] += s7;
    }
}
