package moelab.linalg;

/**
 * The inner loops that decide how long everything takes, as one interface with two implementations:
 * {@link ScalarKernels} in plain Java, which is the definition, and {@code linalg.simd.SimdKernels} on the Vector API.
 * {@link KernelProvider} chooses between them; {@link Kernels} and the matrices of {@code linalg.weights} call the
 * chosen one.
 *
 * <p>A stretch is n consecutive entries of an array; {@code xo} is the index of the first one in {@code x}. A tile
 * holds some columns of a matrix with {@code depth} rows, row after row, from index {@code at} on. A row of x that
 * meets a tile has {@code depth} entries. Nothing is checked beyond what the array accesses check themselves.
 *
 * <p>Each implementation adds in an order of its own that never changes: neither with the number of threads, nor with
 * what the compiler has compiled so far, nor with the version of Java. Between the two implementations, and between
 * machines with vectors of different width, sums may differ in their last bits.
 */
public interface KernelSet {

    /** Returns how many floats one instruction multiplies: 1 in plain Java. */
    int lanes();

    /**
     * Returns whether weights in fewer bits are multiplied in less time than floats: so it is where multiplying keeps
     * up with memory, and not where unpacking takes longer than reading.
     */
    boolean packedWeightsPay();

    /** Returns the matrix products that go with these kernels. */
    MatrixProduct product();

    // ---- stretches of floats: Kernels says what each of them returns

    /** Returns what {@link Kernels#dot} returns. */
    float dot(float[] x, int xo, float[] y, int yo, int n);

    /** Does what {@link Kernels#axpy} does. */
    void axpy(float a, float[] x, int xo, float[] y, int yo, int n);

    /** Returns what {@link Kernels#sum} returns. */
    float sum(float[] x, int xo, int n);

    /** Returns what {@link Kernels#squaredDeviations} returns. */
    float squaredDeviations(float[] x, int xo, int n, float center);

    /** Returns the largest of n entries; negative infinity if n is 0. */
    float max(float[] x, int xo, int n);

    /** Returns what {@link Kernels#argMax} returns. */
    int argMax(float[] x, int xo, int n);

    /**
     * The largest entries of piles: n entries are dealt out in turn, entry i to pile i mod p, where p is the number of
     * piles.
     *
     * @param n at least p
     * @param maxima result, one entry per pile; p is a multiple of sixteen
     */
    void pileMaxima(float[] x, int xo, int n, float[] maxima);

    /** Returns what {@link Kernels#countAtLeast} returns. */
    int countAtLeast(float threshold, float[] x, int xo, int n);

    /** Does what {@link Kernels#flagAtLeast} does. */
    void flagAtLeast(float threshold, float[] x, int n, int[] flags);

    /** Returns what {@link Kernels#tilesAbove} returns. */
    int tilesAbove(float threshold, float[] h, int ho, int tiles, int[] found);

    /** Does what {@link Kernels#addBiasRelu} does. */
    void addBiasRelu(float[] h, int ho, float[] bias, int n);

    /** Does what {@link Kernels#scaleWhereActive} does. */
    void scaleWhereActive(float factor, float[] h, float[] dh, int at, int n);

    /** Does what {@link Kernels#drop} does. */
    void drop(int seed, int threshold, float keep, float[] x, int xo, int n);

    /** Returns what {@link Kernels#expAndSum} returns. */
    float expAndSum(float[] x, int xo, int n, float shift);

    // ---- listed rows of a matrix

    /** Does what {@link Kernels#dots} does. */
    void dots(
            int[] index,
            int from,
            int count,
            float[] rows,
            int stride,
            int column,
            float[] q,
            int qo,
            int n,
            float[] out);

    /** Does what {@link Kernels#addRows} does. */
    void addRows(
            int[] index,
            float[] value,
            int from,
            int count,
            float[] rows,
            int stride,
            int column,
            float[] y,
            int yo,
            int n);

    // ---- tiles of columns

    /**
     * y = y + x W for one row and one tile.
     *
     * @param width columns of the tile: {@link TileLayout#TILE} or {@link TileLayout#WIDE}
     * @param y one entry per column, from {@code yo} on
     */
    void rowTimesTile(float[] tiles, int at, int width, int depth, float[] x, int xo, float[] y, int yo);

    /**
     * Y = Y + X W for the first m rows of X and one tile, which is read once.
     *
     * @param width columns of the tile: {@link TileLayout#TILE} or {@link TileLayout#WIDE}
     * @param x row r at {@code x[r * depth]}
     * @param y row r at {@code y[yo + r * stride]}
     */
    void rowsTimesTile(float[] tiles, int at, int width, int depth, float[] x, int m, float[] y, int yo, int stride);

    /**
     * Listed tiles of {@link TileLayout#TILE} columns for the first m rows of X: y[yo + r * stride + 16 i + c] =
     * start[16 t + c] + X[r,:] W[:, 16 t + c] with t = list[i]. Each weight is fetched once for four rows.
     *
     * @param tiles tile t at {@code tiles[TileLayout.LEAD + 16 * t * depth]}
     * @param list numbers of tiles; the first {@code count} entries count
     * @param x row r at {@code x[xo + r * depth]}
     */
    void rowsTimesListedTiles(
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
            int stride);

    /**
     * One tile of {@link TileLayout#TILE} columns for rows that lie anywhere: y[yAt[i] + c] = start[so + c] + x_i W[:,
     * c], where x_i is the row that begins at x[xAt[i]], for each i from {@code from} to {@code from + count - 1}. Each
     * weight is fetched once for up to eight rows.
     */
    void listedRowsTimesTile(
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
            int count);

    /**
     * Listed tiles of {@link TileLayout#TILE} columns for one row: y[yo + 16 i + c] = start[16 t + c] + x W[:, 16 t +
     * c] with t = list[i].
     *
     * @param tiles tile t at {@code tiles[TileLayout.LEAD + 16 * t * depth]}
     * @param list numbers of tiles; the first {@code count} entries count
     */
    void rowTimesListedTiles(
            float[] tiles, int[] list, int count, int depth, float[] start, float[] x, int xo, float[] y, int yo);

    // ---- tiles of columns in bfloat16: rows 2k and 2k + 1 share one int, the first in its upper half

    /**
     * y = y + x W for one row and one tile of either width.
     *
     * @param pairs {@code width} ints per pair of rows
     */
    void rowTimesBfloat16Tile(int[] pairs, int at, int width, int depth, float[] x, int xo, float[] y, int yo);

    /** Turns one tile of either width into floats, {@code width} per row, from index 0 on. */
    void unpackBfloat16Tile(int[] pairs, int at, int width, int depth, float[] floats);

    /**
     * Listed tiles of {@link TileLayout#TILE} columns for one row, as {@link #rowTimesListedTiles} computes them.
     *
     * @param pairs tile t at {@code pairs[TileLayout.LEAD + 16 * t * ((depth + 1) / 2)]}
     */
    void rowTimesListedBfloat16Tiles(
            int[] pairs, int[] list, int count, int depth, float[] start, float[] x, int xo, float[] y, int yo);

    // ---- bytes: whole numbers from -127 to 127, with one scale per column

    /**
     * y = y + scale (x Q) for one row and one tile of either width.
     *
     * @param scale one entry per column, from {@code so} on
     */
    void rowTimesByteTile(
            byte[] tiles, int at, int width, int depth, float[] scale, int so, float[] x, int xo, float[] y, int yo);

    /** Turns one tile of either width into floats, each times its column's scale, from index 0 on. */
    void unpackByteTile(byte[] tiles, int at, int width, int depth, float[] scale, int so, float[] floats);

    /**
     * Listed tiles of {@link TileLayout#TILE} columns for one row, as {@link #rowTimesListedTiles} computes them.
     *
     * @param tiles tile t at {@code tiles[TileLayout.BYTE_LEAD + 16 * t * depth]}
     * @param scale one entry per column
     */
    void rowTimesListedByteTiles(
            byte[] tiles,
            int[] list,
            int count,
            int depth,
            float[] scale,
            float[] start,
            float[] x,
            int xo,
            float[] y,
            int yo);

    /**
     * y = y + scale (the sum over i of value[i] times row index[i]) for listed rows of bytes, as
     * {@link Kernels#addRows} adds rows of floats.
     *
     * @param rows row r at {@code rows[r * stride + column]}, of n bytes
     * @param scale one entry per column, n of them
     */
    void addByteRows(
            int[] index,
            float[] value,
            int count,
            byte[] rows,
            int stride,
            int column,
            float[] scale,
            float[] y,
            int yo,
            int n);
}
