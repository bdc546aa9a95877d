import java.util.HashMap;
import java.util.List;
import java.util.Map;
import moelab.exercise.BleuSteps;
import moelab.exercise.Unsolved;

/**
 * Exercise 14: BLEU.
 *
 * <pre>
 *   matches(n) = sum over different n-grams g of
 *                min(how often g is in the hypothesis, how often it is in the reference)
 *   p_n        = matches(n) summed over all sentence pairs / number of n-grams of all hypotheses
 *   BP         = 1 if hypotheses have as many tokens as references, or more;
 *                else exp(1 - reference tokens / hypothesis tokens)
 *   BLEU       = 100 BP (p_1 p_2 p_3 p_4)^(1/4),  0 if some p_n is 0
 * </pre>
 *
 * A sentence of m tokens has max(0, m - n + 1) n-grams. The n-gram of tokens from i on is tokens.subList(i, i + n);
 * lists of equal tokens are equal, so that they serve as keys of a map.
 */
public class ClippedBleu implements BleuSteps {

    /** Task 14.1: how many n-grams of the hypothesis are in the reference, each at most as often as it is there. */
    @Override
    public long matches(List<String> hypothesis, List<String> reference, int n) {
        // BEGIN SOLUTION
        // AFTER: Our solution counts the n-grams of both sentences in maps and takes the smaller count of each
        //     n-gram. The library's Bleu also smooths a precision of 0, as sacreBLEU does, so that a single sentence
        //     can have a score. Chapter 8 goes on with how certain such a score is.
        // HINT 14.1: The hypothesis is "the the the", the reference "the cat": how many of the three are right?
        // HINT 14.1: One, because the reference has the word only once. Count the n-grams of both sentences in a map
        //     each; each distinct one contributes the smaller of its two counts.
        // HINT 14.1: counts.merge(tokens.subList(i, i + n), 1, Integer::sum) for i from 0 to size - n; then the sum
        //     of Math.min(count, other.getOrDefault(ngram, 0)).
        Map<List<String>, Integer> wanted = count(reference, n);
        long matched = 0;
        for (Map.Entry<List<String>, Integer> e : count(hypothesis, n).entrySet()) {
            matched += Math.min(e.getValue(), wanted.getOrDefault(e.getKey(), 0));
        }
        return matched;
        // STUB: throw new Unsolved("14.1", "clipped matches of n-grams");
        // END SOLUTION
    }

    /** Task 14.2: from the numbers of tokens of all hypotheses and of all references. */
    @Override
    public double brevityPenalty(long hypothesis, long reference) {
        // BEGIN SOLUTION
        // HINT 14.2: Why is there a penalty for being short, but none for being long?
        // HINT 14.2: A translation that is too long loses precision anyway. In Java long / long drops the fraction; a
        //     double divided by 0 is infinite, and exp of minus infinity is 0, as it should be here.
        return hypothesis >= reference ? 1 : Math.exp(1 - reference / (double) hypothesis);
        // STUB: throw new Unsolved("14.2", "1, or exp(1 - reference / hypothesis)");
        // END SOLUTION
    }

    /** Task 14.3: BLEU of a corpus, from 0 to 100. */
    @Override
    public double score(List<List<String>> hypotheses, List<List<String>> references) {
        // BEGIN SOLUTION
        // HINT 14.3: Is the BLEU of a corpus the mean of the BLEUs of its sentences?
        // HINT 14.3: No: matches, n-grams and lengths are summed over all sentences first, and divided then, once for
        //     each n.
        // HINT 14.3: The fourth root of a product is Math.pow(p1 * p2 * p3 * p4, 0.25). Return 0 as soon as the
        //     matches of some n sum to 0: that also spares you 0 / 0.
        double product = 1;
        for (int n = 1; n <= 4; n++) {
            long matched = 0;
            long all = 0;
            for (int s = 0; s < hypotheses.size(); s++) {
                matched += matches(hypotheses.get(s), references.get(s), n);
                all += Math.max(0, hypotheses.get(s).size() - n + 1);
            }
            if (matched == 0) {
                return 0;
            }
            product *= matched / (double) all;
        }
        return 100 * brevityPenalty(tokens(hypotheses), tokens(references)) * Math.pow(product, 0.25);
        // STUB: throw new Unsolved("14.3", "100 BP (p_1 p_2 p_3 p_4)^(1/4)");
        // END SOLUTION
    }
    // BEGIN SOLUTION

    private static Map<List<String>, Integer> count(List<String> tokens, int n) {
        Map<List<String>, Integer> counts = new HashMap<>();
        for (int i = 0; i + n <= tokens.size(); i++) {
            counts.merge(tokens.subList(i, i + n), 1, Integer::sum);
        }
        return counts;
    }

    private static long tokens(List<List<String>> sentences) {
        return sentences.stream().mapToLong(List::size).sum();
    }
    // END SOLUTION
}
