package moelab.training;

import java.util.Arrays;
import java.util.SplittableRandom;
import moelab.text.SentencePair;
import moelab.text.SubwordVocabulary;

/**
 * One sentence pair as the model sees it.
 *
 * @param source subwords of the source and the end symbol; before them the language token, where the vocabulary has
 *     some
 * @param input what the decoder is given: the start symbol and the subwords of the target
 * @param output what it should answer at each position: the same subwords one place earlier, and the end symbol
 */
record Example(int[] source, int[] input, int[] output) {

    /** The pair in its shortest spelling, as it is used after training. */
    static Example of(SentencePair pair, SubwordVocabulary vocabulary) {
        return of(vocabulary.into(pair.language(), vocabulary.encode(pair.source())), vocabulary.encode(pair.target()));
    }

    /**
     * The pair with a share of all merges skipped, so that one text has many spellings (Provilkov et al. 2020,
     * BPE-dropout).
     */
    static Example of(SentencePair pair, SubwordVocabulary vocabulary, double mergeDropout, SplittableRandom random) {
        return mergeDropout == 0
                ? of(pair, vocabulary)
                : of(
                        vocabulary.into(pair.language(), vocabulary.encode(pair.source(), mergeDropout, random)),
                        vocabulary.encode(pair.target(), mergeDropout, random));
    }

    private static Example of(int[] source, int[] target) {
        int[] input = new int[target.length + 1];
        input[0] = SubwordVocabulary.START;
        System.arraycopy(target, 0, input, 1, target.length);
        return new Example(withEnd(source), input, withEnd(target));
    }

    private static int[] withEnd(int[] symbols) {
        int[] longer = Arrays.copyOf(symbols, symbols.length + 1);
        longer[symbols.length] = SubwordVocabulary.END;
        return longer;
    }
}
