package moelab.cli.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import moelab.cli.EnumConverter;
import moelab.cli.Interrupts;
import moelab.cli.ModelOptions;
import moelab.cli.StudyOptions;
import moelab.cli.TaskProgress;
import moelab.experiment.BudgetKind;
import moelab.experiment.Experiment;
import moelab.experiment.RouterKind;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.experiment.SplitKind;
import moelab.plot.Figure;
import moelab.study.TradeOff;
import moelab.text.ParallelCorpus;
import moelab.translation.TranslationModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab tradeoff}: BLEU kept against neurons computed. */
@Command(
        name = "tradeoff",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "BLEU kept on the test split as fewer neurons are computed, for every way to make experts and every "
                    + "router.",
            "Interrupted with Ctrl-C it prints what was measured by then.",
            ""
        })
public final class TradeOffCommand implements Callable<Integer> {
    @Mixin
    private ModelOptions options;

    @Mixin
    private GridOptions axes;

    @Option(
            names = "--router",
            split = ",",
            description = "routers (default: all): ${COMPLETION-CANDIDATES}",
            converter = EnumConverter.Routers.class,
            completionCandidates = EnumConverter.Routers.class)
    private List<RouterKind> routers = List.of(RouterKind.values());

    @Option(
            names = "--budget",
            description =
                    "how a share is spent: ${COMPLETION-CANDIDATES} (default: one threshold per layer, set on the "
                            + "validation split)",
            converter = EnumConverter.Budgets.class,
            completionCandidates = EnumConverter.Budgets.class)
    private BudgetKind budget = Settings.defaults().budget();

    @Option(
            names = "--expert-size",
            paramLabel = "NEURONS",
            description = "neurons per expert (default: ${DEFAULT-VALUE})")
    private int expertSize = Settings.defaults().expertSize();

    @Mixin
    private StudyOptions study;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description = "draws the curves, .png or .svg, one chart for each way to make experts")
    private Path plot;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        for (double share : axes.shares()) {
            settings(share);
        }
        study.files(options).writes("--plot", plot).check();
        Figure.requirePicture(plot);
        TranslationModel model = options.model();
        ParallelCorpus corpus = options.corpus();
        TradeOff curve;
        try (TaskProgress progress = new TaskProgress();
                Interrupts interrupts = Interrupts.ofThisThread(System.err)) {
            Experiment experiment = Experiment.prepare(
                    model.transformer(),
                    Sentences.of(model, corpus.train()),
                    Sentences.of(model, corpus.validation()),
                    Sentences.of(model, corpus.test()),
                    settings(1),
                    progress);
            curve = TradeOff.measure(experiment, axes.splits(), routers, axes.shares(), settings(1), progress);
        }
        study.report(spec.commandLine().getOut(), curve, curve.toCsv());
        if (plot != null && !curve.points().isEmpty()) {
            curve.chart().save(plot);
        }
        return 0;
    }

    /**
     * Returns settings with this share of experts. The experiment's own experts are the cheapest kind, because they are
     * not used.
     */
    private Settings settings(double keep) {
        return new Settings(
                SplitKind.RANDOM, RouterKind.CENTROID, budget, expertSize, keep, 1, 1, 1, study.states(), study.seed());
    }
}
