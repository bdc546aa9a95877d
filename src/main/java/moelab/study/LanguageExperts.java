package moelab.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import moelab.bleu.Bleu;
import moelab.decoding.GreedySearch;
import moelab.experiment.ProgressListener;
import moelab.experiment.Sentences;
import moelab.experts.ExpertContribution;
import moelab.experts.ExpertLayout;
import moelab.moe.Moefication;
import moelab.plot.HeatMap;
import moelab.sparsity.Activations;
import moelab.sparsity.DecoderStates;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.Transformer;
import org.ejml.data.FMatrixRMaj;

/**
 * Which experts of a multilingual model contribute to which language, how much two languages share, and what happens to
 * BLEU when a language's experts are removed.
 *
 * <pre>
 *   p_l(e)       = contribution of expert e to the output on tokens of language l, as a share of all contributions
 *   shared(k, l) = sum over e of min(p_k(e), p_l(e))     1: equal contributions, 0: no expert in common
 *   owned by l   : the experts with the highest p_l(e) / mean over languages of p(e),
 *                  among those that contribute more than the average expert to l
 * </pre>
 *
 * @param languages codes of the languages
 * @param use p of each decoder layer, languages x experts
 * @param taken largest number of experts that were removed from each layer for a language
 * @param bleu BLEU of each language with all experts
 * @param without BLEU of the column's language without the experts of the row's language
 */
public record LanguageExperts(
        List<String> languages, List<double[][]> use, int taken, double[] bleu, double[][] without) {

    public LanguageExperts {
        languages = List.copyOf(languages);
        use = List.copyOf(use);
    }

    /**
     * Measures and returns the result.
     *
     * @param experts the experts of a dense model
     * @param sentences test sentences by language
     * @param tokens largest number of tokens per language on which contributions are measured
     * @param share share of each layer's experts that is removed for a language, more than 0 and less than 1
     * @throws IllegalArgumentException if the share is out of range or would remove every expert
     */
    public static LanguageExperts measure(
            Moefication experts,
            Map<String, Sentences> sentences,
            int tokens,
            double share,
            ProgressListener listener) {
        Transformer dense = experts.dense();
        List<ExpertLayout> layouts =
                experts.layers().stream().map(layer -> layer.layout()).toList();
        int taken = Math.max(1, (int) Math.round(share * layouts.get(0).experts()));
        if (!(share > 0) || taken >= layouts.get(0).experts()) {
            throw new IllegalArgumentException(
                    "share of experts to take away is " + share + ", expected more than 0 and less than 1");
        }
        List<String> languages = List.copyOf(sentences.keySet());
        List<double[][]> use = new ArrayList<>();
        layouts.forEach(layout -> use.add(new double[languages.size()][]));
        for (int l = 0; l < languages.size(); l++) {
            Sentences text = sentences.get(languages.get(l));
            listener.at("counting contributions", l, languages.size());
            List<Activations> seen = DecoderStates.freeRunning(dense, text.sources(), text.start(), text.end(), tokens);
            for (int layer = 0; layer < layouts.size(); layer++) {
                use.get(layer)[l] = contributions(dense, layer, seen.get(layer), layouts.get(layer));
            }
        }
        double[][] without = new double[languages.size()][languages.size()];
        double[] bleu = bleu(dense, sentences);
        for (int l = 0; l < languages.size(); l++) {
            listener.at("taking experts away", l, languages.size());
            Transformer poorer = dense;
            for (int layer = 0; layer < layouts.size(); layer++) {
                poorer = poorer.withDecoderFeedForward(
                        layer,
                        without(
                                (DenseFeedForward) dense.decoderFeedForward(layer),
                                layouts.get(layer),
                                owned(use.get(layer), l, taken)));
            }
            without[l] = bleu(poorer, sentences);
        }
        listener.at("taking experts away", languages.size(), languages.size());
        return new LanguageExperts(languages, use, taken, bleu, without);
    }

    private static double[] contributions(Transformer dense, int layer, Activations seen, ExpertLayout layout) {
        DenseFeedForward network = (DenseFeedForward) dense.decoderFeedForward(layer);
        FMatrixRMaj output = ExpertContribution.OUTPUT.of(seen, network.outputWeights(), layout);
        double[] sums = new double[layout.experts()];
        for (int i = 0; i < output.getNumElements(); i++) {
            sums[i % sums.length] += output.data[i];
        }
        double all = Arrays.stream(sums).sum();
        return Arrays.stream(sums)
                .map(s -> all == 0 ? 1.0 / sums.length : s / all)
                .toArray();
    }

    /** Returns the experts that a language owns, the most specific first, at most {@code count} of them. */
    static int[] owned(double[][] use, int language, int count) {
        int experts = use[language].length;
        double[] own = new double[experts];
        for (int e = 0; e < experts; e++) {
            int expert = e;
            double mean =
                    Arrays.stream(use).mapToDouble(row -> row[expert]).average().orElse(0);
            own[e] = mean == 0 ? 0 : use[language][e] / mean;
        }
        return IntStream.range(0, experts)
                .filter(e -> use[language][e] > 1.0 / experts)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer e) -> -own[e]))
                .limit(count)
                .mapToInt(e -> e)
                .toArray();
    }

    /** Returns a copy of the network in which these experts add nothing to the output. */
    private static DenseFeedForward without(DenseFeedForward network, ExpertLayout layout, int[] experts) {
        FMatrixRMaj w2 = network.outputWeights().copy();
        for (int j = 0; j < layout.neurons(); j++) {
            int expert = layout.expertOf(j);
            if (IntStream.of(experts).anyMatch(e -> e == expert)) {
                Arrays.fill(w2.data, j * w2.numCols, (j + 1) * w2.numCols, 0);
            }
        }
        return new DenseFeedForward(network.inputWeights(), network.inputBias(), w2, network.outputBias());
    }

    private static double[] bleu(Transformer model, Map<String, Sentences> sentences) {
        return sentences.values().stream()
                .mapToDouble(text -> Bleu.corpus(
                                new GreedySearch(model, text.start(), text.end())
                                        .translate(text.sources()).stream()
                                                .map(text.text())
                                                .toList(),
                                text.references())
                        .score())
                .toArray();
    }

    /**
     * Returns the share of two languages' contributions that comes from the same experts, 0 to 1, averaged over the
     * layers.
     */
    public double shared(int one, int other) {
        return use.stream()
                .mapToDouble(layer -> IntStream.range(0, layer[one].length)
                        .mapToDouble(e -> Math.min(layer[one][e], layer[other][e]))
                        .sum())
                .average()
                .orElse(0);
    }

    /**
     * Returns a heat map of how each expert of a layer divides its contribution among the languages. Experts are
     * ordered by the language to which they contribute most.
     */
    public HeatMap picture(int layer) {
        double[][] all = use.get(layer);
        int experts = all[0].length;
        Integer[] order = IntStream.range(0, experts).boxed().toArray(Integer[]::new);
        Arrays.sort(
                order,
                Comparator.comparingInt((Integer e) -> busiest(all, e))
                        .thenComparingDouble(e -> -all[busiest(all, e)][e]));
        double[][] cells = new double[all.length][experts];
        for (int l = 0; l < all.length; l++) {
            for (int e = 0; e < experts; e++) {
                int expert = order[e];
                double sum = Arrays.stream(all).mapToDouble(row -> row[expert]).sum();
                cells[l][e] = sum == 0 ? 0 : all[l][expert] / sum;
            }
        }
        return new HeatMap(
                "Experts of decoder layer " + layer + " by language",
                "each column an expert: what it does for each language, as a share of what it does for all",
                languages,
                List.of(),
                cells);
    }

    private static int busiest(double[][] use, int expert) {
        return IntStream.range(0, use.length)
                .boxed()
                .max(Comparator.comparingDouble(l -> use[l][expert]))
                .orElseThrow();
    }

    /** Returns a heat map of how much each pair of languages shares. */
    public HeatMap sharing() {
        double[][] cells = new double[languages.size()][languages.size()];
        for (int k = 0; k < cells.length; k++) {
            for (int l = 0; l < cells.length; l++) {
                cells[k][l] = shared(k, l);
            }
        }
        return new HeatMap(
                "Experts that two languages share",
                "share of the work that the same experts do",
                languages,
                languages,
                cells);
    }

    /** Returns comma-separated values with a header, one line per ordered pair of languages. */
    public String toCsv() {
        Map<String, String> lines = new LinkedHashMap<>();
        for (int k = 0; k < languages.size(); k++) {
            for (int l = 0; l < languages.size(); l++) {
                lines.put(
                        languages.get(k) + "," + languages.get(l),
                        String.format(Locale.ROOT, "%.4f,%.2f,%.2f", shared(k, l), bleu[l], without[k][l]));
            }
        }
        return "taken,language,shared,bleu,bleuWithout\n"
                + lines.entrySet().stream()
                        .map(e -> e.getKey() + "," + e.getValue() + "\n")
                        .collect(Collectors.joining());
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add("Share of the work of two languages that the same experts do, in percent:");
        lines.add(header("", languages));
        for (int k = 0; k < languages.size(); k++) {
            int row = k;
            lines.add(row(
                    languages.get(k), IntStream.range(0, languages.size()).mapToDouble(l -> 100 * shared(row, l))));
        }
        lines.add("");
        lines.add(
                "BLEU without the " + taken + " experts per layer that are most specific to the language on the left:");
        lines.add(header("", languages));
        lines.add(row("with all", Arrays.stream(bleu)));
        for (int k = 0; k < languages.size(); k++) {
            lines.add(row("without " + languages.get(k), Arrays.stream(without[k])));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String header(String name, List<String> columns) {
        return String.format("%-14s", name)
                + columns.stream().map(c -> String.format("%8s", c)).collect(Collectors.joining());
    }

    private static String row(String name, java.util.stream.DoubleStream values) {
        return String.format("%-14s", name)
                + values.mapToObj(v -> String.format(Locale.ROOT, "%8.1f", v)).collect(Collectors.joining());
    }
}
