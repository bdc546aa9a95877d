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
        throw new Unsolved("14.1", "clipped matches of n-grams");
    }

    /** Task 14.2: from the numbers of tokens of all hypotheses and of all references. */
    @Override
    public double brevityPenalty(long hypothesis, long reference) {
        throw new Unsolved("14.2", "1, or exp(1 - reference / hypothesis)");
    }

    /** Task 14.3: BLEU of a corpus, from 0 to 100. */
    @Override
    public double score(List<List<String>> hypotheses, List<List<String>> references) {
        throw new Unsolved("14.3", "100 BP (p_1 p_2 p_3 p_4)^(1/4)");
    }
}
