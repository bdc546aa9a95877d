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
import moelab.cli.TaskProgress;
import moelab.convert.ConvertedModel;
import moelab.experiment.Experiment;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.moe.MoeModel;
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
    @Mixin
    private ModelOptions options;

    @Mixin
    private ConversionOptions conversion;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "the file to write, .safetensors")
    private Path out;

    @Option(
            names = "--weights",
            paramLabel = "PRECISION",
            description =
                    "precision of the weights: ${COMPLETION-CANDIDATES} (default: the smallest that changes none); in "
                            + "a smaller one the model is rounded before it is converted",
            converter = EnumConverter.Precisions.class,
            completionCandidates = EnumConverter.Precisions.class)
    private Precision weights;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Settings settings = conversion.settings(1, 1, 1);
        options.files().writes("--out", out).check();
        TranslationModel model = options.model();
        Precision precision = weights != null
                ? weights
                : Precision.exactFor(model.transformer().parameters().values());
        TranslationModel dense =
                weights == null ? model : model.withTransformer(rounded(model.transformer(), precision));
        ParallelCorpus corpus = options.corpus();
        MoeModel experts;
        try (TaskProgress progress = new TaskProgress()) {
            experts = Experiment.convert(
                    dense.transformer(),
                    Sentences.of(dense, corpus.train()),
                    Sentences.of(dense, corpus.validation()),
                    settings,
                    conversion.correction(
                            options.isPublished(), dense.transformer().config().modelDimension()),
                    progress);
        }
        ConvertedModel converted = new ConvertedModel(dense, experts);
        converted.save(out, precision);
        PrintWriter screen = spec.commandLine().getOut();
        screen.println(experts);
        screen.println("written to " + out + ", weights in " + precision);
        screen.flush();
        return 0;
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
