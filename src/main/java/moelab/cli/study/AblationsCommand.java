package moelab.cli.study;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import moelab.cli.Interrupts;
import moelab.cli.ModelOptions;
import moelab.cli.ShareConverter;
import moelab.cli.StudyOptions;
import moelab.cli.TaskProgress;
import moelab.experiment.FineTuning;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.study.Ablations;
import moelab.text.ParallelCorpus;
import moelab.translation.TranslationModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab ablations}: one change of the recipe at a time. */
@Command(
        name = "ablations",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "One change at a time to how experts are made, chosen and corrected: BLEU kept on the validation split.",
            "Interrupted with Ctrl-C it prints what was measured by then.",
            ""
        })
public final class AblationsCommand implements Callable<Integer> {
    @Mixin
    private ModelOptions options;

    @Option(
            names = "--keep",
            split = ",",
            paramLabel = "SHARE",
            description = "shares of the experts (default: 1/4 and 1/8)",
            converter = ShareConverter.class)
    private List<Double> keeps = List.of(0.25, 0.125);

    @Option(
            names = "--group",
            split = ",",
            paramLabel = "NAME",
            description = "kinds of change: default, bound, expert size, construction, shared, "
                    + "router, budget, correction, fine-tuning, encoder (default: all)")
    private List<String> groups = Ablations.GROUPS;

    @Option(
            names = "--fine-tune",
            paramLabel = "EPOCHS",
            description = "passes over the training text of the fine-tuning; 0 leaves it out (default: "
                    + "${DEFAULT-VALUE})")
    private int fineTune = 1;

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            description = "peak rate of the fine-tuning (default: ${DEFAULT-VALUE})")
    private double rate = FineTuning.RATE;

    @Mixin
    private StudyOptions study;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        for (double keep : keeps) {
            settings(keep); // refuses what is no share
        }
        study.files(options).check();
        TranslationModel model = options.model();
        ParallelCorpus corpus = options.corpus();
        Ablations ablations;
        try (TaskProgress progress = new TaskProgress();
                Interrupts interrupts = Interrupts.ofThisThread(System.err)) {
            ablations = Ablations.measure(
                    model.transformer(),
                    Sentences.of(model, corpus.train()),
                    Sentences.of(model, corpus.validation()),
                    keeps,
                    settings(1),
                    groups,
                    fineTune == 0 ? null : new FineTuning(model, corpus, fineTune, rate, study.seed()),
                    progress);
        }
        study.report(spec.commandLine().getOut(), ablations, ablations.toCsv());
        return 0;
    }

    private Settings settings(double keep) {
        Settings d = Settings.defaults();
        return new Settings(
                d.split(), d.router(), d.budget(), d.expertSize(), keep, 1, 1, 1, study.states(), study.seed());
    }
}
