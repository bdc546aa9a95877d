package moelab.text;

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

/**
 * Learns which neighbours to join: byte-pair encoding over the distinct pieces of a text, each weighted by how often it occurs.
 *
 * <p>Counts of neighbouring symbols are kept up to date join by join, and a heap with stale entries finds the most frequent; of
 * equally frequent ones the pair of lower symbols, so that the result depends on the text alone.
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

    private record Candidate(long pair, int count) { }

    private SubwordLearner() { }

    /** Characters frequent enough for a symbol of their own, the most frequent first; a space always is. */
    static int[] characters(Map<String, Integer> pieces, int most) {
        Map<Integer, Integer> count = new TreeMap<>();
        pieces.forEach((piece, n) -> piece.codePoints().forEach(c -> count.merge(c, n, Integer::sum)));
        count.put((int) ' ', Integer.MAX_VALUE);
        return count.entrySet().stream().filter(e -> e.getValue() >= LEAST_CHARACTER_COUNT)
                .filter(e -> e.getKey() < Character.MIN_SURROGATE || e.getKey() > Character.MAX_SURROGATE)
                .sorted(Comparator.comparingInt((Map.Entry<Integer, Integer> e) -> -e.getValue())).limit(most)
                .mapToInt(Map.Entry::getKey).toArray();
    }

    /** Pieces and their number in these texts, sorted. */
    static Map<String, Integer> count(List<String> texts) {
        Map<String, Integer> pieces = new TreeMap<>();
        texts.forEach(text -> Pieces.of(text).forEach(piece -> pieces.merge(piece, 1, Integer::sum)));
        return pieces;
    }

    /**
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
        for (int w = 0; w < learner.words.size(); w++) {
            learner.count(w, +1);
        }
        learner.pairCount.forEach((pair, count) -> learner.heap.add(new Candidate(pair, count)));
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

    private long best() {
        while (!heap.isEmpty()) {
            Candidate top = heap.poll();
            int count = pairCount.getOrDefault(top.pair, 0);
            if (count == top.count && count >= LEAST_JOIN_COUNT) {
                return top.pair;
            }
        }
        return -1;
    }

    private void join(long pair, int symbol) {
        Set<Long> changed = new HashSet<>();
        for (int w : wordsWith.remove(pair)) {
            addPairs(w, changed);
            count(w, -1);
            words.set(w, joined(words.get(w), (int) (pair >> 32), (int) pair, symbol));
            count(w, +1);
            addPairs(w, changed);
        }
        changed.remove(pair);
        pairCount.remove(pair);
        changed.forEach(p -> heap.add(new Candidate(p, pairCount.getOrDefault(p, 0))));
    }

    private void addPairs(int w, Set<Long> pairs) {
        int[] word = words.get(w);
        for (int i = 0; i + 1 < word.length; i++) {
            if (joinable(word[i]) && joinable(word[i + 1])) {
                pairs.add((long) word[i] << 32 | word[i + 1]);
            }
        }
    }

    private void count(int w, int sign) {
        int[] word = words.get(w);
        for (int i = 0; i + 1 < word.length; i++) {
            if (joinable(word[i]) && joinable(word[i + 1])) {
                long pair = (long) word[i] << 32 | word[i + 1];
                pairCount.merge(pair, sign * counts.get(w), Integer::sum);
                if (sign > 0) {
                    wordsWith.computeIfAbsent(pair, p -> new HashSet<>()).add(w);
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
