package moelab.cli.model;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import moelab.cli.CorpusFiles;
import moelab.cli.Interrupts;
import moelab.cli.TrainingProgress;
import moelab.files.FileRoles;
import moelab.files.WholeFile;
import moelab.text.Corpora;
import moelab.text.ParallelCorpus;
import moelab.text.SentencePair;
import moelab.text.subword.SubwordVocabulary;
import moelab.training.Trainer;
import moelab.training.TrainingOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab train}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Trains a dense Transformer and keeps what translates the validation text best.",
            "Interrupted with Ctrl-C it keeps what there is; --resume goes on from there.",
            ""
        })
// Picocli sets the fields, and changes() reads them by their names.
@SuppressWarnings("UnusedVariable")
public final class TrainCommand implements Callable<Integer> {
    @Option(names = "--corpus", paramLabel = "PATH", description = CorpusFiles.DESCRIPTION)
    private Path corpus;

    @Option(
            names = "--pair",
            paramLabel = "en-fr",
            description = "source and target language (default ${DEFAULT-VALUE}); en-multi is English into all "
                    + "languages of the software messages")
    private String pair = "en-fr";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "the checkpoint (default ${DEFAULT-VALUE}); the state of the training is FILE.training, the "
                    + "learning curve FILE.csv")
    private Path out = Path.of("model.safetensors");

    @Option(names = "--resume", description = "go on from FILE.training; options that are not given stay as they were")
    private boolean resume;

    @Option(
            names = "--from",
            paramLabel = "STATE",
            description = "go on from this training state instead, as a new run")
    private Path from;

    @Mixin
    private ShapeOptions shape;

    // The options of training itself: null means as TrainingOptions has it, or as the resumed training had it.
    @Option(names = "--epochs", description = "passes over the text (default: 65)")
    private String epochs;

    @Option(
            names = "--minutes",
            description = "stops after this many minutes, with the schedule complete, instead of counting epochs")
    private String minutes;

    @Option(names = "--batch-tokens", description = "target subwords in a batch (default: 250)")
    private String batchTokens;

    @Option(names = "--learning-rate", description = "peak of the schedule (default: 0.0015)")
    private String learningRate;

    @Option(names = "--warmup-steps", description = "steps until the peak (default: 400)")
    private String warmupSteps;

    @Option(
            names = "--label-smoothing",
            description = "share of the probability spread over the whole vocabulary (default: 0.1)")
    private String labelSmoothing;

    @Option(names = "--dropout", description = "share of activations dropped (default: 0.15)")
    private String dropout;

    @Option(
            names = "--consistency",
            description =
                    "weight of R-Drop: two dropout masks shall agree; twice the work (5 in the paper) (default: 0)")
    private String consistency;

    @Option(names = "--weight-decay", description = "decoupled, of matrices (default: 0.01)")
    private String weightDecay;

    @Option(names = "--clip", description = "largest norm of a gradient (default: 1)")
    private String clip;

    @Option(names = "--subword-dropout", description = "share of subword merges skipped (default: 0.05)")
    private String subwordDropout;

    @Option(
            names = "--averaging",
            description = "share of the running average of the weights that a step keeps (default: 0.999)")
    private String averaging;

    @Option(names = "--penalty", description = "weight of the penalty on active FFN neurons (default: 0.002)")
    private String penalty;

    @Option(names = "--penalty-kind", description = "l1 or square_hoyer (default: l1)")
    private String penaltyKind;

    @Option(
            names = "--penalty-share",
            description = "share of the training, at its end, that has the penalty (default: 0.3333)")
    private String penaltyShare;

    @Option(names = "--evaluation-steps", description = "steps between two evaluations (default: 800)")
    private String evaluationSteps;

    @Option(names = "--shards", description = "pieces of a batch; another number rounds differently (default: 4)")
    private String shards;

    @Option(names = "--threads", description = "changes nothing but the time (default: one per processor)")
    private String threads;

    @Option(names = "--seed", description = "seed of everything random (default: 1)")
    private String seed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        shape.check();
        TrainingOptions options = resume || from != null
                ? null
                : named(() -> TrainingOptions.defaults().with(changes()));
        checkFiles();
        PrintWriter print = spec.commandLine().getOut();
        ParallelCorpus text = Corpora.open(corpus, pair);
        print.println(text);
        Trainer trainer = trainer(text, options).savingTo(out);
        print.println(trainer);
        print.flush();
        int status;
        try (Interrupts interrupts = Interrupts.stopping(System.err, trainer::stop);
                TrainingProgress progress = new TrainingProgress(print)) {
            trainer.telling(progress).train();
            WholeFile.write(curve(), trainer.curve().toCsv());
            status = Interrupts.status();
        }
        if (trainer.best() == null) {
            print.println("stopped before the first evaluation; nothing is kept");
            print.flush();
            return status;
        }
        print.println(String.format(
                Locale.ROOT,
                "%s: the best of %d evaluations, %s",
                out,
                trainer.curve().points().size(),
                trainer.best()));
        print.flush();
        return status;
    }

    private Path curve() {
        return out.resolveSibling(out.getFileName() + ".csv");
    }

    /** Refuses what could not be written in the end, and whatever would overwrite the text. */
    private void checkFiles() throws IOException {
        if (out.toString().isEmpty()) {
            throw new IllegalArgumentException("--out is empty, expected the name of a file to write");
        }
        WholeFile.createDirectoryOf(out);
        FileRoles roles = CorpusFiles.of(corpus, pair).reads("--from", from);
        roles.writes("--out", out)
                .writes("the training state of --out", Trainer.stateOf(out))
                .writes("the learning curve of --out", curve())
                .check();
    }

    /** Returns the options, or complains about one by the name under which it is typed. */
    static <T> T named(Supplier<T> options) {
        try {
            return options.get();
        } catch (IllegalArgumentException e) {
            String name = e.getMessage().split(" ", 2)[0];
            if (!TrainingOptions.defaults().describe().containsKey(name)) {
                throw e;
            }
            throw new IllegalArgumentException(typed(name) + e.getMessage().substring(name.length()), e);
        }
    }

    /** Returns the option of a training option's name, {@code --batch-tokens} for {@code batchTokens}. */
    private static String typed(String name) {
        return "--" + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private Trainer trainer(ParallelCorpus text, TrainingOptions options) throws IOException {
        if (options == null) {
            Path state = from != null ? from : Trainer.stateOf(out);
            if (!Files.isRegularFile(state)) {
                throw new IllegalArgumentException(
                        state + ": there is no such file, expected the state of a training to resume");
            }
            Trainer resumed = Trainer.resume(state, text, changes());
            shape.requireSame(resumed.config());
            return resumed;
        }
        SubwordVocabulary vocabulary = SubwordVocabulary.learn(
                text.train().stream()
                        .flatMap((SentencePair p) -> Stream.of(p.source(), p.target()))
                        .toList(),
                shape.subwords(),
                text.languages().size() > 1 ? text.languages() : List.of());
        return Trainer.fresh(text, vocabulary, shape.config(vocabulary.size()), options);
    }

    /** Returns the training options that were given, by the name they have in {@link TrainingOptions}. */
    private Map<String, String> changes() {
        Map<String, String> changes = new LinkedHashMap<>();
        for (String name : TrainingOptions.defaults().describe().keySet()) {
            OptionSpec option = spec.findOption(typed(name));
            if (option.getValue() != null) {
                changes.put(name, option.getValue());
            }
        }
        return changes;
    }
}
