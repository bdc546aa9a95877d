package moelab.graph.flow;

import java.util.Arrays;
import java.util.BitSet;

/**
 * A network of nodes and arcs with capacities, and the maximum flow through it.
 *
 * <p>What an arc can still carry is its residual capacity; what it carries can be sent back, so the arc against it
 * gains as much. A path from source to sink on which all residual capacities are positive is an augmenting path, and
 * when there is none, the flow is a maximum flow (Ford and Fulkerson 1956). Dinic (1970) takes the shortest augmenting
 * paths first. In each phase
 *
 * <ol>
 *   <li>breadth-first search gives every node its level, the number of arcs from the source;
 *   <li>depth-first search sends flow along paths that lead from each level to the next, until there are no more.
 * </ol>
 *
 * The last phase is the one in which the sink has no level. Cost: O(n^2 m) for n nodes and m arcs, and much less on
 * graphs that are cut at few edges.
 *
 * <p>A new network has no nodes: {@link #clear} gives it some. It can be used again and again, which saves its arrays.
 */
public final class FlowNetwork {
    private int nodes;
    private int arcs;
    // arcs a and a ^ 1 lead to and fro; the arcs of v are last[v], before[last[v]] .. until -1
    private int[] last = new int[0];
    private int[] before = new int[64];
    private int[] to = new int[64];
    private long[] residual = new long[64];
    private int[] level = new int[0]; // -1 for nodes that were not reached
    private int[] current = new int[0]; // the arc of v that depth-first search follows now
    private int[] queue = new int[0]; // nodes in the order in which they were reached
    private int[] path = new int[0]; // arcs from the source on
    private long work;

    /** Removes all arcs, and sets the number of nodes. */
    public void clear(int nodes) {
        if (last.length < nodes) {
            last = new int[2 * nodes];
            level = new int[2 * nodes];
            current = new int[2 * nodes];
            queue = new int[2 * nodes];
            path = new int[2 * nodes];
        }
        this.nodes = nodes;
        this.arcs = 0;
        Arrays.fill(last, 0, nodes, -1);
    }

    /**
     * Connects two nodes; an undirected edge has the same capacity in both directions.
     *
     * @param there capacity of the arc from u to v
     * @param back capacity of the arc from v to u
     * @throws IllegalArgumentException if a capacity is negative, or both together are no long
     */
    public void connect(int u, int v, long there, long back) {
        if (there < 0 || back < 0 || there + back < 0) {
            throw new IllegalArgumentException("capacities from " + u + " to " + v + " and back are " + there + " and "
                    + back + ", expected two numbers from 0 on whose sum is below 2^63");
        }
        if (arcs == to.length) {
            before = Arrays.copyOf(before, 2 * arcs);
            to = Arrays.copyOf(to, 2 * arcs);
            residual = Arrays.copyOf(residual, 2 * arcs);
        }
        add(u, v, there);
        add(v, u, back);
    }

    private void add(int u, int v, long capacity) {
        to[arcs] = v;
        residual[arcs] = capacity;
        before[arcs] = last[u];
        last[u] = arcs++;
    }

    /**
     * Adds as much flow as possible from one node to another.
     *
     * @return the flow that was added: the first time the maximum flow, which is the weight of a minimum cut, and 0
     *     from then on; right if all capacities from the source together are below 2^63
     * @throws IllegalArgumentException if source and sink are the same
     */
    public long flow(int source, int sink) {
        if (source == sink) {
            throw new IllegalArgumentException("source and sink are the same node, " + source);
        }
        long sum = 0;
        while (setLevels(source, sink)) {
            System.arraycopy(last, 0, current, 0, nodes);
            for (long more = augment(source, sink); more > 0; more = augment(source, sink)) {
                sum += more;
            }
        }
        return sum;
    }

    /** Gives nodes their levels; returns whether the sink has one. */
    private boolean setLevels(int source, int sink) {
        Arrays.fill(level, 0, nodes, -1);
        level[source] = 0;
        queue[0] = source;
        int reached = 1;
        for (int i = 0; i < reached && level[sink] < 0; i++) {
            int v = queue[i];
            for (int a = last[v]; a >= 0; a = before[a]) {
                work++;
                if (residual[a] > 0 && level[to[a]] < 0) {
                    level[to[a]] = level[v] + 1;
                    queue[reached++] = to[a];
                }
            }
        }
        return level[sink] >= 0;
    }

    /** Sends what fits along one augmenting path from level to level; returns how much, 0 if there is no such path. */
    private long augment(int source, int sink) {
        int length = 0;
        int v = source;
        while (v != sink) {
            int a = current[v];
            if (a < 0 && v == source) {
                return 0;
            }
            if (a < 0) { // a dead end: a step back, and on to the next arc there
                v = to[path[--length] ^ 1];
                current[v] = before[current[v]];
            } else if (residual[a] > 0 && level[to[a]] == level[v] + 1) {
                path[length++] = a;
                v = to[a];
            } else {
                current[v] = before[a];
            }
            work++;
        }
        long most = Long.MAX_VALUE;
        for (int i = 0; i < length; i++) {
            most = Math.min(most, residual[path[i]]);
        }
        for (int i = 0; i < length; i++) {
            residual[path[i]] -= most;
            residual[path[i] ^ 1] += most;
        }
        return most;
    }

    /**
     * Returns the nodes that a node reaches by arcs with residual capacity. After {@link #flow} and from the source
     * these are the nodes that are on its side of every minimum cut.
     */
    public BitSet reachedFrom(int node) {
        return search(node, 0);
    }

    /**
     * Returns the nodes that reach a node by arcs with residual capacity. After {@link #flow} and for the sink these
     * are the nodes that are on its side of every minimum cut.
     */
    public BitSet reaching(int node) {
        return search(node, 1);
    }

    /** @param against 0 to follow arcs forwards, 1 to follow them backwards */
    private BitSet search(int begin, int against) {
        BitSet seen = new BitSet(nodes);
        seen.set(begin);
        queue[0] = begin;
        int reached = 1;
        for (int i = 0; i < reached; i++) {
            for (int a = last[queue[i]]; a >= 0; a = before[a]) {
                work++;
                if (residual[a ^ against] > 0 && !seen.get(to[a])) {
                    seen.set(to[a]);
                    queue[reached++] = to[a];
                }
            }
        }
        return seen;
    }

    /** Returns the work done since the beginning, in arcs read. */
    public long work() {
        return work;
    }

    @Override
    public String toString() {
        return "network of " + nodes + " nodes and " + arcs + " arcs";
    }
}
