package moelab.bleu;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What BLEU needs to know of each sentence pair: ten integers, whose sums over any selection of sentences give the BLEU
 * of that selection.
 *
 * <p>Counting n-grams is the slow part of BLEU and is done once, here; a resampled score then costs ten additions per
 * sentence, which makes thousands of resamples cheap. Sums are exact and do not depend on the order of the sentences.
 */
public final class BleuStatistics {
    static final int ORDER = 4;
    /**
     * Integers per sentence: hypothesis tokens, reference tokens, then the hypothesis' matched n-grams and all its
     * n-grams for n = 1 to 4.
     */
    static final int NUMBERS = 2 + 2 * ORDER;

    static final int MATCHED = 2;
    static final int ALL = MATCHED + ORDER;

    private final int[] numbers; // sentence by sentence
    private final int sentences;

    private BleuStatistics(int[] numbers) {
        this.numbers = numbers;
        this.sentences = numbers.length / NUMBERS;
    }

    /**
     * Counts the n-grams of sentence pairs.
     *
     * @param hypotheses translations, plain text as it would be printed; an empty one counts as nothing written
     * @param references what they should be, one for each; an empty one has no n-gram that could match
     * @throws IllegalArgumentException if there are not as many of both, or none at all
     */
    public static BleuStatistics of(List<String> hypotheses, List<String> references) {
        if (hypotheses.size() != references.size()) {
            throw new IllegalArgumentException("BLEU of " + hypotheses.size() + " hypotheses and " + references.size()
                    + " references, expected one reference for each hypothesis");
        }
        if (references.isEmpty()) {
            throw new IllegalArgumentException("BLEU of no sentences, expected at least one");
        }
        int[] numbers = new int[hypotheses.size() * NUMBERS];
        for (int s = 0; s < hypotheses.size(); s++) {
            count(
                    Tokenizer13a.tokenize(hypotheses.get(s)),
                    Tokenizer13a.tokenize(references.get(s)),
                    numbers,
                    s * NUMBERS);
        }
        return new BleuStatistics(numbers);
    }

    private static void count(List<String> hypothesis, List<String> reference, int[] numbers, int at) {
        numbers[at] = hypothesis.size();
        numbers[at + 1] = reference.size();
        for (int n = 1; n <= ORDER; n++) {
            Map<String, Integer> wanted = ngrams(reference, n);
            int matched = 0;
            for (Map.Entry<String, Integer> e : ngrams(hypothesis, n).entrySet()) {
                // clipped: an n-gram counts at most as often as it occurs in the reference
                matched += Math.min(e.getValue(), wanted.getOrDefault(e.getKey(), 0));
            }
            numbers[at + MATCHED + n - 1] = matched;
            numbers[at + ALL + n - 1] = Math.max(0, hypothesis.size() - n + 1);
        }
    }

    private static Map<String, Integer> ngrams(List<String> tokens, int n) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i + n <= tokens.size(); i++) {
            counts.merge(String.join(" ", tokens.subList(i, i + n)), 1, Integer::sum); // no token holds a space
        }
        return counts;
    }

    /** Returns the number of sentence pairs. */
    public int sentences() {
        return sentences;
    }

    /** Returns the BLEU of all sentences. */
    public Bleu bleu() {
        return prefix(sentences);
    }

    /** Returns the BLEU of the first {@code count} sentences. */
    public Bleu prefix(int count) {
        if (count < 1 || count > sentences) {
            throw new IllegalArgumentException("BLEU of the first " + count + " sentences, expected 1 to " + sentences);
        }
        long[] sums = new long[NUMBERS];
        for (int s = 0; s < count; s++) {
            add(s, sums);
        }
        return Bleu.of(sums);
    }

    /** Adds a sentence's numbers to {@code sums}. */
    void add(int sentence, long[] sums) {
        for (int i = 0, at = sentence * NUMBERS; i < NUMBERS; i++, at++) {
            sums[i] += numbers[at];
        }
    }

    /** Returns one bootstrap resample (Efron 1979): as many sentences as there are, drawn with replacement. */
    int[] resample(SplittableRandom random) {
        int[] drawn = new int[sentences];
        Arrays.setAll(drawn, i -> random.nextInt(sentences));
        return drawn;
    }

    /** Returns the score of these sentences, which may repeat. */
    double score(int[] chosen) {
        long[] sums = new long[NUMBERS];
        for (int s : chosen) {
            add(s, sums);
        }
        return Bleu.score(sums);
    }

    /**
     * Returns the 95 % percentile interval of the score under bootstrap resampling of the sentences.
     *
     * @param resamples number of resamples, at least 40; 1,000 are usual
     */
    public Interval interval(int resamples, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] scores = new double[resamples];
        Arrays.setAll(scores, i -> score(resample(random)));
        return Interval.middle95(scores);
    }

    @Override
    public String toString() {
        return sentences + " sentence pairs, " + bleu();
    }
}
