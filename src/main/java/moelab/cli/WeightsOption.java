package moelab.cli;

import java.util.Locale;
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

    /**
     * Returns the model with its weights in this format.
     *
     * @throws IllegalArgumentException if weights are to be rounded that are in experts already
     */
    public TranslationModel of(TranslationModel model) {
        if (weights != Weights.FLOAT && !model.transformer().isDense()) {
            throw new IllegalArgumentException("--weights is " + weights.name().toLowerCase(Locale.ROOT)
                    + " with a file of `lab convert`, expected float: weights are rounded before experts are made "
                    + "(--keep makes them from the rounded model)");
        }
        return model.withTransformer(model.transformer().withWeights(weights));
    }
}
