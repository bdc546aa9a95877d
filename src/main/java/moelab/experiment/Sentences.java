package moelab.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import moelab.bleu.BleuStatistics;
import moelab.text.ParallelCorpus;
import moelab.text.SentencePair;
import moelab.translation.TranslationModel;

/**
 * Sentences with their reference translations, as a model reads and writes them.
 *
 * @param sources subwords of each source sentence, with the end token
 * @param targets subwords of each reference translation, without start and end token
 * @param references the reference translations as plain text
 * @param start index of the subword with which every translation begins
 * @param end index of the subword that ends a translation
 * @param text turns subwords into plain text
 * @param languages code of the language of each reference translation; empty where it is not recorded
 */
public record Sentences(
        List<int[]> sources,
        List<int[]> targets,
        List<String> references,
        int start,
        int end,
        Function<int[], String> text,
        List<String> languages) {

    public Sentences {
        if (sources.isEmpty() || sources.size() != references.size() || sources.size() != targets.size()) {
            throw new IllegalArgumentException(sources.size() + " source sentences, " + targets.size() + " targets and "
                    + references.size() + " references, expected as many of each and at least one");
        }
        sources = List.copyOf(sources);
        targets = List.copyOf(targets);
        references = List.copyOf(references);
        languages = List.copyOf(languages);
        if (languages.size() != sources.size()) {
            throw new IllegalArgumentException(
                    languages.size() + " languages of " + sources.size() + " sentences, expected one for each");
        }
    }

    /** Creates sentences whose languages are not recorded. */
    public Sentences(
            List<int[]> sources,
            List<int[]> targets,
            List<String> references,
            int start,
            int end,
            Function<int[], String> text) {
        this(sources, targets, references, start, end, text, Collections.nCopies(sources.size(), ""));
    }

    /** Returns these pairs as this model reads them. */
    public static Sentences of(TranslationModel model, List<SentencePair> pairs) {
        return new Sentences(
                pairs.stream()
                        .map(p -> p.language().isEmpty()
                                ? model.source(p.source())
                                : model.source(p.source(), p.language()))
                        .toList(),
                pairs.stream().map(p -> model.vocabulary().target(p.target())).toList(),
                ParallelCorpus.targets(pairs),
                model.vocabulary().start(),
                model.vocabulary().end(),
                model.vocabulary()::decode,
                pairs.stream().map(SentencePair::language).toList());
    }

    /** Returns the number of sentences. */
    public int size() {
        return sources.size();
    }

    /** Returns what the decoder reads under teacher forcing: the start token and the reference, per sentence. */
    public List<int[]> decoderInputs() {
        return targets.stream()
                .map(t -> IntStream.concat(IntStream.of(start), IntStream.of(t)).toArray())
                .toList();
    }

    /** Returns the same sentences in random order, so that every prefix is a random sample of the whole. */
    public Sentences shuffled(long seed) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, size()).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        return pick(order);
    }

    /**
     * Returns these sentences in an order in which long prefixes contain every target language. If there are several,
     * the sentences are shuffled, because a corpus lists one language after the other; otherwise they are unchanged.
     */
    public Sentences mixed() {
        return multilingual() ? shuffled(1) : this;
    }

    /** Returns the first {@code count} sentences, or all if there are no more. */
    public Sentences first(int count) {
        return pick(IntStream.range(0, Math.min(count, size())).boxed().toList());
    }

    private Sentences pick(List<Integer> order) {
        return new Sentences(
                order.stream().map(sources::get).toList(),
                order.stream().map(targets::get).toList(),
                order.stream().map(references::get).toList(),
                start,
                end,
                text,
                order.stream().map(languages::get).toList());
    }

    /** Returns whether the translations are into several languages. */
    public boolean multilingual() {
        return languages.stream().distinct().count() > 1;
    }

    /**
     * Returns the BLEU counts of translations of the first of these sentences. Their score is the macro-average over
     * the target languages.
     *
     * @param translations translations of the first sentences, as plain text
     */
    public BleuStatistics bleu(List<String> translations) {
        int n = translations.size();
        return BleuStatistics.of(translations, references.subList(0, n)).byGroup(languages.subList(0, n));
    }

    /**
     * Returns the sizes of nested samples of growing size: sample i of k is the first ceil(i n / k) of the n sentences,
     * so that the last sample is all of them.
     *
     * @param samples number of samples k, from 1 to n
     */
    public int[] sampleSizes(int samples) {
        if (samples < 1 || samples > size()) {
            throw new IllegalArgumentException(
                    samples + " samples of " + size() + " sentences, expected 1 to " + size());
        }
        return IntStream.rangeClosed(1, samples)
                .map(i -> (int) (((long) i * size() + samples - 1) / samples))
                .toArray();
    }

    @Override
    public String toString() {
        return size() + " sentences, "
                + sources.stream().mapToInt(s -> s.length).sum() + " source and "
                + targets.stream().mapToInt(t -> t.length).sum() + " target subwords";
    }
}
