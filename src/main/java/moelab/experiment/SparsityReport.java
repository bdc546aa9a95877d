package moelab.experiment;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import moelab.sparsity.Activations;
import moelab.sparsity.DecoderStates;
import moelab.sparsity.SparsityCounter;
import moelab.transformer.Transformer;

/**
 * The share of inactive neurons in each layer of a model, on given sentences.
 *
 * <p>Decoder layers are counted twice: free-running, where the decoder reads its own output, and teacher-forced, where
 * it reads a reference translation. In use a router sees free-running states. Reports of different sentences can be
 * added, exactly and in any order.
 *
 * @param layers encoder layers, then decoder layers free-running, then decoder layers teacher-forced
 */
public record SparsityReport(List<LayerSparsity> layers) implements Serializable {

    /**
     * One layer.
     *
     * @param stack {@code encoder} or {@code decoder}
     * @param layer number of the layer, from 0
     * @param states {@code reading}, {@code free-running} or {@code teacher-forced}
     * @param counts what was counted
     */
    public record LayerSparsity(String stack, int layer, String states, SparsityCounter counts)
            implements Serializable {
        private boolean isSameAs(LayerSparsity other) {
            return stack.equals(other.stack) && layer == other.layer && states.equals(other.states);
        }

        @Override
        public String toString() {
            return stack + " layer " + layer + ", " + states + ": " + counts;
        }
    }

    public SparsityReport {
        layers = List.copyOf(layers);
    }

    /**
     * Counts the inactive neurons and returns the report.
     *
     * @param freeRunning the decoder's states on these sentences, recorded before (see
     *     {@link DecoderStates#freeRunning})
     * @param limit largest number of tokens per layer
     */
    public static SparsityReport of(Transformer model, Sentences sentences, List<Activations> freeRunning, int limit) {
        List<LayerSparsity> layers = new ArrayList<>(ofSources(model, sentences.sources(), freeRunning, limit).layers);
        add(
                layers,
                "decoder",
                "teacher-forced",
                DecoderStates.teacherForced(model, sentences.sources(), sentences.decoderInputs(), limit));
        return new SparsityReport(layers);
    }

    /** Returns the report for sentences without references, in which nothing is teacher-forced. */
    public static SparsityReport ofSources(
            Transformer model, List<int[]> sources, List<Activations> freeRunning, int limit) {
        List<LayerSparsity> layers = new ArrayList<>();
        add(layers, "encoder", "reading", DecoderStates.encoder(model, sources, limit));
        add(layers, "decoder", "free-running", freeRunning);
        return new SparsityReport(layers);
    }

    /**
     * Returns the sum of both counts, layer by layer: the report of the sentences of both.
     *
     * @throws IllegalArgumentException if the layers differ
     */
    public SparsityReport plus(SparsityReport other) {
        List<LayerSparsity> sum = new ArrayList<>();
        for (int i = 0; i < Math.max(layers.size(), other.layers.size()); i++) {
            if (i >= layers.size() || i >= other.layers.size() || !layers.get(i).isSameAs(other.layers.get(i))) {
                throw new IllegalArgumentException("sparsity reports of different layers cannot be added: "
                        + layers.size() + " and " + other.layers.size());
            }
            LayerSparsity l = layers.get(i);
            sum.add(new LayerSparsity(l.stack, l.layer, l.states, l.counts.plus(other.layers.get(i).counts)));
        }
        return new SparsityReport(sum);
    }

    private static void add(List<LayerSparsity> layers, String stack, String states, List<Activations> seen) {
        for (int i = 0; i < seen.size(); i++) {
            layers.add(new LayerSparsity(stack, i, states, SparsityCounter.of(seen.get(i))));
        }
    }

    /** Returns the mean share of inactive neurons of the layers with these states, 0 to 1. */
    public double inactive(String states) {
        return layers.stream()
                .filter(l -> l.states.equals(states))
                .mapToDouble(l -> l.counts.inactive())
                .average()
                .orElse(Double.NaN);
    }

    /**
     * Returns the report as a table, 78 columns wide; the last column says how many of all firings are of the busiest
     * tenth of the neurons.
     */
    @Override
    public String toString() {
        StringBuilder report = new StringBuilder(String.format(
                Locale.ROOT,
                "%-7s %5s %-14s %15s %7s %6s %5s %12s",
                "stack",
                "layer",
                "states",
                "inactive",
                "neurons",
                "tokens",
                "never",
                "busiest 10 %"));
        for (LayerSparsity l : layers) {
            SparsityCounter c = l.counts;
            report.append(String.format(
                    Locale.ROOT,
                    "%n%-7s %5d %-14s %5.2f %% +- %4.2f %7d %6d %5d %10.0f %%",
                    l.stack,
                    l.layer,
                    l.states,
                    100 * c.inactive(),
                    100 * c.inactiveMargin(),
                    c.neurons(),
                    c.tokens(),
                    c.dead(),
                    100 * c.busiestTenth()));
        }
        return report.toString();
    }
}
