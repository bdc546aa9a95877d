package moelab.cli.study;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import moelab.cli.Interrupts;
import moelab.cli.OptionRange;
import moelab.cli.TaskProgress;
import moelab.files.FileRoles;
import moelab.files.WholeFile;
import moelab.plot.Figure;
import moelab.study.size.SizeStudy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab sizes}: what screening, experts and bytes are worth as models outgrow the cache. */
@Command(
        name = "sizes",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Speed at growing model dimension, on random weights with planted sparsity (95 %% of the neurons "
                    + "inactive): dense, screened and experts in turns, in floats and in bytes, beside the time that "
                    + "reading their weights takes.",
            "About two minutes. "
                    + "--dimensions 128,256,512,1024 needs MOELAB_JAVA_OPTIONS=-Xmx9g. Interrupted with Ctrl-C it "
                    + "keeps the dimensions that are complete.",
            ""
        })
public final class SizesCommand implements Callable<Integer> {
    private static final int LARGEST = 8192;
    private static final int MOST_LAYERS = 100;
    private static final int MOST_SUBWORDS = 1_000_000;
    private static final double MOST_SECONDS = 1e6;

    @Option(
            names = "--dimensions",
            split = ",",
            paramLabel = "D",
            description = "model dimensions, multiples of 64 (default: 128, 256 and 512)")
    private List<Integer> dimensions = List.of(128, 256, 512);

    @Option(names = "--layers", description = "layers of each stack (default ${DEFAULT-VALUE})")
    private int layers = 6;

    @Option(names = "--subwords", description = "size of the vocabulary (default ${DEFAULT-VALUE})")
    private int subwords = 8000;

    @Option(names = "--rounds", description = "the most rounds for each dimension (default ${DEFAULT-VALUE})")
    private int rounds = 25;

    @Option(
            names = "--seconds",
            description = "no further round of a dimension begins after this time (default ${DEFAULT-VALUE})")
    private double seconds = 25;

    @Option(names = "--csv", paramLabel = "FILE", description = "writes the figures as comma-separated values")
    private Path csv;

    @Option(names = "--plot", paramLabel = "FILE", description = "draws the curves, .png or .svg")
    private Path plot;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        for (int d : dimensions) {
            OptionRange.whole("--dimensions", d, 64, LARGEST);
        }
        SizeStudy.Plan plan = new SizeStudy.Plan(
                dimensions,
                OptionRange.whole("--layers", layers, 1, MOST_LAYERS),
                OptionRange.whole("--subwords", subwords, 2, MOST_SUBWORDS),
                2,
                16,
                24,
                OptionRange.rounds(rounds),
                OptionRange.number("--seconds", seconds, 0, MOST_SECONDS),
                1);
        new FileRoles().writes("--csv", csv).writes("--plot", plot).check();
        Figure.requirePicture(plot);
        PrintWriter out = spec.commandLine().getOut();
        SizeStudy study;
        try (TaskProgress progress = new TaskProgress();
                Interrupts interrupts = Interrupts.ofThisThread(System.err)) {
            study = SizeStudy.measure(plan, progress);
        }
        boolean complete = !Thread.interrupted() && study.widths().size() == dimensions.size();
        out.println(study);
        if (!complete) {
            out.println();
            out.println("interrupted: the rest was not measured");
        }
        out.flush();
        if (study.widths().isEmpty()) {
            return 0;
        }
        if (csv != null) {
            WholeFile.write(csv, study.toCsv());
        }
        if (plot != null) {
            study.chart().save(plot);
        }
        return 0;
    }
}
