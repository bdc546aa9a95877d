package moelab.pretrained;

import java.util.Locale;
import java.util.function.Consumer;
import moelab.transformer.TransformerConfig;

/**
 * How much memory a model takes, said before it is taken.
 *
 * @param weights bytes of the weights, four for each
 * @param decoding bytes of the copies that a decoder makes of its weights, in the order in which it reads them
 */
record MemoryNeeded(long weights, long decoding) {

    /** Returns what a model of this shape takes. */
    static MemoryNeeded of(TransformerConfig c) {
        long d = c.modelDimension();
        long inner = (long) c.heads() * c.headDimension();
        long attention = 4 * d * inner;
        long table = c.vocabularySize() * d;
        long encoder = c.encoderLayers() * (attention + 2 * d * c.encoderFeedForward());
        long decoder = c.decoderLayers() * (2 * attention + 2 * d * c.decoderFeedForward());
        return new MemoryNeeded(
                4 * (table + encoder + decoder), 4 * (decoder + table) + 2 * table); // the table in two precisions
    }

    /** Says what is needed, and refuses a model that does not fit what Java may use. */
    void require(String model, Consumer<String> messages) {
        long most = Runtime.getRuntime().maxMemory();
        String needed = String.format(
                Locale.ROOT,
                "%s: %.2f GB of memory for its weights and %.2f GB to translate with them; Java may use %.2f GB",
                model,
                weights * 1e-9,
                decoding * 1e-9,
                most * 1e-9);
        if (weights + decoding > most * 0.95) {
            throw new IllegalArgumentException(needed
                    + String.format(
                            Locale.ROOT,
                            ", expected at least %.1f: MOELAB_JAVA_OPTIONS=-Xmx%dg",
                            (weights + decoding) * 1e-9 / 0.95,
                            (long) Math.ceil((weights + decoding) / 0.9 / (1L << 30))));
        }
        messages.accept(needed);
    }
}
