package moelab.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import moelab.decoding.BeamRule;
import moelab.decoding.BeamSearch;
import moelab.decoding.GreedySearch;
import moelab.decoding.PackedWeights;
import moelab.decoding.StepClock;
import moelab.routing.JointRule;
import moelab.transformer.Transformer;

/**
 * What the rows of a decoding step are: one sentence in greedy search, the hypotheses of a beam, or the sentences of a
 * batch.
 *
 * @param beam width of the beam; 1 is greedy search
 * @param batch number of sentences translated at once; 1 with a beam
 */
public record RowsAtOnce(int beam, int batch) {
    public RowsAtOnce {
        if (beam < 1 || batch < 1 || beam > 1 && batch > 1) {
            throw new IllegalArgumentException("beam " + beam + " and " + batch
                    + " sentences at once, expected at least 1 of each, and a beam for one sentence at a time");
        }
    }

    /** Returns the rows of a beam search of this width. */
    public static RowsAtOnce beam(int width) {
        return new RowsAtOnce(width, 1);
    }

    /** Returns the rows of a greedy search over batches of this many sentences. */
    public static RowsAtOnce batch(int sentences) {
        return new RowsAtOnce(1, sentences);
    }

    /** Returns what each row counts for when the rows choose experts together. */
    public JointRule jointRule() {
        return batch > 1 ? JointRule.SENTENCES : JointRule.BEAM;
    }

    /** Returns the largest number of rows of a step. */
    public int count() {
        return Math.max(beam, batch);
    }

    /**
     * Returns a function that translates a batch with this model and reports the time of each sentence.
     *
     * @param packed packed copies of weights, which translators with similar models share
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
     * @param clock records the time of each part of a step; null for none
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
