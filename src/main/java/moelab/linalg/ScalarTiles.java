package moelab.linalg;

/**
 * The kernels on tiles of columns in plain Java. Only the tiles of floats are written for speed: eight sums at once,
 * which a compiler keeps in registers.
 */
abstract class ScalarTiles implements KernelSet {
    private static final int TILE = TileLayout.TILE;
    private static final int SUMS = 8;
    private static final int UPPER_HALF = 0xffff0000;

    @Override
    public void rowTimesTile(float[] tiles, int at, int width, int depth, float[] x, int xo, float[] y, int yo) {
        for (int c = 0; c < width; c += SUMS) {
            eightColumns(tiles, at + c, width, depth, x, xo, y, yo + c);
        }
    }

    private static void eightColumns(
            float[] tiles, int at, int width, int depth, float[] x, int xo, float[] y, int yo) {
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

    @Override
    public void rowsTimesTile(
            float[] tiles, int at, int width, int depth, float[] x, int m, float[] y, int yo, int stride) {
        for (int r = 0; r < m; r++) {
            rowTimesTile(tiles, at, width, depth, x, r * depth, y, yo + r * stride);
        }
    }

    @Override
    public void rowsTimesListedTiles(
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
        for (int r = 0; r < m; r++) {
            rowTimesListedTiles(tiles, list, count, depth, start, x, xo + r * depth, y, yo + r * stride);
        }
    }

    @Override
    public void listedRowsTimesTile(
            float[] tiles,
            int at,
            int depth,
            float[] start,
            int so,
            float[] x,
            int[] xAt,
            float[] y,
            int[] yAt,
            int from,
            int count) {
        for (int i = from; i < from + count; i++) {
            System.arraycopy(start, so, y, yAt[i], TILE);
            rowTimesTile(tiles, at, TILE, depth, x, xAt[i], y, yAt[i]);
        }
    }

    @Override
    public void rowTimesListedTiles(
            float[] tiles, int[] list, int count, int depth, float[] start, float[] x, int xo, float[] y, int yo) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(start, list[i] * TILE, y, yo + i * TILE, TILE);
            rowTimesTile(tiles, TileLayout.LEAD + list[i] * TILE * depth, TILE, depth, x, xo, y, yo + i * TILE);
        }
    }

    @Override
    public void rowTimesBfloat16Tile(int[] pairs, int at, int width, int depth, float[] x, int xo, float[] y, int yo) {
        for (int k = 0; k < depth; k++) {
            for (int c = 0; c < width; c++) {
                y[yo + c] += x[xo + k] * half(pairs[at + k / 2 * width + c], k);
            }
        }
    }

    /** Returns the float of row k in a pair. */
    private static float half(int pair, int k) {
        return Float.intBitsToFloat(k % 2 == 0 ? pair & UPPER_HALF : pair << 16);
    }

    @Override
    public void unpackBfloat16Tile(int[] pairs, int at, int width, int depth, float[] floats) {
        for (int k = 0; k < depth; k++) {
            for (int c = 0; c < width; c++) {
                floats[k * width + c] = half(pairs[at + k / 2 * width + c], k);
            }
        }
    }

    @Override
    public void rowTimesListedBfloat16Tiles(
            int[] pairs, int[] list, int count, int depth, float[] start, float[] x, int xo, float[] y, int yo) {
        int length = (depth + 1) / 2 * TILE;
        for (int i = 0; i < count; i++) {
            System.arraycopy(start, list[i] * TILE, y, yo + i * TILE, TILE);
            rowTimesBfloat16Tile(pairs, TileLayout.LEAD + list[i] * length, TILE, depth, x, xo, y, yo + i * TILE);
        }
    }

    @Override
    public void rowTimesByteTile(
            byte[] tiles, int at, int width, int depth, float[] scale, int so, float[] x, int xo, float[] y, int yo) {
        for (int c = 0; c < width; c++) {
            float sum = 0;
            for (int k = 0; k < depth; k++) {
                sum += x[xo + k] * tiles[at + k * width + c];
            }
            y[yo + c] += scale[so + c] * sum;
        }
    }

    @Override
    public void unpackByteTile(byte[] tiles, int at, int width, int depth, float[] scale, int so, float[] floats) {
        for (int i = 0; i < width * depth; i++) {
            floats[i] = scale[so + i % width] * tiles[at + i];
        }
    }

    @Override
    public void rowTimesListedByteTiles(
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
            int c = list[i] * TILE;
            System.arraycopy(start, c, y, yo + i * TILE, TILE);
            rowTimesByteTile(tiles, TileLayout.BYTE_LEAD + c * depth, TILE, depth, scale, c, x, xo, y, yo + i * TILE);
        }
    }
}
