package moelab.cli;

import moelab.memory.Memory;
import moelab.text.subword.SubwordVocabulary;

/**
 * The shape of a model to train, as the options of {@code lab train} give it, checked before anything is made.
 *
 * @param subwords subwords of the vocabulary
 * @param dimension width of the model
 * @param heads attention heads
 * @param encoderLayers layers of the encoder
 * @param decoderLayers layers of the decoder
 * @param encoderNeurons hidden neurons of an encoder FFN
 * @param decoderNeurons hidden neurons of a decoder FFN
 * @param maxLength the longest sentence
 */
public record ModelSize(
        int subwords,
        int dimension,
        int heads,
        int encoderLayers,
        int decoderLayers,
        int encoderNeurons,
        int decoderNeurons,
        int maxLength) {
    private static final int COPIES = 5; // weights, their average, gradients, two moments of Adam

    /** Throws an {@link IllegalArgumentException} that names the option if the model is absurd or does not fit. */
    public void check() {
        OptionRange.whole("--subwords", subwords, SubwordVocabulary.FEWEST, 1_000_000);
        OptionRange.whole("--dimension", dimension, 1, 16_384);
        OptionRange.whole("--heads", heads, 1, 1_024);
        OptionRange.whole("--encoder-layers", encoderLayers, 1, 256);
        OptionRange.whole("--decoder-layers", decoderLayers, 1, 256);
        OptionRange.whole("--encoder-neurons", encoderNeurons, 1, 1_000_000);
        OptionRange.whole("--decoder-neurons", decoderNeurons, 1, 1_000_000);
        OptionRange.whole("--max-length", maxLength, 2, 65_536);
        if (dimension % heads != 0) {
            throw new IllegalArgumentException(
                    "--heads is " + heads + ", expected a divisor of --dimension, which is " + dimension);
        }
        double d = dimension;
        double parameters = subwords * d
                + encoderLayers * (4 * d * d + 2 * d * encoderNeurons)
                + decoderLayers * (8 * d * d + 2 * d * decoderNeurons);
        Memory.require(
                COPIES * Float.BYTES * parameters,
                "a model of --dimension " + dimension + " with " + encoderLayers + " and " + decoderLayers
                        + " layers of " + encoderNeurons + " and " + decoderNeurons + " neurons");
    }
}
