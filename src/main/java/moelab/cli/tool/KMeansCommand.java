package moelab.cli.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import moelab.cli.ClusterOptions;
import moelab.cli.Interrupts;
import moelab.cli.Progress;
import moelab.cluster.BalancedKMeans;
import moelab.cluster.BalancedLloyd;
import moelab.cluster.CapacitatedKMeans;
import moelab.cluster.Clustering;
import moelab.cluster.assignment.SizeBounds;
import moelab.files.FileRoles;
import moelab.files.WholeFile;
import moelab.jobs.KMeansRestart;
import moelab.linalg.CsvMatrix;
import org.ejml.data.DMatrixRMaj;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab kmeans}: clusters of equal size, or of sizes within bounds. */
@Command(
        name = "kmeans",
        mixinStandardHelpOptions = true,
        description = {
            "Balanced k-means: points into K clusters whose sizes differ by at most one, or are within bounds.",
            "Points are read as comma-separated numbers, one point per line. The cluster of each, from 0, is "
                    + "written one per line.",
            "Ctrl-C keeps the best clustering so far; with --master or --weights, nothing is kept."
        })
public final class KMeansCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "POINTS.csv", description = "one point per line, comma-separated")
    private Path file;

    @Parameters(index = "1", paramLabel = "K", description = "number of clusters, 1 to the number of points")
    private int k;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "where the cluster of each point is written (default: POINTS.csv.part.K)")
    private Path out;

    @Option(names = "--seed", defaultValue = "1", description = "seed of all randomness (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--restarts",
            defaultValue = "1",
            description = "number of starts, the best of which counts (default: ${DEFAULT-VALUE})")
    private int restarts;

    @Option(
            names = "--method",
            defaultValue = "ANNEALING",
            description = "what follows the seeding, each including the one before: ${COMPLETION-CANDIDATES} "
                    + "(default: ${DEFAULT-VALUE})")
    private KMeansRestart.Method method;

    @Option(names = "--size-min", paramLabel = "N", description = "least number of points in a cluster")
    private Integer least;

    @Option(names = "--size-max", paramLabel = "N", description = "largest number of points in a cluster")
    private Integer most;

    @Option(
            names = "--start",
            paramLabel = "CENTERS.csv",
            description = "the first centers, one per line, in place of k-means++ seeds")
    private Path start;

    @Option(
            names = "--assign",
            description = "only assign the points to the centers of --start, as cheaply as the sizes allow")
    private boolean assign;

    @Option(
            names = "--centroids",
            paramLabel = "FILE",
            description = "where the mean of each cluster is written, one per line: a --start for other points")
    private Path centroids;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description =
                    "the weight of each point, one per line; needs --capacity (a heuristic: a cluster may exceed its "
                            + "capacity by less than one point)")
    private Path weights;

    @Option(names = "--capacity", paramLabel = "W", description = "what the points of a cluster may weigh together")
    private Double capacity;

    @Option(names = "--seconds", paramLabel = "S", description = "keep the best clustering after this time")
    private Double seconds;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() throws IOException {
        Path to = out != null ? out : Path.of(file + ".part." + k);
        new FileRoles()
                .reads("POINTS.csv", file)
                .reads("--start", start)
                .reads("--weights", weights)
                .writes("--out", to)
                .writes("--centroids", centroids)
                .check();
        requireThatOptionsAgree();
        cluster.check();
        DMatrixRMaj points = CsvMatrix.read(file);
        Clustering clustering;
        if (cluster.given()) {
            clustering = cluster.run(KMeansRestart.job(file, start, search(), restarts))
                    .clustering();
            return written(clustering, to);
        }
        try (Interrupts interrupts = Interrupts.ofThisThread(System.err);
                Progress progress = new Progress("restarts", restarts)) {
            clustering = clustering(points, progress);
        }
        return written(clustering, to);
    }

    private KMeansRestart.KMeansSearch search() {
        return new KMeansRestart.KMeansSearch(file.toString(), method, k, seed, least, most, start != null);
    }

    private int written(Clustering clustering, Path to) throws IOException {
        WholeFile.write(
                to,
                Arrays.stream(clustering.labels())
                        .mapToObj(label -> label + "\n")
                        .collect(Collectors.joining()));
        if (centroids != null) {
            WholeFile.write(centroids, text(clustering.centroids()));
        }
        report(clustering, spec.commandLine().getOut());
        spec.commandLine().getOut().println("written to " + to);
        return 0;
    }

    private void requireThatOptionsAgree() {
        if ((weights == null) != (capacity == null)) {
            throw new IllegalArgumentException("--weights and --capacity: expected both or neither");
        }
        if (weights != null && (least != null || most != null || start != null || assign)) {
            throw new IllegalArgumentException(
                    "--weights: expected no --size-min, --size-max, --start or --assign with it");
        }
        if (assign && start == null) {
            throw new IllegalArgumentException("--assign: expected --start with the centers");
        }
        if ((weights != null || assign)
                && (seconds != null || restarts > 1 || method != KMeansRestart.Method.ANNEALING)) {
            throw new IllegalArgumentException(
                    "--weights and --assign: expected no --seconds, --restarts or --method with them");
        }
        if (seconds != null && !(seconds > 0)) {
            throw new IllegalArgumentException("--seconds is " + seconds + ", expected a positive number");
        }
        if (cluster.given() && (weights != null || assign || seconds != null)) {
            throw new IllegalArgumentException(
                    "--master spreads restarts, expected no --weights, --assign or --seconds with it");
        }
        if (restarts < 1) {
            throw new IllegalArgumentException("--restarts is " + restarts + ", expected at least 1");
        }
    }

    private Clustering clustering(DMatrixRMaj points, Progress progress) throws IOException {
        if (weights != null) {
            double[] capacities = new double[Math.max(0, k)];
            Arrays.fill(capacities, capacity);
            double[] each = column(weights);
            return ofFile(() -> new CapacitatedKMeans(each, capacities, seed).fit(points));
        }
        DMatrixRMaj centers = start == null ? null : CsvMatrix.read(start);
        SizeBounds sizes = search().sizes(points.numRows);
        if (assign) {
            return assigned(points, centers, sizes == null ? SizeBounds.equal(points.numRows, k) : sizes);
        }
        return ofFile(() -> searched(points, centers, sizes, progress));
    }

    /** Does the work; complaints about the points name their file. */
    private Clustering ofFile(Supplier<Clustering> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private Clustering searched(DMatrixRMaj points, DMatrixRMaj centers, SizeBounds sizes, Progress progress) {
        if (method == KMeansRestart.Method.LLOYD) {
            BalancedLloyd lloyd = new BalancedLloyd(k, seed).restarts(restarts).stopWhen(deadline());
            lloyd = sizes == null ? lloyd : lloyd.sizes(sizes);
            return (centers == null ? lloyd : lloyd.start(centers)).fit(points);
        }
        BalancedKMeans search = new BalancedKMeans(k, seed)
                .restarts(restarts)
                .listener(progress::to)
                .stopWhen(deadline());
        search = method == KMeansRestart.Method.SWAPS ? search.sweeps(0) : search;
        search = sizes == null ? search : search.sizes(sizes);
        return (centers == null ? search : search.start(centers)).fit(points);
    }

    private static Clustering assigned(DMatrixRMaj points, DMatrixRMaj centers, SizeBounds sizes) {
        long begun = System.nanoTime();
        if (centers.numRows != sizes.clusters()) {
            throw new IllegalArgumentException(
                    "--start has " + centers.numRows + " centers, expected " + sizes.clusters() + ", as K says");
        }
        Clustering of = new Clustering(new int[0], centers, new double[] {0}, 0, 0);
        int[] labels = of.assign(points, sizes);
        double error = 0;
        for (int at = 0; at < points.getNumElements(); at++) {
            double difference = points.data[at] - centers.get(labels[at / points.numCols], at % points.numCols);
            error += difference * difference;
        }
        return new Clustering(labels, centers, new double[] {error}, 1, (System.nanoTime() - begun) * 1e-9);
    }

    private BooleanSupplier deadline() {
        long end = seconds == null ? Long.MAX_VALUE : System.nanoTime() + (long) (seconds * 1e9);
        return () -> seconds != null && System.nanoTime() - end > 0;
    }

    private static double[] column(Path file) throws IOException {
        DMatrixRMaj column = CsvMatrix.read(file);
        if (column.numCols != 1) {
            throw new IllegalArgumentException(
                    file + ":1: " + column.numCols + " numbers, expected one weight per line");
        }
        return column.data;
    }

    private static String text(DMatrixRMaj rows) {
        return IntStream.range(0, rows.numRows)
                .mapToObj(i -> IntStream.range(0, rows.numCols)
                        .mapToObj(l -> Double.toString(rows.get(i, l)))
                        .collect(Collectors.joining(",", "", "\n")))
                .collect(Collectors.joining());
    }

    private static void report(Clustering c, PrintWriter out) {
        int smallest = Arrays.stream(c.sizes()).min().orElse(0);
        int largest = Arrays.stream(c.sizes()).max().orElse(0);
        out.println(c);
        out.println(String.format(Locale.ROOT, "sum of squared errors %.10g", c.squaredError()));
        out.println("sizes " + smallest + " to " + largest);
        out.println(String.format(Locale.ROOT, "seconds %.3f", c.seconds()));
    }
}
