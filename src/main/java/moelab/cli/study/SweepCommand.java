package moelab.cli.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import moelab.cli.ClusterOptions;
import moelab.cli.EnumConverter;
import moelab.cli.ModelOptions;
import moelab.cli.OptionRange;
import moelab.cli.StateOptions;
import moelab.experiment.BudgetKind;
import moelab.experiment.RouterKind;
import moelab.experiment.Settings;
import moelab.files.TemporaryDirectory;
import moelab.files.WholeFile;
import moelab.jobs.ModelRecipe;
import moelab.jobs.Shard;
import moelab.jobs.Sweep;
import moelab.jobs.Sweeping;
import moelab.text.ParallelCorpus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab sweep}: a whole grid of conversions. */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "BLEU kept on the test split over a grid: every way to make experts, size, router, budget, share and seed.",
            "Each way to make experts, with its size and seed, is one task.",
            ""
        })
public final class SweepCommand implements Callable<Integer> {
    private static final int MOST_ROWS = 1_000_000;

    @Mixin
    private ModelOptions options;

    @Mixin
    private GridOptions axes;

    @Option(
            names = "--expert-size",
            split = ",",
            paramLabel = "NEURONS",
            description = "neurons per expert (default: 8, 16 and 32)")
    private List<Integer> sizes = List.of(8, 16, 32);

    @Option(
            names = "--router",
            split = ",",
            description = "routers (default: oracle, random, ridge): ${COMPLETION-CANDIDATES}",
            converter = EnumConverter.Routers.class,
            completionCandidates = EnumConverter.Routers.class)
    private List<RouterKind> routers = List.of(RouterKind.ORACLE, RouterKind.RANDOM, RouterKind.RIDGE);

    @Option(
            names = "--budget",
            split = ",",
            description = "how a share is spent: ${COMPLETION-CANDIDATES} (default: one threshold per layer, set on "
                    + "the validation split)",
            converter = EnumConverter.Budgets.class,
            completionCandidates = EnumConverter.Budgets.class)
    private List<BudgetKind> budgets = List.of(Settings.defaults().budget());

    @Option(names = "--seeds", split = ",", paramLabel = "N", description = "seeds (default: 1,2,3)")
    private List<Long> seeds = List.of(1L, 2L, 3L);

    @Mixin
    private StateOptions states;

    @Option(names = "--csv", paramLabel = "FILE", description = "writes the figures as comma-separated values")
    private Path csv;

    @Mixin
    private ClusterOptions cluster;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        sizes.forEach(size -> OptionRange.whole("--expert-size", size, 1, 1_000_000));
        Sweeping.Grid grid = new Sweeping.Grid(axes.splits(), sizes, routers, budgets, axes.shares(), seeds);
        OptionRange.whole("rows of the grid", grid.rows(), 1, MOST_ROWS);
        options.files().writes("--csv", csv).check();
        ModelRecipe recipe = options.recipe();
        cluster.check();
        ParallelCorpus corpus = options.corpus();
        try (TemporaryDirectory directory = TemporaryDirectory.create("moelab-sweep-")) {
            Path train = directory.file("train.txt");
            Path validation = directory.file("validation.txt");
            Path test = directory.file("test.txt");
            Shard.write(corpus.train(), train);
            Shard.write(corpus.validation(), validation);
            Shard.write(corpus.test(), test);
            Sweep sweep = cluster.run(
                    Sweeping.job(recipe, options.checkpoint(), train, validation, test, states.count(), grid));
            spec.commandLine().getOut().println(sweep);
            if (csv != null) {
                WholeFile.write(csv, sweep.toCsv());
            }
        }
        return 0;
    }
}
