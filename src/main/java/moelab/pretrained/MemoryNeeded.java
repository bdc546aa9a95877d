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
 */
public record MemoryNeeded(long weights, long translating) {
    private static final double USABLE = 0.95; // share of the heap: the rest is room to move in

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
                4 * (table + encoder + decoder) + 2 * table); // the table in two precisions
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

    /** Says what several models of these weights need that translate side by side, and refuses what does not fit. */
    public void requireSideBySide(int models, Consumer<String> messages) {
        long all = weights + models * translating;
        say(
                String.format(Locale.ROOT, "%d models side by side: up to %.2f GB of memory", models, all * 1e-9),
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
