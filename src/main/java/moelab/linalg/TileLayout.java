package moelab.linalg;

/**
 * Where the columns of a matrix lie when they are stored in tiles: in wide ones of {@link TiledMatrix#WIDE} columns,
 * and what is left at the end in narrow ones of {@link ColumnTiles#TILE}. The last narrow tile begins {@code TILE}
 * columns before the end, so that it can be added to a result as a whole; it holds zeros where it overlaps the tile
 * before.
 *
 * <p>Tiles follow each other as their columns do: the one that holds the columns from c on begins at entry c times the
 * depth.
 *
 * @param depth rows of the matrix
 * @param columns columns of the matrix
 */
record TileLayout(int depth, int columns) {
    private static final int WIDE = TiledMatrix.WIDE;
    private static final int NARROW = ColumnTiles.TILE;

    /** Returns the number of entries in all tiles. */
    int size() {
        return (columns + NARROW - 1) / NARROW * NARROW * depth;
    }

    /** Returns the number of columns in wide tiles. */
    private int wideColumns() {
        return columns / WIDE * WIDE;
    }

    /** Returns the width of the tile that holds the columns from c on. */
    int width(int c) {
        return c < wideColumns() ? WIDE : NARROW;
    }

    /** Returns the first column of that tile. */
    int first(int c) {
        return c < wideColumns() ? c : Math.max(0, Math.min(c, columns - NARROW));
    }

    /** Returns the place of entry (k, j) among the entries of all tiles. */
    int place(int k, int j) {
        int tile = j < wideColumns() ? j / WIDE * WIDE : j / NARROW * NARROW;
        return tile * depth + k * width(tile) + j - first(tile);
    }
}
