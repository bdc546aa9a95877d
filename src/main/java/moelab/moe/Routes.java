package moelab.moe;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which experts each of a few rows takes, and which rows each expert serves: the same pairs listed both ways, so that
 * experts can be walked outside and rows inside. Allocates nothing after its making.
 */
final class Routes {
    private final int[] rows; // 0, 1, 2, ...
    private final int experts;
    private final int[] ofRow; // ofRow[r * experts + i] = the i-th expert of row r, ascending
    private final int[] count; // experts of each row
    private final int[][] served; // served[e][i] = the i-th row of expert e, ascending
    private final int[] serves; // rows of each expert

    Routes(int rows, int experts) {
        this.rows = IntStream.range(0, rows).toArray();
        this.experts = experts;
        this.ofRow = new int[rows * experts];
        this.count = new int[rows];
        this.served = new int[experts][rows];
        this.serves = new int[experts];
    }

    /** The most rows at once. */
    int capacity() {
        return rows.length;
    }

    /** The numbers of all rows. */
    int[] rows() {
        return rows;
    }

    void clear() {
        Arrays.fill(count, 0);
        Arrays.fill(serves, 0);
    }

    /** Row takes expert; rows come in ascending order, and so do the experts of each. */
    void add(int row, int expert) {
        ofRow[row * experts + count[row]++] = expert;
        served[expert][serves[expert]++] = row;
    }

    int count(int row) {
        return count[row];
    }

    int expert(int row, int i) {
        return ofRow[row * experts + i];
    }

    int serves(int expert) {
        return serves[expert];
    }

    int[] served(int expert) {
        return served[expert];
    }

    /** Groups of four rows that so many rows are multiplied in. */
    static int groups(int rows) {
        return (rows + 3) / 4;
    }

    /** Groups of all experts. */
    int groups() {
        int groups = 0;
        for (int n : serves) {
            groups += groups(n);
        }
        return groups;
    }

    /** Experts that serve at least one row. */
    int union() {
        int union = 0;
        for (int n : serves) {
            union += n > 0 ? 1 : 0;
        }
        return union;
    }
}
