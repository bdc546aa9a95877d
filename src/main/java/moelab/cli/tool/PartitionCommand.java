package moelab.cli.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import moelab.graph.Graph;
import moelab.graph.KernighanLin;
import moelab.graph.MetisFile;
import moelab.graph.Multilevel;
import moelab.graph.Partition;
import moelab.graph.Partitioner;
import moelab.graph.annealing.AnnealedPartitioner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab partition}: cuts a METIS graph into parts. */
@Command(
        name = "partition",
        mixinStandardHelpOptions = true,
        description = "Cuts a graph in METIS format into K parts of equal size.")
public final class PartitionCommand implements Callable<Integer> {
    /** Algorithms by name. */
    enum Method {
        ANNEALED,
        MULTILEVEL,
        KERNIGHAN_LIN
    }

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "GRAPH", description = "a METIS .graph file")
    private Path file;

    @Parameters(index = "1", paramLabel = "K", description = "number of parts, 1 to the number of nodes")
    private int parts;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "where the part of each node goes, one a line (default: GRAPH.part.K)")
    private Path out;

    @Option(names = "--seed", defaultValue = "1", description = "of all randomness (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--restarts",
            defaultValue = "1",
            description = "the best of so many partitions (default: ${DEFAULT-VALUE})")
    private int restarts;

    @Option(
            names = "--imbalance",
            defaultValue = "0",
            description = "how much heavier than the mean a part may be, such as 0.03; "
                    + "0: sizes differ by at most one node (default: ${DEFAULT-VALUE})")
    private double imbalance;

    @Option(
            names = "--method",
            defaultValue = "ANNEALED",
            description = "${COMPLETION-CANDIDATES}: the strong one, the textbook's recursive "
                    + "bisection, and swaps alone (default: ${DEFAULT-VALUE})")
    private Method method;

    @Override
    public Integer call() throws IOException {
        Graph graph = MetisFile.read(file);
        long begun = System.nanoTime();
        Partition partition = partitioner().best(graph, parts, seed, restarts);
        double seconds = (System.nanoTime() - begun) * 1e-9;
        Path to = out != null ? out : Path.of(file + ".part." + parts);
        MetisFile.writeParts(partition, to);
        spec.commandLine()
                .getOut()
                .println(partition + String.format(Locale.ROOT, "%nseconds %.3f%nwritten to %s", seconds, to));
        return 0;
    }

    private Partitioner partitioner() {
        if (method == Method.KERNIGHAN_LIN) {
            if (imbalance != 0) {
                throw new IllegalArgumentException(
                        "imbalance is " + imbalance + ", expected 0: Kernighan-Lin only swaps");
            }
            return new KernighanLin();
        }
        return method == Method.MULTILEVEL ? new Multilevel(imbalance) : new AnnealedPartitioner(imbalance);
    }
}
