package moelab.course.checks;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import moelab.course.checks.properties.Disguises;
import moelab.course.checks.properties.PropertiesCheck;
import moelab.course.task.Task;
import moelab.exercise.UnderTest;
import moelab.graph.Graph;
import moelab.graph.KernighanLin;
import moelab.graph.Multilevel;
import moelab.graph.Partition;
import moelab.graph.Partitioner;

/** Properties of partitions: two right partitioners and six with a planted mistake. */
public final class PartitionPropertiesCheck {
    private static final Partitioner RIGHT = new Multilevel();

    private PartitionPropertiesCheck() {}

    /** Returns the tasks. */
    public static List<Task> tasks() {
        AtomicLong calls = new AtomicLong();
        return new PropertiesCheck<Partitioner>(
                        7, "partitioner", List.of(RIGHT, new KernighanLin()), Disguises::ofPartitioner, UnderTest::use)
                .tasks(List.of(
                        PartitionPropertiesCheck::oneMovedOver,
                        (graph, parts, seed) -> RIGHT.partition(
                                graph, parts, seed + calls.getAndIncrement()), // another answer each time
                        (graph, parts, seed) -> RIGHT.partition(
                                graph, Math.max(1, Math.min(parts, graph.nodes())), seed), // takes anything
                        PartitionPropertiesCheck::blindToEdges,
                        PartitionPropertiesCheck::blindToWeights,
                        PartitionPropertiesCheck::lonelyNodesInTheFirstPart));
    }

    private static Partition oneMovedOver(Graph graph, int parts, long seed) {
        Partition p = RIGHT.partition(graph, parts, seed);
        int[] partOf = p.toArray();
        for (int v = 0; v < partOf.length && parts > 1; v++) {
            int next = (partOf[v] + 1) % parts;
            if (p.size(partOf[v]) > 1 && p.size(next) >= p.size(partOf[v])) {
                partOf[v] = next;
                break;
            }
        }
        return Partition.of(graph, partOf, parts);
    }

    private static Partition blindToEdges(Graph graph, int parts, long seed) {
        Graph empty = Graph.of(graph.nodes(), List.of());
        return Partition.of(graph, RIGHT.partition(empty, parts, seed).toArray(), parts);
    }

    private static Partition blindToWeights(Graph graph, int parts, long seed) {
        Graph plain = Graph.of(graph.nodes(), (i, j) -> Math.min(1, graph.between(i, j)));
        return Partition.of(graph, RIGHT.partition(plain, parts, seed).toArray(), parts);
    }

    private static Partition lonelyNodesInTheFirstPart(Graph graph, int parts, long seed) {
        int[] partOf = RIGHT.partition(graph, parts, seed).toArray();
        int[] left = new int[parts];
        Arrays.stream(partOf).forEach(p -> left[p]++);
        for (int v = 0; v < partOf.length; v++) {
            if (graph.degree(v) == 0 && left[partOf[v]] > 1) {
                left[partOf[v]]--;
                left[0]++;
                partOf[v] = 0;
            }
        }
        return Partition.of(graph, partOf, parts);
    }
}
