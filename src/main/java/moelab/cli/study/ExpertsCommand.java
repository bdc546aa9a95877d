package moelab.cli.study;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import moelab.cli.Interrupts;
import moelab.cli.ModelOptions;
import moelab.cli.ShareConverter;
import moelab.cli.StudyOptions;
import moelab.cli.TaskProgress;
import moelab.experiment.Experiment;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.sparsity.Activations;
import moelab.study.Constructions;
import moelab.text.ParallelCorpus;
import moelab.transformer.Transformer;
import moelab.translation.TranslationModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab experts}: ways to make experts on one objective. */
@Command(
        name = "experts",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Experts at random, by co-activation with three edge weightings, and by k-means, of several sizes: "
                    + "the share of the work that the best of them do, on validation tokens, layer by layer.",
            "Interrupted with Ctrl-C it prints what was measured by then.",
            ""
        })
public final class ExpertsCommand implements Callable<Integer> {
    @Mixin
    private ModelOptions options;

    @Option(
            names = "--expert-size",
            split = ",",
            paramLabel = "NEURONS",
            description = "neurons per expert (default: 8, 16, 32 and 64)")
    private List<Integer> sizes = Constructions.SIZES;

    @Option(
            names = "--keep",
            paramLabel = "SHARE",
            description = "share of the experts that a token may use (default: ${DEFAULT-VALUE})",
            converter = ShareConverter.class)
    private double keep = 0.125;

    @Mixin
    private StudyOptions study;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Settings settings = Settings.defaults().withKeep(keep).withTokens(study.states(), study.seed());
        study.files(options).check();
        TranslationModel model = options.model();
        ParallelCorpus corpus = options.corpus();
        Constructions constructions;
        try (TaskProgress progress = new TaskProgress();
                Interrupts interrupts = Interrupts.ofThisThread(System.err)) {
            Transformer dense = model.transformer();
            List<Activations> seen =
                    Experiment.trainingStates(dense, Sentences.of(model, corpus.train()), settings, progress);
            List<Activations> heldOut =
                    Experiment.heldOutStates(dense, Sentences.of(model, corpus.validation()), progress);
            constructions =
                    Constructions.measure(dense, seen, heldOut, Constructions.all(study.seed()), sizes, keep, progress);
        }
        study.report(spec.commandLine().getOut(), constructions, constructions.toCsv());
        return 0;
    }
}
