package moelab.transformer.layers;

/**
 * The shape of a Transformer.
 *
 * @param vocabularySize number V of vocabulary entries, shared by both languages
 * @param modelDimension width d of every row that travels through the model
 * @param heads attention heads; must divide d if the architecture does not name their dimension
 * @param encoderLayers layers that read the source
 * @param decoderLayers layers that write the target
 * @param encoderFeedForward hidden neurons of each encoder FFN
 * @param decoderFeedForward hidden neurons of each decoder FFN, the ones that become experts
 * @param maxLength the most tokens a decoder writes for one sentence
 * @param architecture the kind of layers
 */
public record TransformerConfig(
        int vocabularySize,
        int modelDimension,
        int heads,
        int encoderLayers,
        int decoderLayers,
        int encoderFeedForward,
        int decoderFeedForward,
        int maxLength,
        Architecture architecture) {

    public TransformerConfig {
        requirePositive("vocabularySize", vocabularySize);
        requirePositive("modelDimension", modelDimension);
        requirePositive("heads", heads);
        requirePositive("encoderLayers", encoderLayers);
        requirePositive("decoderLayers", decoderLayers);
        requirePositive("encoderFeedForward", encoderFeedForward);
        requirePositive("decoderFeedForward", decoderFeedForward);
        requirePositive("maxLength", maxLength);
        if (architecture.headDimension() == 0 && modelDimension % heads != 0) {
            throw new IllegalArgumentException(heads + " heads do not divide the model dimension " + modelDimension);
        }
    }

    /** A shape of this project's own architecture. */
    public TransformerConfig(
            int vocabularySize,
            int modelDimension,
            int heads,
            int encoderLayers,
            int decoderLayers,
            int encoderFeedForward,
            int decoderFeedForward,
            int maxLength) {
        this(
                vocabularySize,
                modelDimension,
                heads,
                encoderLayers,
                decoderLayers,
                encoderFeedForward,
                decoderFeedForward,
                maxLength,
                Architecture.OWN);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", expected at least 1");
        }
    }

    /** Returns the columns that one head works on: d / heads, if the architecture does not say otherwise. */
    public int headDimension() {
        return architecture.headDimension() == 0 ? modelDimension / heads : architecture.headDimension();
    }

    @Override
    public String toString() {
        return String.format(
                "d %d, %d heads, %d encoder layers (FFN %d), %d decoder layers (FFN %d), %d subwords%s",
                modelDimension,
                heads,
                encoderLayers,
                encoderFeedForward,
                decoderLayers,
                decoderFeedForward,
                vocabularySize,
                architecture.equals(Architecture.OWN) ? "" : "; " + architecture);
    }
}
