package moelab.linalg;

/**
 * Where the columns of a matrix lie when they are stored in tiles: in wide ones of {@link #WIDE} columns, and what is
 * left at the end in narrow ones of {@link #TILE}. The last narrow tile begins {@code TILE} columns before the end, so
 * that it can be added to a result as a whole; it holds zeros where it overlaps the tile before.
 *
 * <p>Tiles follow each other as their columns do: the one that holds the columns from c on begins at entry c times the
 * depth.
 *
 * @param depth rows of the matrix
 * @param columns columns of the matrix
 */
public record TileLayout(int depth, int columns) {
    /** Columns in a narrow tile: sixteen floats are a cache line, and one vector of 512 bits. */
    public static final int TILE = 16;

    /** Columns in a wide tile. */
    public static final int WIDE = 64;

    /**
     * Floats left free in front of weights that are read as vectors. HotSpot's default collector places the elements of
     * an array of half a megabyte or more sixteen bytes behind a cache line, so that each vector of sixteen floats
     * would lie across two lines; behind twelve free floats each lies in one. Elsewhere they do no harm.
     */
    public static final int LEAD = 12;

    /** Bytes left free in front of weights of eight bits, for the reason that {@link #LEAD} gives. */
    public static final int BYTE_LEAD = 4 * LEAD;

    /** Returns the number of entries in all tiles. */
    public int size() {
        return (columns + TILE - 1) / TILE * TILE * depth;
    }

    /** Returns the number of columns in wide tiles. */
    private int wideColumns() {
        return columns / WIDE * WIDE;
    }

    /** Returns the width of the tile that holds the columns from c on. */
    public int width(int c) {
        return c < wideColumns() ? WIDE : TILE;
    }

    /** Returns the first column of that tile. */
    public int first(int c) {
        return c < wideColumns() ? c : Math.max(0, Math.min(c, columns - TILE));
    }

    /** Returns the place of entry (k, j) among the entries of all tiles. */
    public int place(int k, int j) {
        int tile = j < wideColumns() ? j / WIDE * WIDE : j / TILE * TILE;
        return tile * depth + k * width(tile) + j - first(tile);
    }

    @Override
    public String toString() {
        return depth + " x " + columns + " in tiles of " + WIDE + " and " + TILE + " columns";
    }
}
