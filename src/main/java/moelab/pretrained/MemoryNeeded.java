package moelab.pretrained;

import java.util.Locale;
import java.util.function.Consumer;
import moelab.transformer.layers.TransformerConfig;

/**
 * How much memory a model takes, said before it is taken.
 *
 * @param weights bytes of the weights, four for each
 * @param translating bytes of the copies that encoder and decoder make of their weights, in the order in which they
 *     read them
 * @param networks bytes of the weights of the decoder's feed-forward networks, which are among {@code weights}
 * @param state bytes of a recorded state of all decoder layers, a quarter of whose neurons fire
 */
public record MemoryNeeded(long weights, long translating, long networks, long state) {
    private static final double USABLE = 0.95; // share of the heap: the rest is room to move in
    private static final int FORMS =
            5; // of the networks: zeros skipped, screened and experts, two of them also rounded
    private static final int TRAINED = 9; // copies in training: three of the weights, two moments, four gradients
    private static final int FIRES = 4; // one neuron of this many, and it takes two numbers

    /** Returns what a model of this shape takes. */
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

    /** Says what a model needs, and refuses one that does not fit what Java may use. */
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
     * Says what a table needs that compares many forms of these weights, and refuses what does not fit. Attention and
     * embedding are the same in all rows, and in memory once.
     *
     * @param states recorded states
     * @param fineTuned whether there is also a fine-tuned decoder, with states of its own
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
