package moelab.cli.model;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import moelab.cli.ConversionOptions;
import moelab.cli.EnumConverter;
import moelab.cli.ModelOptions;
import moelab.cli.OptionRange;
import moelab.cli.TaskProgress;
import moelab.cli.WeightsOption;
import moelab.convert.ConvertedModel;
import moelab.experiment.Experiment;
import moelab.experiment.FineTuned;
import moelab.experiment.FineTuning;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.safetensors.SafeTensors.Precision;
import moelab.text.ParallelCorpus;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import moelab.translation.TranslationModel;
import org.ejml.data.FMatrixRMaj;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab convert}: a model in experts, as one file. */
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Converts a model, makes its experts, routers and thresholds from the text, and writes all of it to "
                    + "one file.",
            "`lab translate --checkpoint FILE` then starts as fast as with a dense model.",
            ""
        })
public final class ConvertCommand implements Callable<Integer> {
    private static final int MOST = 10_000; // epochs

    @Mixin
    private ModelOptions options;

    @Mixin
    private ConversionOptions conversion;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "the file to write, .safetensors")
    private Path out;

    @Option(
            names = "--fine-tune",
            paramLabel = "EPOCHS",
            description = "trains the model on for this many passes over the training text with its experts skipped "
                    + "(of a published model only the decoder's networks learn); default: 0")
    private int fineTune;

    @Mixin
    private WeightsOption weights;

    @Option(
            names = "--precision",
            paramLabel = "PRECISION",
            description =
                    "precision of weights in the file: ${COMPLETION-CANDIDATES} (default: the smallest that changes "
                            + "none); in a smaller one the model is rounded before it is converted",
            converter = EnumConverter.Precisions.class,
            completionCandidates = EnumConverter.Precisions.class)
    private Precision precision;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Settings settings = conversion.settings(1, 1, 1);
        OptionRange.whole("--fine-tune", fineTune, 0, MOST);
        if (fineTune > 0 && precision != null && precision != Precision.F32) {
            throw new IllegalArgumentException("--precision is " + precision + " with --fine-tune, expected F32 or "
                    + "none: what was trained would be rounded afterwards");
        }
        if (fineTune > 0 && weights.rounds()) {
            throw new IllegalArgumentException("--weights half or byte with --fine-tune, expected float or none: what "
                    + "was trained would be rounded afterwards");
        }
        options.files().writes("--out", out).check();
        TranslationModel model = options.model();
        TranslationModel exact =
                precision == null ? model : model.withTransformer(rounded(model.transformer(), precision));
        ConvertedModel converted = converted(weights.of(exact), options.corpus(), settings);
        Precision written = precision != null
                ? precision
                : Precision.exactFor(
                        converted.dense().transformer().parameters().values());
        converted.save(out, written);
        PrintWriter screen = spec.commandLine().getOut();
        screen.println(converted.experts());
        screen.println("written to " + out + ", weights in " + written);
        screen.flush();
        return 0;
    }

    private ConvertedModel converted(TranslationModel dense, ParallelCorpus corpus, Settings settings) {
        Sentences train = Sentences.of(dense, corpus.train());
        Sentences validation = Sentences.of(dense, corpus.validation());
        int correction = conversion.correction(
                options.isPublished(), dense.transformer().config().modelDimension());
        try (TaskProgress progress = new TaskProgress()) {
            if (fineTune == 0) {
                return new ConvertedModel(
                        dense,
                        Experiment.convert(dense.transformer(), train, validation, settings, correction, progress));
            }
            FineTuned tuned = Experiment.convert(
                    FineTuning.of(dense, options.isPublished(), corpus, fineTune, settings.seed()),
                    train,
                    validation,
                    settings,
                    correction,
                    progress);
            Transformer learned = tuned.experts().dense();
            return new ConvertedModel(
                    dense.withTransformer(learned),
                    tuned.keep(
                            settings.keep(),
                            settings.budget(),
                            Experiment.heldOutStates(learned, validation, progress)));
        }
    }

    /** Returns the model as it will be read back. */
    private static Transformer rounded(Transformer model, Precision precision) {
        Map<String, FMatrixRMaj> rounded = new LinkedHashMap<>();
        model.parameters().forEach((name, w) -> {
            FMatrixRMaj copy = w.copy();
            for (int i = 0, n = copy.getNumElements(); i < n; i++) {
                copy.data[i] = precision.round(copy.data[i]);
            }
            rounded.put(name, copy);
        });
        return Transformer.create(model.config(), Parameters.loaded(rounded)).withDecodingOf(model);
    }
}
