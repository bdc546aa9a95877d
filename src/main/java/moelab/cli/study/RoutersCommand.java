package moelab.cli.study;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import moelab.cli.EnumConverter;
import moelab.cli.Interrupts;
import moelab.cli.ModelOptions;
import moelab.cli.ShareConverter;
import moelab.cli.StudyOptions;
import moelab.cli.TaskProgress;
import moelab.experiment.Experiment;
import moelab.experiment.RouterKind;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.experiment.SplitKind;
import moelab.moe.Moefication;
import moelab.sparsity.Activations;
import moelab.study.RouterComparison;
import moelab.text.ParallelCorpus;
import moelab.transformer.Transformer;
import moelab.translation.TranslationModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab routers}: every router over the same experts, layer by layer. */
@Command(
        name = "routers",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "How well each router chooses on tokens of validation sentences: Tribuo's multi-label and regression "
                    + "evaluators, and the share of "
                    + "activation mass and output in the experts it chooses; oracle and random are the bounds.",
            "Interrupted with Ctrl-C it prints what was measured by then.",
            ""
        })
public final class RoutersCommand implements Callable<Integer> {
    @Mixin
    private ModelOptions options;

    @Option(
            names = "--split",
            description = "how experts are made: ${COMPLETION-CANDIDATES} (default: coactivation)",
            converter = EnumConverter.Splits.class,
            completionCandidates = EnumConverter.Splits.class)
    private SplitKind split = Settings.defaults().split();

    @Option(
            names = "--router",
            split = ",",
            description = "routers (default: all): ${COMPLETION-CANDIDATES}",
            converter = EnumConverter.Routers.class,
            completionCandidates = EnumConverter.Routers.class)
    private List<RouterKind> routers = List.of(RouterKind.values());

    @Option(
            names = "--keep",
            split = ",",
            paramLabel = "SHARE",
            description = "shares of the experts (default: 1/2, 1/4 and 1/8)",
            converter = ShareConverter.class)
    private List<Double> shares = List.of(0.5, 0.25, 0.125);

    @Option(
            names = "--expert-size",
            paramLabel = "NEURONS",
            description = "neurons per expert (default: ${DEFAULT-VALUE})")
    private int expertSize = Settings.defaults().expertSize();

    @Option(
            names = "--held-out",
            paramLabel = "TOKENS",
            description = "decoder states that they are judged on (default: ${DEFAULT-VALUE})")
    private int heldOut = 2_000;

    @Mixin
    private StudyOptions study;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Settings d = Settings.defaults();
        shares.forEach(d::withKeep); // refuses what is no share
        Settings settings = new Settings(
                split, d.router(), d.budget(), expertSize, d.keep(), 1, 1, 1, study.states(), study.seed());
        if (heldOut < 1) {
            throw new IllegalArgumentException("--held-out is " + heldOut + " tokens, expected at least 1");
        }
        study.files(options).check();
        TranslationModel model = options.model();
        ParallelCorpus corpus = options.corpus();
        RouterComparison comparison;
        try (TaskProgress progress = new TaskProgress();
                Interrupts interrupts = Interrupts.ofThisThread(System.err)) {
            Transformer dense = model.transformer();
            int experts = settings.experts(dense.config().decoderFeedForward());
            List<Activations> seen =
                    Experiment.trainingStates(dense, Sentences.of(model, corpus.train()), settings, progress);
            List<Activations> judged =
                    Experiment.heldOutStates(dense, Sentences.of(model, corpus.validation()), progress).stream()
                            .map(a -> a.sample(heldOut, study.seed()))
                            .toList();
            long[] told = {0};
            Moefication made = Moefication.of(
                    dense,
                    seen,
                    split.splitter(study.seed()),
                    experts,
                    RouterKind.CENTROID.trainer(experts, study.seed()),
                    line -> progress.at("making experts", told[0]++, 2L * seen.size()));
            comparison = RouterComparison.measure(made, seen, judged, routers, shares, study.seed(), progress);
        }
        study.report(spec.commandLine().getOut(), comparison, comparison.toCsv());
        return 0;
    }
}
