package moelab.transformer;

/**
 * Says which target tokens the translation of a sentence may consist of, so that the others need no score.
 *
 * <p>The output projection costs d multiply-adds for each vocabulary entry, although a given sentence is translated
 * with a few dozen of them (Jean et al. 2015, section 3.2; L'Hostis et al. 2016). A model takes one by
 * {@link Transformer#withShortlist}.
 */
@FunctionalInterface
public interface Shortlist {

    /**
     * The tokens for one sentence.
     *
     * @param source its tokens, as the encoder reads them
     * @return ascending, each once, all of the vocabulary, and the token among them that ends a translation
     */
    int[] of(int[] source);
}
