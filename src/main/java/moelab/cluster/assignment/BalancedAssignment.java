package moelab.cluster.assignment;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * The cheapest assignment of n points to k clusters of bounded sizes; without bounds, of sizes that differ by at most
 * one.
 *
 * <p>A transportation problem: minimize the sum over i of cost(i, cluster(i)) such that every cluster holds as many
 * points as its bounds say. Its linear program has an integral optimum, found here by successive shortest paths. Points
 * enter one by one. A point that wants a full cluster pushes another one out, which pushes a third one, until a free
 * seat is found; the cheapest such chain is a shortest path in a graph of only k nodes, where
 *
 * <pre>
 *   length(a, b) = min over points i in a of cost(i, b) - cost(i, a)
 * </pre>
 *
 * Prices of the clusters (the dual variables) keep all lengths non-negative, so the path is Dijkstra's:
 *
 * <pre>
 *   cost(i, cluster(i)) - price(cluster(i)) = min over c of cost(i, c) - price(c)     for every point i
 * </pre>
 *
 * which also proves the optimum (complementary slackness). Seats above the least size of a cluster belong to one more
 * node, a pool from which clusters draw until they hold their largest size; it takes part in the paths like a cluster
 * whose moves are free.
 *
 * <p>Cost: O(k) for a point whose cluster has a seat, else a path of at most k^2 steps and about n/k steps to find each
 * next best mover ({@link MoverLists} saves most of them); memory n k for the costs and k^2 beside them. An n x n
 * assignment with a Hungarian algorithm (each seat a column) gives the same and costs n^3.
 *
 * <p>Source: Ahuja, Magnanti, Orlin, Network Flows (1993), 9.7 (successive shortest path) and 12.4 (assignment); Jonker
 * and Volgenant (1987) for starting from any prices, which is allowed because in the end every seat is taken.
 */
public final class BalancedAssignment {
    private final double[] cost; // cost[i * k + c]
    private final int n;
    private final int k;
    private final int pool; // node k: the seats that no cluster has to fill
    private final SizeBounds bounds;
    private int poolFree;
    private final double[] price; // price[node], k clusters and the pool
    private final int[] cluster; // cluster[i] = cluster of point i
    private final int[] size;
    private final int[][] members; // members[c][0 .. size[c]) = points of cluster c
    private final int[] position; // members[cluster[i]][position[i]] = i
    private final MoverLists movers;

    private final double[] distance;
    private final boolean[] settled;
    private final int[] from; // from[node] = node before it on the shortest path, or -1 at the entering point

    /**
     * @param costs n x k, what it costs to have point i in cluster c; not changed
     * @throws IllegalArgumentException if a cost is not finite, or k is not from 1 to n
     */
    public BalancedAssignment(DMatrixRMaj costs) {
        this(costs, new double[costs.numCols]);
    }

    /**
     * Starts from prices, say those of a similar problem, for which most points are then placed at once.
     *
     * @param prices one for each cluster (copied)
     */
    public BalancedAssignment(DMatrixRMaj costs, double[] prices) {
        this(costs, prices, equal(costs.numRows, costs.numCols));
    }

    private static SizeBounds equal(int n, int k) {
        if (k < 1 || k > n) {
            throw new IllegalArgumentException("k is " + k + ", expected 1 to " + n + ", the number of points");
        }
        return SizeBounds.equal(n, k);
    }

    /**
     * Assigns within any bounds on the sizes.
     *
     * @param bounds of as many clusters as costs have columns
     * @throws IllegalArgumentException also if the points do not fit
     */
    public BalancedAssignment(DMatrixRMaj costs, double[] prices, SizeBounds bounds) {
        n = costs.numRows;
        k = costs.numCols;
        if (bounds.clusters() != k) {
            throw new IllegalArgumentException("sizes of " + bounds.clusters() + " clusters, expected " + k);
        }
        bounds.require(n);
        if (prices.length != k) {
            throw new IllegalArgumentException(prices.length + " prices for " + k + " clusters");
        }
        for (int at = 0; at < n * k; at++) {
            if (!Double.isFinite(costs.data[at])) {
                throw new IllegalArgumentException("cost of point " + at / k + " in cluster " + at % k + " is "
                        + costs.data[at] + ", expected a finite number");
            }
        }
        cost = costs.data;
        pool = k;
        this.bounds = bounds;
        poolFree = n - bounds.totalLeast();
        price = Arrays.copyOf(prices, k + 1);
        // no cluster may be cheaper than the pool while it has drawn no seat
        price[pool] = Arrays.stream(prices).min().orElse(0);
        cluster = new int[n];
        size = new int[k];
        members = new int[k][];
        for (int c = 0; c < k; c++) {
            members[c] = new int[Math.min(bounds.most(c), bounds.least(c) + poolFree)];
        }
        position = new int[n];
        movers = new MoverLists(cost, n, k);
        distance = new double[k + 1];
        settled = new boolean[k + 1];
        from = new int[k + 1];
        for (int i = 0; i < n; i++) {
            enter(i);
        }
    }

    /** Returns the cluster of each point, n numbers from 0 to k - 1 (a copy). */
    public int[] labels() {
        return cluster.clone();
    }

    /** Returns the minimum: sum over points of cost(i, cluster(i)). */
    public double cost() {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += cost[i * k + cluster[i]];
        }
        return sum;
    }

    /**
     * Returns the price of each cluster, k numbers: no point has a cluster of lower cost - price than its own (a copy).
     */
    public double[] prices() {
        return Arrays.copyOf(price, k);
    }

    private boolean hasSeat(int node) {
        return node == pool ? poolFree > 0 : size[node] < bounds.least(node);
    }

    /** Seats point i, by the shortest path from it to a free seat. */
    private void enter(int i) {
        Arrays.fill(settled, false);
        Arrays.fill(from, -1);
        for (int c = 0; c < k; c++) {
            distance[c] = cost[i * k + c] - price[c];
        }
        distance[pool] = Double.POSITIVE_INFINITY;
        int direct = freeSeat();
        if (direct >= 0) {
            join(i, direct);
            return;
        }
        int node = nearest();
        while (!hasSeat(node)) {
            settled[node] = true;
            relax(node);
            node = nearest();
        }
        double shortest = distance[node];
        for (int c = 0; c <= k; c++) {
            if (settled[c]) {
                price[c] += distance[c] - shortest;
            }
        }
        shift(i, node);
    }

    /** Returns a cluster that is as near as any and has a seat: many equal points need no search. Else -1. */
    private int freeSeat() {
        double least = Double.POSITIVE_INFINITY;
        int free = -1;
        for (int c = 0; c < k; c++) {
            if (distance[c] < least) {
                least = distance[c];
                free = -1;
            }
            if (distance[c] == least && free < 0 && hasSeat(c)) {
                free = c;
            }
        }
        return free;
    }

    private int nearest() {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c <= k; c++) {
            if (!settled[c] && distance[c] < least) {
                least = distance[c];
                best = c;
            }
        }
        return best;
    }

    private void relax(int a) {
        if (a == pool) {
            for (int b = 0; b < k; b++) {
                // b gives its seat back to the pool, and must find another one for a point
                if (size[b] > bounds.least(b)) {
                    relax(pool, b, 0);
                }
            }
            return;
        }
        for (int b = 0; b < k; b++) {
            if (!settled[b]) {
                relax(a, b, movers.length(a, b, members[a], size[a]));
            }
        }
        if (size[a] < bounds.most(a)) { // a draws a seat from the pool
            relax(a, pool, 0);
        }
    }

    private void relax(int a, int b, double length) {
        double through = distance[a] + Math.max(0, length + price[a] - price[b]); // below 0 only by rounding
        if (through < distance[b]) {
            distance[b] = through;
            from[b] = a;
        }
    }

    /**
     * Moves one point along each arc of the path that ends at a node with a free seat, last arc first; i itself takes
     * the first place.
     */
    private void shift(int i, int end) {
        if (end == pool) {
            poolFree--;
        }
        int b = end;
        while (from[b] >= 0) {
            int a = from[b];
            if (a != pool && b != pool) {
                int moved = movers.first(a, b);
                leave(moved);
                join(moved, b);
            }
            b = a;
        }
        join(i, b);
    }

    private void leave(int i) {
        int a = cluster[i];
        int last = members[a][--size[a]];
        members[a][position[i]] = last;
        position[last] = position[i];
        movers.leave(i, a);
    }

    private void join(int i, int a) {
        cluster[i] = a;
        position[i] = size[a];
        members[a][size[a]++] = i;
        movers.join(i, a);
    }

    @Override
    public String toString() {
        return n + " points assigned to " + k + " clusters of " + bounds + " at a cost of " + cost();
    }
}
