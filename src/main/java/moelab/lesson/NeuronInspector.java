package moelab.lesson;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import moelab.decoding.GreedySearch;
import moelab.plot.HeatMap;
import moelab.sparsity.Activations;
import moelab.sparsity.DecoderStates;
import moelab.transformer.layers.TokenBatch;
import moelab.translation.TranslationModel;

/** Shows at which tokens single neurons fire and which tokens single attention heads read, in readable form. */
public final class NeuronInspector {
    private NeuronInspector() {}

    /**
     * A token at which a neuron fired.
     *
     * @param strength its activation
     * @param written the translation so far, ending in the token at which the neuron fired
     * @param next the token that came next
     */
    public record Firing(double strength, String written, String next) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%6.2f  %s | %s", strength, written, next);
        }
    }

    /** Returns the tokens at which a neuron of a decoder layer fires most strongly: see {@link Lesson#firings}. */
    static List<Firing> firings(Lesson lesson, int layer, int neuron, int sentences, int places) {
        TranslationModel model = lesson.model();
        int neurons = lesson.decoder(layer).hiddenDimension();
        if (neuron < 0 || neuron >= neurons) {
            throw new IllegalArgumentException("there is no neuron " + neuron + ", expected 0 to " + (neurons - 1));
        }
        if (places < 1) {
            throw new IllegalArgumentException(places + " places, expected at least 1");
        }
        List<int[]> sources = lesson.train(sentences).sources();
        List<int[]> written = search(model).translate(sources);
        Activations seen = DecoderStates.teacherForced(
                        model.transformer(),
                        sources,
                        written.stream().map(model::started).toList(),
                        Integer.MAX_VALUE)
                .get(layer);
        List<Firing> firings = new ArrayList<>();
        for (int s = 0, row = 0; s < written.size(); s++) {
            for (int t = 0; t <= written.get(s).length; t++, row++) {
                for (int i = seen.start(row); i < seen.start(row + 1); i++) {
                    if (seen.neuron(i) == neuron) {
                        firings.add(firing(model, seen.value(i), written.get(s), t));
                    }
                }
            }
        }
        firings.sort(Comparator.comparingDouble((Firing f) -> -f.strength));
        return List.copyOf(firings.subList(0, Math.min(places, firings.size())));
    }

    private static Firing firing(TranslationModel model, double strength, int[] written, int t) {
        String before = model.vocabulary().decode(Arrays.copyOf(written, t));
        return new Firing(
                strength,
                before.isEmpty() ? "<start>" : before,
                t == written.length ? "<end>" : model.vocabulary().entry(written[t]));
    }

    /** Returns the cross-attention weights of a head as a heat map: see {@link Lesson#attention}. */
    static HeatMap attention(TranslationModel model, String sentence, int layer, int head) {
        int heads = model.transformer().config().heads();
        if (head < 0 || head >= heads) {
            throw new IllegalArgumentException("there is no head " + head + ", expected 0 to " + (heads - 1));
        }
        int[] source = model.source(sentence);
        int[] target = model.started(search(model).translate(source));
        var weights = model.transformer()
                .forward(TokenBatch.of(source), TokenBatch.of(target), null)
                .crossAttention(layer, head);
        double[][] cells = new double[weights.numRows][weights.numCols];
        for (int i = 0; i < weights.numRows; i++) {
            for (int j = 0; j < weights.numCols; j++) {
                cells[i][j] = weights.get(i, j);
            }
        }
        return new HeatMap(
                "Where head " + head + " of decoder layer " + layer + " looks",
                "down: what is written, across: what is read",
                names(model, target),
                names(model, source),
                cells,
                "attention weight");
    }

    private static List<String> names(TranslationModel model, int[] tokens) {
        return Arrays.stream(tokens)
                .mapToObj(s -> model.vocabulary().entry(s).strip())
                .toList();
    }

    private static GreedySearch search(TranslationModel model) {
        return new GreedySearch(
                model.transformer(),
                model.vocabulary().start(),
                model.vocabulary().end());
    }
}
