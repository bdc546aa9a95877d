package moelab.exercise;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import moelab.bleu.Bleu;

/**
 * BLEU (Papineni et al. 2002) in its three steps, on sentences that are already cut into tokens.
 *
 * <pre>
 *   p_n  = matched n-grams of all hypotheses, clipped  /  all n-grams of all hypotheses
 *   BP   = 1 if the hypotheses together are at least as long as the references,
 *          else exp(1 - reference length / hypothesis length)
 *   BLEU = 100 BP (p_1 p_2 p_3 p_4)^(1/4)
 * </pre>
 *
 * No list that goes in is changed.
 */
public interface BleuSteps {

    /**
     * Returns how many n-grams of the hypothesis are in the reference, each at most as often as the reference has it.
     *
     * @param n number of tokens in a row, at least 1
     */
    long matches(List<String> hypothesis, List<String> reference, int n);

    /**
     * Returns the brevity penalty, from 0 to 1: the factor by which BLEU is lowered if the hypotheses are too short.
     *
     * @param hypothesis tokens of all hypotheses; 0 if there are none
     * @param reference tokens of all references, at least 1
     */
    double brevityPenalty(long hypothesis, long reference);

    /**
     * Returns the BLEU of a corpus, from 0 to 100, not smoothed: 0 if there is no match for some n from 1 to 4.
     *
     * @param references one for each hypothesis
     */
    double score(List<List<String>> hypotheses, List<List<String>> references);

    /** Returns a sentence cut at its spaces. */
    static List<String> words(String sentence) {
        return List.of(sentence.split(" "));
    }

    /** Returns the library's steps. Their score is not smoothed, although the library's own BLEU is. */
    static BleuSteps library() {
        return new BleuSteps() {
            @Override
            public long matches(List<String> hypothesis, List<String> reference, int n) {
                if (n < 1) {
                    throw new IllegalArgumentException("runs of " + n + " tokens, expected at least 1");
                }
                List<List<String>> left = ngrams(reference, n);
                // each one of the reference is used up once
                return ngrams(hypothesis, n).stream().filter(left::remove).count();
            }

            private List<List<String>> ngrams(List<String> tokens, int n) {
                return new ArrayList<>(IntStream.rangeClosed(0, tokens.size() - n)
                        .mapToObj(i -> tokens.subList(i, i + n))
                        .toList());
            }

            @Override
            public double brevityPenalty(long hypothesis, long reference) {
                return hypothesis >= reference ? 1 : Math.exp(1 - reference / (double) hypothesis);
            }

            @Override
            public double score(List<List<String>> hypotheses, List<List<String>> references) {
                if (hypotheses.size() != references.size()) {
                    throw new IllegalArgumentException(hypotheses.size() + " hypotheses and " + references.size()
                            + " references, expected one for each");
                }
                for (int n = 1; n <= 4; n++) {
                    int order = n;
                    if (IntStream.range(0, hypotheses.size())
                            .allMatch(s -> matches(hypotheses.get(s), references.get(s), order) == 0)) {
                        return 0;
                    }
                }
                return Bleu.corpus(text(hypotheses), text(references)).score();
            }

            private List<String> text(List<List<String>> sentences) {
                return sentences.stream()
                        .map(tokens -> String.join(" ", tokens))
                        .toList();
            }
        };
    }
}
