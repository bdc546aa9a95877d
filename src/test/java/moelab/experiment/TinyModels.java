package moelab.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import moelab.decoding.GreedySearch;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TransformerConfig;

/**
 * A model of random weights and sentences of random tokens; its own translations, partly spoiled, are the references.
 */
public final class TinyModels {
    public static final int START = 0;
    public static final int END = 1;

    private TinyModels() {}

    public static Transformer model() {
        return model(32);
    }

    /** Returns a model with this number of neurons in each decoder FFN. */
    public static Transformer model(int neurons) {
        return Transformer.create(new TransformerConfig(40, 16, 2, 1, 2, 32, neurons, 12), Parameters.initialized(3));
    }

    public static String text(int[] tokens) {
        return IntStream.of(tokens).mapToObj(s -> "w" + s).collect(Collectors.joining(" "));
    }

    static List<int[]> sources(int count, long seed) {
        Random random = new Random(seed);
        List<int[]> sources = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] source = random.ints(2 + random.nextInt(4), 2, 40).toArray();
            source[source.length - 1] = END;
            sources.add(source);
        }
        return sources;
    }

    /** What the model writes itself, with every seventh word wrong. */
    public static Sentences test(Transformer model, int count) {
        List<int[]> sources = sources(count, 5);
        List<int[]> targets = new ArrayList<>();
        int words = 0;
        for (int[] source : sources) {
            int[] written = new GreedySearch(model, START, END).translate(source);
            for (int i = 0; i < written.length; i++) {
                written[i] = ++words % 7 == 0 ? 2 + words % 5 : written[i];
            }
            targets.add(written.length == 0 ? new int[] {2} : written);
        }
        return new Sentences(
                sources, targets, targets.stream().map(TinyModels::text).toList(), START, END, TinyModels::text);
    }
}
