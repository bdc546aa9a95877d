package moelab.text.subword;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * Learns which neighbours to join: byte-pair encoding over the distinct pieces of a text, each weighted by how often it
 * occurs.
 *
 * <p>Counts of neighbouring symbols are kept up to date join by join, and a heap finds the most frequent (counts that
 * fell since they were pushed are corrected when they come up); of equally frequent ones the pair of lower symbols, so
 * that the result depends on the text alone.
 */
final class SubwordLearner {
    private static final int LEAST_CHARACTER_COUNT = 10; // rarer characters are spelt in half bytes
    private static final int LEAST_JOIN_COUNT = 2;

    private final List<int[]> words = new ArrayList<>(); // symbols of each distinct piece
    private final List<Integer> counts = new ArrayList<>(); // how often each occurs
    private final Map<Long, Integer> pairCount = new HashMap<>();
    private final Map<Long, Set<Integer>> wordsWith = new HashMap<>(); // pair -> words that have or had it
    private final PriorityQueue<Candidate> heap = new PriorityQueue<>(
            Comparator.comparingInt((Candidate c) -> -c.count).thenComparingLong(Candidate::pair));

    private record Candidate(long pair, int count) {}

    private SubwordLearner() {}

    /** Characters frequent enough for a symbol of their own, the most frequent first; a space always is. */
    static int[] characters(Map<String, Integer> pieces, int most) {
        Map<Integer, Integer> count = new TreeMap<>();
        pieces.forEach((piece, n) -> piece.codePoints().forEach(c -> count.merge(c, n, Integer::sum)));
        count.put((int) ' ', Integer.MAX_VALUE);
        return count.entrySet().stream()
                .filter(e -> e.getValue() >= LEAST_CHARACTER_COUNT)
                .filter(e -> e.getKey() < Character.MIN_SURROGATE || e.getKey() > Character.MAX_SURROGATE)
                .sorted(Comparator.comparingInt((Map.Entry<Integer, Integer> e) -> -e.getValue()))
                .limit(most)
                .mapToInt(Map.Entry::getKey)
                .toArray();
    }

    /** Pieces and their number in these texts, sorted. */
    static Map<String, Integer> count(List<String> texts) {
        Map<String, Integer> pieces = new TreeMap<>();
        texts.forEach(text -> Pieces.of(text).forEach(piece -> pieces.merge(piece, 1, Integer::sum)));
        return pieces;
    }

    /**
     * Learns merges, the most frequent first.
     *
     * @param alphabet the vocabulary of single characters to build on
     * @param joins the most joins wanted
     * @return left and right symbol of each join, in order; fewer if nothing occurs twice any more
     */
    static int[][] learn(SubwordVocabulary alphabet, Map<String, Integer> pieces, int joins) {
        SubwordLearner learner = new SubwordLearner();
        pieces.forEach((piece, count) -> {
            learner.words.add(alphabet.encode(piece));
            learner.counts.add(count);
        });
        Set<Long> all = new HashSet<>();
        for (int w = 0; w < learner.words.size(); w++) {
            learner.add(w, SubwordLearner::joinable, all);
        }
        learner.push(all);
        List<int[]> learned = new ArrayList<>();
        while (learned.size() < joins) {
            long best = learner.best();
            if (best < 0) {
                break;
            }
            learner.join(best, alphabet.size() + learned.size());
            learned.add(new int[] {(int) (best >> 32), (int) best});
        }
        return learned.toArray(new int[0][]);
    }

    /** The most frequent pair, or -1 if none occurs twice. */
    private long best() {
        while (!heap.isEmpty()) {
            Candidate top = heap.poll();
            int count = pairCount.getOrDefault(top.pair, 0);
            if (count == top.count) {
                return count >= LEAST_JOIN_COUNT ? top.pair : -1;
            }
            if (count > 0) { // it lost occurrences since it was pushed
                heap.add(new Candidate(top.pair, count));
            }
        }
        return -1;
    }

    private void join(long pair, int symbol) {
        Set<Long> grown = new HashSet<>();
        for (int w : wordsWith.remove(pair)) {
            remove(w);
            words.set(w, joined(words.get(w), (int) (pair >> 32), (int) pair, symbol));
            add(w, s -> s == symbol, grown);
        }
        pairCount.remove(pair);
        push(grown);
    }

    private void push(Set<Long> pairs) {
        pairs.forEach(pair -> heap.add(new Candidate(pair, pairCount.get(pair))));
    }

    private void remove(int w) {
        int[] word = words.get(w);
        for (int i = 0; i + 1 < word.length; i++) {
            if (joinable(word[i]) && joinable(word[i + 1])) {
                pairCount.merge((long) word[i] << 32 | word[i + 1], -counts.get(w), Integer::sum);
            }
        }
    }

    /** Counts the pairs of a word; those with a new symbol are noted as new. */
    private void add(int w, IntPredicate isNew, Set<Long> grown) {
        int[] word = words.get(w);
        for (int i = 0; i + 1 < word.length; i++) {
            if (joinable(word[i]) && joinable(word[i + 1])) {
                long pair = (long) word[i] << 32 | word[i + 1];
                pairCount.merge(pair, counts.get(w), Integer::sum);
                if (isNew.test(word[i]) || isNew.test(word[i + 1])) {
                    wordsWith.computeIfAbsent(pair, p -> new HashSet<>()).add(w);
                    grown.add(pair);
                }
            }
        }
    }

    private static boolean joinable(int symbol) {
        return symbol >= SubwordVocabulary.FIRST_JOINABLE;
    }

    private static int[] joined(int[] word, int left, int right, int symbol) {
        int[] out = new int[word.length];
        int n = 0;
        for (int i = 0; i < word.length; i++) {
            boolean both = word[i] == left && i + 1 < word.length && word[i + 1] == right;
            out[n++] = both ? symbol : word[i];
            i += both ? 1 : 0;
        }
        return Arrays.copyOf(out, n);
    }
}
