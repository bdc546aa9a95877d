package moelab.bleu;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What BLEU needs to know of each sentence pair: ten integers, whose sums over any selection of sentences give the BLEU
 * of that selection.
 *
 * <p>Counting n-grams is the slow part of BLEU and is done once, here; a resampled score then costs ten additions per
 * sentence, which makes thousands of resamples cheap. Sums are exact and do not depend on the order of the sentences.
 *
 * <p>Sentences may belong to groups, for example one per target language ({@link #byGroup}). The score is then the
 * macro-average: BLEU of each group by itself, and the mean of these. A language with many sentences weighs no more
 * than one with few, and n-grams of one language never make up for those of another.
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

    private static final List<String> ONE_GROUP = List.of("");

    private final int[] numbers; // sentence by sentence
    private final int sentences;
    private final List<String> groups; // their names
    private final int[] groupOf; // groupOf[s] = index of the group of sentence s
    private final int[][] members; // members[g] = the sentences of group g, ascending

    private BleuStatistics(int[] numbers, List<String> groups, int[] groupOf) {
        this.numbers = numbers;
        this.sentences = numbers.length / NUMBERS;
        this.groups = groups;
        this.groupOf = groupOf;
        this.members = IntStream.range(0, groups.size())
                .mapToObj(g -> IntStream.range(0, sentences)
                        .filter(s -> groupOf[s] == g)
                        .toArray())
                .toArray(int[][]::new);
    }

    /**
     * Returns the counts of n-grams of sentence pairs.
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
        return new BleuStatistics(numbers, ONE_GROUP, new int[references.size()]);
    }

    /**
     * Returns the same counts with the macro-average over groups as their score.
     *
     * @param groupNames the group of each sentence, for example its target language
     * @throws IllegalArgumentException if there is not one name per sentence
     */
    public BleuStatistics byGroup(List<String> groupNames) {
        if (groupNames.size() != sentences) {
            throw new IllegalArgumentException(
                    groupNames.size() + " groups of " + sentences + " sentences, expected one for each");
        }
        List<String> names = groupNames.stream().distinct().sorted().toList();
        return new BleuStatistics(
                numbers, names, groupNames.stream().mapToInt(names::indexOf).toArray());
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

    /** Returns the BLEU of all sentences as one corpus, whatever their groups. */
    public Bleu bleu() {
        long[] sums = new long[NUMBERS];
        for (int s = 0; s < sentences; s++) {
            add(s, sums, 0);
        }
        return Bleu.of(sums);
    }

    /** Returns the score of all sentences, 0 to 100: their BLEU, or with groups the mean of the groups' BLEU. */
    public double score() {
        return score(sentences);
    }

    /** Returns the score of the first {@code count} sentences. */
    public double score(int count) {
        if (count < 1 || count > sentences) {
            throw new IllegalArgumentException("BLEU of the first " + count + " sentences, expected 1 to " + sentences);
        }
        return score(IntStream.range(0, count).toArray());
    }

    /** Returns the BLEU of each group by its name; one nameless group without groups. */
    public SortedMap<String, Double> scores() {
        SortedMap<String, Double> scores = new TreeMap<>();
        long[] sums = sums();
        IntStream.range(0, sentences).forEach(s -> add(s, sums));
        for (int g = 0; g < groups.size(); g++) {
            scores.put(groups.get(g), Bleu.score(ofGroup(sums, g)));
        }
        return scores;
    }

    /** Returns whether the sentences are in the same groups as those of the other statistics. */
    boolean sameGroups(BleuStatistics other) {
        return groups.equals(other.groups) && Arrays.equals(groupOf, other.groupOf);
    }

    /** Returns room for the sums of a selection, group by group. */
    long[] sums() {
        return new long[groups.size() * NUMBERS];
    }

    /** Adds a sentence's numbers to the sums of its group. */
    void add(int sentence, long[] sums) {
        add(sentence, sums, groupOf[sentence] * NUMBERS);
    }

    private void add(int sentence, long[] sums, int to) {
        for (int i = 0, at = sentence * NUMBERS; i < NUMBERS; i++, at++) {
            sums[to + i] += numbers[at];
        }
    }

    private static long[] ofGroup(long[] sums, int group) {
        return Arrays.copyOfRange(sums, group * NUMBERS, (group + 1) * NUMBERS);
    }

    /** Returns the score of a selection with these sums; a group without a sentence in it does not count. */
    double score(long[] sums) {
        double total = 0;
        int present = 0;
        for (int g = 0; g < groups.size(); g++) {
            long[] own = ofGroup(sums, g);
            if (groups.size() == 1 || Arrays.stream(own).anyMatch(x -> x > 0)) {
                total += Bleu.score(own);
                present++;
            }
        }
        return present == 0 ? 0 : total / present;
    }

    /**
     * Returns one bootstrap resample (Efron 1979): as many sentences as there are, drawn with replacement, each from
     * the group of the sentence in whose place it is.
     */
    int[] resample(SplittableRandom random) {
        int[] drawn = new int[sentences];
        Arrays.setAll(drawn, s -> {
            int[] group = members[groupOf[s]];
            return group[random.nextInt(group.length)];
        });
        return drawn;
    }

    /** Returns the score of these sentences, which may repeat. */
    double score(int[] chosen) {
        long[] sums = sums();
        for (int s : chosen) {
            add(s, sums);
        }
        return score(sums);
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
