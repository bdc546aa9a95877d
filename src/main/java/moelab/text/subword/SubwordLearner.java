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
 * Learns which neighbors to merge: byte-pair encoding over the distinct pieces of a text, each weighted by how often it
 * occurs.
 *
 * <p>The counts of neighboring entries are updated after each merge, and a heap finds the most frequent pair. A count
 * that fell after it was pushed is corrected when it reaches the top of the heap. Of equally frequent pairs the one
 * with the lower entries is merged first, so that the result depends on the text alone.
 */
final class SubwordLearner {
    private static final int LEAST_CHARACTER_COUNT = 10; // rarer characters are spelled in nibbles
    private static final int LEAST_MERGE_COUNT = 2;

    private final List<int[]> words = new ArrayList<>(); // entries of each distinct piece
    private final List<Integer> counts = new ArrayList<>(); // how often each occurs
    private final Map<Long, Integer> pairCount = new HashMap<>();
    private final Map<Long, Set<Integer>> wordsWith = new HashMap<>(); // pair -> words that have it, or once had it
    private final PriorityQueue<Candidate> heap = new PriorityQueue<>(
            Comparator.comparingInt((Candidate c) -> -c.count).thenComparingLong(Candidate::pair));

    private record Candidate(long pair, int count) {}

    private SubwordLearner() {}

    /**
     * Returns the characters that get an entry of their own, at most {@code most}, the most frequent first; the space
     * is always one of them.
     */
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

    /** Returns the pieces of these texts, sorted, and how often each occurs. */
    static Map<String, Integer> count(List<String> texts) {
        Map<String, Integer> pieces = new TreeMap<>();
        texts.forEach(text -> Pieces.of(text).forEach(piece -> pieces.merge(piece, 1, Integer::sum)));
        return pieces;
    }

    /**
     * Returns the learned merges, in the order in which they were learned.
     *
     * @param alphabet the vocabulary of single characters to build on
     * @param pieces the distinct pieces of the text, and how often each occurs
     * @param merges the most merges wanted
     * @return left and right entry of each merge; fewer than wanted if no pair occurs twice any more
     */
    static int[][] learn(SubwordVocabulary alphabet, Map<String, Integer> pieces, int merges) {
        SubwordLearner learner = new SubwordLearner();
        pieces.forEach((piece, count) -> {
            learner.words.add(alphabet.encode(piece));
            learner.counts.add(count);
        });
        Set<Long> all = new HashSet<>();
        for (int w = 0; w < learner.words.size(); w++) {
            learner.add(w, SubwordLearner::mergeable, all);
        }
        learner.push(all);
        List<int[]> learned = new ArrayList<>();
        while (learned.size() < merges) {
            long best = learner.best();
            if (best < 0) {
                break;
            }
            learner.merge(best, alphabet.size() + learned.size());
            learned.add(new int[] {(int) (best >> 32), (int) best});
        }
        return learned.toArray(new int[0][]);
    }

    /** Returns the most frequent pair, or -1 if none occurs twice. */
    private long best() {
        while (!heap.isEmpty()) {
            Candidate top = heap.poll();
            int count = pairCount.getOrDefault(top.pair, 0);
            if (count == top.count) {
                return count >= LEAST_MERGE_COUNT ? top.pair : -1;
            }
            if (count > 0) { // it lost occurrences since it was pushed
                heap.add(new Candidate(top.pair, count));
            }
        }
        return -1;
    }

    private void merge(long pair, int entry) {
        Set<Long> grown = new HashSet<>();
        for (int w : wordsWith.remove(pair)) {
            remove(w);
            words.set(w, merged(words.get(w), (int) (pair >> 32), (int) pair, entry));
            add(w, e -> e == entry, grown);
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
            if (mergeable(word[i]) && mergeable(word[i + 1])) {
                pairCount.merge((long) word[i] << 32 | word[i + 1], -counts.get(w), Integer::sum);
            }
        }
    }

    /** Adds the pairs of a word to the counts, and those that contain a new entry to {@code grown} as well. */
    private void add(int w, IntPredicate isNew, Set<Long> grown) {
        int[] word = words.get(w);
        for (int i = 0; i + 1 < word.length; i++) {
            if (mergeable(word[i]) && mergeable(word[i + 1])) {
                long pair = (long) word[i] << 32 | word[i + 1];
                pairCount.merge(pair, counts.get(w), Integer::sum);
                if (isNew.test(word[i]) || isNew.test(word[i + 1])) {
                    wordsWith.computeIfAbsent(pair, p -> new HashSet<>()).add(w);
                    grown.add(pair);
                }
            }
        }
    }

    private static boolean mergeable(int entry) {
        return entry >= SubwordVocabulary.FIRST_MERGEABLE;
    }

    private static int[] merged(int[] word, int left, int right, int entry) {
        int[] out = new int[word.length];
        int n = 0;
        for (int i = 0; i < word.length; i++) {
            boolean both = word[i] == left && i + 1 < word.length && word[i + 1] == right;
            out[n++] = both ? entry : word[i];
            i += both ? 1 : 0;
        }
        return Arrays.copyOf(out, n);
    }
}
