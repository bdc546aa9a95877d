package moelab.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import moelab.experiment.ProgressListener;
import moelab.graph.Graph;
import moelab.graph.Multilevel;
import moelab.graph.annealing.AnnealedPartitioner;
import moelab.timing.Interleaved;

/**
 * Times the partitioners on two generated graphs: a complete one like those of co-activation counts, with groups hidden
 * in noise, and a triangulated grid.
 *
 * @param neurons nodes of the complete graph
 * @param parts numbers of parts into which the complete graph is cut
 * @param side nodes along one side of the grid, which has about 3 side^2 edges
 * @param gridParts number of parts into which the grid is cut
 */
record PartitionBench(int neurons, List<Integer> parts, int side, int gridParts) implements Benchmark {
    private static final int GROUP = 16; // nodes of a hidden group

    @Override
    public BenchTable run(Effort effort, ProgressListener progress) {
        List<BenchResult> figures = new ArrayList<>();
        Effort each = effort.forLongWork().shared(2); // four graphs in twice the time of a part
        Graph complete = complete();
        for (int k : parts) {
            figures.addAll(
                    cut(String.format(Locale.ROOT, "complete graph, %,d nodes", neurons), complete, k, each, progress));
        }
        Graph grid = grid();
        String mesh = String.format(Locale.ROOT, "mesh, %,d nodes and %,d edges", grid.nodes(), grid.edges());
        figures.addAll(cut(mesh, grid, gridParts, each, progress));
        return BenchTable.of("Graph partitioning into parts of exactly equal size, one run", figures);
    }

    private static List<BenchResult> cut(
            String workload, Graph graph, int k, Effort effort, ProgressListener progress) {
        if (Thread.currentThread().isInterrupted()) {
            return List.of();
        }
        Map<String, Long> cuts = new HashMap<>();
        Map<String, Interleaved.Work> ways = new LinkedHashMap<>();
        String strong = "k " + k;
        String textbook = strong + ", textbook";
        ways.put(
                strong,
                Interleaved.Work.of(
                        1,
                        () -> cuts.put(
                                strong,
                                new AnnealedPartitioner().partition(graph, k, 1).cut())));
        ways.put(
                textbook,
                Interleaved.Work.of(
                        1,
                        () -> cuts.put(
                                textbook,
                                new Multilevel().partition(graph, k, 1).cut())));
        Interleaved times = effort.run("partitioning", ways, progress);
        return BenchTable.figures(workload, times, "s", us -> us / 1e6).stream()
                .map(f -> f.withNote(
                        String.format(Locale.ROOT, "cut %,d of %,d", cuts.get(f.way()), graph.totalWeight())))
                .toList();
    }

    /** Returns a complete graph whose edges have random weights of 1 to 100, multiplied by 4 within hidden groups. */
    private Graph complete() {
        return Graph.of(neurons, (i, j) -> {
            int noise = 1 + new SplittableRandom(i * (long) neurons + j).nextInt(100);
            return i % (neurons / GROUP) == j % (neurons / GROUP) ? 4 * noise : noise;
        });
    }

    /** Returns a grid in which every square has one of its two diagonals, chosen at random. */
    private Graph grid() {
        SplittableRandom random = new SplittableRandom(1);
        List<Graph.Edge> edges = new ArrayList<>();
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int v = y * side + x;
                if (x + 1 < side) {
                    edges.add(new Graph.Edge(v, v + 1));
                }
                if (y + 1 < side) {
                    edges.add(new Graph.Edge(v, v + side));
                }
                if (x + 1 < side && y + 1 < side) {
                    edges.add(random.nextBoolean() ? new Graph.Edge(v, v + side + 1) : new Graph.Edge(v + 1, v + side));
                }
            }
        }
        return Graph.of(side * side, edges);
    }
}
