package moelab.cli.model;

import moelab.cli.ModelSize;
import moelab.transformer.layers.TransformerConfig;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The shape of the model that is trained, as options of a command. */
final class ShapeOptions {
    @Option(
            names = {"--subwords", "--symbols"},
            description = "size of the joint subword vocabulary (default ${DEFAULT-VALUE})")
    private int subwords = 2000;

    @Option(names = "--dimension", description = "width of the model (default ${DEFAULT-VALUE})")
    private int dimension = 128;

    @Option(names = "--heads", description = "attention heads (default ${DEFAULT-VALUE})")
    private int heads = 4;

    @Option(names = "--encoder-layers", description = "layers of the encoder (default ${DEFAULT-VALUE})")
    private int encoderLayers = 3;

    @Option(names = "--decoder-layers", description = "layers of the decoder (default ${DEFAULT-VALUE})")
    private int decoderLayers = 2;

    @Option(names = "--encoder-neurons", description = "hidden neurons of an encoder FFN (default ${DEFAULT-VALUE})")
    private int encoderNeurons = 512;

    @Option(names = "--decoder-neurons", description = "hidden neurons of a decoder FFN (default ${DEFAULT-VALUE})")
    private int decoderNeurons = 2048;

    @Option(names = "--max-length", description = "longest sentence, in subwords (default ${DEFAULT-VALUE})")
    private int maxLength = 100;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Returns the largest number of subwords in the vocabulary. */
    int subwords() {
        return subwords;
    }

    /** Complains about the first number that makes no model. */
    void check() {
        new ModelSize(
                        subwords,
                        dimension,
                        heads,
                        encoderLayers,
                        decoderLayers,
                        encoderNeurons,
                        decoderNeurons,
                        maxLength)
                .check();
    }

    /** Returns the shape of a model with this many entries in its vocabulary. */
    TransformerConfig config(int vocabulary) {
        return new TransformerConfig(
                vocabulary, dimension, heads, encoderLayers, decoderLayers, encoderNeurons, decoderNeurons, maxLength);
    }

    /**
     * Complains about an option that was typed and says something else than the shape of a training that goes on.
     *
     * @throws IllegalArgumentException the message names the option and what the training has
     */
    void requireSame(TransformerConfig had) {
        same("--dimension", dimension, had.modelDimension());
        same("--heads", heads, had.heads());
        same("--encoder-layers", encoderLayers, had.encoderLayers());
        same("--decoder-layers", decoderLayers, had.decoderLayers());
        same("--encoder-neurons", encoderNeurons, had.encoderFeedForward());
        same("--decoder-neurons", decoderNeurons, had.decoderFeedForward());
        same("--max-length", maxLength, had.maxLength());
    }

    private void same(String option, int typed, int had) {
        if (typed != had && command.commandLine().getParseResult().hasMatchedOption(option)) {
            throw new IllegalArgumentException(
                    option + " is " + typed + ", expected " + had + " as in the training so far");
        }
    }
}
