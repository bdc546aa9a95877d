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
                    + "scale per column); all models that are compared use the same (default: float, or what the "
                    + "file of `lab convert` was made with)")
    private Weights weights; // null for the default

    /**
     * Returns the model with its weights in this format.
     *
     * @throws IllegalArgumentException if weights are to be rounded that are in experts already
     */
    public TranslationModel of(TranslationModel model) {
        Weights now = model.transformer().weights();
        if (weights == null || weights == now) {
            return model;
        }
        if (!model.transformer().isDense()) {
            throw new IllegalArgumentException("--weights is " + EnumConverter.written(weights)
                    + " with a file of `lab convert`, expected " + EnumConverter.written(now)
                    + " or none: weights are rounded before "
                    + "experts are made (`lab convert --weights " + EnumConverter.written(weights) + "` makes them)");
        }
        return model.withTransformer(model.transformer().withWeights(weights));
    }

    /** Returns whether weights are rounded. */
    public boolean rounds() {
        return weights != null && weights != Weights.FLOAT;
    }
}
