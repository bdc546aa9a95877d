package moelab.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import moelab.cluster.BalancedKMeans;
import moelab.cluster.BalancedLloyd;
import moelab.cluster.Clustering;
import moelab.cluster.PlainKMeans;
import moelab.files.TemporaryDirectory;
import moelab.graph.Graph;
import moelab.graph.KernighanLin;
import moelab.graph.Multilevel;
import moelab.graph.Partition;
import moelab.graph.annealing.AnnealedPartitioner;
import moelab.graph.metis.MetisFile;
import moelab.linalg.CsvMatrix;
import org.ejml.data.DMatrixRMaj;
import org.jgrapht.alg.clustering.KSpanningTreeClustering;
import org.jgrapht.alg.clustering.LabelPropagationClustering;
import org.jgrapht.alg.interfaces.ClusteringAlgorithm;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleWeightedGraph;

/**
 * Compares our partitioners and clusterers with those of other projects on the same data, in one table of cut or
 * squared error, balance and time.
 *
 * <pre>
 *   mvn -Ppeers test-compile exec:exec@partitioning-peers   the graphs of datasets/graphs, and generated points
 *   ... -Dpeers.data=DIR -Dpeers.k=8,64                     all *.graph and *.csv files of a directory
 * </pre>
 *
 * METIS takes part if its program {@code gpmetis} is installed (Debian: package metis).
 */
public final class PartitioningPeers {
    private static final String ROW = "%-24s %5s  %-34s %14s %10s %9s%n";

    private PartitioningPeers() {}

    /** The result of one program: its cut or squared error, and its largest part over the mean. */
    private record Result(double value, double largest) {}

    /**
     * Runs the comparison and prints it.
     *
     * @param args two arguments: the directory, and the numbers of parts separated by commas
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        int[] parts =
                Arrays.stream(args[1].split(",")).mapToInt(Integer::parseInt).toArray();
        System.out.printf(Locale.ROOT, ROW, "data", "k", "", "cut or error", "largest", "seconds");
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of(args[0]))) {
            files = all.sorted().toList();
        }
        boolean points = false;
        for (Path file : files) {
            String name = file.getFileName().toString();
            for (int k : parts) {
                if (name.endsWith(".graph")) {
                    graph(file, k);
                } else if (name.endsWith(".csv") && !name.startsWith("best-known")) {
                    points(name, CsvMatrix.read(file), k);
                    points = true;
                }
            }
        }
        if (!points) {
            points("groups 2048 x 16", groups(2048, 16, 40), 32);
        }
    }

    // ---- graphs ----

    private static void graph(Path file, int k) throws IOException, InterruptedException {
        Graph graph = MetisFile.read(file);
        String data = file.getFileName().toString().replace(".graph", "");
        row(data, k, "annealed, exact", () -> of(new AnnealedPartitioner().partition(graph, k, 1)));
        row(data, k, "annealed, 3 %", () -> of(new AnnealedPartitioner(0.03).partition(graph, k, 1)));
        row(data, k, "multilevel, exact", () -> of(new Multilevel().partition(graph, k, 1)));
        if (graph.nodes() <= 5000) {
            row(data, k, "Kernighan-Lin, exact", () -> of(new KernighanLin().partition(graph, k, 1)));
        }
        SimpleWeightedGraph<Integer, DefaultWeightedEdge> theirs = theirs(graph);
        row(data, k, "JGraphT k spanning trees", () -> of(graph, new KSpanningTreeClustering<>(theirs, k)));
        row(
                data,
                k,
                "JGraphT label propagation",
                () -> of(graph, new LabelPropagationClustering<>(theirs, 20, new java.util.Random(1))));
        for (String type : List.of("kway", "rb")) {
            if (isInstalled("gpmetis")) {
                row(data, k, "METIS " + type, () -> metis(file, graph, k, type));
            }
        }
    }

    private static Result of(Partition p) {
        return new Result(p.cut(), 1 + p.imbalance());
    }

    private static SimpleWeightedGraph<Integer, DefaultWeightedEdge> theirs(Graph graph) {
        SimpleWeightedGraph<Integer, DefaultWeightedEdge> theirs = new SimpleWeightedGraph<>(DefaultWeightedEdge.class);
        for (int v = 0; v < graph.nodes(); v++) {
            theirs.addVertex(v);
            for (int a = graph.start(v); a < graph.start(v + 1) && graph.neighbor(a) < v; a++) {
                theirs.setEdgeWeight(theirs.addEdge(v, graph.neighbor(a)), graph.weight(a));
            }
        }
        return theirs;
    }

    /** Returns the result of an algorithm that chooses the number of parts itself and does not bound their sizes. */
    private static Result of(Graph graph, ClusteringAlgorithm<Integer> algorithm) {
        List<Set<Integer>> clusters = algorithm.getClustering().getClusters();
        int[] partOf = new int[graph.nodes()];
        for (int c = 0; c < clusters.size(); c++) {
            for (int v : clusters.get(c)) {
                partOf[v] = c;
            }
        }
        return of(Partition.of(graph, partOf, clusters.size()));
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private static Result metis(Path file, Graph graph, int k, String type) throws IOException, InterruptedException {
        try (TemporaryDirectory directory = TemporaryDirectory.create("moelab-peers-")) {
            Path copy = Files.copy(file, directory.file("a.graph"));
            Path parts = directory.file("a.graph.part." + k);
            Process process = new ProcessBuilder("gpmetis", "-ptype=" + type, "-seed=1", copy.toString(), "" + k)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                throw new IOException("gpmetis failed on " + file);
            }
            return of(MetisFile.readParts(graph, k, parts));
        }
    }

    // ---- points ----

    private static void points(String data, DMatrixRMaj points, int k) {
        row(data, k, "balanced k-means", () -> of(new BalancedKMeans(k, 1).fit(points)));
        row(
                data,
                k,
                "exact Lloyd, best of 10",
                () -> of(new BalancedLloyd(k, 1).restarts(10).fit(points)));
        row(data, k, "plain k-means, any sizes", () -> of(new PlainKMeans(k, 1).fit(points)));
        row(data, k, "greedy assignment (ELKI's idea)", () -> greedy(points, k));
    }

    private static Result of(Clustering c) {
        int largest = Arrays.stream(c.sizes()).max().orElse(0);
        return new Result(c.squaredError(), largest * (double) c.clusters() / c.labels().length);
    }

    /**
     * Imitates the first step of the same-size k-means in ELKI's tutorial: the points, in the order of what a bad
     * choice would cost them, go to the nearest mean that has room. ELKI's own class is in none of the artifacts that
     * we opened.
     */
    private static Result greedy(DMatrixRMaj points, int k) {
        DMatrixRMaj means = new PlainKMeans(k, 1).fit(points).centroids();
        int n = points.numRows;
        double[][] distance = new double[n][k];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < k; c++) {
                for (int l = 0; l < points.numCols; l++) {
                    distance[i][c] += Math.pow(points.get(i, l) - means.get(c, l), 2);
                }
            }
        }
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (i, j) -> Double.compare(spread(distance[j]), spread(distance[i])));
        int[] room = new int[k];
        Arrays.setAll(room, c -> n / k + (c < n % k ? 1 : 0));
        int[] labels = new int[n];
        for (int i : order) {
            int best = -1;
            for (int c = 0; c < k; c++) {
                best = room[c] > 0 && (best < 0 || distance[i][c] < distance[i][best]) ? c : best;
            }
            room[best]--;
            labels[i] = best;
        }
        double error = 0;
        double[][] mean = new double[k][points.numCols];
        int[] size = new int[k];
        for (int i = 0; i < n; i++) {
            size[labels[i]]++;
            for (int l = 0; l < points.numCols; l++) {
                mean[labels[i]][l] += points.get(i, l);
            }
        }
        for (int i = 0; i < n; i++) {
            for (int l = 0; l < points.numCols; l++) {
                error += Math.pow(points.get(i, l) - mean[labels[i]][l] / size[labels[i]], 2);
            }
        }
        return new Result(error, (n / k + (n % k > 0 ? 1 : 0)) * (double) k / n);
    }

    private static double spread(double[] distances) {
        return Arrays.stream(distances).max().orElse(0)
                - Arrays.stream(distances).min().orElse(0);
    }

    private static DMatrixRMaj groups(int n, int d, int groups) {
        SplittableRandom random = new SplittableRandom(1);
        DMatrixRMaj centers = new DMatrixRMaj(groups, d);
        Arrays.setAll(centers.data, at -> 4 * random.nextDouble());
        DMatrixRMaj points = new DMatrixRMaj(n, d);
        for (int i = 0; i < n; i++) {
            int group = Math.min(random.nextInt(groups), random.nextInt(groups)); // of unequal size
            for (int l = 0; l < d; l++) {
                points.set(i, l, centers.get(group, l) + random.nextDouble() + random.nextDouble());
            }
        }
        return points;
    }

    private static void row(String data, int k, String name, Callable<Result> work) {
        try {
            work.call(); // warms up the compiler
            long begun = System.nanoTime();
            Result r = work.call();
            double seconds = (System.nanoTime() - begun) * 1e-9;
            System.out.printf(
                    Locale.ROOT,
                    ROW,
                    data,
                    k,
                    name,
                    r.value == Math.rint(r.value)
                            ? String.format(Locale.ROOT, "%.0f", r.value)
                            : String.format(Locale.ROOT, "%.7g", r.value),
                    String.format(Locale.ROOT, "%.3f", r.largest),
                    String.format(Locale.ROOT, "%.3f", seconds));
        } catch (Exception e) {
            System.out.printf(Locale.ROOT, ROW, data, k, name, e.getMessage(), "", "");
        }
    }
}
