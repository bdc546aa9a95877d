package moelab.cli.study;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import moelab.cli.CorpusFiles;
import moelab.cli.Interrupts;
import moelab.cli.ModelSize;
import moelab.cli.OptionRange;
import moelab.cli.StateOptions;
import moelab.cli.TaskProgress;
import moelab.cli.TrainingProgress;
import moelab.course.Home;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.files.FileRoles;
import moelab.files.WholeFile;
import moelab.plot.Figure;
import moelab.study.Scaling;
import moelab.text.Corpora;
import moelab.text.ParallelCorpus;
import moelab.text.subword.SubwordVocabulary;
import moelab.training.Trainer;
import moelab.training.TrainingOptions;
import moelab.transformer.Transformer;
import moelab.transformer.layers.TransformerConfig;
import moelab.translation.TranslationModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab scaling}: from which width on experts are faster than the dense network. */
@Command(
        name = "scaling",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Speedup and BLEU kept as the decoder's feed-forward networks grow: trains a model of each width, "
                    + "equally long, "
                    + "converts them, and lets all of them translate the test split in turns.",
            "Interrupted with Ctrl-C, or killed, it goes on where it was when it is called again; models that are "
                    + "trained are not "
                    + "trained again.",
            ""
        })
public final class ScalingCommand implements Callable<Integer> {
    @Option(names = "--corpus", paramLabel = "PATH", description = CorpusFiles.DESCRIPTION)
    private Path corpus;

    @Option(
            names = "--pair",
            paramLabel = "en-fr",
            description = "source and target language (default ${DEFAULT-VALUE})")
    private String pair = "en-fr";

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "where the models are kept (default: target/scaling)")
    private Path directory;

    @Option(
            names = "--neurons",
            split = ",",
            paramLabel = "N",
            description = "hidden neurons of a decoder FFN (default: 512, 1024 and 2048)")
    private List<Integer> neurons = List.of(512, 1024, 2048);

    @Option(names = "--dimension", description = "width of the model (default ${DEFAULT-VALUE})")
    private int dimension = 128;

    @Option(
            names = {"--subwords", "--symbols"},
            description = "size of the joint subword vocabulary (default ${DEFAULT-VALUE})")
    private int subwords = 2000;

    @Option(
            names = "--epochs",
            description = "passes over the text for each model (default ${DEFAULT-VALUE}; the shipped model has more)")
    private int epochs = 12;

    @Option(
            names = "--learning-rate",
            description = "peak of the schedule (default ${DEFAULT-VALUE}: for a dozen epochs; many bear half of it)")
    private double learningRate = 3e-3;

    @Option(names = "--threads", description = "of the training (default: all processors)")
    private Integer threads;

    @Option(names = "--rounds", description = "how often everything is timed (default ${DEFAULT-VALUE})")
    private int rounds = Settings.defaults().rounds();

    @Mixin
    private StateOptions states;

    @Option(names = "--csv", paramLabel = "FILE", description = "writes the figures as comma-separated values")
    private Path csv;

    @Option(names = "--plot", paramLabel = "FILE", description = "draws the curves, .png or .svg")
    private Path plot;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Settings d = Settings.defaults();
        Settings settings = new Settings(
                d.split(),
                d.router(),
                d.budget(),
                d.expertSize(),
                d.keep(),
                1,
                1,
                OptionRange.rounds(rounds),
                states.count(),
                d.seed());
        for (int n : neurons) {
            new ModelSize(subwords, dimension, 4, 3, 2, 4 * dimension, n, 100).check();
            settings.experts(n); // refuses what cannot be split
        }
        checkFiles();
        Figure.requirePicture(plot);
        TrainingOptions defaults = TrainingOptions.defaults();
        TrainingOptions options = defaults.toBuilder()
                .epochs(epochs)
                .learningRate(learningRate)
                .evaluationSteps(500)
                .threads(threads == null ? defaults.threads() : threads)
                .build();
        ParallelCorpus text = Corpora.open(corpus, pair);
        SubwordVocabulary vocabulary = SubwordVocabulary.learn(
                text.train().stream()
                        .flatMap(p -> Stream.of(p.source(), p.target()))
                        .toList(),
                subwords);
        PrintWriter out = spec.commandLine().getOut();
        List<Transformer> models = new ArrayList<>();
        Scaling scaling;
        try (Interrupts interrupts = Interrupts.ofThisThread(System.err)) {
            for (int n : neurons) {
                Trainer trainer = trainer(text, vocabulary, n, options);
                out.println(n + " neurons: " + trainer);
                out.flush();
                Transformer model;
                try (TrainingProgress progress = new TrainingProgress(out)) {
                    model = trainer.telling(progress).train();
                }
                if (!trainer.finished()) {
                    out.println("interrupted; the same command goes on from here");
                    out.flush();
                    return Interrupts.status();
                }
                models.add(model);
            }
            try (TaskProgress progress = new TaskProgress()) {
                TranslationModel reader = new TranslationModel(models.get(0), vocabulary, Map.of());
                scaling = Scaling.measure(
                        models,
                        Sentences.of(reader, text.train()),
                        Sentences.of(reader, text.validation()),
                        Sentences.of(reader, text.test()),
                        settings,
                        progress);
            }
        }
        out.println(scaling);
        out.flush();
        if (csv != null) {
            WholeFile.write(csv, scaling.toCsv());
        }
        if (plot != null) {
            scaling.chart().save(plot);
        }
        return 0;
    }

    /** Refuses what could not be written in the end, and figures that would overwrite the text or a model. */
    private void checkFiles() throws IOException {
        WholeFile.createDirectory(kept());
        FileRoles roles = CorpusFiles.of(corpus, pair);
        for (int n : neurons) {
            roles.writes("the model of " + n + " neurons", model(n))
                    .writes("its training state", Trainer.stateOf(model(n)));
        }
        roles.writes("--csv", csv).writes("--plot", plot).check();
    }

    private Path kept() {
        return directory != null
                ? directory
                : Home.directory().resolve("target").resolve("scaling");
    }

    private Path model(int n) {
        return kept().resolve("neurons-" + n + ".safetensors");
    }

    /** Returns a training that is new, or as far as it had come. */
    private Trainer trainer(ParallelCorpus text, SubwordVocabulary vocabulary, int n, TrainingOptions options)
            throws IOException {
        Path file = model(n);
        Path state = Trainer.stateOf(file);
        TransformerConfig config = new TransformerConfig(vocabulary.size(), dimension, 4, 3, 2, 4 * dimension, n, 100);
        if (!Files.exists(state)) {
            return Trainer.fresh(text, vocabulary, config, options).savingTo(file);
        }
        Trainer trainer = Trainer.resume(state, text, Map.of("threads", "" + options.threads()));
        if (!trainer.config().equals(config)
                || trainer.options().epochs() != epochs
                || trainer.options().learningRate() != options.learningRate()
                || !trainer.vocabulary().equals(vocabulary)) {
            throw new IllegalArgumentException(state + ": belongs to a training of "
                    + trainer.options().epochs() + " epochs at a rate of "
                    + trainer.options().learningRate() + " of " + trainer.config() + ", expected " + epochs
                    + " epochs at a rate of " + options.learningRate() + " of " + config
                    + "; another --directory begins anew");
        }
        return trainer.savingTo(file);
    }
}
