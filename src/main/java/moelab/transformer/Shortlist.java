package moelab.transformer;

/**
 * Says which vocabulary entries the translation of a sentence may consist of, so that the others need no score.
 *
 * <p>The output projection costs d multiply-adds for each vocabulary entry, although a given sentence is translated
 * with a few dozen of them (Jean et al. 2015, section 3.2; L'Hostis et al. 2016). A model takes one by
 * {@link Transformer#withShortlist}.
 */
@FunctionalInterface
public interface Shortlist {

    /**
     * Returns the vocabulary entries for one sentence.
     *
     * @param source its subwords, as the encoder reads them
     * @return entries of the vocabulary in ascending order, each once, with the one that ends a translation among them
     */
    int[] of(int[] source);
}
