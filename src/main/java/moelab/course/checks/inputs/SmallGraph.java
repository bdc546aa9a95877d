package moelab.course.checks.inputs;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import moelab.course.task.Show;
import moelab.graph.Graph;

/**
 * A small graph and a number for each node: its side, or its place in an order.
 *
 * @param weights weights[i][j] of the edge between i and j for i &lt; j, 0 for none
 * @param numbers one for each node
 * @param name what the numbers are called in a report
 */
public record SmallGraph(long[][] weights, int[] numbers, String name) {

    /** Returns a random graph in which each edge exists with probability 2/3. */
    public static SmallGraph random(int nodes, int heaviest, SplittableRandom random, String name) {
        long[][] weights = new long[nodes][nodes];
        for (int i = 0; i < nodes; i++) {
            for (int j = i + 1; j < nodes; j++) {
                weights[i][j] = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(heaviest);
            }
        }
        int[] order = new int[nodes];
        for (int i = 0; i < nodes; i++) { // Fisher-Yates, inside out
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return new SmallGraph(weights, order, name);
    }

    /** Returns this graph with every second node on side 1. */
    public SmallGraph halved() {
        return new SmallGraph(weights, IntStream.of(numbers).map(i -> i % 2).toArray(), name);
    }

    /** Returns the graph itself. */
    public Graph graph() {
        return Graph.of(weights.length, (i, j) -> weights[i][j]);
    }

    /** Returns the graphs with one edge less, or with an edge of less weight. */
    public List<SmallGraph> lighter() {
        List<SmallGraph> lighter = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            for (int j = i + 1; j < weights.length; j++) {
                for (long w : new long[] {0, 1, weights[i][j] / 2, weights[i][j] - 1}) {
                    if (w >= 0 && w < weights[i][j]) {
                        long[][] less = IntStream.range(0, weights.length)
                                .mapToObj(k -> weights[k].clone())
                                .toArray(long[][]::new);
                        less[i][j] = w;
                        lighter.add(new SmallGraph(less, numbers, name));
                    }
                }
            }
        }
        return lighter;
    }

    /**
     * Returns the graphs with a node less on each of sides 0 and 1, so that halves stay equal; edges keep their
     * weights.
     */
    public List<SmallGraph> smallerHalves() {
        List<SmallGraph> smaller = new ArrayList<>();
        for (int a = 0; a < numbers.length && numbers.length > 2; a++) {
            for (int b = 0; b < numbers.length; b++) {
                if (numbers[a] == 0 && numbers[b] == 1) {
                    smaller.add(without(a, b));
                }
            }
        }
        return smaller;
    }

    /** Returns the graphs with fewer nodes, and then those that are lighter. */
    public List<SmallGraph> smallerAndLighter() {
        return Stream.concat(smallerHalves().stream(), lighter().stream()).toList();
    }

    private SmallGraph without(int a, int b) {
        int[] kept =
                IntStream.range(0, numbers.length).filter(v -> v != a && v != b).toArray();
        long[][] less = new long[kept.length][kept.length];
        for (int i = 0; i < kept.length; i++) {
            for (int j = i + 1; j < kept.length; j++) {
                less[i][j] = weights[kept[i]][kept[j]];
            }
        }
        return new SmallGraph(less, IntStream.of(kept).map(v -> numbers[v]).toArray(), name);
    }

    @Override
    public String toString() {
        String edges = IntStream.range(0, weights.length)
                .boxed()
                .flatMap(i -> IntStream.range(i + 1, weights.length)
                        .filter(j -> weights[i][j] > 0)
                        .mapToObj(j -> i + " - " + j + " (" + weights[i][j] + ")"))
                .collect(Collectors.joining(", "));
        return Show.named("nodes", weights.length, "edges (weights)", edges.isEmpty() ? "none" : edges, name, numbers);
    }
}
