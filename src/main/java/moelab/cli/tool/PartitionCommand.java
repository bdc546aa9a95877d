package moelab.cli.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import moelab.cli.ClusterOptions;
import moelab.files.FileRoles;
import moelab.graph.Graph;
import moelab.graph.Partition;
import moelab.graph.metis.MetisFile;
import moelab.jobs.PartitionMethod;
import moelab.jobs.Partitioning;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab partition}: cuts a METIS graph into parts. */
@Command(
        name = "partition",
        mixinStandardHelpOptions = true,
        description = {
            "Cuts a graph in METIS format into K parts of equal size.",
            "Ctrl-C keeps nothing, with or without --master."
        })
public final class PartitionCommand implements Callable<Integer> {
    private static final double USUAL_NITER = 10; // METIS's default

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "GRAPH", description = "a METIS .graph file")
    private Path file;

    @Parameters(index = "1", paramLabel = "K", description = "number of parts, 1 to the number of nodes")
    private int parts;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "where the part of each node is written, one per line (default: GRAPH.part.K)")
    private Path out;

    @Option(names = "--seed", defaultValue = "1", description = "seed of all randomness (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--restarts",
            defaultValue = "1",
            description = "number of partitions, the best of which counts (default: ${DEFAULT-VALUE}); METIS's ncuts")
    private int restarts;

    @Option(
            names = "--imbalance",
            description = "how much heavier than the mean a part may be, such as 0.03 (default: 0: sizes differ by at "
                    + "most one node)")
    private Double imbalance;

    @Option(
            names = "--ufactor",
            paramLabel = "N",
            description = "the same in thousandths, as METIS has it: 30 is --imbalance 0.03")
    private Integer ufactor;

    @Option(
            names = "--niter",
            paramLabel = "N",
            description = "effort of refinement, as METIS has it: 10 is the usual effort, 20 twice as much work")
    private Integer niter;

    @Option(
            names = "--fixed",
            paramLabel = "FILE",
            description = "the part that each node has to be in, -1 where it is free, one per line")
    private Path fixed;

    @Option(
            names = "--method",
            defaultValue = "ANNEALED",
            description = "${COMPLETION-CANDIDATES}: the strong one, the textbook's recursive "
                    + "bisection, and swaps alone (default: ${DEFAULT-VALUE})")
    private PartitionMethod method;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() throws IOException {
        Path to = out != null ? out : Path.of(file + ".part." + parts);
        new FileRoles()
                .reads("GRAPH", file)
                .reads("--fixed", fixed)
                .writes("--out", to)
                .check();
        double share = share();
        requireThatOptionsAgree(share);
        cluster.check();
        Graph graph = MetisFile.read(file);
        int[] fixedParts = fixed == null ? null : MetisFile.readFixed(graph, parts, fixed);
        double effort = niter == null ? 1 : niter / USUAL_NITER;
        long begun = System.nanoTime();
        Partition partition;
        if (cluster.given()) {
            Partitioning.PartitionSearch search =
                    new Partitioning.PartitionSearch(method, share, effort, fixed != null);
            partition = cluster.run(Partitioning.job(file, fixed, search, parts, seed, restarts))
                    .of(graph, parts);
        } else {
            partition = method.partitioner(share, effort, fixedParts).best(graph, parts, seed, restarts);
        }
        double seconds = (System.nanoTime() - begun) * 1e-9;
        MetisFile.writeParts(partition, to);
        spec.commandLine()
                .getOut()
                .println(partition + String.format(Locale.ROOT, "%nseconds %.3f%nwritten to %s", seconds, to));
        return 0;
    }

    private double share() {
        if (imbalance != null && ufactor != null) {
            throw new IllegalArgumentException("--imbalance and --ufactor say the same, expected one of them");
        }
        if (ufactor != null && ufactor < 0) {
            throw new IllegalArgumentException("--ufactor is " + ufactor + ", expected a whole number from 0");
        }
        return ufactor != null ? ufactor / 1000.0 : imbalance != null ? imbalance : 0;
    }

    private void requireThatOptionsAgree(double share) {
        if (method == PartitionMethod.KERNIGHAN_LIN && share != 0) {
            throw new IllegalArgumentException("imbalance is " + share + ", expected 0: Kernighan-Lin only swaps");
        }
        if (method != PartitionMethod.ANNEALED && (niter != null || fixed != null)) {
            throw new IllegalArgumentException("--niter and --fixed: expected --method ANNEALED with them");
        }
        if (niter != null && niter < 1) {
            throw new IllegalArgumentException("--niter is " + niter + ", expected a whole number from 1");
        }
    }
}
