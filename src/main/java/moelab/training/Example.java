package moelab.training;

import java.util.Arrays;
import java.util.SplittableRandom;
import moelab.text.SentencePair;
import moelab.text.subword.SubwordVocabulary;
import moelab.text.subword.Vocabulary;

/**
 * One sentence pair as the model sees it.
 *
 * @param source subwords of the source and the end token; before them the language token, where the vocabulary has some
 * @param input what the decoder is given: the start token and the subwords of the target
 * @param output what it should predict at each position: the same subwords one place earlier, and the end token
 */
record Example(int[] source, int[] input, int[] output) {

    /** Returns the pair with every possible merge made, which is how text is cut into subwords after training. */
    static Example of(SentencePair pair, Vocabulary vocabulary) {
        return of(vocabulary.source(pair.source(), pair.language()), vocabulary.target(pair.target()), vocabulary);
    }

    /**
     * Returns the pair with a share of all merges skipped, so that one text is cut in many ways (Provilkov et al. 2020,
     * BPE-dropout). Published tokenizers cut every text in one way only.
     */
    static Example of(SentencePair pair, Vocabulary vocabulary, double mergeDropout, SplittableRandom random) {
        return mergeDropout == 0 || !(vocabulary instanceof SubwordVocabulary subwords)
                ? of(pair, vocabulary)
                : of(
                        withEnd(
                                subwords.into(pair.language(), subwords.encode(pair.source(), mergeDropout, random)),
                                subwords),
                        subwords.encode(pair.target(), mergeDropout, random),
                        subwords);
    }

    private static Example of(int[] source, int[] target, Vocabulary vocabulary) {
        int[] input = new int[target.length + 1];
        input[0] = vocabulary.start();
        System.arraycopy(target, 0, input, 1, target.length);
        return new Example(source, input, withEnd(target, vocabulary));
    }

    private static int[] withEnd(int[] tokens, Vocabulary vocabulary) {
        int[] longer = Arrays.copyOf(tokens, tokens.length + 1);
        longer[tokens.length] = vocabulary.end();
        return longer;
    }
}
