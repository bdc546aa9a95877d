package moelab.cli;

import moelab.linalg.weights.Weights;
import moelab.translation.TranslationModel;
import picocli.CommandLine.Option;

/** The format in which a command reads the weights of its models. */
public final class WeightsOption {
    @Option(
            names = "--weights",
            paramLabel = "FORMAT",
            converter = EnumConverter.Formats.class,
            description = "how weights are rounded and read: float (32 bits), half (bfloat16) or byte (8 bits, one "
                    + "scale per column); all models that are compared use the same (default: float)")
    private Weights weights = Weights.FLOAT;

    /** Returns the model with its weights in this format. */
    public TranslationModel of(TranslationModel model) {
        return model.withTransformer(model.transformer().withWeights(weights));
    }
}
