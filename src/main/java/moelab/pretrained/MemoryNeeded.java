package moelab.pretrained;

import java.util.Locale;
import java.util.function.Consumer;
import moelab.transformer.layers.TransformerConfig;

/**
 * The memory that a model needs, computed from its shape before anything is allocated.
 *
 * @param weights bytes of the weights, 4 per weight
 * @param translating bytes of the copies of the weights that encoder and decoder make, stored in the order in which
 *     they are read
 * @param networks bytes of the weights of the decoder's feed-forward networks, a part of {@code weights}
 * @param state bytes of the states of all decoder layers recorded at one token, if one neuron in four fires
 */
public record MemoryNeeded(long weights, long translating, long networks, long state) {
    private static final double USABLE = 0.95; // share of the heap; the rest is a safety margin
    // copies of the decoder's networks: zero-skipping, screening and experts, two of them also in low precision
    private static final int FORMS = 5;
    private static final int TRAINED = 9; // copies in training: three of the weights, two moments, four gradients
    private static final int FIRES = 4; // one neuron in this many; it is recorded as two numbers

    /** Returns the memory that a model of this shape needs. */
    public static MemoryNeeded of(TransformerConfig c) {
        long d = c.modelDimension();
        long inner = (long) c.heads() * c.headDimension();
        long attention = 4 * d * inner;
        long table = c.vocabularySize() * d;
        long encoder = c.encoderLayers() * (attention + 2 * d * c.encoderFeedForward());
        long decoder = c.decoderLayers() * (2 * attention + 2 * d * c.decoderFeedForward());
        return new MemoryNeeded(
                4 * (table + encoder + decoder),
                4 * (table + encoder + decoder) + 2 * table, // the table in two precisions
                4 * c.decoderLayers() * 2 * d * c.decoderFeedForward(),
                4 * c.decoderLayers() * (d + 2L * c.decoderFeedForward() / FIRES));
    }

    /**
     * Reports what a model needs.
     *
     * @throws IllegalArgumentException if that is more than the heap can hold
     */
    void require(String model, Consumer<String> messages) {
        say(
                String.format(
                        Locale.ROOT,
                        "%s: %.2f GB of memory for its weights and up to %.2f GB to translate with them",
                        model,
                        weights * 1e-9,
                        translating * 1e-9),
                weights + translating,
                messages);
    }

    /**
     * Reports what a half-experts table needs, which compares many forms of the decoder's networks. All rows share the
     * attention weights and the embedding table, which are in memory only once.
     *
     * @param states number of recorded decoder states
     * @param fineTuned whether there is also a fine-tuned decoder, with recorded states of its own
     * @throws IllegalArgumentException if the table needs more than the heap can hold
     */
    public void requireTable(long states, boolean fineTuned, Consumer<String> messages) {
        long all = weights + translating + FORMS * networks + states * state;
        if (fineTuned) {
            all += TRAINED * networks + FORMS * networks + states * state;
        }
        say(
                String.format(
                        Locale.ROOT,
                        "the table%s, from %,d decoder states: up to %.2f GB of memory",
                        fineTuned ? " with fine-tuning" : "",
                        states,
                        all * 1e-9),
                all,
                messages);
    }

    private static void say(String needed, long bytes, Consumer<String> messages) {
        long most = Runtime.getRuntime().maxMemory();
        String line = needed + String.format(Locale.ROOT, "; Java may use %.2f GB", most * 1e-9);
        if (bytes > most * USABLE) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s, expected at least %.1f GB: MOELAB_JAVA_OPTIONS=-Xmx%dg",
                    line,
                    bytes * 1e-9 / USABLE,
                    (long) Math.ceil(bytes / USABLE / (1L << 30))));
        }
        messages.accept(line);
    }
}
