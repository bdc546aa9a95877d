package moelab.graph.exchange;

import java.util.Arrays;
import java.util.SplittableRandom;
import moelab.graph.Graph;

/**
 * For every two parts p and q and every s, a cheap way to make q larger and p smaller by s nodes by moving several sets
 * at once, some from p to q and some back: {@link GrownSets} and {@link Pieces}.
 *
 * <p>Sets touch if an edge joins them. Sets that neither overlap nor touch cost together what each of them costs alone.
 * So sets are chosen in random order, as far as they do not touch those chosen before, and a cheap combination is found
 * by dynamic programming, as for a knapsack:
 *
 * <pre>
 *   least(i, s) = min(least(i - 1, s),  min over prefixes x of set i of least(i - 1, s - size(x)) + cost(x))
 * </pre>
 *
 * where least(i, s) is the least cost of moving s nodes more from p to q than back with the first i sets, and sizes of
 * sets that go back are negative. A piece moves as a whole or not at all. It is the cheapest combination of those that
 * never stray beyond the largest s on the way.
 */
final class Bundles {
    private static final int TARGETS = 4; // neighboring parts, drawn at random, to which a piece may move
    // key = pair of parts, random number, candidate: sorting orders by pair, and then at random. The pairs of 512 parts
    // leave 46 of 63 bits for the other two
    private static final int INDEX_BITS = 27;
    private static final int RANDOM_BITS = 19;
    private static final int MOST_CELLS = 4_000_000; // of the table of costs: 32 MB
    private static final int CELLS = 4; // numbers of the table that are computed in the time of reading an arc

    private final Graph graph;
    private final GrownSets sets;
    private final Pieces pieces;
    private final SplittableRandom random;
    private final int k;
    // near[v] = stamp if v is in or beside a set that was chosen for the current pair of parts
    private final int[] near;
    private int stamp;
    private int reach; // largest s
    private int width; // values of s, from -reach to reach
    // candidates for a pair of parts, ordered by pair and then at random
    private long[] key = new long[256];
    private int[] candidate = new int[256]; // a set, or -1 - piece
    private int[] direction = new int[256];
    private int candidates;
    // those of them that were chosen
    private int[] chosen = new int[256];
    private int[] way = new int[256]; // direction
    private int[] length = new int[256]; // longest prefix
    private int items;
    private int[] first = new int[64]; // those of pair i are first[i] to first[i + 1] - 1
    private long[] cost = new long[256]; // cost[i width + reach + s] for pair i
    private int[] prefix = new int[256]; // prefix[i width + reach + s] = nodes of item i that move in least(i, s)
    private long work;

    Bundles(Graph graph, GrownSets sets, int parts, SplittableRandom random) {
        this.graph = graph;
        this.sets = sets;
        this.pieces = new Pieces(graph);
        this.random = random;
        this.k = parts;
        this.near = new int[graph.nodes()];
    }

    /** Finds bundles of the sets as they are now, for s up to {@code most}, in place of the old ones. */
    void find(MovedParts parts, int most) {
        int pairs = sets.directions() / 2;
        reach = Math.min(most, (MOST_CELLS / Math.max(1, pairs) - 1) / 2);
        width = 2 * reach + 1;
        collect(parts.partOf);
        first = new int[pairs + 1];
        cost = cost.length < pairs * width ? new long[pairs * width] : cost;
        items = 0;
        int next = 0;
        for (int pair = 0; pair < pairs; pair++) {
            first[pair] = items;
            if (++stamp < 0) { // after two billion pairs
                Arrays.fill(near, 0);
                stamp = 1;
            }
            for (; next < candidates && key[next] >>> RANDOM_BITS + INDEX_BITS == pair; next++) {
                int i = (int) (key[next] & (1 << INDEX_BITS) - 1);
                choose(candidate[i], direction[i]);
            }
            solve(pair, parts.partOf);
        }
        first[pairs] = items;
    }

    /** Collects the candidates of all pairs. */
    private void collect(int[] partOf) {
        candidates = 0;
        for (int set = 0; set < sets.count(); set++) {
            add(set, sets.direction(set));
        }
        pieces.find(partOf, reach);
        int[] begin = new int[k + 1]; // directions from part p: leading[begin[p]] to leading[begin[p + 1] - 1]
        for (int d = 0; d < sets.directions(); d++) {
            begin[sets.from(d) + 1]++;
        }
        Arrays.parallelPrefix(begin, Integer::sum);
        int[] leading = new int[sets.directions()];
        int[] next = begin.clone();
        for (int d = 0; d < leading.length; d++) {
            leading[next[sets.from(d)]++] = d;
        }
        for (int i = 0; i < pieces.count(); i++) {
            int p = partOf[pieces.node(i, 0)];
            int ways = begin[p + 1] - begin[p];
            int offset = ways == 0 ? 0 : random.nextInt(ways);
            for (int j = 0; j < Math.min(TARGETS, ways); j++) {
                add(-1 - i, leading[begin[p] + (offset + j) % ways]);
            }
        }
        Arrays.sort(key, 0, candidates);
    }

    private void add(int set, int d) {
        if (candidates == candidate.length) {
            key = Arrays.copyOf(key, 2 * candidates);
            candidate = Arrays.copyOf(candidate, 2 * candidates);
            direction = Arrays.copyOf(direction, 2 * candidates);
        }
        candidate[candidates] = set;
        direction[candidates] = d;
        long drawn = random.nextInt(1 << RANDOM_BITS);
        key[candidates] = (long) (d / 2) << RANDOM_BITS + INDEX_BITS | drawn << INDEX_BITS | candidates;
        candidates++;
    }

    /**
     * Chooses a set, or the longest prefix of it that does not touch those chosen before.
     *
     * @param set a grown set, or -1 - piece
     */
    private void choose(int set, int d) {
        // a random length at most, or else a few long sets would leave no room for others
        int most = set < 0 ? pieces.size(-1 - set) : Math.min(1 + random.nextInt(GrownSets.MOST), sets.length(set));
        int nodes = 0;
        while (nodes < most && near[node(set, nodes)] != stamp) {
            nodes++;
        }
        if (nodes == 0 || set < 0 && nodes < most) {
            return;
        }
        if (items == chosen.length) {
            chosen = Arrays.copyOf(chosen, 2 * items);
            way = Arrays.copyOf(way, 2 * items);
            length = Arrays.copyOf(length, 2 * items);
        }
        chosen[items] = set;
        way[items] = d;
        length[items++] = nodes;
        for (int i = 0; i < nodes; i++) {
            int v = node(set, i);
            near[v] = stamp;
            work += graph.degree(v);
            for (int a = graph.start(v); a < graph.start(v + 1); a++) {
                near[graph.neighbor(a)] = stamp;
            }
        }
    }

    private int node(int set, int i) {
        return set < 0 ? pieces.node(-1 - set, i) : sets.node(set, i);
    }

    /** Computes the costs of a pair, whose items are the last ones. */
    private void solve(int pair, int[] partOf) {
        if (prefix.length < items * width) {
            prefix = Arrays.copyOf(prefix, 2 * items * width);
        }
        int at = pair * width;
        Arrays.fill(cost, at, at + width, Transfers.NONE);
        cost[at + reach] = 0;
        for (int i = first[pair]; i < items; i++) {
            Arrays.fill(prefix, i * width, (i + 1) * width, 0);
            long[] before = Arrays.copyOfRange(cost, at, at + width);
            if (chosen[i] < 0) {
                relax(i, length[i], pieces.cost(-1 - chosen[i], sets.from(way[i] ^ 1), partOf), before, at);
            } else {
                for (int nodes = 1; nodes <= length[i]; nodes++) {
                    relax(i, nodes, sets.cost(chosen[i], nodes), before, at);
                }
            }
        }
    }

    /** Updates the table where the first nodes of an item make a combination cheaper. */
    private void relax(int i, int nodes, long more, long[] before, int at) {
        int shift = signed(way[i], nodes);
        work += width / CELLS;
        for (int s = Math.max(0, -shift); s < Math.min(width, width - shift); s++) {
            if (before[s] < Transfers.NONE && before[s] + more < cost[at + s + shift]) {
                cost[at + s + shift] = before[s] + more;
                prefix[i * width + s + shift] = nodes;
            }
        }
    }

    /** Returns a number of nodes, negative for the second direction of a pair. */
    private static int signed(int d, int nodes) {
        return (d & 1) == 0 ? nodes : -nodes;
    }

    /** Returns the largest s. */
    int reach() {
        return reach;
    }

    /**
     * Returns what it adds to the cut to move s nodes more in a direction than against it; {@link Transfers#NONE} if
     * there is no way.
     */
    long cost(int d, int s) {
        return cost[d / 2 * width + reach + signed(d, s)];
    }

    /**
     * Moves the nodes. Returns false if one of them is no longer where it was; some may have moved then, and the caller
     * takes that back.
     */
    boolean make(int d, int s, MovedParts parts) {
        int at = reach + signed(d, s);
        for (int i = first[d / 2 + 1] - 1; i >= first[d / 2]; i--) {
            int nodes = prefix[i * width + at];
            for (int j = 0; j < nodes; j++) {
                int v = node(chosen[i], j);
                if (parts.partOf[v] != sets.from(way[i])) {
                    return false;
                }
                parts.move(v, sets.from(way[i] ^ 1));
            }
            at -= signed(way[i], nodes);
        }
        return true;
    }

    /** Returns the work done since the beginning, in arcs read or about as much as that. */
    long work() {
        return work + pieces.work();
    }
}
