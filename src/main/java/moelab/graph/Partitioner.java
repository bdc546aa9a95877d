package moelab.graph;

/**
 * Cuts a graph into parts of equal size so that little edge weight runs between them.
 *
 * <p>The cut is the sum of the weights of the edges whose ends are in different parts. The problem is NP-hard, so an
 * implementation does its best; what it must keep is written as properties in {@code PartitionerContract}, among the
 * tests: extend it, name your implementation as its subject, and run it.
 */
@FunctionalInterface
public interface Partitioner {

    /**
     * Returns a partition of the graph.
     *
     * @param parts number of parts, from 1 to the number of nodes
     * @param seed of all randomness: the same arguments give the same partition
     * @return sizes that differ by at most one node, unless the implementation was told to allow more
     * @throws IllegalArgumentException one line, if parts is out of range
     */
    Partition partition(Graph graph, int parts, long seed);

    /**
     * Returns the best of several partitions: seeds {@code seed}, {@code seed + 1}, ...
     *
     * @param restarts how many, at least 1
     */
    default Partition best(Graph graph, int parts, long seed, int restarts) {
        if (restarts < 1) {
            throw new IllegalArgumentException("restarts is " + restarts + ", expected at least 1");
        }
        Partition best = partition(graph, parts, seed);
        for (int r = 1; r < restarts; r++) {
            Partition next = partition(graph, parts, seed + r);
            best = next.cut() < best.cut() ? next : best;
        }
        return best;
    }
}
