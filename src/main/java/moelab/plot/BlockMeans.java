package moelab.plot;

/** Reduces a matrix to the means of blocks of its entries, so that it is small enough to be drawn. */
final class BlockMeans {
    private BlockMeans() {}

    /**
     * Returns the means of the blocks, {@code down x across}.
     *
     * @param rows rows of the matrix, at least {@code down}
     * @param columns columns of the matrix, at least {@code across}
     */
    static double[][] of(int rows, int columns, int down, int across, HeatMap.Entry entry) {
        double[][] sum = new double[down][across];
        int[][] covered = new int[down][across];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                int r = (int) ((long) i * down / rows);
                int c = (int) ((long) j * across / columns);
                sum[r][c] += entry.at(i, j);
                covered[r][c]++;
            }
        }
        for (int r = 0; r < down; r++) {
            for (int c = 0; c < across; c++) {
                sum[r][c] /= Math.max(1, covered[r][c]);
            }
        }
        return sum;
    }
}
