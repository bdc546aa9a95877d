package moelab.graph.exchange;

import java.util.Arrays;

/** A list of sets of at most {@link GrownSets#MOST} nodes, and what it costs to move the first few of each. */
final class SetList {
    private static final int MOST = GrownSets.MOST;
    int[] node = new int[256 * MOST]; // set i is node[MOST i], node[MOST i + 1] ..
    long[] cost = new long[256 * MOST]; // cost[MOST i + s] = what its first s + 1 nodes add to the cut
    int[] length = new int[256]; // nodes of set i
    int[] direction = new int[256]; // in which they could move
    int size;

    /** Makes room for one more. */
    void reserve() {
        if (size == length.length) {
            node = Arrays.copyOf(node, 2 * node.length);
            cost = Arrays.copyOf(cost, 2 * cost.length);
            length = Arrays.copyOf(length, 2 * size);
            direction = Arrays.copyOf(direction, 2 * size);
        }
    }

    /** Writes a set of another list where the next one of this list will be. */
    void copy(SetList from, int set) {
        length[size] = from.length[set];
        System.arraycopy(from.node, set * MOST, node, size * MOST, length[size]);
        System.arraycopy(from.cost, set * MOST, cost, size * MOST, length[size]);
    }
}
