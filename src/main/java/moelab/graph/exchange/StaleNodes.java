package moelab.graph.exchange;

import java.util.Arrays;
import moelab.graph.Graph;

/** Which nodes have moved since the time before, or have a neighbor that has: what is known of others still holds. */
final class StaleNodes {
    private final Graph graph;
    private final int[] before; // before[v] = part of v the time before, -1 if there was none
    private final int[] stale; // stale[v] = time if v is stale
    private int time;

    StaleNodes(Graph graph) {
        this.graph = graph;
        this.before = new int[graph.nodes()];
        this.stale = new int[graph.nodes()];
        Arrays.fill(before, -1);
    }

    /** Compares a partition with the one before; the first time, all nodes are stale. */
    void find(int[] partOf) {
        if (++time < 0) { // after two billion times
            Arrays.fill(stale, 0);
            time = 1;
        }
        for (int v = 0; v < partOf.length; v++) {
            if (before[v] != partOf[v]) {
                before[v] = partOf[v];
                stale[v] = time;
                for (int a = graph.start(v); a < graph.start(v + 1); a++) {
                    stale[graph.neighbor(a)] = time;
                }
            }
        }
    }

    /** Returns whether a node or one of its neighbors has moved. */
    boolean contains(int v) {
        return stale[v] == time;
    }
}
