package moelab.jobs;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import moelab.graph.Graph;
import moelab.graph.Partition;
import moelab.graph.Partitioner;
import moelab.graph.metis.MetisFile;

/**
 * One restart of a graph partitioner; a job has one task per restart. The result of the job is that of
 * {@link Partitioner#best}: the partition with the smallest cut, and among equals that of the lowest seed.
 *
 * @param search the settings that all restarts share
 * @param parts number of parts
 * @param seed seed of this restart
 */
public record Partitioning(PartitionSearch search, int parts, long seed) implements JobTask<Partitioning.Cut> {
    private static final String FIXED = "fixed";

    /**
     * The settings of a search.
     *
     * @param method the partitioner
     * @param imbalance how much heavier than the mean a part may be, as a share of it
     * @param effort multiple of the usual work
     * @param fixed whether the job has a file that fixes nodes
     */
    public record PartitionSearch(PartitionMethod method, double imbalance, double effort, boolean fixed)
            implements Serializable {}

    /**
     * A partition in a form that can be sent between machines.
     *
     * @param cut total weight of the edges between parts
     * @param partOf part of each node
     */
    public record Cut(long cut, int[] partOf) implements Serializable {
        /** Returns the partition with the smaller cut, or this one if they are equal. */
        public Cut better(Cut later) {
            return later.cut < cut ? later : this;
        }

        /** Returns this as a partition of its graph. */
        public Partition of(Graph graph, int parts) {
            return Partition.of(graph, partOf, parts);
        }
    }

    /**
     * Returns the job of finding the best of several restarts, with the seeds {@code seed}, {@code seed + 1}, ...
     *
     * @param graph a METIS file
     * @param fixed a file that fixes nodes, or null
     * @param restarts number of restarts, at least 1
     */
    public static Job<Cut> job(Path graph, Path fixed, PartitionSearch search, int parts, long seed, int restarts) {
        if (restarts < 1) {
            throw new IllegalArgumentException("restarts is " + restarts + ", expected at least 1");
        }
        Map<String, Path> files = new HashMap<>(Map.of("graph", graph));
        if (fixed != null) {
            files.put(FIXED, fixed);
        }
        List<JobTask<Cut>> tasks = LongStream.range(0, restarts)
                .<JobTask<Cut>>mapToObj(r -> new Partitioning(search, parts, seed + r))
                .toList();
        return new Job<>("restarts", files, tasks, Cut::better);
    }

    @Override
    public Cut run(Workplace here) throws IOException {
        Graph graph = here.once("graph", "", () -> MetisFile.read(here.file("graph")));
        int[] fixed = search.fixed ? MetisFile.readFixed(graph, parts, here.file(FIXED)) : null;
        Partition made = search.method
                .partitioner(search.imbalance, search.effort, fixed)
                .partition(graph, parts, seed);
        return new Cut(made.cut(), made.toArray());
    }
}
