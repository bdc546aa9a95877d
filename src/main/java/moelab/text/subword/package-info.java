/**
 * Subwords: how text becomes a sequence of numbers and back, without loss.
 *
 * <p>Byte-pair encoding (Sennrich et al. 2016, "Neural machine translation of rare words with subword units") starts
 * from characters and merges the most frequent pair of neighbors, again and again; each merge adds one entry to the
 * vocabulary. Learning takes about {@code O(m log m)} in the number m of neighboring pairs of the distinct words.
 * Encoding a word of n characters is O(n^2) at most, and a table look-up for words that were seen before.
 *
 * <p>{@link moelab.text.subword.Vocabulary} is what a model needs to know of any vocabulary, and
 * {@link moelab.text.subword.SubwordVocabulary} is ours. With subword dropout (Provilkov et al. 2020, "BPE-dropout")
 * the same word is cut differently each time it is trained on. Any string survives encoding and decoding: a character
 * too rare for an entry of its own is spelled in nibbles, two per byte of its UTF-8 form.
 *
 * <p>Left out on purpose: normalization of case or Unicode form.
 */
package moelab.text.subword;
