package moelab.translation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which target subwords translate a source subword, learned from sentence pairs alone: model 1 of Brown, Della Pietra,
 * Della Pietra and Mercer 1993 (section 4.1).
 *
 * <p>Every target subword f of a pair was produced by one of the source subwords e, or by none of them (an entry NULL
 * that stands in every sentence), each with the same probability a priori. Which one is not observed, so expectation
 * maximization shares each f out among the e of its sentence:
 *
 * <pre>
 *   E:  c(f, e)  = sum over pairs and occurrences of t(f | e) / sum over e' in the sentence of t(f | e')
 *   M:  t(f | e) = c(f, e) / sum over f' of c(f', e)
 * </pre>
 *
 * beginning with all f alike. The likelihood never falls, and every local maximum is a global one. There may be several
 * of these, so all f begin alike; five rounds are enough. Time is proportional to the products of the sentences'
 * lengths; only pairs of subwords that occur together are kept.
 */
public final class IbmModel1 {
    // entries of source subword e: first[e] to first[e + 1] - 1; e = sources stands for NULL
    private final int[] first;
    private final int[] target; // target subword f of each entry
    private final double[] chance; // t(f | e) of each entry

    private IbmModel1(int[] first, int[] target, double[] chance) {
        this.first = first;
        this.target = target;
        this.chance = chance;
    }

    /**
     * Returns the model learned from pairs of subword sequences.
     *
     * @param sources source sentences
     * @param targets their translations, as many
     * @param subwords size V of both vocabularies; subwords are from 0 to V - 1
     * @param rounds of expectation maximization, at least 1
     */
    public static IbmModel1 train(List<int[]> sources, List<int[]> targets, int subwords, int rounds) {
        if (sources.size() != targets.size() || rounds < 1) {
            throw new IllegalArgumentException(sources.size() + " sources, " + targets.size() + " targets, " + rounds
                    + " rounds, expected as many of both and at least 1 round");
        }
        // how often each target subword occurred in a pair with each source subword
        List<Map<Integer, Integer>> seen = new ArrayList<>();
        for (int e = 0; e <= subwords; e++) {
            seen.add(new HashMap<>());
        }
        for (int p = 0; p < sources.size(); p++) {
            for (int e : withNull(sources.get(p), subwords)) {
                for (int f : targets.get(p)) {
                    seen.get(e).merge(f, 1, Integer::sum);
                }
            }
        }
        int[] first = new int[subwords + 2];
        for (int e = 0; e <= subwords; e++) {
            first[e + 1] = first[e] + seen.get(e).size();
        }
        int[] target = new int[first[subwords + 1]];
        for (int e = 0; e <= subwords; e++) {
            int[] sorted = seen.get(e).keySet().stream()
                    .mapToInt(Integer::intValue)
                    .sorted()
                    .toArray();
            System.arraycopy(sorted, 0, target, first[e], sorted.length);
        }
        double[] chance = new double[target.length];
        Arrays.fill(chance, 1);
        IbmModel1 model = new IbmModel1(first, target, chance);
        int[][] entries = IntStream.range(0, sources.size())
                .mapToObj(p -> model.entries(withNull(sources.get(p), subwords), targets.get(p)))
                .toArray(int[][]::new);
        for (int round = 0; round < rounds; round++) {
            model.maximize(model.expect(entries, sources));
        }
        return model;
    }

    private static int[] withNull(int[] source, int subwords) {
        int[] all = Arrays.copyOf(source, source.length + 1);
        all[source.length] = subwords;
        return all;
    }

    /** Returns the entry of each pair of a source and a target subword, ordered by target. */
    private int[] entries(int[] source, int[] targets) {
        int[] entries = new int[source.length * targets.length];
        int at = 0;
        for (int f : targets) {
            for (int e : source) {
                entries[at++] = Arrays.binarySearch(target, first[e], first[e + 1], f);
            }
        }
        return entries;
    }

    private double[] expect(int[][] entries, List<int[]> sources) {
        double[] count = new double[chance.length];
        for (int p = 0; p < entries.length; p++) {
            int n = sources.get(p).length + 1;
            for (int from = 0; from < entries[p].length; from += n) { // one target subword
                double sum = 0;
                for (int i = from; i < from + n; i++) {
                    sum += chance[entries[p][i]];
                }
                for (int i = from; i < from + n; i++) {
                    count[entries[p][i]] += chance[entries[p][i]] / sum;
                }
            }
        }
        return count;
    }

    private void maximize(double[] count) {
        for (int e = 0; e + 1 < first.length; e++) {
            double sum = 0;
            for (int i = first[e]; i < first[e + 1]; i++) {
                sum += count[i];
            }
            for (int i = first[e]; i < first[e + 1]; i++) {
                chance[i] = count[i] / sum;
            }
        }
    }

    /** Returns the number of source subwords V, NULL not among them. */
    public int subwords() {
        return first.length - 2;
    }

    /** Returns t(f | e), from 0 to 1; e = {@link #subwords()} stands for NULL. */
    public double chance(int f, int e) {
        int i = Arrays.binarySearch(target, first[e], first[e + 1], f);
        return i < 0 ? 0 : chance[i];
    }

    /**
     * Returns the likeliest translations of a source subword, the best first, lower numbers first among equals; fewer
     * than n if there are fewer.
     */
    public int[] best(int e, int n) {
        return IntStream.range(first[e], first[e + 1])
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -chance[i]).thenComparing(i -> i))
                .limit(n)
                .mapToInt(i -> target[i])
                .toArray();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "IBM model 1: %,d source subwords with %,d translations", subwords(), target.length);
    }
}
