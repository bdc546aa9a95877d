package moelab.transformer;

/**
 * The shape of a Transformer.
 *
 * @param vocabularySize number V of symbols, shared by both languages
 * @param modelDimension width d of every row that travels through the model
 * @param heads attention heads; must divide d
 * @param encoderLayers layers that read the source
 * @param decoderLayers layers that write the target
 * @param encoderFeedForward hidden neurons of each encoder FFN
 * @param decoderFeedForward hidden neurons of each decoder FFN, the ones that become experts
 * @param maxLength the most symbols a decoder writes for one sentence
 */
public record TransformerConfig(
        int vocabularySize,
        int modelDimension,
        int heads,
        int encoderLayers,
        int decoderLayers,
        int encoderFeedForward,
        int decoderFeedForward,
        int maxLength) {

    public TransformerConfig {
        requirePositive("vocabularySize", vocabularySize);
        requirePositive("modelDimension", modelDimension);
        requirePositive("heads", heads);
        requirePositive("encoderLayers", encoderLayers);
        requirePositive("decoderLayers", decoderLayers);
        requirePositive("encoderFeedForward", encoderFeedForward);
        requirePositive("decoderFeedForward", decoderFeedForward);
        requirePositive("maxLength", maxLength);
        if (modelDimension % heads != 0) {
            throw new IllegalArgumentException(heads + " heads do not divide the model dimension " + modelDimension);
        }
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", expected at least 1");
        }
    }

    /** Columns that one head works on, d / heads. */
    public int headDimension() {
        return modelDimension / heads;
    }

    @Override
    public String toString() {
        return String.format(
                "d %d, %d heads, %d encoder layers (FFN %d), %d decoder layers (FFN %d), %d symbols",
                modelDimension,
                heads,
                encoderLayers,
                encoderFeedForward,
                decoderLayers,
                decoderFeedForward,
                vocabularySize);
    }
}
