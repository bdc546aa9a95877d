package moelab.translation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import moelab.decoding.BeamRule;
import moelab.decoding.BeamSearch;
import moelab.decoding.GreedySearch;

/**
 * Translates lines of text, greedily in batches or with a beam one by one.
 *
 * <p>A line's translation is one line and does not depend on the lines beside it. A blank line stays a blank line. A
 * line of more symbols than the model was made for is translated in parts: {@link Segments}. Not to be shared by
 * threads.
 */
public final class Translator {
    /** The length penalty of Wu et al. 2016. */
    public static final double ALPHA = BeamSearch.LENGTH_PENALTY;

    private static final int BATCH = 32;
    private static final Pattern LINE_BREAKS = Pattern.compile("[\\n\\r\\x0b\\f\\x85\\u2028\\u2029]+");

    private final TranslationModel model;
    private final int longest;
    private final GreedySearch greedy; // null: beam
    private final BeamSearch beam; // null: greedy

    /** Greedy: the fastest. */
    public Translator(TranslationModel model) {
        this(model, 1, ALPHA);
    }

    /**
     * @param beam hypotheses kept; 1 is greedy
     * @param alpha strength of the length penalty, {@link #ALPHA} by habit
     */
    public Translator(TranslationModel model, int beam, double alpha) {
        this(model, beam, alpha, BeamRule.GNMT);
    }

    /**
     * @param beam hypotheses kept; 1 is greedy
     * @param alpha strength of the length penalty
     * @param rule what the penalty is, and when the search stops
     */
    public Translator(TranslationModel model, int beam, double alpha, BeamRule rule) {
        this.model = model;
        this.longest = model.longestSource();
        this.greedy = beam == 1
                ? new GreedySearch(
                        model.transformer(),
                        model.vocabulary().start(),
                        model.vocabulary().end())
                : null;
        this.beam = beam == 1
                ? null
                : new BeamSearch(
                        model.transformer(),
                        model.vocabulary().start(),
                        model.vocabulary().end(),
                        beam,
                        alpha,
                        rule);
    }

    /** The translation of one line. */
    public String translate(String line) {
        return translate(List.of(line)).get(0);
    }

    /** The translations of lines, in their order. */
    public List<String> translate(List<String> lines) {
        return translate(lines, done -> {});
    }

    /**
     * The translations of lines, in their order.
     *
     * @param progress is told now and then how many parts of lines are done; there is at most one part for each line
     *     that is short enough
     */
    public List<String> translate(List<String> lines, IntConsumer progress) {
        List<List<Segments.Segment>> segments = new ArrayList<>();
        List<int[]> sources = new ArrayList<>();
        for (String line : lines) {
            List<Segments.Segment> parts = Segments.of(line, model.vocabulary(), longest);
            segments.add(parts);
            parts.forEach(part -> sources.add(model.source(part.text())));
        }
        String[] translations = translateAll(sources, progress);
        List<String> out = new ArrayList<>();
        int next = 0;
        for (List<Segments.Segment> parts : segments) {
            StringBuilder line = new StringBuilder();
            for (Segments.Segment part : parts) {
                line.append(line.isEmpty() || part.insideWord() ? "" : " ").append(translations[next++]);
            }
            out.add(line.toString());
        }
        return out;
    }

    /** Sentences of similar length share a batch, so that few rows wait for the longest. */
    private String[] translateAll(List<int[]> sources, IntConsumer progress) {
        Integer[] order = new Integer[sources.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingInt(i -> sources.get(i).length));
        String[] out = new String[order.length];
        for (int begin = 0; begin < order.length; begin += BATCH) {
            List<Integer> batch = Arrays.asList(order).subList(begin, Math.min(order.length, begin + BATCH));
            List<int[]> written = search(batch.stream().map(sources::get).toList());
            for (int i = 0; i < batch.size(); i++) {
                String text = model.vocabulary().decode(written.get(i));
                out[batch.get(i)] = LINE_BREAKS.matcher(text).replaceAll(" ").strip();
            }
            progress.accept(begin + batch.size());
        }
        return out;
    }

    private List<int[]> search(List<int[]> sources) {
        return greedy != null
                ? greedy.translate(sources)
                : sources.stream().map(beam::translate).toList();
    }

    @Override
    public String toString() {
        return (greedy != null ? "greedy" : "beam search") + " translator with " + model;
    }
}
