package moelab.cli.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import moelab.cli.Interrupts;
import moelab.cli.Progress;
import moelab.cluster.BalancedKMeans;
import moelab.cluster.BalancedLloyd;
import moelab.cluster.Clustering;
import moelab.files.WholeFile;
import moelab.linalg.CsvMatrix;
import org.ejml.data.DMatrixRMaj;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab kmeans}: clusters of equal size. */
@Command(
        name = "kmeans",
        mixinStandardHelpOptions = true,
        description = {
            "Balanced k-means: points into K clusters whose sizes differ by at most one.",
            "Points come as comma-separated numbers, one point a line; out goes the cluster of each, from 0, one a line.",
            "Ctrl-C keeps the best restart so far."
        })
public final class KMeansCommand implements Callable<Integer> {
    /** What follows k-means++ seeding; each does what the one before it does, and more. */
    enum Method {
        LLOYD,
        SWAPS,
        ANNEALING
    }

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "POINTS.csv", description = "one point a line, comma-separated")
    private Path file;

    @Parameters(index = "1", paramLabel = "K", description = "number of clusters, 1 to the number of points")
    private int k;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "where the cluster of each point goes (default: POINTS.csv.part.K)")
    private Path out;

    @Option(names = "--seed", defaultValue = "1", description = "of all randomness (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--restarts", defaultValue = "1", description = "the best of so many (default: ${DEFAULT-VALUE})")
    private int restarts;

    @Option(
            names = "--method",
            defaultValue = "ANNEALING",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Method method;

    @Override
    public Integer call() throws IOException {
        Path to = out != null ? out : Path.of(file + ".part." + k);
        WholeFile.requireWritable(to);
        DMatrixRMaj points = CsvMatrix.read(file);
        Clustering clustering;
        try (Interrupts interrupts = Interrupts.ofThisThread(System.err, () -> false);
                Progress progress = new Progress("restarts", restarts)) {
            clustering = method == Method.LLOYD
                    ? new BalancedLloyd(k, seed).restarts(restarts).fit(points)
                    : annealing().restarts(restarts).listener(progress::to).fit(points);
            Thread.interrupted(); // or the labels could not be written
        }
        WholeFile.write(
                to,
                Arrays.stream(clustering.labels())
                        .mapToObj(label -> label + "\n")
                        .collect(Collectors.joining()));
        report(clustering, spec.commandLine().getOut());
        spec.commandLine().getOut().println("written to " + to);
        return 0;
    }

    private BalancedKMeans annealing() {
        return method == Method.SWAPS ? new BalancedKMeans(k, seed).sweeps(0) : new BalancedKMeans(k, seed);
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
