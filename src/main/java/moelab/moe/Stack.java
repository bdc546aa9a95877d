package moelab.moe;

import java.util.Locale;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.FeedForward;
import moelab.transformer.Transformer;

/** The half of the model whose layers are converted. */
public enum Stack {
    /** Its rows are source tokens, all known at once. */
    ENCODER,
    /** Its rows are target tokens, written one by one: what the poster converts. */
    DECODER;

    int layers(Transformer model) {
        return this == DECODER ? model.config().decoderLayers() : model.config().encoderLayers();
    }

    FeedForward feedForward(Transformer model, int layer) {
        return this == DECODER ? model.decoderFeedForward(layer) : model.encoderFeedForward(layer);
    }

    /** Returns the feed-forward network of a layer, which must be dense still. */
    DenseFeedForward dense(Transformer model, int layer) {
        if (feedForward(model, layer) instanceof DenseFeedForward network) {
            return network;
        }
        throw new IllegalArgumentException(this + " layer " + layer + " holds a "
                + feedForward(model, layer).getClass().getSimpleName() + ", expected a dense feed-forward network");
    }

    Transformer with(Transformer model, int layer, FeedForward feedForward) {
        return this == DECODER
                ? model.withDecoderFeedForward(layer, feedForward)
                : model.withEncoderFeedForward(layer, feedForward);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
