package moelab.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import moelab.decoding.BeamRule;
import moelab.decoding.BeamSearch;
import moelab.decoding.GreedySearch;
import moelab.decoding.PackedWeights;
import moelab.decoding.StepClock;
import moelab.transformer.Transformer;

/**
 * What the rows of a decoding step are: one token in greedy search, the hypotheses of a beam, or the sentences of a
 * batch.
 *
 * @param beam width of the beam; 1 is greedy search
 * @param batch sentences at once; 1 with a beam
 */
public record RowsAtOnce(int beam, int batch) {
    /**
     * Experts that each sentence of a batch is sure of, if the rows choose together. With 8 of them, 25 sentences at
     * once keep 90.4 % of BLEU at a quarter of the experts where they keep 94.6 % with 4 ({@code lab table --batch
     * 25}): eight of each sentence are more than the quarter, and nothing is left for what all of them need.
     */
    private static final int OWN = 4;

    public RowsAtOnce {
        if (beam < 1 || batch < 1 || beam > 1 && batch > 1) {
            throw new IllegalArgumentException("beam " + beam + " and " + batch
                    + " sentences at once, expected at least 1 of each, and a beam for one sentence at a time");
        }
    }

    /** Returns the hypotheses of a beam. */
    public static RowsAtOnce beam(int width) {
        return new RowsAtOnce(width, 1);
    }

    /** Returns the sentences of a batch, which are translated greedily. */
    public static RowsAtOnce batch(int sentences) {
        return new RowsAtOnce(1, sentences);
    }

    /**
     * Returns how many of its own best experts a row is sure of when the rows choose together. Hypotheses of a beam are
     * so like each other that none needs a guarantee; sentences of a batch are not.
     */
    public int own() {
        return batch > 1 ? OWN : 0;
    }

    /** Returns the largest number of rows of a step. */
    public int count() {
        return Math.max(beam, batch);
    }

    /**
     * Returns a translator of batches with this model, which says how long each sentence took.
     *
     * @param packed copies of weights that translators with similar models share
     */
    public Function<List<int[]>, List<GreedySearch.Timed>> timed(
            Transformer model, int start, int end, PackedWeights packed) {
        if (beam == 1) {
            return new GreedySearch(model, start, end, packed)::timed;
        }
        BeamSearch search = new BeamSearch(model, start, end, beam, BeamSearch.LENGTH_PENALTY, BeamRule.GNMT, packed);
        return sources -> sources.stream().map(search::timed).toList();
    }

    /** Returns the translations of these sentences, in their order. */
    public List<int[]> translate(Transformer model, Sentences text) {
        return translate(model, text, null);
    }

    /**
     * Returns the translations of these sentences, in their order.
     *
     * @param clock tells the parts of the steps apart; null for none
     */
    public List<int[]> translate(Transformer model, Sentences text, StepClock clock) {
        List<int[]> out = new ArrayList<>();
        if (beam > 1) {
            BeamSearch search = new BeamSearch(model, text.start(), text.end(), beam, BeamSearch.LENGTH_PENALTY);
            search.watch(clock);
            text.sources().forEach(source -> out.add(search.translate(source)));
            return out;
        }
        GreedySearch search = new GreedySearch(model, text.start(), text.end());
        search.watch(clock);
        for (int from = 0; from < text.size(); from += batch) {
            out.addAll(search.translate(text.sources().subList(from, Math.min(from + batch, text.size()))));
        }
        return out;
    }

    @Override
    public String toString() {
        return beam > 1 ? "beam " + beam : batch > 1 ? batch + " sentences at once" : "greedy";
    }
}
