package moelab.cli.model;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import moelab.cli.ModelOptions;
import moelab.cli.OptionRange;
import moelab.cli.TaskProgress;
import moelab.cli.TrainingProgress;
import moelab.experiment.Experiment;
import moelab.experiment.Pruning;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.files.WholeFile;
import moelab.sparsity.Activations;
import moelab.text.ParallelCorpus;
import moelab.training.Trainer;
import moelab.training.TrainingOptions;
import moelab.transformer.Transformer;
import moelab.translation.TranslationModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab prune}: a dense model made narrower and trained on. */
@Command(
        name = "prune",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Keeps the most useful neurons of each decoder FFN, trains the narrower model "
                    + "on, and keeps what translates the",
            "validation text best. What `lab table` finds beside the dense model's checkpoint under the name",
            "CHECKPOINT-pruned-1-4.safetensors becomes a row of the table.",
            ""
        })
public final class PruneCommand implements Callable<Integer> {
    @Mixin
    private ModelOptions options;

    @Option(names = "--neurons", required = true, paramLabel = "N", description = "neurons that each decoder FFN keeps")
    private int neurons;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "the checkpoint of the narrower model")
    private Path out;

    @Option(names = "--epochs", description = "passes over the training text after pruning (default: ${DEFAULT-VALUE})")
    private int epochs = 10;

    @Option(names = "--learning-rate", description = "peak of the schedule after pruning (default: ${DEFAULT-VALUE})")
    private double learningRate = 5e-4;

    @Option(
            names = "--penalty",
            description = "weight of the penalty on active FFN neurons (default: ${DEFAULT-VALUE})")
    private double penalty;

    @Option(names = "--threads", description = "changes nothing but the time")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path curve = out.resolveSibling(out.getFileName() + ".csv");
        options.files()
                .writes("--out", out)
                .writes("the training state of --out", Trainer.stateOf(out))
                .writes("the learning curve of --out", curve)
                .check();
        TrainCommand.named(() -> TrainingOptions.defaults().with(changes()));
        PrintWriter print = spec.commandLine().getOut();
        TranslationModel model = options.model();
        OptionRange.whole("--neurons", neurons, 1, model.transformer().config().decoderFeedForward());
        ParallelCorpus text = options.corpus();
        Transformer narrower;
        try (TaskProgress progress = new TaskProgress()) {
            List<Activations> seen = Experiment.trainingStates(
                    model.transformer(), Sentences.of(model, text.train()), Settings.defaults(), progress);
            narrower = Pruning.of(model.transformer(), seen, neurons);
        }
        Trainer trainer = Trainer.continuing(
                        text, model.vocabulary(), narrower, UnaryOperator.identity(), training(model))
                .savingTo(out);
        print.println(trainer);
        print.flush();
        try (TrainingProgress progress = new TrainingProgress(print)) {
            trainer.telling(progress).train();
        }
        WholeFile.write(curve, trainer.curve().toCsv());
        print.println(String.format(
                Locale.ROOT,
                "%s: the best of %d evaluations, %s",
                out,
                trainer.curve().points().size(),
                trainer.best()));
        print.flush();
        return 0;
    }

    /** Returns the options that the model was trained with, with a short schedule of its own. */
    private TrainingOptions training(TranslationModel model) {
        return TrainingOptions.defaults().with(model.metadata()).with(changes());
    }

    private Map<String, String> changes() {
        return Map.of(
                "epochs", "" + epochs,
                "minutes", "0",
                "learningRate", "" + learningRate,
                "penalty", "" + penalty,
                "penaltyShare", "1",
                "threads", "" + threads);
    }
}
